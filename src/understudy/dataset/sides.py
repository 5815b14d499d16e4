"""Conversations as two sides that speak in turn: the speaker, and everybody else.

Messages of one side make one side while none of its pauses is longer than ``join_minutes``, and
their bounds stay: a model learns to write a reply in as many messages as its speaker does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from understudy.core.records import Conversation, Message, Turn
from understudy.dataset.params import ChatParams

FOREVER = timedelta.max


@dataclass(slots=True)
class Side:
    """What one side said before the other spoke, or before it fell silent for a while."""

    own: bool
    """Whether it is the speaker's side."""
    start: int
    """Position of its first message in the conversation."""
    end: int
    """One past its last message."""
    text: str = ""
    """Its words; empty when it sent only pictures or other people's words."""
    words: int = 0
    """How many, separated by spaces."""
    unseen: int = 0
    """How many of its messages hold no words of its own, calls apart."""
    ends_unseen: bool = False
    """Whether the last of them is one."""
    is_cut: bool = False
    """Whether words were taken out of it by cleaning: a text message without any is left."""
    answers: tuple[int, ...] = ()
    """Positions of earlier messages that its words point at."""
    since_call: timedelta = FOREVER
    """Least time from a call to words of it that came after."""


@dataclass(frozen=True, slots=True)
class Block:
    """A turn as the other side sees it: sides with nothing readable of the other between them."""

    own: bool
    turn: Turn
    words: int
    start: int
    """Position of its first message in the conversation."""
    sides: int
    """How many sides it joins."""


@dataclass
class Period:
    """What was said between two silences."""

    sides: list[Side]
    joint: str
    """What stands between two messages."""
    wordless: frozenset[int]
    """Positions of its messages that hold no words."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Alternating turns: sides without words vanish, and those around them are joined."""
        made: list[Block] = []
        readable = (side for side in self.sides if side.text)
        for own, run in groupby(readable, key=attrgetter("own")):
            joined = list(run)
            text = self.joint.join(side.text for side in joined)
            turn = Turn(role="assistant" if own else "user", content=text)
            words = sum(side.words for side in joined)
            made.append(Block(own, turn, words, joined[0].start, len(joined)))
        return tuple(made)

    @cached_property
    def _places(self) -> dict[int, int]:
        """First message of a side to the position of its block."""
        readable = (side for side in self.sides if side.text)
        runs = enumerate(groupby(readable, key=attrgetter("own")))
        return {side.start: place for place, (_, run) in runs for side in run}

    def block_of(self, side: Side) -> int:
        """Return the position among the blocks of a side that has words."""
        return self._places[side.start]


def speakers(conversation: Conversation) -> list[str]:
    """Return who wrote words of their own, in order of appearance."""
    return list(dict.fromkeys(m.author for m in conversation.messages if m.kind == "text"))


def periods(conversation: Conversation, speaker: str, params: ChatParams) -> Iterator[Period]:
    """Cut a conversation where nobody wrote for longer than ``silence_hours``.

    Args:
        conversation: What was said, in time order.
        speaker: Author whose side it is.
        params: Pauses, stickers, and what stands between messages.
    """
    named = len(speakers(conversation)) > 2
    reader = _Reader(speaker, params, named=named)
    for position, message in enumerate(conversation.messages):
        if message.kind == "service":
            reader.skip(position)
            continue
        if reader.is_silence(message.sent_at) and reader.sides:
            yield reader.period()
        reader.read(position, message)
    if reader.sides:
        yield reader.period()


def one_message(text: str, bubble: str | None) -> str:
    r"""Write a message so that it holds no end of a message: blank lines go, then the rest.

    Without a bubble it keeps them all.

    >>> one_message(" a\n \nb ", "\n\n")
    'a\nb'
    """
    text = text.strip()
    if bubble is None:
        return text
    if "\n" in text:
        text = "\n".join(line for line in text.split("\n") if line.strip())
    while bubble in text:
        text = text.replace(bubble, " ").strip()
    return text


@dataclass(slots=True)
class _Open:
    """A side that may go on."""

    side: Side
    last: datetime | None
    runs: list[tuple[str, list[str]]] = field(default_factory=list)
    """Author and messages, for each time that the author changes."""
    answers: list[int] = field(default_factory=list)


class _Reader:
    """Takes messages in order and puts them into sides."""

    def __init__(self, speaker: str, params: ChatParams, *, named: bool) -> None:
        self.sides: list[Side] = []
        self._speaker = speaker
        self._bubble = params.bubble
        self._joint = params.bubble or "\n"
        self._named = named
        self._worded = {"text", "sticker"} if params.stickers == "emoji" else {"text"}
        self._silence = timedelta(hours=params.silence_hours)
        minutes = params.join_minutes
        self._join = FOREVER if minutes is None else timedelta(minutes=minutes)
        self._open: _Open | None = None
        self._last: datetime | None = None
        self._called: datetime | None = None
        self._wordless: set[int] = set()

    def is_silence(self, moment: datetime | None) -> bool:
        """Tell whether nobody wrote for long before a moment."""
        last = self._last
        return last is not None and moment is not None and moment - last > self._silence

    def period(self) -> Period:
        """Return what was said so far, and begin anew."""
        self._close()
        made = Period(self.sides, self._joint, frozenset(self._wordless))
        self.sides, self._wordless = [], set()
        return made

    def skip(self, position: int) -> None:
        """Pass over what the app says: it is nobody's, but may be pointed at."""
        self._wordless.add(position)

    def read(self, position: int, message: Message) -> None:
        """Take the next message."""
        own, moment = message.author == self._speaker, message.sent_at
        here = self._open
        if here is None or here.side.own != own or self._is_late(here, moment):
            self._close()
            here = self._open = _Open(Side(own, position, position), moment)
            self.sides.append(here.side)
        here.side.end = position + 1
        here.last = moment or here.last
        self._last = moment or self._last
        text = one_message(message.text, self._bubble) if message.kind in self._worded else ""
        if text:
            here.side.ends_unseen = False
            self._say(here, message, text)
            return
        self._wordless.add(position)
        if message.kind == "call":  # it has a rule of its own
            self._called = moment or self._called
        else:
            here.side.unseen += 1
            here.side.ends_unseen = True
            here.side.is_cut = here.side.is_cut or message.kind == "text"

    def _say(self, here: _Open, message: Message, text: str) -> None:
        runs = here.runs
        if runs and runs[-1][0] == message.author:
            runs[-1][1].append(text)
        else:
            runs.append((message.author, [text]))
        if message.reply_to is not None and message.reply_to < here.side.start:
            here.answers.append(message.reply_to)
        if self._called and message.sent_at:
            since = message.sent_at - self._called
            here.side.since_call = min(here.side.since_call, since)

    def _is_late(self, here: _Open, moment: datetime | None) -> bool:
        return moment is not None and here.last is not None and moment - here.last > self._join

    def _close(self) -> None:
        """Write the words of the side that is open; the other side's bear names in a group."""
        if self._open is None:
            return
        side, runs = self._open.side, self._open.runs
        name = self._named and not side.own
        parts = [(f"{author}: " if name else "") + self._joint.join(said) for author, said in runs]
        side.text = self._joint.join(parts)
        side.words = len(side.text.split())
        side.answers = tuple(self._open.answers)
        self._open = None
