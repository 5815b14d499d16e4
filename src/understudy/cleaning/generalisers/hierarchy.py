"""Values become what they belong to: a town its region, a region its country."""

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from understudy.cleaning.generalising import GENERALISERS, Coarser, Generaliser
from understudy.core.people import same_name


@GENERALISERS.register("hierarchy")
class Hierarchy(Generaliser):
    """Write a value as its ancestor on one level; case and spaces do not count.

    A value that stands on that level or above it stays.
    """

    parents: dict[str, str] = Field(min_length=1)
    """Value to what it belongs to, e.g. ``{Brest: West, West: Belarus}``."""
    level: int = Field(0, ge=0)
    """0 = the highest, which belongs to nothing."""

    @model_validator(mode="after")
    def _ends(self) -> Self:
        parents = self._folded()
        for value in parents:
            _line(value, parents)
        return self

    def coarser(self, counts: Mapping[str, int]) -> Coarser:  # noqa: ARG002  # needs no counts
        """Return the function of one value; a value that the tree lacks is not read."""
        parents = self._folded()
        names = {same_name(name): name for name in [*self.parents, *self.parents.values()]}
        found = {}
        for folded in names:
            line = _line(folded, parents)[::-1]
            found[folded] = names[line[min(self.level, len(line) - 1)]]
        return lambda text: found.get(same_name(text))

    def _folded(self) -> dict[str, str]:
        return {same_name(value): same_name(parent) for value, parent in self.parents.items()}


def _line(value: str, parents: Mapping[str, str]) -> list[str]:
    """Return a value and its ancestors."""
    line = [value]
    while line[-1] in parents:
        line.append(parents[line[-1]])
        if line[-1] in line[:-1]:
            raise ValueError(f"parents: {line[-1]!r} belongs to itself: {' < '.join(line)}")
    return line
