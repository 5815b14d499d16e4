"""Who speaks in the chats, and how much: where the names of a persona are found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from understudy.core.people import People, same_account, same_name
from understudy.core.records import Conversation, Message

PERSONA = "persona"
NAMESAKE = "account of the persona: an alias?"
"""Said of a name that people.yaml lacks, while the account behind it has one of the persona's."""


@dataclass(slots=True)
class Speaker:
    """Somebody as the exports name them: two accounts of one name are two of them."""

    name: str
    account: str | None
    chats: set[str] = field(default_factory=set)
    """Groups of the chats in which they wrote."""
    messages: int = 0
    """All that they sent, pictures and forwards too; not what the app says of them."""
    words: int = 0
    """Of their own: in messages of the kind ``text``."""
    first: date | None = None
    last: date | None = None

    def add(self, message: Message, chat: str) -> None:
        """Count a message of theirs."""
        self.chats.add(chat)
        self.messages += 1
        if message.kind == "text":
            self.words += len(message.text.split())
        if message.sent_at is not None:
            day = message.sent_at.date()
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)


def speakers(chats: Iterable[Conversation]) -> list[Speaker]:
    """Return everybody who sent a message, those who sent most first, then by name."""
    found: dict[tuple[str, str | None], Speaker] = {}
    for chat in chats:
        for message in chat.messages:
            if not message.author or message.kind == "service":
                continue
            key = (message.author, chat.accounts.get(message.author))
            found.setdefault(key, Speaker(*key)).add(message, chat.group)
    return sorted(found.values(), key=lambda one: (-one.messages, one.name, one.account or ""))


def table(found: Iterable[Speaker], people: People | None) -> Iterator[str]:
    """Write a line for each speaker, below a line of headings.

    Args:
        found: Speakers in the order to be shown.
        people: Who is who; None where nobody has said it yet.

    Yields:
        Numbers, the first and the last day (of UTC), the name, the account behind it, and whom of
        ``people`` it stands for. The name is behind the numbers: letters differ in width.
    """
    found = list(found)
    known = _known(people)
    own = {one.account for one in found if _who(one, known) == PERSONA}
    yield f"{'messages':>8} {'words':>8} {'chats':>6}  {'first day':10}  {'last day':10}  name"
    for one in found:
        who = _who(one, known)
        if who is None and one.account is not None and one.account in own:
            who = NAMESAKE
        marks = [f"[{_shown(one.account)}]" if one.account else "", f"<- {who}" if who else ""]
        days = f"{one.first or '-'!s:10}  {one.last or '-'!s:10}"
        numbers = f"{one.messages:8} {one.words:8} {len(one.chats):6}"
        yield "  ".join([numbers, days, _shown(one.name), *filter(None, marks)])


def unmet(found: Iterable[Speaker], people: People) -> list[str]:
    """Return the persona's names and accounts that nobody who speaks has: slips, mostly."""
    found = list(found)
    met = {same_name(one.name) for one in found}
    met |= {same_account(one.account) for one in found if one.account is not None}
    return [name for name in people.persona.names if not _keys(name) & met]


def _who(one: Speaker, known: Mapping[str, str]) -> str | None:
    """Return whom a speaker stands for; an account says more than a name."""
    by_account = None if one.account is None else known.get(same_account(one.account))
    return by_account or known.get(same_name(one.name))


def _known(people: People | None) -> dict[str, str]:
    """Return whom each name or account stands for; nobody where it is shared."""
    if people is None:
        return {}
    bearers: dict[str, set[str]] = {}
    for person in people.people:
        for name in person.names:
            for key in _keys(name):
                bearers.setdefault(key, set()).add(_shown(person.name))
    known = {name: min(some) for name, some in bearers.items() if len(some) == 1}
    return known | {key: PERSONA for name in people.persona.names for key in _keys(name)}


def _keys(name: str) -> set[str]:
    """Return what an alias is found by: it may be a name or an account."""
    return {same_name(name), same_account(name)}


def _shown(text: str) -> str:
    """Return a text on one line, without what would move a terminal's cursor."""
    return " ".join("".join(" " if ord(char) < 32 else char for char in text).split())
