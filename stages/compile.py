"""Write the rows of all tables as one CSV file."""

from pathlib import Path

from understudy.core import jsonl
from understudy.core.stage import run
from understudy.parsing.sheets.compiled import CompileParams, compile_rows


def compile(params: CompileParams, rows: Path, table: Path, report: Path) -> None:
    """Write the rows of all tables as one CSV file, for people and for other programs.

    Args:
        params: Section ``compile`` of params.yaml.
        rows: The parse stage's ``rows.jsonl``, or the clean stage's.
        table: CSV file to write.
        report: Metrics file to write: rows and columns.
    """
    jsonl.write_json(report, compile_rows(params, rows, table))


if __name__ == "__main__":
    run(compile)
