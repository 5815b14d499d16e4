"""Conversations become samples: one for each reply of a speaker, with what came before it.

The same code makes the samples of the persona and, with the roles exchanged, those of the other
people, which a model of the persona should find no likelier than its base does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from understudy.core.errors import InputError
from understudy.core.language import language_of
from understudy.core.records import Conversation, Evidence, Message, Sample, Turn, stable_id
from understudy.dataset.params import ChatParams

PersonaTurn = Callable[[str], str | None]
"""Language to the system turn that makes the model the persona."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side said before the other spoke."""

    own: bool
    """Whether it is the speaker's side."""
    text: str
    """Its words; empty when it sent only pictures or other people's words."""
    start: int
    """Position of its first message in the conversation."""
    end: int
    """One past its last message."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A side of the speaker, and the sides before it since the last silence."""

    conversation: Conversation
    speaker: str
    side: Side
    before: tuple[Side, ...]


def speakers(conversation: Conversation) -> list[str]:
    """Return who wrote words of their own, in order of appearance."""
    return list(dict.fromkeys(m.author for m in conversation.messages if m.kind == "text"))


def replies(conversation: Conversation, speaker: str, params: ChatParams) -> list[Reply]:
    """Find every reply of a speaker; messages of one side in a row are one reply."""
    named = len(speakers(conversation)) > 2
    found: list[Reply] = []
    for period in _periods(conversation, timedelta(hours=params.silence_hours)):
        sides = [
            _side(own, list(messages), named=named and not own)
            for own, messages in groupby(period, lambda entry: entry[1].author == speaker)
        ]
        found += (
            Reply(conversation, speaker, side, tuple(sides[:position]))
            for position, side in enumerate(sides)
            if side.own and side.text
        )
    return found


def reply_sample(
    reply: Reply, *, params: ChatParams, persona_turn: PersonaTurn, kind: str = ""
) -> Sample:
    """Turn a reply into a sample whose only target it is.

    Raises:
        InputError: It answers nothing (``no_prompt``), something that is not text
            (``unseen_prompt``), or is too short or too long.
    """
    _check(reply, params)
    text = reply.side.text
    context = _context(reply.before, params.context_turns)
    language = _language(reply)
    system = persona_turn(language)
    opening = () if system is None else (Turn(role="system", content=system),)
    turns = (*opening, *context, Turn(role="assistant", content=text))
    place = reply.conversation
    span = (reply.side.start, reply.side.end)
    identity = [place.collection, place.id, *span, [[turn.role, turn.content] for turn in turns]]
    return Sample(
        id=stable_id(kind or "chat", *identity),
        turns=turns,
        targets=(len(turns) - 1,),
        kind=kind,
        language=language,
        collection=place.collection,
        group=place.group,
        evidence=(Evidence(parent=place.id, start=span[0], end=span[1]),),
    )


def _check(reply: Reply, params: ChatParams) -> None:
    where = f"{reply.conversation.id}:{reply.side.start}"
    if not any(side.text for side in reply.before if not side.own):
        raise InputError(where, "nobody said anything before it", reason="no_prompt")
    if not reply.before[-1].text:
        raise InputError(where, "it answers what is not text", reason="unseen_prompt")
    length = len(reply.side.text.split())
    if length < params.min_reply_words:
        raise InputError(where, f"only {length} words", reason="short_reply")
    if length > params.max_reply_words:
        raise InputError(where, f"{length} words", reason="long_reply")


def _language(reply: Reply) -> str:
    """Detect the reply's language; one without letters speaks that of the conversation."""
    own = language_of(reply.side.text)
    if own != "und":
        return own
    return language_of("\n".join(side.text for side in reply.before))


def _periods(conversation: Conversation, silence: timedelta) -> Iterator[list[tuple[int, Message]]]:
    """Cut a conversation where nobody wrote for longer than ``silence``; service lines go."""
    period: list[tuple[int, Message]] = []
    last: datetime | None = None
    for position, message in enumerate(conversation.messages):
        if message.kind == "service":
            continue
        if last and message.sent_at and message.sent_at - last > silence:
            yield period
            period = []
        last = message.sent_at or last
        period.append((position, message))
    if period:
        yield period


def _side(own: bool, messages: list[tuple[int, Message]], *, named: bool) -> Side:
    parts = []
    for author, run in groupby(messages, lambda entry: entry[1].author):
        said = [m.text.strip() for _, m in run if m.kind == "text" and m.text.strip()]
        if said:
            parts.append(f"{author}: " * named + "\n".join(said))
    return Side(own, "\n".join(parts), messages[0][0], messages[-1][0] + 1)


def _context(before: Iterable[Side], limit: int) -> tuple[Turn, ...]:
    """Return the last alternating turns, at most ``limit``, the first of them not the speaker's.

    Sides without words vanish, and the sides around them are joined: roles must alternate.
    """
    turns = [
        Turn(role="assistant" if own else "user", content="\n".join(side.text for side in sides))
        for own, sides in groupby((side for side in before if side.text), lambda side: side.own)
    ]
    turns = turns[-limit:]
    return tuple(turns[1:] if turns[0].role == "assistant" else turns)
