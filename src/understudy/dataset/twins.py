"""Documents and conversations that are nearly the same, joined as the clean stage found them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from understudy.core.near import Near

Node = tuple[str, str]
"""Collection and group."""


class Placed(Protocol):
    """What has a collection and a group: a draft, a sample, a passage."""

    @property
    def collection(self) -> str:
        """Name of the set it belongs to."""
        ...

    @property
    def group(self) -> str:
        """Natural unit of the split."""
        ...


class Chat(Placed, Protocol):
    """What of a conversation is asked for here."""

    @property
    def id(self) -> str:
        """Its name."""
        ...


class Passage(Placed, Protocol):
    """What of a chunk is asked for here."""

    @property
    def parent(self) -> str:
        """Id of the record that it was cut from."""
        ...


@dataclass(frozen=True, slots=True)
class Twins:
    """Two near records, by what of them could come into the dataset."""

    one: str
    """Id of a document or conversation."""
    other: str
    nodes: tuple[Node, ...]
    """The groups of both: sections of the documents, or the two chats."""


def twins_of(
    near: Iterable[Near], chunks: Iterable[Passage], conversations: Iterable[Chat]
) -> list[Twins]:
    """Look up the groups of near records.

    Args:
        near: Pairs of the clean stage; without any, nothing else is read.
        chunks: Passages; those of a document have its sections as groups.
        conversations: Those that become samples.

    Returns:
        A pair each, in their order, but for those of which a record has no group here.
    """
    pairs = list(near)
    nodes: dict[str, dict[Node, None]] = {
        record: {} for pair in pairs for record in (pair.one, pair.other)
    }
    for chunk in chunks if pairs else ():
        if chunk.parent in nodes:
            nodes[chunk.parent][chunk.collection, chunk.group] = None
    for talk in conversations if pairs else ():
        if talk.id in nodes:
            nodes[talk.id][talk.collection, talk.group] = None
    return list(_known(pairs, nodes))


def _known(near: Iterable[Near], nodes: Mapping[str, Mapping[Node, None]]) -> Iterator[Twins]:
    for pair in near:
        if nodes[pair.one] and nodes[pair.other]:
            yield Twins(pair.one, pair.other, (*nodes[pair.one], *nodes[pair.other]))
