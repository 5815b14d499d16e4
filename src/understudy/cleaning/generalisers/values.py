"""Listed values become others."""

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from understudy.cleaning.generalising import GENERALISERS, Coarser, Generaliser
from understudy.core.people import same_name


@GENERALISERS.register("values")
class Values(Generaliser):
    """Write each listed value as what the list says; case and spaces do not count."""

    map: dict[str, str] = Field(min_length=1)
    """Value to the coarser one."""

    @model_validator(mode="after")
    def _is_one_step(self) -> Self:
        general = {same_name(value): coarse for value, coarse in self.map.items()}
        for coarse in self.map.values():
            if general.get(same_name(coarse), coarse) != coarse:
                raise ValueError(
                    f"{coarse!r} is both a coarser value and a value to change; use "
                    "{by: hierarchy} for several levels"
                )
        return self

    def coarser(self, counts: Mapping[str, int]) -> Coarser:  # noqa: ARG002  # needs no counts
        """Return the function of one value; a value not listed is not read."""
        general = {same_name(coarse): coarse for coarse in self.map.values()}
        general |= {same_name(value): coarse for value, coarse in self.map.items()}
        return lambda text: general.get(same_name(text))
