"""What becomes of a cell by the role of its column, and of a row's group."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from understudy.cleaning.edits import Edit, apply, effective
from understudy.cleaning.finding import pseudonym
from understudy.cleaning.identifiers import folded
from understudy.cleaning.names.roster import Roster
from understudy.cleaning.pseudonyms import Pseudonyms
from understudy.cleaning.tables.params import IDENTIFYING, READ, TablePrivacyParams
from understudy.cleaning.tables.survey import Survey, people_in
from understudy.core.records import Row

Read = Callable[[str, str], str]
"""The name of a field and its text to the text cleaned."""

TAG_DIGITS = 8
"""Hexadecimal digits of a group without a name."""


class Pen(Protocol):
    """What cleans a text, and takes down what was done to it."""

    def only(self, field: str, text: str, *names: str) -> str:
        """Apply some steps."""

    def note(self, field: str, step: str, edits: list[Edit]) -> None:
        """Take down edits."""


_REMEMBERED = 10_000  # cells


class _People(NamedTuple):
    """The people in a cell."""

    keys: tuple[str, ...]
    edits: tuple[Edit, ...]
    """What hides them."""


class Cells:
    """Cleans cells by the roles of their columns.

    Args:
        tables: Section ``clean.tables``.
        found: What the tables say.
        roster: Everybody whose name is known.
        made: Makes the pseudonyms.
    """

    def __init__(
        self,
        tables: Mapping[str, TablePrivacyParams],
        found: Survey,
        roster: Roster,
        made: Pseudonyms,
    ) -> None:
        self._tables = tables
        self._people_in = {name: table.having("person") for name, table in tables.items()}
        self._dropped = {name: table.having("drop") for name, table in tables.items()}
        self._groups = found.groups
        self._roster = roster
        self._made = made
        # The same cell says who is in the row, is cleaned, and most often is the group.
        self._named = functools.lru_cache(maxsize=_REMEMBERED)(self._people)

    def role(self, collection: str, column: str) -> str | None:
        """Return a column's role, ``identifier`` with its kind; None when it has none."""
        table = self._tables.get(collection)
        return None if table is None else table.columns.get(column)

    def dropped(self, collection: str) -> tuple[str, ...]:
        """Return the columns that are emptied later."""
        return self._dropped.get(collection, ())

    def people(self, row: Row) -> frozenset[str]:
        """Return the keys of those whom the cells name."""
        columns = self._people_in.get(row.collection, ())
        cells = (row.cells.get(column, "") for column in columns)
        texts = (text for cell in cells for text in ((cell,) if isinstance(cell, str) else cell))
        return frozenset(key for text in texts for key in self._named(text).keys)

    def clean(self, row: Row, column: str, pen: Pen, read: Read) -> str | tuple[str, ...]:
        """Clean a cell; one of a column to drop stays until duplicates are known.

        Args:
            row: The row.
            column: The cell's column.
            pen: Cleans and takes down.
            read: Applies all steps to the text of a field: for prose.
        """
        cell = row.cells[column]
        role = self.role(row.collection, column)
        if isinstance(cell, str):
            return self._text(role, f"cells.{column}", cell, pen, read)
        return tuple(
            self._text(role, f"cells.{column}.{place}", text, pen, read)
            for place, text in enumerate(cell)
        )

    def group(self, row: Row, pen: Pen) -> str | None:
        """Return the group of a row that is taken from a column with a role; else None.

        It becomes what the cell becomes, so that a person is one group in all tables. What is
        dropped or made coarser still tells rows apart, by a tag.
        """
        column = self._groups.get(row.collection)
        role = None if column is None else self.role(row.collection, column)
        if role is None or role == "text" or row.group == row.id:
            return None
        if role == "keep":
            return row.group
        if role.partition(":")[0] in {"person", "identifier"}:
            return self._hidden(role, "group", row.group, pen)
        tag = f"GROUP-{self._made.tag(f'group {row.group}', TAG_DIGITS)}"
        pen.note("group", "groups", [Edit(0, len(row.group), tag)])
        return tag

    def _text(self, role: str | None, field: str, text: str, pen: Pen, read: Read) -> str:
        if role is None or role in READ:
            return read(field, text)
        return self._hidden(role, field, text, pen)

    def _hidden(self, role: str, field: str, text: str, pen: Pen) -> str:
        text = pen.only(field, text, "normalise")
        name, _, kind = role.partition(":")
        if name not in IDENTIFYING or name == "drop":
            return text
        if name == "person":
            found: Sequence[Edit] = self._named(text).edits
        else:
            found = self._identifier(text, kind or "ID")
        edits = effective(text, found)
        pen.note(field, "anonymise", edits)
        return apply(text, edits)

    def _people(self, text: str) -> "_People":
        keys, edits = [], []
        for one in people_in(text):
            key = self._roster.key(one[0])
            persona = self._roster.persona_name if key == self._roster.persona else None
            keys.append(key)
            if not pseudonym().fullmatch(one[0]):
                edits.append(Edit(*one.span(), persona or self._made.make("PERSON", key)))
        return _People(tuple(keys), tuple(edits))

    def _identifier(self, text: str, kind: str) -> list[Edit]:
        identity = folded(text)
        return [Edit(0, len(text), self._made.make(kind, identity))] if identity else []
