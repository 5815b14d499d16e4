"""From records to samples: chats, rows and what was synthesized, in the order of the inputs."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from understudy.core.errors import InputError, SetupError
from understudy.core.records import Conversation, Row, Sample
from understudy.core.tally import Tally
from understudy.dataset.chats import Openings, Reply, Replying, replies, told
from understudy.dataset.contrast import KIND, OthersReplies
from understudy.dataset.drafts import Draft, Drafts, Final, final
from understudy.dataset.holdout import stratum
from understudy.dataset.material import Material
from understudy.dataset.mixing import knowledge_samples
from understudy.dataset.packing import Piece, Usable, packed, pieces
from understudy.dataset.params import BuildParams
from understudy.dataset.ready import ready_sample
from understudy.dataset.rows import row_sample
from understudy.dataset.selection import distinct
from understudy.dataset.shelf import Shelf
from understudy.dataset.sides import speakers
from understudy.dataset.twins import Node


class Tallies:
    """Where records went: the unusable ones, which have a limit, and what parameters leave out.

    Args:
        dataset: Folder for ``rejects.jsonl`` and ``left_out.jsonl``.
        limit: Largest share of the rows that may be unusable.
    """

    def __init__(self, dataset: Path, limit: float) -> None:
        self.chats: dict[str, Any] = {}
        """What became of chats beside that: contexts shortened, replies packed."""
        self.unusable = Tally("build", limit=limit, rejects=dataset / "rejects.jsonl")
        self.left_out = Tally(limit=1, rejects=dataset / "left_out.jsonl")

    def counts(self) -> dict[str, Any]:
        """Return read, kept and dropped by kind of record."""
        return {**self.left_out.counts(), **self.unusable.counts()}

    def losses(self) -> str:
        """Say of which kinds of records how many were dropped, and why; blank for none."""
        told = []
        for kind, count in self.counts().items():
            dropped = Counter(count["dropped"])
            if dropped:
                reasons = ", ".join(f"{n} {reason}" for reason, n in dropped.most_common())
                told.append(f"{dropped.total()} of {count['read']} {kind} ({reasons})")
        return ", ".join(told)

    def write(self, report: Path, **more: Any) -> None:
        """Write both files of records and the metrics; raise ``SetupError`` over the limit."""
        self.left_out.write(report)
        self.unusable.write(report, **self.left_out.counts(), **more)


class Pieces:
    """Stretches of dialogue that wait on the disk, in order."""

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder)
        self._nodes: list[Node] = []
        self._places = array("Q")

    def add(self, piece: Piece, node: Node) -> None:
        """Lay down a piece of a group."""
        self._places.append(self._shelf.put(piece.model_dump_json().encode() + b"\n"))
        self._nodes.append(node)

    def of(self, nodes: Collection[Node]) -> Iterator[Piece]:
        """Yield those of some groups."""
        for node, place in zip(self._nodes, self._places, strict=True):
            if node in nodes:
                yield Piece.model_validate_json(self._shelf.get(place))


@dataclass(slots=True)
class Drawn:
    """Every sample that could come into the dataset; their texts wait on the disk."""

    samples: Drafts
    """One for each reply, row and synthesized question."""
    pieces: Pieces
    """The replies once more, where they are to be packed, as stretches of dialogue."""
    packed_before: int = 0
    """The samples of those are the first, up to this place."""
    dialogues: list[Draft] = field(default_factory=list)
    """The same, packed, where what stands before targets is compared: in train it is longer."""


def make_samples(
    params: BuildParams,
    material: Material,
    held_out: frozenset[str],
    tallies: Tallies,
    folder: Path,
) -> Drawn:
    """Make every sample that could come into the dataset.

    Args:
        params: The section.
        material: What there is.
        held_out: Ids of rows whose combination training may not see.
        tallies: Told of what cannot be used.
        folder: Folder on the disk that has room for all samples.

    Raises:
        SetupError: The persona writes in none of the conversations, or a template names a column
            that a table lacks.
    """
    asked = material.passages | held_out
    nodes, told_elsewhere = material.chats.values(), bool(params.ready)
    samples = Drafts(params.leaks_of, folder, nodes, asked, told_elsewhere=told_elsewhere)
    drawn = Drawn(samples, Pieces(folder))
    usable = _persona_samples(params, material, tallies, drawn)
    if params.chats.form == "dialogues":
        _piece_together(params, material, usable, drawn)
    else:
        for _ in usable:
            pass
    rows = (row for row in material.rows if params.is_table(row.collection))
    for sample in tallies.unusable.each(rows, partial(_of_row, params=params), kind="rows"):
        drawn.samples.add(stratum(sample, params, held_out))
    for sample in chain(material.samples, knowledge_samples(material.chunks, params)):
        drawn.samples.add(sample)
    return drawn


def train_samples(
    params: BuildParams,
    material: Material,
    drawn: Drawn,
    kept: Sequence[Draft],
    tallies: Tallies,
) -> Iterator[Final]:
    """Give the samples of train their form: replies in a row become one, in place of the first.

    Args:
        params: ``build.chats`` says which form.
        material: For the prompt.
        drawn: All samples.
        kept: Those of train.
        tallies: Told in the end how many samples the replies became.
    """
    if params.chats.form == "dialogues":
        wanted = {draft.id for draft in kept if draft.place < drawn.packed_before}
        counts = {"samples": 0, "replies": 0}
        openings = Openings(material.prompt.persona_turn)
        for piece in drawn.pieces.of({draft.node for draft in kept}):
            sample = packed(piece, wanted, openings)
            if sample is not None:
                counts["samples"] += 1
                counts["replies"] += len(sample.targets)
                yield final(sample)
        tallies.chats["dialogues"] = counts
    for draft in kept:
        if draft.place >= drawn.packed_before:
            yield drawn.samples.final(draft)


def contrast_samples(
    params: BuildParams, material: Material, split: Mapping[Node, str], tallies: Tallies
) -> Iterator[Sample]:
    """Make samples of other people's replies in the test conversations.

    The tallies learn how many replies there were, of which some are taken.
    """
    tested = {line for line, node in material.chats.items() if split[node] == "test"}
    others = OthersReplies(material.persona, params.chats)
    found = others.of(material.conversations.only(tested))
    work = Replying(params.chats, material.prompt.persona_turn, KIND)
    made = tallies.left_out.each(found, work, kind=KIND)
    yield from distinct(made, tallies.left_out, kind=KIND)
    tallies.chats["others_replies"] = others.found


def unused_rows(params: BuildParams, material: Material) -> dict[str, int]:
    """Count the rows of collections that have no template, by collection."""
    counts = material.tables
    return {name: counts[name] for name in sorted(counts) if not params.is_table(name)}


def _of_row(row: Row, params: BuildParams) -> Sample:
    if row.collection in params.ready:
        return ready_sample(row, params)
    return row_sample(row, params.rows)


def _persona_samples(
    params: BuildParams, material: Material, tallies: Tallies, drawn: Drawn
) -> Iterator[Usable]:
    """Make a sample of each reply; yield which reply is whose."""
    tally = tallies.left_out
    heard = _Heard(material.persona)
    find = partial(_replies, persona=material.persona, params=params)
    chats = map(heard.listen, material.conversations)
    found = chain.from_iterable(tally.each(chats, find, kind="conversations"))
    replying = Replying(params.chats, material.prompt.persona_turn)
    for reply, sample in tally.each(found, lambda one: (one, replying(one)), kind="replies"):
        drawn.samples.add(sample)
        yield Usable(sample.id, sample.language, reply)
    if material.chats and not heard.persona:
        raise SetupError(
            f"the persona ({material.persona!r} in people.yaml) writes in none of the "
            f"{len(material.chats)} conversations. Add the names they have in the exports to "
            "persona.aliases."
        )
    tallies.chats["shortened_prompts"] = replying.shortened


class _Heard:
    """Listens in on conversations until the persona speaks."""

    def __init__(self, persona: str) -> None:
        self.persona = False
        self._name = persona

    def listen(self, conversation: Conversation) -> Conversation:
        self.persona = self.persona or self._name in speakers(conversation)
        return conversation


def _piece_together(
    params: BuildParams, material: Material, usable: Iterable[Usable], drawn: Drawn
) -> None:
    """Lay down replies as stretches of dialogue, and what leak keys ask of those."""
    openings = Openings(material.prompt.persona_turn)
    for piece in pieces(usable, params.chats):
        drawn.pieces.add(piece, drawn.samples.node(piece.collection, piece.group))
        if "prompt" in params.leaks_of(piece.collection).keys or params.ready:
            sample = packed(piece, {one.sample for one in piece.members}, openings)
            assert sample is not None, "its replies carry loss"
            drawn.dialogues.append(drawn.samples.draft(sample))
    drawn.packed_before = drawn.samples.end


def _replies(conversation: Conversation, persona: str, params: BuildParams) -> list[Reply]:
    found = replies(conversation, persona, params.chats)
    if not found:
        raise InputError(conversation.id, "the persona wrote nothing in it", reason="no_persona")
    return told(found, params.chats)
