"""Rows of a ready dataset become samples through the same `decode` that reads our own exports.

The parse stage made a row of each line, with a column for each text (lists of turns became columns
of one length), and the clean stage met each of them. Here a line is put together again.
"""

from collections.abc import Mapping
from typing import Any

from understudy.core.errors import InputError, SetupError
from understudy.core.executor import attempt
from understudy.core.language import language_of
from understudy.core.records import Evidence, Row, Sample, stable_id
from understudy.core.templates import fill
from understudy.dataset.exchange import KEY, dump
from understudy.dataset.format import FORMATS
from understudy.dataset.params import BuildParams

OURS = "records"


def check_formats(params: BuildParams) -> None:
    """Refuse names of formats that rows cannot hold.

    Raises:
        SetupError: A format is unknown, or is that of our own records.
    """
    for collection, ready in params.ready.items():
        FORMATS[ready.format]  # raises with near names
        if ready.format == OURS:
            raise SetupError(
                f"build.ready.{collection}.format: records are no dataset of others. Write them in "
                "another format with `understudy convert --to messages`, and name that."
            )


def ready_sample(row: Row, params: BuildParams) -> Sample:
    """Turn a row into the sample that its line is.

    The row gives collection, group and id; labels, language and kind come from its columns. Of a
    dataset that this pipeline exported, what stood beside is not read: its ids are those of other
    records.

    Args:
        row: Of a collection that ``build.ready`` names.
        params: Section ``build``.

    Raises:
        SetupError: A template names a column that the table lacks.
        InputError: The line is no sample; the place is the file and the line.
    """
    ready = params.ready[row.collection]
    where = f"build.ready.{row.collection}"
    done = attempt(FORMATS[ready.format].decode, dump(_line(row.cells)))
    if done.value is None:
        failure = done.failure
        assert failure is not None, "an attempt ends in a value or a failure"
        place = f"{row.source.path}:{row.line}"
        raise InputError(place, failure.why, reason=failure.reason)
    sample = done.value
    labels = {
        name: fill(template, row, where=f"{where}.labels.{name}", blank_ok=True)
        for name, template in ready.labels.items()
    }
    told = [
        "" if template is None else fill(template, row, where=f"{where}.{name}", blank_ok=True)
        for name, template in (("language", ready.language), ("kind", ready.kind))
    ]
    said = [[turn.role, turn.content] for turn in sample.turns]
    return sample.model_copy(
        update={
            "id": stable_id("ready", row.collection, row.id, said, sample.targets),
            "collection": row.collection,
            "group": row.group,
            "labels": {name: value for name, value in labels.items() if value},
            "language": told[0] or language_of(f"{sample.question}\n{sample.answer}"),
            "kind": told[1],
            "evidence": (Evidence(parent=row.id, start=0, end=len(row.cells)),),
        }
    )


def _line(cells: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """Put the lists of objects and of lists together that are columns of a row.

    A blank cell is what the line does not say: rows of a table have the same columns.
    """
    line: dict[str, Any] = {}
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    for column, cell in cells.items():
        name, dot, part = column.rpartition(".")
        if isinstance(cell, str):
            if cell and column != KEY:
                line[column] = cell
        elif dot:
            lists.setdefault(name, {})[part] = cell
        elif cell:
            line[column] = list(cell)
    for name, parts in lists.items():
        items = zip(*parts.values(), strict=True)
        if all(part.isdecimal() for part in parts):
            line[name] = [list(item) for item in items]
        else:
            line[name] = [_object(parts, item) for item in items]
    return line


def _object(names: Mapping[str, object], values: tuple[str, ...]) -> dict[str, str]:
    """Leave out what an object does not say, but for its words, which may be blank."""
    told = {"content", "value"}
    return {n: v for n, v in zip(names, values, strict=True) if v or n in told}
