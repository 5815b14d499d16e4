"""What the tables say before any of them is cleaned: whose names and numbers are to be hidden."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from understudy.cleaning.identifiers import folded
from understudy.cleaning.names.full import FullName, full_name
from understudy.cleaning.names.inflection import forms
from understudy.cleaning.names.whole import folded as folded_word
from understudy.cleaning.tables.params import IDENTIFYING, READ, TablePrivacyParams
from understudy.core import jsonl
from understudy.core.errors import SetupError, unknown_name
from understudy.core.records import Row

_WORD = re.compile(r"[^\W\d_]+")
# Alone: beside another name, what else the word may mean is not told.
_INSIDE = re.compile(r"(?<=[a-zа-яё,] )[A-ZА-ЯЁ][^\W\d_]+(?! [A-ZА-ЯЁ])(?![^\W\d_])")
_PEOPLE = re.compile(r"[^;|\s](?:[^;|\n]*[^;|\s])?")
_NO_PEOPLE = """
    na none nobody unknown anonymous withheld anonymised deleted missing
    нет неизвестно неизвестен неизвестна данных аноним анонимно отсутствует указано
"""
_NOBODY = frozenset(_NO_PEOPLE.split())
ELSEWHERE = 2
"""Rows of other people that write a word in lower case before it counts as an ordinary word, more
than rows that write it with a capital within a sentence."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the tables say of people."""

    names: Mapping[str, FullName] = field(default_factory=dict)
    """Full name to what its words are."""
    ordinary: frozenset[str] = frozenset()
    """Words of names that the texts use as ordinary words, folded, in all their forms."""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    """Identifier, folded, to its kind."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """Collection to the column that its rows' groups are taken from."""


def survey(
    tables: Mapping[str, TablePrivacyParams], rows: Path | None, vocabulary: frozenset[str]
) -> Survey:
    """Read the rows once, and again where they name people.

    Args:
        tables: Section ``clean.tables``.
        rows: The parse stage's rows.
        vocabulary: Words that documents write in lower case, folded.

    Raises:
        SetupError: The parameters name a collection or a column that there is not.
    """
    if not tables:
        return Survey()
    found = _Found(tables)
    for row in jsonl.read(rows, Row) if rows is not None else ():
        found.see(row)
    found.check()
    return Survey(
        names={name: full_name(name) for name in sorted(found.names)},
        ordinary=_ordinary(found.names, tables, rows, vocabulary),
        identifiers=found.identifiers,
        groups=found.groups(),
    )


def people_in(cell: str) -> Iterator[re.Match[str]]:
    """Yield the names in a cell of a ``person`` column; ``;``, ``|`` and line ends part them."""
    for match in _PEOPLE.finditer(cell):
        if any(character.isalnum() for character in match[0]):
            yield match


@dataclass(slots=True)
class _Found:
    """What a walk over the rows gathers."""

    tables: Mapping[str, TablePrivacyParams]
    names: set[str] = field(default_factory=set)
    identifiers: dict[str, str] = field(default_factory=dict)
    _columns: dict[str, dict[str, None]] = field(default_factory=dict)
    _groups: dict[str, set[str]] = field(default_factory=dict)

    def see(self, row: Row) -> None:
        columns = self._columns.setdefault(row.collection, {})
        if row.collection not in self.tables:
            return
        columns |= dict.fromkeys(row.cells)
        if row.group != row.id:
            here = {name for name, cell in row.cells.items() if as_group(cell) == row.group}
            self._groups[row.collection] = self._groups.get(row.collection, here) & here
        for column, told in self.tables[row.collection].columns.items():
            role, _, kind = told.partition(":")
            for text in _texts(row.cells.get(column, "")):
                if role == "person":
                    self.names |= {one[0] for one in people_in(text) if _names_somebody(one[0])}
                elif role == "identifier" and (identity := folded(text)):
                    kind = kind or "ID"  # of two kinds the first by name, whatever the order
                    self.identifiers[identity] = min(kind, self.identifiers.get(identity, kind))

    def check(self) -> None:
        """Refuse parameters of what is not there."""
        for name, table in self.tables.items():
            if name not in self._columns:
                wrong = unknown_name("collection of rows", name, self._columns)
                raise SetupError(f"clean.tables: {wrong} The parse stage's rows have no other.")
            columns = self._columns[name]
            for column in table.columns:
                if column not in columns:
                    wrong = unknown_name("column", column, columns)
                    raise SetupError(
                        f"clean.tables.{name}.columns: {wrong} Names are those in the rows, after "
                        "parse.tables renamed them."
                    )

    def groups(self) -> dict[str, str]:
        """Return the column of each collection's groups; of several equal ones the telling one."""
        found = {}
        for collection, columns in self._groups.items():
            roles = self.tables[collection].columns

            def order(column: str, roles: Mapping[str, str] = roles) -> tuple[bool, str]:
                return roles.get(column, "").partition(":")[0] not in IDENTIFYING, column

            if columns:
                found[collection] = min(columns, key=order)
        return found


def as_group(cell: str | tuple[str, ...]) -> str:
    """Return what the parse stage makes of a cell of the group column."""
    return cell if isinstance(cell, str) else "; ".join(cell)


def _texts(cell: str | tuple[str, ...]) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell


def _names_somebody(name: str) -> bool:
    """Tell a name from a remark that there is none: the words of a name are hidden everywhere."""
    words = [folded_word(word) for word in _WORD.findall(name)]
    return any(len(word) > 1 and word not in _NOBODY for word in words) and (
        len(words) > 1 or any(character.isupper() for character in name)
    )


def _ordinary(
    names: Iterable[str],
    tables: Mapping[str, TablePrivacyParams],
    rows: Path | None,
    vocabulary: frozenset[str],
) -> frozenset[str]:
    """Return the words of names that texts write in lower case about other people.

    A patient called Frost would else hide each frost. A name in lower case about its own bearer is
    no ordinary word.
    """
    parts = {folded_word(word) for name in names for word in _WORD.findall(name) if len(word) > 1}
    if not parts or rows is None:
        return frozenset()
    owners: dict[str, set[str]] = {}
    for part in parts:
        for form in forms(part):
            owners.setdefault(form, set()).add(part)
    seen: Counter[str] = Counter()
    undecided = TablePrivacyParams()
    for row in jsonl.read(rows, Row):
        table = tables.get(row.collection, undecided)
        prose = [
            text
            for column, cell in row.cells.items()
            if table.columns.get(column, "text") in READ
            for text in _texts(cell)
        ]
        found = set().union(*map(_WORD.findall, prose))
        if owners.keys().isdisjoint(map(folded_word, found)):
            continue
        words = {folded_word(word) for word in found if word.islower()}
        capitals = {folded_word(word) for text in prose for word in _INSIDE.findall(text)}
        here = {
            folded_word(word)
            for column in table.having("person")
            for text in _texts(row.cells.get(column, ""))
            for word in _WORD.findall(text)
        }
        for word in words & owners.keys():
            seen.update(owners[word] - here)
        for word in capitals & owners.keys():
            seen.subtract(owners[word])
    common = {part for part, times in seen.items() if times >= ELSEWHERE}
    common |= {part for form in owners.keys() & vocabulary for part in owners[form]}
    return frozenset(form for part in common for form in forms(part))
