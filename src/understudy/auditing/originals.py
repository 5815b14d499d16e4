"""What cleaning hid, led back from its edits to the words of the raw records.

Cleaning keeps no list of what it hides. Its edits and the records of the parse stage together tell
it: each step's edits are offsets of the text before that step, so a field is cleaned once more,
step by step, and what an edit took away is read on the way.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from understudy.cleaning.edits import Edit, apply
from understudy.cleaning.finding import pseudonym
from understudy.cleaning.records import ACCOUNT
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import EditRecord
from understudy.core.records import Conversation, Document, Row


class Original(NamedTuple):
    """Something that was hidden, as it was written."""

    text: str
    replacement: str
    """What stands for it, e.g. ``PERSON-3f2a91``."""

    @property
    def kind(self) -> str:
        """What it is, e.g. ``PERSON``."""
        return self.replacement.partition("-")[0]


def parsed(
    documents: Path | None, conversations: Path | None, rows: Path | None
) -> Iterator[Document | Conversation | Row]:
    """Yield what was parsed, in the order of the edits; None for what there is not."""
    if documents is not None:
        yield from jsonl.read(documents, Document)
    if conversations is not None:
        yield from jsonl.read(conversations, Conversation)
    if rows is not None:
        yield from jsonl.read(rows, Row)


def originals(
    records: Iterable[Document | Conversation | Row],
    edits: Iterable[EditRecord],
    hiding: frozenset[str],
) -> Iterator[Original]:
    """Yield what was hidden, as often as it was.

    Args:
        records: Of the parse stage, in the order of the edits; others may stand between.
        edits: Of the clean stage.
        hiding: Names of the steps that hide.

    Raises:
        SetupError: The edits are not of these records.
    """
    groups = groupby(edits, key=lambda edit: edit.record)
    awaited = next(groups, None)
    for record in records:
        if awaited is not None and record.id == awaited[0]:
            yield from _of_record(record, list(awaited[1]), hiding)
            awaited = next(groups, None)
    if awaited is not None:
        raise SetupError(
            f"audit: the edits speak of {awaited[0]}, which is not among the parsed records, or "
            "not in their order. Give the files of one run: `dvc repro clean`."
        )


def _of_record(
    record: Document | Conversation | Row, edits: list[EditRecord], hiding: frozenset[str]
) -> Iterator[Original]:
    texts: dict[str, str] = {}
    for (field, step), group in groupby(edits, key=lambda edit: (edit.field, edit.step)):
        text = texts[field] if field in texts else _text(record, field)
        spans = [Edit(one.start, one.end, one.replacement) for one in group]
        if step in hiding:
            for start, end, replacement in spans:
                if text[start:end] and _hides(replacement):
                    yield Original(text[start:end], replacement)
        try:
            texts[field] = apply(text, spans)
        except ValueError as error:
            raise SetupError(
                f"audit: {field} of {record.id} is not the text that cleaning changed ({error}). "
                "Give the files of one run: `dvc repro clean`."
            ) from error


def _hides(replacement: str) -> bool:
    """Tell whether it stands for something; an alias of the persona becomes her name, which is."""
    return replacement == ACCOUNT or pseudonym().fullmatch(replacement) is not None


def _text(record: Document | Conversation | Row, field: str) -> str:
    """Return a field of a record by its name in edits."""
    name, _, rest = field.partition(".")
    if isinstance(record, Row) and name == "cells":
        return _cell(record, rest)
    value: object = record
    for part in field.split("."):
        value = value[int(part)] if isinstance(value, tuple) else getattr(value, part)
    assert isinstance(value, str), f"{field} is no text"
    return value


def _cell(row: Row, name: str) -> str:
    """Return a cell, or one of its texts; names of columns may hold dots and end in a number."""
    cell = row.cells.get(name)
    if isinstance(cell, str):
        return cell
    column, _, place = name.rpartition(".")
    return row.cells[column][int(place)]
