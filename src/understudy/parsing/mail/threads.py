"""Which mails are of one thread: by their ids, and where these are missing by subject and people.

References:
    Zawinski, Message threading, https://www.jwz.org/doc/threading.html; here a subject alone joins
    nothing, because "Re: hello" is written by everybody.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from understudy.core.records import Asset, MessageKind, stable_id

MARK = (
    r"(?:re|aw|sv|vs|antw|odp|ynt|rif|res|fwd?|wg|tr|rv|enc|на|отв|ответ|пер)"
    r"(?:\s*[\[(]\d+[\])]|\s*\^\d+)?\s*:"
)
REPLY = re.compile(rf"\s*(?:{MARK}|\[fwd:|\[[\w .+-]{{1,40}}\](?=\s*{MARK}))\s*", re.IGNORECASE)
"""What programs put before a subject; a list's name only where the mark of a reply follows it."""
LATE = timedelta(days=180)
"""After it, a reply without ids is a new matter."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it belongs into a thread."""

    where: str
    identity: str
    """Its Message-ID, or what stands for it."""
    references: tuple[str, ...]
    """Ids of the mails before it in the thread, the first one first, the one it answers last."""
    marks: tuple[str, ...]
    """What a mail provider calls the thread."""
    subject: str
    """As it is written."""
    author: str
    address: str
    recipients: frozenset[str]
    """Addresses."""
    sent_at: datetime | None
    kind: MessageKind
    text: str
    assets: tuple[Asset, ...] = ()

    @property
    def moment(self) -> datetime | None:
        """When it was sent; a local time as if it were in UTC."""
        at = self.sent_at
        return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Thread:
    """Mails of one thread, as they stand in the file."""

    key: str
    """The same in every file that has its first mail, or a mail that names it."""
    title: str
    letters: tuple[Letter, ...]


def base_subject(subject: str) -> str:
    """Return a subject without what replies and forwards put before it.

    >>> base_subject("Re: AW: Fwd: [bees] RE[2]: Hives"), base_subject("На: Отв: Ульи")
    ('Hives', 'Ульи')
    """
    rest = subject
    while (found := REPLY.match(rest)) is not None and found.end():
        rest = rest[found.end() :]
    return rest.strip() or subject.strip()


def threads(letters: Sequence[Letter]) -> list[Thread]:
    """Put letters into threads, in the order of their first ones.

    Args:
        letters: Each id stands once.
    """
    sets = _Sets()
    for letter in letters:
        for other in (*letter.references, *letter.marks):
            sets.join(letter.identity, other)
    for reply, answered in _by_subject(letters):
        sets.join(reply.identity, answered.identity)
    members: defaultdict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        members[sets.find(letter.identity)].append(letter)
    return [_thread(some) for some in members.values()]


def _thread(letters: list[Letter]) -> Thread:
    far = datetime.max.replace(tzinfo=UTC)
    first = min(letters, key=lambda letter: letter.moment or far)  # of equals the first in the file
    root = next(iter(first.references), first.identity)
    return Thread(stable_id("thread", root), base_subject(first.subject), tuple(letters))


def _by_subject(letters: Sequence[Letter]) -> Iterator[tuple[Letter, Letter]]:
    """Yield replies that name no mail, each with the letter of the thread that it belongs to.

    That has the same subject, is not long ago, was written by somebody that the reply is sent to,
    and was sent to, or written by, the reply's author.
    """
    earlier: defaultdict[str, list[Letter]] = defaultdict(list)
    dated = [letter for letter in letters if letter.moment is not None]
    for letter in sorted(dated, key=lambda one: one.moment or datetime.max):
        base = base_subject(letter.subject).casefold()
        is_reply = base != letter.subject.strip().casefold()
        if not base:
            continue
        if is_reply and not letter.references:
            found = next((one for one in reversed(earlier[base]) if _answers(letter, one)), None)
            if found is not None:
                yield letter, found
        earlier[base].append(letter)


def _answers(reply: Letter, letter: Letter) -> bool:
    if reply.moment is None or letter.moment is None or reply.moment - letter.moment > LATE:
        return False
    people = letter.recipients | {letter.address}
    return bool(reply.address) and letter.address in reply.recipients and reply.address in people


class _Sets:
    """Sets of ids that are joined."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, one: str) -> str:
        """Return what stands for all that an id is joined with."""
        path = []
        while (above := self._above.get(one, one)) != one:
            path.append(one)
            one = above
        self._above.update(dict.fromkeys(path, one))
        return one

    def join(self, one: str, other: str) -> None:
        """Make one set of two."""
        self._above[self.find(other)] = self.find(one)


def names_of(letters: Iterable[Letter]) -> dict[str, str]:
    """Return for each address the name that it is most often written with; the first of equals."""
    often: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for letter in letters:
        if letter.author and letter.author != letter.address:
            counts = often[letter.address]
            counts[letter.author] = counts.get(letter.author, 0) + 1
    return {address: max(counts, key=lambda one: counts[one]) for address, counts in often.items()}
