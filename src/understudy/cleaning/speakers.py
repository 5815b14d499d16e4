"""Who wrote how much in the chats, before anybody is renamed: is the persona among them?"""

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict
from typing_extensions import TypedDict

from understudy.core.errors import SetupError
from understudy.core.people import People, same_name

SHOWN = 12
"""Speakers that the message of a failure names."""
NEAR = 0.6
"""Names that share less than this part of their letters are not like each other."""


class Spoke(TypedDict):
    """What is asked for of a message here."""

    author: str
    kind: str


class Talk(BaseModel):
    """What is asked for of a conversation here; it is read in a third of the time."""

    model_config = ConfigDict(extra="ignore")

    messages: tuple[Spoke, ...]
    accounts: dict[str, str]


@dataclass(slots=True)
class Speakers:
    """Authors of messages."""

    accounts: defaultdict[str, set[str | None]] = field(default_factory=lambda: defaultdict(set))
    """Author to the accounts behind the name; None where an export tells none."""
    wrote: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    """Author and account to how many messages with words of their own."""

    @classmethod
    def of(cls, conversations: Iterable[Talk]) -> "Speakers":
        """Count, in one walk."""
        found = cls()
        for talk in conversations:
            spoke = Counter((message["author"], message["kind"]) for message in talk.messages)
            for (author, kind), number in spoke.items():
                account = talk.accounts.get(author)
                found.accounts[author].add(account)
                if kind == "text":
                    found.wrote[author, account] += number
        return found


def check_persona(
    people: People, key: Callable[[str, str | None], str], speakers: Speakers
) -> None:
    """Refuse chats in which the persona says nothing: there would be nobody to learn from.

    Args:
        people: Who is who.
        key: Author and account to the key of the person.
        speakers: Who wrote how much.

    Raises:
        SetupError: The message lists who does speak, names like the persona's first.
    """
    persona = same_name(people.persona.name)
    wrote = speakers.wrote
    if not wrote or persona in (key(*one) for one in wrote):
        return
    names = {same_name(name) for name in people.persona.names}

    def order(one: tuple[str, str | None]) -> tuple[float, int, str]:
        return -_likeness(one[0], names), -wrote[one], f"{one}"

    ranked = sorted(wrote, key=order)
    shown = "; ".join(
        f"{author!r}{f' [{account}]' if account else ''} {wrote[author, account]}"
        for author, account in ranked[:SHOWN]
    )
    more = f"; and {len(ranked) - SHOWN} more" if len(ranked) > SHOWN else ""
    known = ", ".join(repr(name) for name in people.persona.names)
    raise SetupError(
        f"people.yaml: the persona ({known}) wrote none of the {wrote.total()} messages in the "
        f"chats. Who wrote how many, names like theirs first: {shown}{more}. Add the name, or the "
        "account in brackets, to persona.aliases; `understudy show people` lists everybody."
    )


def _likeness(author: str, names: Iterable[str]) -> float:
    """Return how like a name is to the nearest of some, word by word too; 0 for one unlike all."""
    folded = same_name(author)
    parts = {folded, *folded.split()}
    others = {part for name in names for part in (name, *name.split())}
    ratios = (
        difflib.SequenceMatcher(None, part, other).ratio() for part in parts for other in others
    )
    best = max(ratios, default=0.0)
    return best if best >= NEAR else 0.0
