"""Numbers beyond a bound become one value; the others stay."""

from collections.abc import Mapping
from typing import Self

from pydantic import model_validator

from understudy.cleaning.generalising import GENERALISERS, Coarser, Generaliser
from understudy.cleaning.tables.numbers import exact, number, shown


@GENERALISERS.register("ends")
class Ends(Generaliser):
    """Write what is less than ``bottom`` as ``<18`` and what reaches ``top`` as ``90+``."""

    bottom: float | None = None
    """Smaller numbers are one value."""
    top: float | None = None
    """Numbers from here on are one value."""

    @model_validator(mode="after")
    def _has_an_end(self) -> Self:
        if self.bottom is None and self.top is None:
            raise ValueError("give bottom, top or both")
        if self.bottom is not None and self.top is not None and self.bottom >= self.top:
            raise ValueError(f"bottom {self.bottom:g} must be less than top {self.top:g}")
        return self

    def coarser(self, counts: Mapping[str, int]) -> Coarser:  # noqa: ARG002  # needs no counts
        """Return the function of one value; labels of its own stay."""
        bottom = None if self.bottom is None else exact(self.bottom)
        top = None if self.top is None else exact(self.top)
        low = None if bottom is None else f"<{shown(bottom)}"
        high = None if top is None else f"{shown(top)}+"

        def one(text: str) -> str | None:
            value = number(text)
            if value is None:
                return text if text in (low, high) else None
            if bottom is not None and value < bottom:
                return low
            return high if top is not None and value >= top else text

        return one
