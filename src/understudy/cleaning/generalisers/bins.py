"""Numbers become ranges."""

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from understudy.cleaning.generalising import GENERALISERS, Coarser, Generaliser
from understudy.cleaning.tables.numbers import exact, number, shown

_LABEL = re.compile(r"(-?\d+(?:\.\d+)?)(?:-|\.\.)-?\d+(?:\.\d+)?")


@GENERALISERS.register("bins")
class Bins(Generaliser):
    """Write a number as the range that it lies in: 37 as ``30-39``, 93 as ``90+``.

    A range begins with its lower bound and ends before the upper one: between whole bounds the last
    whole number is shown (``30-39`` holds 39.5), else the bound (``36.5-37`` holds 36.99).
    """

    width: float | None = Field(None, gt=0)
    """Width of the ranges; or give ``edges``."""
    start: float = 0
    """With ``width``: where some range begins."""
    edges: tuple[float, ...] = ()
    """Bounds of ranges of any width, ascending; below them is ``<18``, from the last on ``65+``."""
    bottom: float | None = None
    """With ``width``: smaller numbers are one range, ``<18``; the bound of a range."""
    top: float | None = None
    """With ``width``: numbers from here on are one range, ``90+``; the bound of a range."""

    @model_validator(mode="after")
    def _is_one_scale(self) -> Self:
        if (self.width is None) == (not self.edges):
            raise ValueError("give either width or edges")
        if any(one >= other for one, other in pairwise(self.edges)):
            raise ValueError(f"edges {list(self.edges)} must ascend")
        ends = [end for end in (self.bottom, self.top) if end is not None]
        if self.width is None:
            if ends or self.start:
                raise ValueError("bottom, top and start go with width; edges have own ends")
            return self
        off = [end for end in ends if (exact(end) - exact(self.start)) % exact(self.width)]
        if off:
            raise ValueError(f"{off[0]:g} must be start plus a number of widths")
        if len(ends) == 2 and ends[0] >= ends[1]:
            raise ValueError(f"bottom {ends[0]:g} must be less than top {ends[1]:g}")
        return self

    def coarser(self, counts: Mapping[str, int]) -> Coarser:  # noqa: ARG002  # needs no counts
        """Return the function of one value; labels of its own stay."""
        bottom, top = self._ends()
        ends = {f"<{shown(end)}" for end in (bottom,) if end is not None}
        ends |= {f"{shown(end)}+" for end in (top,) if end is not None}

        def label(value: Decimal) -> str:
            if bottom is not None and value < bottom:
                return f"<{shown(bottom)}"
            if top is not None and value >= top:
                return f"{shown(top)}+"
            return _range(*self._bounds(value))

        def one(text: str) -> str | None:
            value = number(text)
            if value is not None:
                return label(value)
            match = _LABEL.fullmatch(text)
            is_own = text in ends or (match is not None and label(Decimal(match[1])) == text)
            return text if is_own else None

        return one

    def _ends(self) -> tuple[Decimal | None, Decimal | None]:
        if self.edges:
            return exact(self.edges[0]), exact(self.edges[-1])
        bottom = None if self.bottom is None else exact(self.bottom)
        return bottom, None if self.top is None else exact(self.top)

    def _bounds(self, value: Decimal) -> tuple[Decimal, Decimal]:
        """Return the bounds of the range that a number between the ends lies in."""
        if self.width is None:
            edges = [exact(edge) for edge in self.edges]
            return next(pair for pair in pairwise(edges) if pair[0] <= value < pair[1])
        start, width = exact(self.start), exact(self.width)
        steps = ((value - start) / width).to_integral_value(rounding="ROUND_FLOOR")
        return start + steps * width, start + (steps + 1) * width


def _range(low: Decimal, high: Decimal) -> str:
    if low == low.to_integral_value() and high == high.to_integral_value():
        high -= 1
    if low == high:
        return shown(low)
    return f"{shown(low)}{'..' if low < 0 else '-'}{shown(high)}"
