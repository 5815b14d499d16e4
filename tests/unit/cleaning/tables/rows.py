"""Rows for the tests of tables, and what cleaning makes of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from understudy.cleaning.folder import Inputs, clean_folder
from understudy.cleaning.params import CleanParams
from understudy.core import jsonl
from understudy.core.outcomes import EditRecord
from understudy.core.records import Row, Source, stable_id

SOURCE = Source(path="table.csv", sha256="0" * 64)
Cell = str | tuple[str, ...]


def row(cells: dict[str, Cell], group: str | None = None, collection: str = "c") -> Row:
    """Make a row as the parse stage does; alone in its group without one."""
    identity = stable_id("row", collection, list(cells.items()), group)
    return Row(
        id=identity, source=SOURCE, line=1, cells=cells, collection=collection,
        group=group or identity,
    )  # fmt: skip


def params(**given: Any) -> CleanParams:
    """Read parameters as from params.yaml; duplicates stay."""
    return CleanParams.model_validate_json(
        json.dumps({"drop_duplicates": [], **given}), strict=True
    )


@dataclass
class Cleaned:
    """What the stage wrote."""

    rows: list[Row]
    edits: list[EditRecord]
    review: list[dict[str, Any]]
    rejects: list[dict[str, Any]]
    report: dict[str, Any]

    def column(self, name: str) -> list[Cell]:
        """The cells of a column."""
        return [row.cells[name] for row in self.rows]


def cleaned(folder: Path, given: CleanParams, rows: Iterable[Row], **more: Path) -> Cleaned:
    """Run the stage's work on rows."""
    jsonl.write(folder / "rows.jsonl", rows)
    out, report = folder / "out", folder / "clean.json"
    clean_folder(given, Inputs(rows=folder / "rows.jsonl", **more), out, report)
    return result(folder)


def result(folder: Path) -> Cleaned:
    """Read what the stage wrote, also when it failed in the end."""
    out = folder / "out"

    def lines(name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (out / name).read_text().splitlines()]

    return Cleaned(
        rows=list(jsonl.read(out / "rows.jsonl", Row)),
        edits=list(jsonl.read(out / "edits.jsonl", EditRecord)),
        review=lines("review.jsonl"),
        rejects=lines("rejects.jsonl"),
        report=json.loads((folder / "clean.json").read_text()),
    )
