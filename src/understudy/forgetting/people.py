"""Who is who, before anybody is renamed; and what somebody is known by once the names are gone."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from understudy.cleaning.forgotten import (
    DIGITS,
    Author,
    Heard,
    Marks,
    by_account,
    by_name,
    unaccounted,
)
from understudy.cleaning.names.roster import Roster
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pseudonyms import from_environment
from understudy.cleaning.tables.survey import survey
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.people import People, Person, same_account, same_name

PSEUDONYM = "PERSON-"
SHOWN = 8
"""People that a message names."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as the material knows them."""

    pseudonym: str
    """As it stands in cleaned texts."""
    authors: frozenset[Author]
    """Under which they write, or a table names them."""
    names: frozenset[str]
    """All of them, also those of people.yaml."""
    marks: tuple[str, ...]
    """What tells them when they are met again."""
    entry: str | None
    """Name of their entry in people.yaml."""
    shared: tuple[str, ...]
    """Names of theirs that somebody else bears as well: alone they tell nothing."""

    @property
    def accounts(self) -> tuple[str, ...]:
        """Their accounts, where an export tells them."""
        return tuple(sorted({account for _, account in self.authors if account is not None}))


class Everybody:
    """All people of a pipeline's material.

    Args:
        params: Section ``clean``.
        people: Who is who.
        conversations: File of the parse stage, if there is one.
        rows: File of the parse stage, if there is one.

    Raises:
        SetupError: The pseudonym key is not that of the parameters.
    """

    def __init__(
        self, params: CleanParams, people: People, conversations: Path | None, rows: Path | None
    ) -> None:
        self._made = from_environment(params.anonymise.key_fingerprint, DIGITS)
        self._digits = params.anonymise.digits
        self._people = people
        self._without: dict[str, Roster] = {}
        tables = survey(params.tables, rows, frozenset())
        self.in_tables = frozenset(tables.names)
        chats = [] if conversations is None else list(_talks(conversations))
        accounts: defaultdict[str, set[str | None]] = defaultdict(set)
        for talk in chats:
            for author, account in talk.items():
                accounts[author].add(account)
        names = dict.fromkeys(tables.names, (None,)) | {
            name: tuple(several) for name, several in accounts.items()
        }
        self._roster = Roster(people, names, frozenset(), names, told=tables.names)
        self.keys: dict[Author, str] = {
            (name, None): self._roster.key(name) for name in tables.names
        }
        for talk in chats:
            for author, key in self._roster.keys_of(talk).items():
                pair = (author, talk[author])
                # Who was told apart from a namesake once is another person everywhere.
                if self.keys.get(pair) in {None, self._roster.key(*pair)}:
                    self.keys[pair] = key
        for person in people.everybody:
            self.keys.setdefault((person.name, None), same_name(person.name))

    def key(self, author: str, account: str | None) -> str:
        """Return the key of the person who is an author of messages."""
        return self.keys.get((author, account)) or self._roster.key(author, account)

    def exposes(
        self, spelling: str, without: Somebody, authors: Iterable[str], vocabulary: frozenset[str]
    ) -> bool:
        """Tell whether a name would stand in the clear if people.yaml did not list somebody.

        Args:
            spelling: The name as a text has it.
            without: Whose entry is gone.
            authors: Who still writes.
            vocabulary: Words that documents write in lower case.
        """
        if without.pseudonym not in self._without:
            others = tuple(one for one in self._people.people if one.name != without.entry)
            people = self._people.model_copy(update={"people": others})
            self._without[without.pseudonym] = Roster(people, authors, vocabulary)
        return not self._without[without.pseudonym].who(spelling)

    def marks(self, marks: Iterable[str]) -> Marks:
        """Return whom pseudonyms tell."""
        return Marks(marks, self._made)

    def find(self, words: str) -> Somebody | None:
        """Return the person whom a name, an alias, an account or a pseudonym means.

        Raises:
            SetupError: It means several people, or the persona.
        """
        by_accounts = {
            pair: key
            for pair, key in self.keys.items()
            if pair[1] is not None and same_account(pair[1]) == same_account(words)
        }
        listed = self._listed(words)
        if listed:
            found = {pair: key for pair, key in self.keys.items() if key in listed}
        elif by_accounts:
            return self._somebody(frozenset(by_accounts), min(by_accounts.values()))
        else:
            found = {pair: key for pair, key in self.keys.items() if self._is_called(words, pair)}
            keys = set(found.values())
            found = {pair: key for pair, key in self.keys.items() if key in keys}
        several = sorted(set(found.values()))
        if len(several) > 1:
            raise SetupError(
                f"{words!r} means several people: {self._told(found)}. Give the account, or the "
                "pseudonym"
            )
        return self._somebody(frozenset(found), several[0]) if several else None

    def near(self, words: str) -> list[str]:
        """Return names like one that nobody has."""
        known = {same_name(name): name for name, _ in self.keys}
        known |= {same_name(name): name for one in self._people.everybody for name in one.names}
        close = difflib.get_close_matches(same_name(words), sorted(known), n=3)
        parts = [name for name in sorted(known) if same_name(words) in name.split()]
        return [known[name] for name in dict.fromkeys([*close, *parts])][:SHOWN]

    def _listed(self, words: str) -> set[str]:
        """Return the keys of the people of people.yaml who have a name or an account."""
        names = {same_name(words)}
        return {
            same_name(person.name)
            for person in self._people.everybody
            if names & {same_name(name) for name in person.names}
            or same_account(words) in {same_account(name) for name in person.names}
        }

    def _is_called(self, words: str, pair: Author) -> bool:
        if words.startswith(PSEUDONYM) and len(words) > len(PSEUDONYM):
            return self._made.make("PERSON", self.keys[pair]).startswith(words)
        return same_name(pair[0]) == same_name(words)

    def _told(self, found: dict[Author, str]) -> str:
        lines = []
        for (name, account), key in sorted(found.items(), key=str)[:SHOWN]:
            where = f" [{account}]" if account else ""
            lines.append(f"{name}{where} {self._pseudonym(key)}")
        return "; ".join(lines)

    def _pseudonym(self, key: str) -> str:
        return self._made.make("PERSON", key)[: len(PSEUDONYM) + self._digits]

    def _somebody(self, pairs: frozenset[Author], key: str) -> Somebody:
        if key == self._roster.persona:
            raise SetupError(
                "the persona cannot be forgotten: everything here learns their voice. Delete the "
                "raw data and the repository's caches instead"
            )
        entry = next((one for one in self._people.people if same_name(one.name) == key), None)
        if entry is not None and pairs != {pair for pair, one in self.keys.items() if one == key}:
            entry = None  # an account of several people's name
        names = {name for name, _ in pairs} | set(entry.names if entry else ())
        taken = self._taken(pairs, entry)
        shared = sorted(name for name in names if same_name(name) in taken)
        return Somebody(
            self._pseudonym(key),
            pairs,
            frozenset(names),
            tuple(sorted(set(self._marks(pairs, names - set(shared), entry)))),
            entry.name if entry else None,
            tuple(shared),
        )

    def _taken(self, pairs: frozenset[Author], entry: Person | None) -> set[str]:
        """Return the names of everybody else."""
        others = {same_name(name) for name, account in self.keys.keys() - pairs if name}
        listed = (one for one in self._people.everybody if one is not entry)
        return others | {same_name(name) for one in listed for name in one.names}

    def _marks(
        self, pairs: frozenset[Author], own: set[str], entry: Person | None
    ) -> Iterator[str]:
        identities = [by_name(name) for name in own]
        identities += [by_account(account) for _, account in pairs if account is not None]
        identities += [unaccounted(name) for name, account in pairs if account is None]
        identities += [by_account(name) for name in (entry.names if entry else ()) if name in own]
        return (self._made.make("PERSON", one) for one in identities)


def _talks(conversations: Path) -> Iterator[dict[str, str | None]]:
    """Yield the authors of each conversation with the accounts behind them."""
    for chat in jsonl.read(conversations, Heard):
        wrote = Counter(one["author"] for one in chat.messages if one["author"])
        yield {author: chat.accounts.get(author) for author in wrote}
