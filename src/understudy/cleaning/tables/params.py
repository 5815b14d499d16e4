"""What the columns of tables are, and how far people may be told from rows."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from understudy.cleaning.generalising import Chosen, check_chain
from understudy.core.errors import unknown_name
from understudy.core.params import Section

ROLES = ("person", "identifier", "drop", "quasi", "sensitive", "keep", "text")
IDENTIFYING = ("person", "identifier", "drop")
"""Roles of columns that say who somebody is."""
READ = ("sensitive", "text")
"""Roles of columns that finders read."""

_KIND = re.compile(r"identifier:[A-Z][A-Z_]*")


def _known(role: str) -> str:
    if _KIND.fullmatch(role):
        from understudy.cleaning.finding import FINDERS, kinds_of  # it imports these parameters

        # A pseudonym of another kind would not be known for one when it is met again.
        kind, known = role.partition(":")[2], kinds_of(FINDERS)
        if kind not in known:
            raise ValueError(unknown_name("kind of identifier", kind, known))
        return role
    if role.startswith("identifier:"):
        raise ValueError(f"{role!r}: write the kind in capitals, e.g. identifier:PHONE")
    if role not in ROLES:
        raise ValueError(unknown_name("role", role, ROLES))
    return role


Role = Annotated[str, AfterValidator(_known)]


class PrivacyParams(Section):
    """What must hold for every table; `clean.tables` may say otherwise for one."""

    min_k: int | None = Field(None, ge=1)
    """Least number of people (groups; rows where the rows have no group) that share each
    combination of values of the ``quasi`` columns, or the stage fails; null = it is reported
    alone."""
    min_l: int | None = Field(None, ge=1)
    """Least number of different values of each ``sensitive`` column among those, or the stage
    fails; null = it is reported alone."""
    undecided: Literal["report", "fail"] = "report"
    """Columns without a role that look as if they tell who somebody is: ``report`` names them in
    ``review.jsonl`` and in the log, ``fail`` ends the stage as well."""


class TablePrivacyParams(Section):
    """What the columns of one collection of rows are, and how nobody in it stands out."""

    columns: dict[str, Role] = {}
    """Column (its name in the rows) to its role. ``person``: a full name; each cell becomes a
    pseudonym, and the name is hidden in all texts. ``identifier`` or ``identifier:POLICY``: what is
    somebody's alone; each cell becomes a pseudonym of that kind (``ID`` without one), and is hidden
    in all texts. ``drop``: the cells are emptied. ``quasi``: tells little alone and somebody
    together with others (age, town). ``sensitive``: what nobody may learn of somebody (diagnosis);
    finders of personal data read it like text. ``keep``: codes and dates of measurements, which
    finders would mistake. ``text``: prose, which finders read; so is a column without a role, but
    that one stands in ``review.jsonl`` if it looks as if it tells who somebody is."""
    generalise: dict[str, tuple[Chosen, ...]] = {}
    """Column to how its values are made coarser: one generaliser, and ``rare`` behind it. The
    column's role must be ``quasi``, ``sensitive`` or ``keep``."""
    suppress: Literal["rows", "cells"] | None = None
    """What is done about combinations of ``quasi`` values that fewer than ``min_k`` people share,
    or with fewer than ``min_l`` sensitive values. ``rows``: their rows are dropped, counted as
    ``small_class``. ``cells``: their quasi cells are emptied, and the rows dropped only where even
    all those together are too few. null = nothing, so that the stage fails."""
    max_suppressed: float = Field(0.2, ge=0, le=1)
    """Share of the collection's rows that may be suppressed before the stage fails."""
    min_k: int | None = Field(None, ge=1)
    """Instead of ``clean.privacy.min_k``; null = that one."""
    min_l: int | None = Field(None, ge=1)
    """Instead of ``clean.privacy.min_l``; null = that one."""

    @model_validator(mode="after")
    def _fits_the_roles(self) -> Self:
        for column, chain in self.generalise.items():
            role = self.columns.get(column)
            if role not in {"quasi", "sensitive", "keep"}:
                has = "has no role" if role is None else f"is {role!r}"
                raise ValueError(
                    f"generalise.{column}: the column {has}; a generalised column is quasi, "
                    "sensitive or keep: write one of them under columns"
                )
            try:
                check_chain(chain)
            except ValueError as error:
                raise ValueError(f"generalise.{column}: {error}") from error
        if self.min_l is not None and not self.having("sensitive"):
            raise ValueError("min_l: no column has the role sensitive")
        if (self.suppress or self.min_k or self.min_l) and not self.having("quasi"):
            raise ValueError("suppress, min_k and min_l need columns with the role quasi")
        return self

    def having(self, role: str) -> tuple[str, ...]:
        """Return the columns of a role, in order of their names."""
        found = (name for name, one in self.columns.items() if one.partition(":")[0] == role)
        return tuple(sorted(found))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of pseudonyms of the columns of role ``identifier``."""
        roles = (self.columns[column] for column in self.having("identifier"))
        return frozenset(role.partition(":")[2] or "ID" for role in roles)

    def limits(self, everywhere: PrivacyParams) -> tuple[int, int]:
        """Return the k and the l that must be reached; 1 where anything is allowed."""
        k = self.min_k if self.min_k is not None else everywhere.min_k
        diversity = self.min_l if self.min_l is not None else everywhere.min_l
        return k or 1, (diversity or 1) if self.having("sensitive") else 1
