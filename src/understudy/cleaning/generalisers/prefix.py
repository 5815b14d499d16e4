"""Codes keep their beginning: a postal code its region, a diagnosis its chapter."""

import re
from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from understudy.cleaning.generalising import GENERALISERS, Coarser, Generaliser

_LOOSE_END = re.compile(r"[\s.,\-–/_]+\Z")


@GENERALISERS.register("prefix")
class Prefix(Generaliser):
    """Write a code as its beginning: ``220030`` as ``220``, ``J45.0`` as ``J45``."""

    length: int | None = Field(None, ge=1)
    """How many characters stay; points, strokes and spaces at their end go."""
    until: str | None = Field(None, min_length=1)
    """What stands behind the part that stays, e.g. ``.``; a code without it stays whole."""

    @model_validator(mode="after")
    def _has_a_measure(self) -> Self:
        if self.length is None and self.until is None:
            raise ValueError("give length, until or both")
        return self

    def coarser(self, counts: Mapping[str, int]) -> Coarser:  # noqa: ARG002  # needs no counts
        """Return the function of one value; one of which nothing would be left is not read."""

        def one(text: str) -> str | None:
            kept = text.strip()
            if self.until is not None:
                kept = kept.partition(self.until)[0]
            return _LOOSE_END.sub("", kept[: self.length]) or None

        return one
