"""What the build stage reads, checked as a whole before any work."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from understudy.core import jsonl
from understudy.core.errors import SetupError, unknown_name
from understudy.core.near import Near
from understudy.core.people import Persona, load_people
from understudy.core.records import Chunk, Conversation, Record, Row, Sample
from understudy.dataset.format import FORMATS
from understudy.dataset.params import BuildParams
from understudy.model import Prompt

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files of the stages before; a system without such a stage gives None."""

    conversations: Path | None
    rows: Path | None
    chunks: Path | None
    samples: Path | None
    verdicts: Path | None
    people: Path | None
    manifests: tuple[Path, ...] = ()
    near: Path | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """The records of those files."""

    conversations: tuple[Conversation, ...]
    """Those of the collections that ``build.chats`` names."""
    rows: tuple[Row, ...]
    chunks: tuple[Chunk, ...]
    samples: tuple[Sample, ...]
    """Synthesized ones."""
    persona: str
    """Her name as author; empty where there are no conversations."""
    prompt: Prompt
    """With the persona's name and description filled in."""
    manifests: tuple[dict[str, Any], ...]
    near: tuple[Near, ...] = ()


def read_material(params: BuildParams, inputs: Inputs) -> Material:
    """Read everything.

    Raises:
        SetupError: A parameter names a collection, format or language that is not there, or
            conversations come without people.yaml.
    """
    for name in params.formats:
        FORMATS[name]  # raises with near names
    conversations = _read(inputs.conversations, Conversation)
    rows = _read(inputs.rows, Row)
    chunks = _read(inputs.chunks, Chunk)
    samples = _read(inputs.samples, Sample)
    chats = {conversation.collection for conversation in conversations}
    tables = {row.collection for row in rows}
    chosen = chats if params.chats.collections == "all" else set(params.chats.collections)
    everything = chats | tables | {chunk.collection for chunk in chunks}
    everything |= {sample.collection for sample in samples}
    _check("build.chats.collections", chosen, chats)
    _check("build.rows", params.rows, tables)
    _check("build.shares", params.shares, everything)
    _check("build.leaks", set(params.leaks) - {"default"}, everything)
    used = tuple(one for one in conversations if one.collection in chosen)
    persona = _persona(inputs.people, needed=bool(used))
    return Material(
        conversations=used,
        rows=rows,
        chunks=chunks,
        samples=samples,
        persona=persona.name if persona else "",
        prompt=_prompt(params, persona, bubble=params.chats.bubble if used else None),
        manifests=tuple(jsonl.read_json(path) for path in inputs.manifests),
        near=_read(inputs.near, Near),
    )


def _read(path: Path | None, record: type[R]) -> tuple[R, ...]:
    return () if path is None else tuple(jsonl.read(path, record))


def _check(where: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in sorted(names):
        if name not in known:
            raise SetupError(f"{where}: {unknown_name('collection', name, known)}")


def _persona(path: Path | None, *, needed: bool) -> Persona | None:
    if path is not None:
        return load_people(path).persona
    if needed:
        raise SetupError(
            "build makes samples of conversations and was given no --people: whose replies are to "
            "be learnt? Give people.yaml, or leave --conversations out."
        )
    return None


def _prompt(params: BuildParams, persona: Persona | None, bubble: str | None) -> Prompt:
    """Fill the persona's name and description into the system turns of chats."""
    prompt = params.prompt.model_copy(update={"bubble": bubble})
    if persona is None:
        return prompt
    filled = {}
    for language, template in prompt.persona.items():
        if "{description}" in template and language not in persona.description:
            raise SetupError(
                f"build.prompt.persona.{language} uses {{description}}, and people.yaml has no "
                f"persona.description.{language}. Write one, or drop the language."
            )
        # Not str.format: what people write of themselves may hold braces.
        text = template.replace("{name}", persona.name)
        filled[language] = text.replace("{description}", persona.description.get(language, ""))
    return prompt.model_copy(update={"persona": filled})
