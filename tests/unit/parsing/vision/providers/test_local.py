import io
import sys

import pytest

from understudy.core.errors import InputError, SetupError
from understudy.parsing.params import VlmParams
from understudy.parsing.vision.plugins import SEERS, Answer, Seer
from understudy.parsing.vision.providers.local import Local, number_format
from unit.parsing.made import png
from unit.parsing.vision.tiny import SEES, tiny


def seer(name: str, **params: object) -> Seer:
    options = {"model": {"name": name}, "max_new_tokens": 12, **params}
    return SEERS["local"](VlmParams.model_validate(options))


@pytest.mark.parametrize("family", sorted(SEES))
def test_pictures_are_seen_without_torchvision(
    family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same picture and prompt give the same reply, and another picture another one."""
    monkeypatch.setitem(sys.modules, "torchvision", None)  # importing it fails
    one, other = png("<h1>HIVE</h1>"), png("")
    first, second = seer(str(tiny(family))), seer(str(tiny(family)))

    answers = [first.ask(one, "image/png", "Read it."), first.ask(other, "image/png", "Read it.")]

    assert answers[0] == second.ask(one, "image/png", "Read it.")
    assert answers[0] != answers[1]
    assert {"length"} == {answer.ended for answer in answers}
    assert 1 == first.parallel


def test_replies_vary_with_the_seed_at_a_temperature() -> None:
    """And with nothing else: not with what was asked before."""
    picture = png("")
    hot = {"temperature": 2.0}
    one, two = seer(str(tiny()), **hot), seer(str(tiny()), seed=1, **hot)

    first = one.ask(picture, "image/png", "Read it.")

    assert first == one.ask(picture, "image/png", "Read it.")
    assert first != two.ask(picture, "image/png", "Read it.")
    assert isinstance(first, Answer)


def test_a_picture_of_an_impossible_shape_is_one_failure() -> None:
    """Others can still be asked about."""
    from PIL import Image

    strip = io.BytesIO()
    Image.new("RGB", (3000, 2)).save(strip, "PNG")

    with pytest.raises(InputError, match="takes no such picture") as failure:
        seer(str(tiny())).ask(strip.getvalue(), "image/png", "Read it.")

    assert "vlm_failed" == failure.value.reason


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("./nowhere", "no config.json"),
        ("prithivMLmods/Qwen2-VL-OCR-2B-Instruct", "hf download prithivMLmods/Qwen2-VL-OCR"),
        ("not an id", "parse.vlm.model.name"),
    ],
)
def test_a_model_that_is_not_there_is_named(name: str, words: str) -> None:
    """With what to do; no network is tried when it is switched off."""
    with pytest.raises(SetupError, match=words):
        seer(name)


def test_a_model_without_eyes_is_refused(tmp_path: object) -> None:
    """The embedded base model reads text only."""
    from understudy.parsing.vision import plugins

    root = plugins.PROMPTS.parents[4]
    with pytest.raises(SetupError, match="cannot be loaded as a model for pictures"):
        seer(str(root / "models" / "embedded"))


def test_it_computes_in_what_the_device_is_fast_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half the memory on CUDA; pictures come to the model in the same numbers as its weights."""
    import torch

    monkeypatch.setenv("UNDERSTUDY_DEVICE", "cpu")
    local = seer(str(tiny()))
    assert isinstance(local, Local)

    assert ["float32", "bfloat16", "bfloat16"] == list(
        map(number_format, ("cpu", "cuda", "cuda:1"))
    )
    assert (torch.float32, "cpu") == (local._model.dtype, local._model.device.type)
    local._model.to(torch.bfloat16)
    assert "length" == local.ask(png(""), "image/png", "Read it.").ended


def test_a_device_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any weights are loaded."""
    monkeypatch.setenv("UNDERSTUDY_DEVICE", "cuda:99")

    with pytest.raises(SetupError, match="UNDERSTUDY_DEVICE is cuda:99"):
        seer(str(tiny()))
