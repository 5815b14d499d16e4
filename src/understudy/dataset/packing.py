"""The compact form of chats: one sample for a stretch of dialogue, with loss on its replies.

Every reply that could be learnt is a target once, and what stands before it is what was said, so a
model learns from the same tokens as with a sample for each reply, and reads the rest once.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

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


@dataclass(slots=True)
class _Piece:
    """A stretch of a period's blocks, from ``first`` up to the last reply."""

    first: int
    replies: list[Usable]
    words: int


def pack(
    usable: Iterable[Usable],
    wanted: Collection[str],
    params: ChatParams,
    persona_turn: PersonaTurn,
) -> list[Sample]:
    """Make a sample of each piece of each dialogue.

    A piece begins with the context that its first reply would have alone, so that no reply stands
    without; it ends where the next turns would make it longer than ``max_dialogue_words``, and at a
    reply that the speaker went on with later: what was added then is no part of it.

    Args:
        usable: All replies that could be learnt, in order; they alone decide where pieces end.
        wanted: Ids of the samples of those that carry loss; the others are context.
        params: Lengths.
        persona_turn: The language of most of its targets to the system turn.
    """
    openings = Openings(persona_turn)
    made = []
    for _, same in groupby(usable, key=lambda one: id(one.reply.period)):
        for piece in _pieces(list(same), params):
            chosen = [one for one in piece.replies if one.sample in wanted]
            if chosen:
                made.append(_sample(piece.first, chosen, openings))
    return made


def _pieces(usable: Sequence[Usable], params: ChatParams) -> Iterator[_Piece]:
    """Cut a period."""
    limit = params.max_dialogue_words
    piece: _Piece | None = None
    for one in usable:
        blocks, block = one.reply.period.blocks, one.reply.block
        if piece is not None:
            last = piece.replies[-1].reply.block
            more = _words(blocks[last + 1 : block]) + one.reply.side.words
            if blocks[last].sides == 1 and piece.words + more <= limit:
                piece.replies.append(one)
                piece.words += more
                continue
            yield piece
        context = context_of(one.reply, params, most_words=max(1, limit // 2))
        words = _words(context.blocks) + one.reply.side.words
        piece = _Piece(context.first, [one], words)
    if piece is not None:
        yield piece


def _words(blocks: Iterable[Block]) -> int:
    return sum(block.words for block in blocks)


def _sample(first: int, chosen: Sequence[Usable], openings: Openings) -> Sample:
    """Write the blocks from ``first`` to the last reply; the replies carry loss."""
    last = chosen[-1].reply
    blocks = last.period.blocks
    (language, _), *_ = Counter(one.language for one in chosen).most_common(1)
    opening = openings.of(language)
    said = [block.turn for block in blocks[first : last.block]]
    said.append(Turn(role="assistant", content=last.side.text))
    turns = (*opening, *said)
    targets = tuple(len(opening) + one.reply.block - first for one in chosen)
    place = last.conversation
    span = (blocks[first].start, last.side.end)
    written = [[turn.role, turn.content] for turn in turns]
    return Sample(
        id=stable_id("dialogue", place.collection, place.id, *span, targets, written),
        turns=turns,
        targets=targets,
        labels={},
        language=language,
        collection=place.collection,
        group=place.group,
        evidence=(Evidence(parent=place.id, start=span[0], end=span[1]),),
    )
