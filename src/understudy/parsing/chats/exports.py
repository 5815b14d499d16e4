"""What one export says of a chat, in a form in which it can be compared with another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from understudy.core.records import Clock, Conversation, Message
from understudy.parsing.chats.conversations import EARLIEST

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STEPS = (timedelta(minutes=1), timedelta(seconds=1))
"""How coarse the clocks of exports are; finer ones count single microseconds."""
CLOCKS: tuple[Clock, ...] = ("exact", "zone", "unknown")


@dataclass(slots=True, eq=False)
class Line:
    """A message of an export."""

    message: Message
    author: str
    """The same in all exports of the chat."""
    at: datetime
    """Its time; without one that of the message before it."""
    answers: "Line | None" = None
    same: "Line | None" = None
    """The equal line of another export that stands for both."""

    @property
    def sent_at(self) -> datetime | None:
        """Its time in the joined chat; None where its export gives none."""
        return None if self.message.sent_at is None else self.at

    @property
    def what(self) -> tuple[str, str, str]:
        """All that two equal messages share but the time."""
        return self.author, self.message.kind, self.message.text


class Names:
    """Authors' names by account: people rename their contacts, and two people have one name."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self.accounts: dict[str, str] = {}
        """Name to account."""

    def name(self, author: str, account: str | None) -> str:
        """Return the name under which the author of a message stands in the joined chat."""
        if account is None:
            return author
        if account not in self._names:
            if self.accounts.get(author, account) != account:
                author = f"{author} ({account})"
            self._names[account] = author
            self.accounts[author] = account
        return self._names[account]


@dataclass(slots=True)
class Export:
    """What exports say of one chat: of one file as it is read, of several once they are joined."""

    ordinal: int
    """Place of the first of its files among all."""
    groups: frozenset[str]
    paths: frozenset[str]
    """Of its files."""
    lines: list[Line]
    clock: Clock
    step: timedelta
    """What its clock tells apart."""
    is_timed: bool
    members: list[int] = field(default_factory=list)
    """Ordinals of the exports that were joined."""
    known: frozenset[str] = frozenset()
    """Authors whose accounts are known."""

    @classmethod
    def of(cls, ordinal: int, parts: Sequence[Conversation], names: Names) -> "Export":
        """Take the parts of a chat from one file, in their order."""
        lines: list[Line] = []
        for part in parts:
            lines += _lines(part, names)
        times = [line.message.sent_at for line in lines if line.message.sent_at is not None]
        lines.sort(key=lambda line: line.at)  # two chats of one name may be in a file
        return cls(
            ordinal,
            frozenset(part.group for part in parts),
            frozenset(one.path for part in parts for one in (part.source, *part.further)),
            lines,
            max((part.clock for part in parts), key=CLOCKS.index),
            _step(times),
            bool(times),
            [ordinal],
            frozenset(line.author for line in lines) & names.accounts.keys(),
        )

    @property
    def rank(self) -> tuple[int, timedelta, int]:
        """Put the better clock first: its times are kept."""
        return CLOCKS.index(self.clock), self.step, self.ordinal


def slot(at: datetime, step: timedelta) -> int:
    """Return the number of the step of a clock in which a moment falls."""
    return (at - EPOCH) // step


def _lines(part: Conversation, names: Names) -> list[Line]:
    lines: list[Line] = []
    at = EARLIEST
    for said in part.messages:
        at = said.sent_at or at
        lines.append(Line(said, names.name(said.author, part.accounts.get(said.author)), at))
    for line in lines:
        if line.message.reply_to is not None and line.message.reply_to < len(lines):
            line.answers = lines[line.message.reply_to]
    return lines


def _step(times: Iterable[datetime]) -> timedelta:
    """Return the coarsest step that all times agree with."""
    rest = [moment - EPOCH for moment in times]
    none = timedelta(0)
    return next(
        (step for step in STEPS if all(one % step == none for one in rest)), timedelta.resolution
    )
