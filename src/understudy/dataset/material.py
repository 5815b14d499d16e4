"""What the build stage reads, checked before any work.

Records are not kept: whoever needs them walks through the file again. Of each only its place among
collections and groups stays in memory.
"""

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from understudy.core import jsonl
from understudy.core.errors import SetupError, unknown_name
from understudy.core.near import Near
from understudy.core.people import Persona, load_people
from understudy.core.records import Chunk, Conversation, Row, Sample
from understudy.dataset.format import FORMATS
from understudy.dataset.params import BuildParams
from understudy.dataset.ready import check_formats
from understudy.dataset.twins import Node
from understudy.model import Prompt

M = TypeVar("M", bound=BaseModel)

PERSONA_FIELDS = ("name", "description")
"""What the system turn of chats may say of the persona."""


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
    tokenizer: Path | None = None
    """``tokenizer.json`` of the base model, for lengths in its tokens."""


class Place(BaseModel):
    """What every record says of where it belongs, whatever else it holds."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    collection: str
    group: str


class Stored(Generic[M]):
    """Records of a file, read anew each time that somebody walks through them.

    Args:
        path: File of a stage before; None = there are none.
        record: What its lines are.
        lines: Numbers of those that count, from 1; None = all.
    """

    def __init__(
        self, path: Path | None, record: type[M], lines: Container[int] | None = None
    ) -> None:
        self._path = path
        self._record = record
        self._lines = lines

    def __iter__(self) -> Iterator[M]:
        return iter(()) if self._path is None else jsonl.read(self._path, self._record, self._lines)

    def only(self, lines: Container[int]) -> "Stored[M]":
        """Return some of the records, by the numbers of their lines."""
        return Stored(self._path, self._record, lines)


@dataclass(frozen=True, slots=True)
class Material:
    """The records of those files."""

    conversations: Stored[Conversation]
    """Those of the collections that ``build.chats`` names."""
    rows: Stored[Row]
    chunks: Stored[Chunk]
    samples: Stored[Sample]
    """Synthesized ones."""
    chats: dict[int, Node]
    """Collection and group of the conversations, by the numbers of their lines."""
    places: Stored[Place]
    """Of the conversations."""
    tables: Mapping[str, int]
    """Collection to its number of rows."""
    passages: frozenset[str]
    """Ids of the chunks."""
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
    check_formats(params)
    chats = _nodes(Stored(inputs.conversations, Place))
    tables = Counter(row.collection for row in Stored(inputs.rows, Place))
    talked = {collection for collection, _ in chats.values()}
    chosen = talked if params.chats.collections == "all" else set(params.chats.collections)
    passages = {chunk.id: chunk.collection for chunk in Stored(inputs.chunks, Place)}
    cut = set(passages.values())
    everything = talked | tables.keys() | cut
    everything |= {sample.collection for sample in Stored(inputs.samples, Place)}
    _check("build.chats.collections", chosen, talked)
    _check("build.rows", params.rows, tables)
    _check("build.ready", params.ready, tables)
    _check("build.split.times", params.split.times, tables)
    _check("build.knowledge.collections", params.knowledge.collections, cut)
    _check("build.shares", params.shares, everything)
    _check("build.mix", params.mix, everything)
    _check("build.leaks", set(params.leaks) - {"default"}, everything)
    used = {line: node for line, node in chats.items() if node[0] in chosen}
    persona = _persona(inputs.people, needed=bool(used))
    return Material(
        conversations=Stored(inputs.conversations, Conversation, used),
        rows=Stored(inputs.rows, Row),
        chunks=Stored(inputs.chunks, Chunk),
        samples=Stored(inputs.samples, Sample),
        chats=used,
        places=Stored(inputs.conversations, Place, used),
        tables=tables,
        passages=frozenset(passages),
        persona=persona.name if persona else "",
        prompt=_prompt(params, persona, bubble=params.chats.bubble if used else None),
        manifests=tuple(jsonl.read_json(path) for path in inputs.manifests),
        near=tuple(Stored(inputs.near, Near)),
    )


def _nodes(places: Iterable[Place]) -> dict[int, Node]:
    """Number the groups of conversations from 1; chats of one group have one object of it."""
    known: dict[Node, Node] = {}
    chats = {}
    for line, place in enumerate(places, 1):
        node = place.collection, place.group
        chats[line] = known.setdefault(node, node)
    return chats


def _check(where: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in sorted(names):
        if name not in known:
            unknown = unknown_name("collection", name, known)
            why = (
                "" if known else " The metrics of the stages before say what was dropped, and why."
            )
            raise SetupError(f"{where}: {unknown}{why}")


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
        for name in re.findall(r"\{(\w+)\}", template):
            if name not in PERSONA_FIELDS:
                unknown = unknown_name("place", name, PERSONA_FIELDS)
                raise SetupError(f"build.prompt.persona.{language}: {unknown}")
        if "{description}" in template and language not in persona.description:
            raise SetupError(
                f"params.yaml: build.prompt.persona.{language} uses {{description}}, and "
                f"people.yaml has no persona.description.{language}. Write one, or take the line "
                f"{language!r} out of build.prompt.persona."
            )
        # Not str.format: what people write of themselves may hold braces.
        text = template.replace("{name}", persona.name)
        filled[language] = text.replace("{description}", persona.description.get(language, ""))
    return prompt.model_copy(update={"persona": filled})
