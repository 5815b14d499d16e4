"""People whose words are left out: who they are is told by pseudonyms, so no name of them is kept.

Somebody is known by a name, by an account, and by a name that comes without an account. The third
is for a name that two people bear: it is the one whose account nobody tells.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from understudy.cleaning.edits import Edit
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pen import Pen
from understudy.cleaning.pseudonyms import Pseudonyms, from_environment
from understudy.cleaning.speakers import Talk
from understudy.cleaning.stepping import UnwantedError
from understudy.cleaning.tables.params import TablePrivacyParams
from understudy.cleaning.tables.survey import people_in
from understudy.core import jsonl
from understudy.core.errors import InputError, SetupError
from understudy.core.people import People, same_account, same_name
from understudy.core.records import Conversation, Message, Row

REASON = "forgotten"
DIGITS = 16
"""Of the pseudonyms that are kept; those in texts are their first ones."""
Author = tuple[str, str | None]
"""A name, and the account behind it where the export tells one."""


def by_name(name: str) -> str:
    """Return the identity of whoever has a name."""
    return same_name(name)


def by_account(account: str) -> str:
    """Return the identity of whoever has an account."""
    return f"account {same_account(account)}"


def unaccounted(name: str) -> str:
    """Return the identity of whoever has a name where no account is told."""
    return f"{same_name(name)} without account"


class Marks:
    """The pseudonyms of everybody who is to be forgotten.

    Args:
        marks: Pseudonyms of 4 to 16 digits.
        made: Makes them.
    """

    def __init__(self, marks: Iterable[str], made: Pseudonyms) -> None:
        self._marks = frozenset(marks)
        self._lengths = sorted({len(mark) for mark in self._marks})
        self._made = made
        self._known: dict[Author, bool] = {}

    def has(self, identity: str) -> bool:
        """Tell whether an identity is among them."""
        full = self._made.make("PERSON", identity)
        return any(full[:length] in self._marks for length in self._lengths)

    def includes(self, name: str, account: str | None = None) -> bool:
        """Tell whether somebody is among them."""
        author = (name, account)
        if author not in self._known:
            further = unaccounted(name) if account is None else by_account(account)
            self._known[author] = self.has(by_name(name)) or self.has(further)
        return self._known[author]


def marks_of(people: People | None, params: CleanParams) -> Marks | None:
    """Return who is to be forgotten by people.yaml; None for nobody.

    Raises:
        SetupError: The pseudonym key is not that of the parameters, or not the one that their
            pseudonyms were made with: nobody would be recognised.
    """
    listed = people.forgotten if people is not None else {}
    if not any(listed.values()):
        return None
    options = params.anonymise
    for fingerprint in listed:
        if fingerprint != options.key_fingerprint:
            raise SetupError(
                f"people.yaml: forgotten.{fingerprint} was written under another pseudonym key "
                f"than clean.anonymise.key_fingerprint ({options.key_fingerprint}), and under this "
                "one nobody of them is recognised. Take back the old key, or run `understudy "
                "forget` for each of them under this one and then remove that entry."
            )
    made = from_environment(options.key_fingerprint, DIGITS)
    return Marks((mark for several in listed.values() for mark in several), made)


Key = Callable[[str, str | None], str]
"""Author and account to the key of the person."""


class Forgotten:
    """Leaves out what those who are to be forgotten wrote, and what tables say of them.

    Args:
        marks: Who they are.
        tables: Section ``clean.tables``.
    """

    def __init__(self, marks: Marks, tables: Mapping[str, TablePrivacyParams]) -> None:
        self._marks = marks
        self._columns = {name: table.having("person") for name, table in tables.items()}
        self._dialogues: frozenset[str] = frozenset()
        self._groups: frozenset[tuple[str, str]] = frozenset()

    def hear(self, chats: Iterable["Heard"], key: Key) -> None:
        """Learn which chats are dialogues with one of them: who else speaks, speaks alone."""
        others: defaultdict[str, set[str]] = defaultdict(set)
        known: set[str] = set()
        for chat in chats:
            for author in {one["author"] for one in chat.messages if one["kind"] != "service"}:
                account = chat.accounts.get(author)
                if author and self.is_author(author, account, key(author, account)):
                    known.add(chat.group)
                elif author:
                    others[chat.group].add(key(author, account))
        self._dialogues = frozenset(group for group in known if len(others[group]) <= 1)

    def see(self, rows: Iterable[Row]) -> None:
        """Learn which groups of rows are about nobody else."""
        about: defaultdict[tuple[str, str], set[bool]] = defaultdict(set)
        for row in rows:
            about[row.collection, row.group] |= self._named(row)
        self._groups = frozenset(group for group, named in about.items() if named == {True})

    def is_author(self, author: str, account: str | None, key: str) -> bool:
        """Tell whether somebody is to be forgotten."""
        return self._marks.includes(author, account) or self._marks.has(key)

    def is_dialogue(self, group: str) -> bool:
        """Tell whether a chat goes whole."""
        return group in self._dialogues

    def is_about(self, row: Row) -> bool:
        """Tell whether a row goes: it names one of them, or its group names nobody else."""
        named = self._named(row)
        return True in named or (not named and (row.collection, row.group) in self._groups)

    def check(self, row: Row) -> None:
        """Refuse a row that goes, with an `UnwantedError`."""
        if self.is_about(row):
            raise UnwantedError(row.id, "it is of somebody to be forgotten", reason=REASON)

    def without(
        self, conversation: Conversation, keys: Mapping[str, str], pen: Pen
    ) -> tuple[tuple[Message, ...], list[InputError]]:
        """Empty the messages of those who are to be forgotten; they keep their places.

        Args:
            conversation: As it was parsed.
            keys: Author to the key of the person.
            pen: Takes it down.

        Returns:
            The messages, and for each that lost its text the reason.

        Raises:
            InputError: Nobody else speaks in the chat, or one alone.
        """
        if self.is_dialogue(conversation.group):
            why = "it is a chat with somebody to be forgotten"
            raise UnwantedError(conversation.id, why, reason=REASON)
        accounts = conversation.accounts
        gone = {one for one in keys if self.is_author(one, accounts.get(one), keys[one])}
        if not gone:
            return conversation.messages, []
        made: list[Message] = []
        emptied: list[InputError] = []
        for place, message in enumerate(conversation.messages):
            if message.author not in gone:
                made.append(message)
                continue
            if message.text:
                field = f"messages.{place}.text"
                pen.note(field, REASON, [Edit(0, len(message.text), "")])
                why = "its author is to be forgotten"
                where = f"{conversation.id}.{field}"
                emptied.append(UnwantedError(where, why, reason=REASON))
            made.append(replace(message, text="", assets=()))
        return tuple(made), emptied

    def _named(self, row: Row) -> set[bool]:
        """Tell of each person whom a row names whether they are to be forgotten."""
        columns = self._columns.get(row.collection, ())
        cells = (row.cells.get(column, "") for column in columns)
        texts = (text for cell in cells for text in ((cell,) if isinstance(cell, str) else cell))
        return {self._marks.includes(one[0]) for text in texts for one in people_in(text)}


class Heard(Talk):
    """What is asked for of a conversation here."""

    group: str


def forgotten(
    marks: Marks, params: CleanParams, conversations: Path | None, rows: Path | None, key: Key
) -> Forgotten:
    """Look through chats and tables for those who are to be forgotten.

    Args:
        marks: Who they are.
        params: Section ``clean``.
        conversations: File of the parse stage, if there is one.
        rows: File of the parse stage, if there is one.
        key: Tells who is who.
    """
    found = Forgotten(marks, params.tables)
    if conversations is not None:
        found.hear(jsonl.read(conversations, Heard), key)
    if rows is not None:
        found.see(jsonl.read(rows, Row))
    return found
