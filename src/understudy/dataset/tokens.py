"""Lengths in tokens, counted with the tokenizer of the model that is to be trained."""

from array import array
from collections import defaultdict
from pathlib import Path
from typing import Any

from understudy.core.errors import SetupError
from understudy.core.records import Sample
from understudy.core.workers import Caught
from understudy.dataset.description import spread
from understudy.dataset.drafts import Final


class Tokens:
    """Counts the tokens of prompts and answers as samples pass.

    Counted are the words of the turns, the system turn apart, as the lengths in words are. What a
    chat template adds (a few tokens a turn) is not: which template it is, training decides.

    Args:
        tokenizer: A ``tokenizer.json``.

    Raises:
        SetupError: It cannot be read.
    """

    def __init__(self, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        with Caught() as caught:  # the library raises nothing narrower than Exception
            self._tokenizer: Any = Tokenizer.from_str(tokenizer.read_text(encoding="utf-8"))
        if caught.error is not None:
            raise SetupError(
                f"{tokenizer}: no tokenizer that can be read ({caught.error}). Give build the "
                "tokenizer.json of models/base, or leave --tokenizer out."
            )
        self._tokenizer.no_truncation()
        self._found: dict[str, defaultdict[str, tuple[array[int], array[int]]]] = {}

    def add(self, split: str, final: Final) -> None:
        """Count a sample."""
        sample = Sample.model_validate_json(final.line)
        last = sample.targets[-1] + 1
        said = ["" if turn.role == "system" else turn.content for turn in sample.turns[:last]]
        encoded = self._tokenizer.encode_batch(said, add_special_tokens=False)
        counts = [len(one.ids) for one in encoded]
        held = self._found.setdefault(split, defaultdict(lambda: (array("I"), array("I"))))
        prompts, answers = held[sample.collection]
        for target in sample.targets:
            prompts.append(sum(counts[:target]))
            answers.append(counts[target])

    def lengths(self) -> dict[str, dict[str, dict[str, dict[str, int]]]]:
        """Describe prompts and answers by split and collection."""
        return {
            split: {
                collection: {"prompt": spread(prompts), "answer": spread(answers)}
                for collection, (prompts, answers) in sorted(held.items())
            }
            for split, held in self._found.items()
        }
