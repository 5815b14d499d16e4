"""The words around a question: written once by ``build``, read by all that prompt a model.

``prompt.json`` is the one place of the system turns and of the way passages stand in a prompt, so
training, prediction and serving cannot disagree.
"""

import string
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from understudy.core import jsonl
from understudy.core.params import Section, validate

FALLBACK_LANGUAGE = "en"


class Prompt(Section):
    """The system turns by language, and the templates of the last user turn.

    Templates are format strings: a literal brace is written twice. What they are filled with is
    never read as a template.
    """

    system: dict[str, str] = Field(default_factory=dict)
    """System turn of questions by language; empty for no system turn."""
    persona: dict[str, str] = Field(default_factory=dict)
    """System turn of chats by language: who the model speaks as."""
    with_passages: str = "{passages}\n\n{question}"
    """The last user turn when passages were found."""
    without_passages: str = "{question}"
    """The last user turn when there are none."""
    passage: str = "[{rank}] {text}"
    """One passage; ``rank`` counts from 1, best first."""
    between: str = "\n\n"
    """What stands between two passages."""
    bubble: str | None = None
    """What stands between two messages of one turn of a chat, as ``build.chats.bubble`` says;
    written by build, None without chats."""

    @model_validator(mode="after")
    def _templates_fit(self) -> Self:
        _expect("with_passages", self.with_passages, {"passages", "question"}, set())
        _expect("without_passages", self.without_passages, {"question"}, set())
        _expect("passage", self.passage, {"text"}, {"rank"})
        return self

    def system_turn(self, language: str) -> str | None:
        """Return the system turn of a question, None when there is none."""
        return in_language(self.system, language)

    def persona_turn(self, language: str) -> str | None:
        """Return the system turn of a chat, None when there is none."""
        return in_language(self.persona, language)

    def messages(self, answer: str) -> tuple[str, ...]:
        """Cut an answer into the messages that a person would have sent; blank ones go."""
        parts = answer.split(self.bubble) if self.bubble else [answer]
        return tuple(part.strip() for part in parts if part.strip())

    def ask(self, question: str, passages: tuple[str, ...]) -> str:
        """Return the user turn that puts a question, with its passages if there are any."""
        if not passages:
            return self.without_passages.format(question=question)
        listed = self.between.join(
            self.passage.format(rank=rank, text=text) for rank, text in enumerate(passages, 1)
        )
        return self.with_passages.format(passages=listed, question=question)


def in_language(texts: dict[str, str], language: str) -> str | None:
    """Choose the text of a language, else the English one, else the first, else None."""
    for key in (language, FALLBACK_LANGUAGE):
        if key in texts:
            return texts[key]
    return next(iter(texts.values()), None)


def load_prompt(path: Path) -> Prompt:
    """Read a ``prompt.json``.

    Raises:
        SetupError: It is not JSON, or a template lacks its place.
    """
    return validate(path, "prompt", jsonl.read_json(path), Prompt)


def write_prompt(path: Path, prompt: Prompt) -> None:
    """Write a ``prompt.json`` with all defaults written out."""
    jsonl.write_json(path, prompt.model_dump(mode="json"))


def _expect(name: str, template: str, required: set[str], optional: set[str]) -> None:
    """Check the places of a template; raise ``ValueError`` in words."""
    try:
        found = {field for _, field, *_ in string.Formatter().parse(template) if field is not None}
    except ValueError as error:
        raise ValueError(f"{name}: {error}; write a literal brace twice") from error
    if missing := sorted(required - found):
        raise ValueError(f"{name} needs the place {{{missing[0]}}}")
    if foreign := sorted(found - required - optional):
        known = ", ".join(f"{{{place}}}" for place in sorted(required | optional))
        raise ValueError(f"{name} has the place {{{foreign[0]}}}; known: {known}")
