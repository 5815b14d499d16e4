"""What stands between the pictures and the models that look at them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from understudy.core.registry import Registry
from understudy.parsing.params import VlmParams

Task = Literal["ocr", "describe"]
PROMPTS = Path(__file__).parent / "prompts"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said of a picture."""

    text: str
    """As it came."""
    ended: Literal["stop", "length", "refused"]
    """By itself, because it was long enough, or because the model or its keeper would not."""


class Seer(Protocol):
    """A model that is ready to look at pictures."""

    parallel: int
    """Pictures that may be asked about at once, from as many threads."""

    def ask(self, picture: bytes, mime: str, prompt: str) -> Answer:
        """Look at one picture.

        Args:
            picture: Its bytes, PNG or JPEG.
            mime: Its media type.
            prompt: What is asked.

        Raises:
            InputError: There is no reply for this picture (``vlm_failed``).
            SetupError: There will be none for any other either.
        """
        ...


SEERS = Registry[Callable[[VlmParams], Seer]](
    "vision provider", "understudy.parsing.vision.providers"
)
"""Functions that load a model or reach for one; ``SetupError`` when it is not to be had."""


def prompt_of(task: Task, params: VlmParams) -> str:
    """Return what a model is asked."""
    text = (PROMPTS / f"{task}.txt").read_text(encoding="utf-8").strip()
    language = (
        f"Write in {params.language}."
        if params.language
        else "Write in the language of the words in the picture; in English if there are none."
    )
    return text.replace("{language}", language)


def label_of(params: VlmParams) -> str:
    """Return the name of the model as records carry it: with its revision where it has one."""
    name, revision = params.model.name, params.model.revision
    own = name.startswith((".", "/", "~"))
    return f"{name}@{revision}" if params.provider == "local" and revision and not own else name
