"""How long a passage is: in words, in characters, or in tokens of the model that will read it."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Protocol

from understudy.chunking import words
from understudy.core.errors import SetupError

Unit = Literal["words", "characters", "tokens"]
BATCH = 1000
"""Texts that a tokenizer is given at once: it needs hundreds of bytes a token."""
WINDOW = 100_000
"""Characters of a text that a tokenizer is given at once; a longer one is far longer than a chunk,
so that its tokens need not be counted to the last."""
_LONG_GAP = 8
"""Characters between two pieces that may hold more than white space: a thematic break."""


class Measure(Protocol):
    """Measures texts in one unit."""

    adds_up: bool
    """Whether the sizes of pieces, and of what stands between them, sum up to no less than the
    whole. Where they need not, the whole is measured again."""

    def sizes(self, texts: Sequence[str]) -> list[int]:
        """Return the size of each text by itself."""
        ...

    def beside(self, text: str, spans: Sequence[tuple[int, int]], alone: list[int]) -> list[int]:
        """Return what each span adds to the ones before it.

        Args:
            text: What the spans lie in.
            spans: In order, apart.
            alone: Their sizes by themselves; the first one is taken as it is.
        """
        ...

    def starts(self, text: str) -> Sequence[int]:
        """Return where each unit begins, in order; several may begin at one place."""
        ...


class Words:
    """Words as `chunking.words` counts them."""

    adds_up = True

    def sizes(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words of each text."""
        return [words.count(text) for text in texts]

    def beside(self, text: str, spans: Sequence[tuple[int, int]], alone: list[int]) -> list[int]:
        """Return the words of each span, and of a thematic break in front of it."""
        found = alone[:1]
        for number in range(1, len(spans)):
            gap = spans[number - 1][1], spans[number][0]
            long = gap[1] - gap[0] > _LONG_GAP
            found.append(alone[number] + (words.count(text[slice(*gap)]) if long else 0))
        return found

    def starts(self, text: str) -> Sequence[int]:
        """Return where each word begins."""
        return words.starts(text)


class Characters:
    """Unicode code points, white space included."""

    adds_up = True

    def sizes(self, texts: Sequence[str]) -> list[int]:
        """Return the length of each text."""
        return [len(text) for text in texts]

    def beside(self, text: str, spans: Sequence[tuple[int, int]], alone: list[int]) -> list[int]:
        """Return the length from the end of the span before to the end of each."""
        del text  # only where the spans lie counts
        return alone[:1] + [end - before for (_, before), (_, end) in pairwise(spans)]

    def starts(self, text: str) -> Sequence[int]:
        """Return every place."""
        return range(len(text))


class Tokens:
    """Tokens of a model's tokenizer, without those that begin and end a text.

    Counts do not add up: a word after a space is another token than the word alone. So a chunk is
    measured as it will stand, see `chunking.fitting`.

    Args:
        tokenizer: A ``tokenizers.Tokenizer``.
    """

    adds_up = False

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def sizes(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text."""
        found: list[int] = []
        for first in range(0, len(texts), BATCH):
            windows = [list(_windows(text)) for text in texts[first : first + BATCH]]
            flat = [
                text[slice(*span)]
                for text, of in zip(texts[first:], windows, strict=False)
                for span in of
            ]
            encoded = iter(self._tokenizer.encode_batch_fast(flat, add_special_tokens=False))
            found += [sum(len(next(encoded)) for _ in of) for of in windows]
        return found

    def beside(self, text: str, spans: Sequence[tuple[int, int]], alone: list[int]) -> list[int]:
        """Return the tokens of each span with the space in front of it."""
        joined = [text[spans[at - 1][1] : spans[at][1]] for at in range(1, len(spans))]
        return alone[:1] + [max(1, size) for size in self.sizes(joined)]

    def starts(self, text: str) -> Sequence[int]:
        """Return where each token begins; tokens of one character begin where it does."""
        found: list[int] = []
        for first, last in _windows(text):
            encoded = self._tokenizer.encode(text[first:last], add_special_tokens=False)
            for start, _ in encoded.offsets:
                found.append(max(first + start, found[-1]) if found else first + start)
        return found


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text that are encoded at once, cut behind spaces where it has any."""
    first = 0
    while len(text) - first > WINDOW:
        last = text.rfind(" ", first, first + WINDOW) + 1 or first + WINDOW
        yield first, last
        first = last
    yield first, len(text)


@cache
def measure_of(unit: Unit, tokenizer: Path | None) -> Measure:
    """Return the measure of a unit.

    Args:
        unit: As in ``chunk.unit``.
        tokenizer: Model folder whose tokenizer counts; needed for tokens alone.

    Raises:
        SetupError: Tokens are wanted and there is no tokenizer, or one that cannot say where in a
            text its tokens lie.
    """
    if unit == "words":
        return Words()
    if unit == "characters":
        return Characters()
    if tokenizer is None:
        raise SetupError(
            "chunk.unit: tokens are those of a tokenizer, and the stage was given none. In "
            "dvc.yaml, stage chunk, add `--tokenizer models/base` to cmd and `- models/base` to "
            "deps; or count words or characters."
        )
    return Tokens(_fast(tokenizer))


def _fast(folder: Path) -> Any:
    """Load a folder's tokenizer; transformers is imported only when tokens are wanted."""
    from understudy.model.tokenizer import load_tokenizer

    loaded = load_tokenizer(folder)
    if not loaded.is_fast:
        raise SetupError(
            f"{folder} has a tokenizer without offsets, which cannot cut a text: put a "
            "tokenizer.json beside it, or set chunk.unit to words or characters."
        )
    tokenizer = loaded.backend_tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
