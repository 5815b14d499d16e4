"""Dates become months, quarters, years or decades."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from understudy.cleaning.generalising import GENERALISERS, Coarser, Generaliser
from understudy.cleaning.tables.dates import FirstPart, When, when

Unit = Literal["day", "month", "quarter", "year", "decade"]


@GENERALISERS.register("date")
class Date(Generaliser):
    """Write a date as its month ``2023-03``, quarter ``2023-Q1``, year ``2023`` or ``2020s``.

    A time of day goes in any case. A date that is told less exactly than asked stays so.
    """

    to: Unit
    """What is left of the date; ``day`` removes the time of day alone."""
    first: FirstPart = None
    """What stands in front in ``03/04/2023``; null = from a date that can be read in two ways only
    the year is taken."""
    pivot: int | None = Field(None, ge=0, le=99)
    """Years of two digits above it are 19.., the others 20..; null = such dates are not read."""

    def coarser(self, counts: Mapping[str, int]) -> Coarser:  # noqa: ARG002  # needs no counts
        """Return the function of one value; what it wrote itself stays."""

        def one(text: str) -> str | None:
            if self.to == "decade" and text[:-1].isdecimal() and text[3:] == "0s":
                return text
            found = when(text, self.first, self.pivot)
            return None if found is None else _written(found, self.to)

        return one


def _written(date: When, unit: Unit) -> str:
    if unit == "decade":
        return f"{date.year // 10 * 10:04}s"
    if unit == "year" or date.quarter is None:
        return f"{date.year:04}"
    if unit == "quarter" or date.month is None:
        return f"{date.year:04}-Q{date.quarter}"
    month = f"{date.year:04}-{date.month:02}"
    return month if unit == "month" or date.day is None else f"{month}-{date.day:02}"
