from pathlib import Path

import pytest
import torch

from understudy.core.errors import InputError
from understudy.core.records import Sample, Turn
from understudy.model import IGNORED, render
from understudy.model.likelihood import likelihood
from understudy.model.load import load
from unit.model.tiny import KINDS


def chat(*contents: str, targets: tuple[int, ...]) -> Sample:
    roles = ("user", "assistant")
    turns = tuple(Turn(role=roles[i % 2], content=text) for i, text in enumerate(contents))
    return Sample(id="s", turns=turns, targets=targets, collection="c", group="g")


@pytest.mark.parametrize("kind", KINDS)
def test_likelihood_is_the_loss_that_training_would_see(bases: dict[str, Path], kind: str) -> None:
    """Its sum over the target tokens, however many targets, by transformers' own loss."""
    loaded = load(bases[kind])
    for sample in (
        chat("The hive?", "Стоит 🐝.", targets=(1,)),
        chat("The hive?", "In the rain.", "Улей?", "Стоит.", targets=(1, 3)),
    ):
        rendered = render(sample, loaded.tokenizer, 512)
        counted = sum(label != IGNORED for label in rendered.labels)
        with torch.inference_mode():
            loss = loaded.model(
                input_ids=torch.tensor([rendered.input_ids]),
                labels=torch.tensor([rendered.labels]),
            ).loss
        found = likelihood(loaded, sample, 512)

        assert float(loss) * counted == pytest.approx(found.nats, rel=1e-5)
        assert (sample.id, counted) == (found.sample, found.tokens)
        replies = sum(len(sample.turns[target].content) for target in sample.targets)
        assert replies == found.characters


def test_only_what_was_read_is_measured(bases: dict[str, Path]) -> None:
    """Targets that went with the oldest exchange count neither as tokens nor as characters."""
    loaded = load(bases["qwen2"])
    short = chat("Улей?", "Стоит.", targets=(1,))
    long = chat("old " * 30, "older", "Улей?", "Стоит.", targets=(1, 3))
    limit = len(render(short, loaded.tokenizer, 512).input_ids)

    assert likelihood(loaded, short, limit) == likelihood(loaded, long, limit)
    with pytest.raises(InputError, match="its target does not fit"):
        likelihood(loaded, long, limit - 1)


def test_a_text_is_measured_from_its_second_token(bases: dict[str, Path]) -> None:
    """Nothing stands before the first, so nothing can say how likely it is."""
    loaded = load(bases["gpt2"])
    text = Sample(
        id="t", turns=(Turn(role="text", content="The hive"),), targets=(0,), collection="c",
        group="g",
    )  # fmt: skip
    ids = torch.tensor([render(text, loaded.tokenizer, 99).input_ids])
    with torch.inference_mode():
        loss = float(loaded.model(input_ids=ids, labels=ids).loss)
    found = likelihood(loaded, text, 99)

    assert (ids.shape[1] - 1, 8) == (found.tokens, found.characters)
    assert loss * found.tokens == pytest.approx(found.nats, rel=1e-5)
