"""Values that few have become one."""

from collections.abc import Mapping

from pydantic import Field

from understudy.cleaning.generalising import GENERALISERS, Coarser, Generaliser


@GENERALISERS.register("rare")
class Rare(Generaliser):
    """Write a value that fewer than so many have as ``otherwise``.

    Counted are people (different groups) where the rows have a group, else rows. It needs the whole
    table, and stands last.
    """

    fewer: int = Field(ge=2)
    """A value that fewer have is rare."""
    otherwise: str = Field("other", min_length=1)
    """What stands for rare values."""

    @property
    def counts_up_to(self) -> int:
        """How far a value's rows are counted."""
        return self.fewer

    def coarser(self, counts: Mapping[str, int]) -> Coarser:
        """Return the function of one value."""
        return lambda text: text if counts.get(text, 0) >= self.fewer else None
