"""Lines of totals, which are no rows: another patient called *Итого* is nobody."""

import re
from collections.abc import Iterable, Sequence

from understudy.parsing.files import Remark
from understudy.parsing.params import TableParams

_NAMED = re.compile(
    r"(?:итого|всего|(?:grand |sub)?totals?)(?: (?:по|за|for|of|in) .*)?[:.]?", re.IGNORECASE
)
_AMOUNT = re.compile(r"\W*[0-9][0-9\W]*[^\W\d_]{0,4}\.?")
"""Digits with what stands between and around them, and a short unit."""
LISTED = 5
"""Rows that a remark names."""


def is_sum(cells: Sequence[str], table: TableParams | None) -> bool:
    """Tell whether a line begins with a word for totals and has nothing but amounts behind it.

    Args:
        cells: Of the line; a merged cell stands in each of its places.
        table: What the parameters say; totals may be rows by ``keep_totals``.
    """
    if table is not None and table.keep_totals:
        return False
    filled = (text for cell in cells if (text := " ".join(cell.split())))
    first = next(filled, "")
    if not _NAMED.fullmatch(first):
        return False
    others = [text for text in filled if text != first]
    return bool(others) and all(_AMOUNT.fullmatch(text) for text in others)


def told(rows: Iterable[int]) -> tuple[Remark, ...]:
    """Say which lines were left out, as a spreadsheet program numbers them."""
    found = sorted(rows)
    if not found:
        return ()
    shown = ", ".join(map(str, found[:LISTED])) + (" ..." if len(found) > LISTED else "")
    row = "row" if len(found) == 1 else "rows"
    why = f"lines of totals are no rows of the table ({row} {shown} of the file)"
    return (Remark(why=why, reason="totals"),)
