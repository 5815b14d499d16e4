"""Conversations become samples: one for each reply of a speaker, with what came before it.

The same code makes the samples of the persona and, with the roles exchanged, those of the other
people, which a model of the persona should find no likelier than its base does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from understudy.core.errors import InputError
from understudy.core.language import language_of, language_said, usual_language
from understudy.core.records import Conversation, Evidence, Sample, Turn, stable_id
from understudy.dataset.params import ChatParams
from understudy.dataset.sides import Block, Period, Side, periods
from understudy.dataset.sufficiency import answers_words, check_context, check_prompt

_LOOKED_AT = 30
"""Messages that tell what language somebody usually writes in."""

PersonaTurn = Callable[[str], str | None]
"""Language to the system turn that makes the model the persona."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A side of the speaker, and where it stands in what was said since the last silence."""

    conversation: Conversation
    speaker: str
    period: Period
    position: int
    """Among the period's sides."""
    language: str = "und"
    """ISO 639-1 code once `told` has found it out; ``und`` where its speaker writes no letters."""

    @property
    def side(self) -> Side:
        """What was replied."""
        return self.period.sides[self.position]

    @property
    def block(self) -> int:
        """Position among the period's blocks."""
        return self.period.block_of(self.side)

    @property
    def before(self) -> Side | None:
        """The side that it follows."""
        return self.period.sides[self.position - 1] if self.position else None

    @property
    def where(self) -> str:
        """The conversation's id and the position of the first message."""
        return f"{self.conversation.id}:{self.side.start}"


class Context(NamedTuple):
    """The turns before a reply."""

    first: int
    """Position of the first among the period's blocks; it is somebody else's."""
    blocks: tuple[Block, ...]
    is_shortened: bool
    """Whether it had to lose turns for its words."""


def replies(conversation: Conversation, speaker: str, params: ChatParams) -> list[Reply]:
    """Find every reply of a speaker, whether or not it can be learnt."""
    return [
        Reply(conversation, speaker, period, position)
        for period in periods(conversation, speaker, params)
        for position, side in enumerate(period.sides)
        if side.own and side.text
    ]


def told(found: Sequence[Reply], params: ChatParams) -> list[Reply]:
    """Find out the languages of replies of one speaker in one conversation.

    Those that answer nothing become no samples, and stay without. All at once: between other work
    each would take the model three times as long, for what it looks up has left the processor's
    caches by then.
    """
    if not found:
        return []
    speaker, messages = found[0].speaker, found[0].conversation.messages
    own = (m.text for m in messages if m.author == speaker and m.kind == "text" and m.text)
    usual = usual_language("\n".join(islice(own, _LOOKED_AT)))
    return [
        replace(one, language=language_said(one.side.text, usual))
        if answers_words(one.before, one.side, params)
        else one
        for one in found
    ]


class Replying:
    """Turns replies into samples, each with one target.

    Args:
        params: What makes a reply usable, and how much comes before it.
        persona_turn: Its language to the system turn.
        kind: Kind of the samples, and the beginning of their ids.
    """

    def __init__(self, params: ChatParams, persona_turn: PersonaTurn, kind: str = "") -> None:
        self.shortened = 0
        """Samples whose context lost turns for ``max_prompt_words``."""
        self._params = params
        self._kind = kind
        self._openings = Openings(persona_turn)

    def __call__(self, reply: Reply) -> Sample:
        """Make the sample of a reply.

        Raises:
            InputError: It answers nothing or what cannot be seen, or is too short or too long; see
                `sufficiency` for the reasons.
        """
        check_prompt(reply.where, reply.before, reply.side, reply.period, self._params)
        context = context_of(reply, self._params)
        start = context.blocks[0].start
        check_context(reply.where, reply.side, reply.period, start, self._params)
        self.shortened += context.is_shortened
        language = reply.language
        if language == "und":  # who writes no letters speaks as those around do
            language = language_of("\n".join(block.turn.content for block in context.blocks))
        said = Turn(role="assistant", content=reply.side.text)
        before = (block.turn for block in context.blocks)
        turns = (*self._openings.of(language), *before, said)
        return _sample(reply, turns, language, self._kind)


class Openings:
    """System turns by language, each made once.

    Args:
        persona_turn: Language to the system turn; None for no turn.
    """

    def __init__(self, persona_turn: PersonaTurn) -> None:
        self._persona_turn = persona_turn
        self._made: dict[str, tuple[Turn, ...]] = {}

    def of(self, language: str) -> tuple[Turn, ...]:
        """Return what stands before a dialogue."""
        if language not in self._made:
            text = self._persona_turn(language)
            self._made[language] = () if text is None else (Turn(role="system", content=text),)
        return self._made[language]


def context_of(reply: Reply, params: ChatParams, most_words: int | None = None) -> Context:
    """Choose the last alternating turns before a reply, the first of them not the speaker's.

    Args:
        reply: One that follows words of somebody else.
        params: ``context_turns`` and ``max_prompt_words``.
        most_words: Instead of ``max_prompt_words``; the turn that is answered stays all the same.

    Raises:
        InputError: That turn alone has more than ``max_prompt_words`` (``long_prompt``).
    """
    blocks = reply.period.blocks
    end = reply.block
    limit = params.max_prompt_words
    if limit is not None and blocks[end - 1].words > limit:
        why = f"it answers {blocks[end - 1].words} words, more than {limit}"
        raise InputError(reply.where, why, reason="long_prompt")
    limit = limit if most_words is None else most_words
    earliest = 0 if params.context_turns is None else max(0, end - params.context_turns)
    first, words = end - 1, blocks[end - 1].words
    while first > earliest and (limit is None or words + blocks[first - 1].words <= limit):
        first -= 1
        words += blocks[first].words
    is_shortened = first > earliest
    first += blocks[first].own
    return Context(first, blocks[first:end], is_shortened)


def _sample(reply: Reply, turns: tuple[Turn, ...], language: str, kind: str) -> Sample:
    place = reply.conversation
    span = (reply.side.start, reply.side.end)
    identity = [place.collection, place.id, *span, [[turn.role, turn.content] for turn in turns]]
    return Sample(
        id=stable_id(kind or "chat", *identity),
        turns=turns,
        targets=(len(turns) - 1,),
        labels={},
        kind=kind,
        language=language,
        collection=place.collection,
        group=place.group,
        evidence=(Evidence(parent=place.id, start=span[0], end=span[1]),),
    )
