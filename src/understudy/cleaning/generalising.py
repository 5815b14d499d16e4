"""What a generaliser is, and where generalisers are found.

A generaliser writes a value more coarsely: an age as a decade, a day as its year. Its options are
the fields of its class, and stand beside ``by`` in ``clean.tables.<collection>.generalise``.
"""

import json
from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import Field, SerializeAsAny, ValidationError, WrapValidator

from understudy.cleaning.edits import Edit
from understudy.core.errors import SetupError, unknown_name
from understudy.core.params import Section
from understudy.core.registry import Registry

Coarser = Callable[[str], str | None]
"""A value to a coarser one, or None when the generaliser cannot read it. Never given a blank."""


class Generaliser(Section):
    """How the values of one column are made coarser."""

    by: str
    """Name of the generaliser; its options stand beside."""
    otherwise: str | None = Field("other", min_length=1)
    """What stands for a value that the generaliser cannot read or does not know; null = such a
    value stays as it is. A blank cell stays blank."""

    @property
    def counts_up_to(self) -> int:
        """How far the rows (people, where rows have a group) of a value must be counted; 0 = not.

        One that counts needs all rows before the first can be written.
        """
        return 0

    @abstractmethod
    def coarser(self, counts: Mapping[str, int]) -> Coarser:
        """Return the function of one value; applied to its own result it changes nothing.

        Args:
            counts: Value to how many have it, at most `counts_up_to`; empty when that is 0.
        """


GENERALISERS: Registry[type[Generaliser]] = Registry(
    "generaliser", "understudy.cleaning.generalisers"
)


def _chosen(value: Any, _: Callable[[Any], Any]) -> Generaliser:
    """Turn a mapping into the options of the generaliser that it names."""
    if isinstance(value, Generaliser):
        return value
    if not isinstance(value, dict) or not isinstance(value.get("by"), str):
        raise ValueError(  # noqa: TRY004  # pydantic would let a TypeError through
            "say by which generaliser, e.g. {by: bins, width: 10}"
        )
    try:
        model = GENERALISERS[value["by"]]
    except SetupError as error:
        raise ValueError(str(error)) from error
    try:
        return model.model_validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        raise ValueError("; ".join(_problem(one, model) for one in error.errors())) from error


def _problem(found: Any, model: type[Generaliser]) -> str:
    place = ".".join(map(str, found["loc"]))
    if found["type"] == "extra_forbidden":
        return unknown_name("option", place, model.model_fields)
    message = found["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message


Chosen = Annotated[SerializeAsAny[Generaliser], WrapValidator(_chosen)]


def check_chain(generalisers: tuple[Generaliser, ...]) -> None:
    """Refuse generalisers of a column that would change their own result.

    Raises:
        ValueError: Behind the first stands one that does not count: the first could not read what
            the second writes.
    """
    if any(not one.counts_up_to for one in generalisers[1:]) or len(generalisers) > 2:
        names = ", ".join(one.by for one in generalisers)
        raise ValueError(
            f"{names}: a column takes one generaliser, and behind it one that counts (rare)"
        )


class Chain:
    """The generalisers of one column, one after another.

    Args:
        generalisers: In order; see `check_chain`.
        counts: What the last one counts.
    """

    def __init__(self, generalisers: tuple[Generaliser, ...], counts: Mapping[str, int]) -> None:
        self._parts = [(one.coarser(counts), one.otherwise) for one in generalisers]
        self._done = {otherwise for _, otherwise in self._parts}

    def value(self, cell: str) -> tuple[str, bool]:
        """Return a value made coarser, and whether one of the generalisers could not read it."""
        strange = False
        for coarser, otherwise in self._parts:
            if not cell.strip() or cell in self._done:
                break
            found = coarser(cell)
            strange = strange or found is None
            cell = found if found is not None else cell if otherwise is None else otherwise
        return cell, strange


def whole(before: str, after: str) -> list[Edit]:
    """Return the edit of a whole cell; none when nothing changes."""
    return [Edit(0, len(before), after)] if before != after else []
