"""Markdown tables from cells."""

from collections.abc import Sequence


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


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
