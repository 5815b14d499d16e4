"""Documents and conversations that are nearly the same, joined as the clean stage found them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from understudy.core.near import Near
from understudy.dataset.drafts import Placed

Node = tuple[str, str]
"""Collection and group."""


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
        near: Pairs of the clean stage.
        chunks: Passages; those of a document have its sections as groups.
        conversations: Those that become samples.

    Returns:
        A pair each, in their order, but for those of which a record has no group here.
    """
    nodes: dict[str, dict[Node, None]] = {}
    for chunk in chunks:
        nodes.setdefault(chunk.parent, {})[chunk.collection, chunk.group] = None
    for talk in conversations:
        nodes.setdefault(talk.id, {})[talk.collection, talk.group] = None
    return list(_known(near, nodes))


def _known(near: Iterable[Near], nodes: Mapping[str, Mapping[Node, None]]) -> Iterator[Twins]:
    for pair in near:
        if pair.one in nodes and pair.other in nodes:
            yield Twins(pair.one, pair.other, (*nodes[pair.one], *nodes[pair.other]))
