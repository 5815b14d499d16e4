"""Markdown tables from cells, and numbers as cells."""

from collections.abc import Sequence

EXACT = 1e15
"""Below it a float tells one whole number from the next."""


def pipe_table(rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose header is the first row.

    Line ends in a cell become spaces and bars get a backslash; short rows are filled up.

    Args:
        rows: Cells by row; an empty sequence gives an empty text.
    """
    if not rows:
        return ""
    width = max(1, *(len(row) for row in rows))
    lines = [_line([*row, *[""] * (width - len(row))]) for row in rows]
    return "\n".join([lines[0], _line(["---"] * width), *lines[1:]])


def number_text(value: float) -> str:
    """Write a number as every spreadsheet in any language would read it back."""
    return str(int(value)) if value.is_integer() and abs(value) < EXACT else repr(value)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
