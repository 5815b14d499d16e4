"""The compact form of chats: one sample for a stretch of dialogue, with loss on its replies.

Every reply that could be learnt is a target once, and what stands before it is what was said, so a
model learns from the same tokens as with a sample for each reply, and reads the rest once.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from understudy.core.records import Evidence, Sample, Turn, stable_id
from understudy.dataset.chats import Openings, PersonaTurn, Reply, context_of
from understudy.dataset.params import ChatParams
from understudy.dataset.sides import Block


class Usable(NamedTuple):
    """A reply that could be learnt."""

    sample: str
    """Id of the sample that is its own."""
    language: str
    reply: Reply


class Member(NamedTuple):
    """A reply of a piece."""

    sample: str
    """Id of the sample that is its own."""
    language: str
    turn: int
    """Position among the turns of the piece."""
    end: int
    """One past its last message in the conversation."""


class Piece(BaseModel):
    """A stretch of dialogue, up to the last reply that could be learnt; it needs no conversation.

    A sample is made of it when it is known which of its replies carry loss.
    """

    model_config = ConfigDict(frozen=True)

    collection: str
    group: str
    parent: str
    """Id of the conversation."""
    start: int
    """Its first message there."""
    turns: tuple[Turn, ...]
    """Without the system turn."""
    members: tuple[Member, ...]


def pack(
    usable: Iterable[Usable],
    wanted: Collection[str],
    params: ChatParams,
    persona_turn: PersonaTurn,
) -> list[Sample]:
    """Make a sample of each piece of each dialogue.

    Args:
        usable: All replies that could be learnt, in order; they alone decide where pieces end.
        wanted: Ids of the samples of those that carry loss; the others are context.
        params: Lengths.
        persona_turn: The language of most of its targets to the system turn.
    """
    openings = Openings(persona_turn)
    made = (packed(piece, wanted, openings) for piece in pieces(usable, params))
    return [sample for sample in made if sample is not None]


def pieces(usable: Iterable[Usable], params: ChatParams) -> Iterator[Piece]:
    """Cut dialogues into pieces, reading no more than one dialogue ahead.

    A piece begins with the context that its first reply would have alone, as far as that fills no
    more than half of it, so that no reply stands without; it ends where the next turns would make
    it longer than ``max_dialogue_words``, at a reply that the speaker went on with later (what was
    added then is no part of it), and before one that points at a message which it does not show.

    Args:
        usable: All replies that could be learnt, in order.
        params: Lengths.
    """
    for _, same in groupby(usable, key=lambda one: id(one.reply.period)):
        for cut in _cuts(list(same), params):
            yield _piece(cut)


def packed(piece: Piece, wanted: Collection[str], openings: Openings) -> Sample | None:
    """Make the sample of a piece, up to the last reply that carries loss.

    Args:
        piece: A stretch of dialogue.
        wanted: Ids of the samples of the replies that carry loss; the others are context.
        openings: System turns.

    Returns:
        None when none of its replies carries loss.
    """
    chosen = [one for one in piece.members if one.sample in wanted]
    if not chosen:
        return None
    (language, _), *_ = Counter(one.language for one in chosen).most_common(1)
    opening = openings.of(language)
    turns = (*opening, *piece.turns[: chosen[-1].turn + 1])
    targets = tuple(len(opening) + one.turn for one in chosen)
    span = (piece.start, chosen[-1].end)
    written = [[turn.role, turn.content] for turn in turns]
    return Sample(
        id=stable_id("dialogue", piece.collection, piece.parent, *span, targets, written),
        turns=turns,
        targets=targets,
        labels={},
        language=language,
        collection=piece.collection,
        group=piece.group,
        evidence=(Evidence(parent=piece.parent, start=span[0], end=span[1]),),
    )


@dataclass(slots=True)
class _Cut:
    """A part of a period's blocks, from ``first`` up to the last reply."""

    first: int
    replies: list[Usable]
    words: int


def _cuts(usable: Sequence[Usable], params: ChatParams) -> Iterator[_Cut]:
    """Cut a period."""
    limit = params.max_dialogue_words
    cut: _Cut | None = None
    for one in usable:
        blocks, block = one.reply.period.blocks, one.reply.block
        if cut is not None:
            last = cut.replies[-1].reply.block
            more = _words(blocks[last + 1 : block]) + one.reply.side.words
            fits = blocks[last].sides == 1 and cut.words + more <= limit
            if fits and _shows(blocks[cut.first].start, one, params):
                cut.replies.append(one)
                cut.words += more
                continue
            yield cut
        context = context_of(one.reply, params, most_words=max(1, limit // 2))
        if not _shows(context.blocks[0].start, one, params):
            context = context_of(one.reply, params)
        words = _words(context.blocks) + one.reply.side.words
        cut = _Cut(context.first, [one], words)
    if cut is not None:
        yield cut


def _shows(start: int, one: Usable, params: ChatParams) -> bool:
    """Tell whether a context from a message on holds all that a reply points at."""
    return params.elsewhere == "keep" or min(one.reply.side.answers, default=start) >= start


def _words(blocks: Iterable[Block]) -> int:
    return sum(block.words for block in blocks)


def _piece(cut: _Cut) -> Piece:
    """Write the blocks from the first to the last reply."""
    last = cut.replies[-1].reply
    blocks = last.period.blocks
    said = [block.turn for block in blocks[cut.first : last.block]]
    # Of its block only what is the reply: the speaker may have gone on later.
    said.append(Turn(role="assistant", content=last.side.text))
    place = last.conversation
    return Piece(
        collection=place.collection,
        group=place.group,
        parent=place.id,
        start=blocks[cut.first].start,
        turns=tuple(said),
        members=tuple(
            Member(one.sample, one.language, one.reply.block - cut.first, one.reply.side.end)
            for one in cut.replies
        ),
    )
