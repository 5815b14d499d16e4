"""How large the sheets of a workbook are, told before a library loads them.

calamine keeps every cell between the first and the last one in memory and ends the process when
that is too much, so two values in opposite corners of a sheet of 5 KB are enough.
"""

from dataclasses import dataclass

from understudy.core.errors import InputError

MOST_CELLS = 5_000_000
"""Cells of all sheets, empty ones between filled ones included."""
SPARSE_AREA = 100_000
"""Cells of a sheet from which its share of filled ones counts."""
SPAREST = 0.01
MOST_CHARACTERS = 100_000_000
"""Characters in all cells; a text that is stored once may stand in each of them."""
ROWS, COLUMNS = 1_048_576, 16_384


def damaged(where: str, error: object) -> InputError:
    """Return the failure of a workbook that cannot be looked into."""
    why = f"a damaged workbook ({error}); open it and save it again"
    return InputError(where, why, reason="bad_spreadsheet")


class Sizes:
    """Adds up the sheets of one workbook."""

    def __init__(self, where: str) -> None:
        self.where = where
        self._area = 0
        self._characters = 0

    def add(self, sheet: "Sheet") -> None:
        """Count a sheet; raises ``InputError`` (``too_large``) when it is too much."""
        area = sheet.area
        self._area += area
        self._characters += sheet.characters
        if self._area > MOST_CELLS:
            raise self._too_large(f"its cells span {self._area}, more than {MOST_CELLS}")
        if area > SPARSE_AREA and sheet.cells < SPAREST * area:
            raise self._too_large(f"a sheet spans {area} cells, of which {sheet.cells} are filled")
        if self._characters > MOST_CHARACTERS:
            raise self._too_large(f"its cells hold more than {MOST_CHARACTERS} characters")

    def _too_large(self, what: str) -> InputError:
        why = f"{what}; delete stray cells, or save its parts as files of their own"
        return InputError(self.where, why, reason="too_large")

    def damaged(self, error: object) -> InputError:
        """Return the failure of this workbook."""
        return damaged(self.where, error)


@dataclass(slots=True)
class Sheet:
    """The box around the filled cells of a sheet."""

    sizes: Sizes
    cells: int = 0
    characters: int = 0
    top: int = ROWS
    bottom: int = -1
    left: int = COLUMNS
    right: int = -1

    @property
    def area(self) -> int:
        """Cells within the box."""
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)

    def fill(self, row: int, column: int, *, characters: int = 0) -> None:
        """Count a filled cell; its row and column start at 0."""
        if row >= ROWS or column >= COLUMNS:
            raise self.sizes.damaged(f"a cell in row {row + 1}, column {column + 1}")
        self.cells += 1
        self.characters += characters
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)
        if self.cells > MOST_CELLS or self.characters > MOST_CHARACTERS:
            self.sizes.add(self)
            raise self.sizes.damaged("cells that are written twice")
