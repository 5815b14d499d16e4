"""What a cleaning step is, and where steps are found."""

from collections.abc import Callable
from dataclasses import dataclass, field

from understudy.cleaning.edits import Edit
from understudy.cleaning.identifiers import Identifiers
from understudy.cleaning.names import Roster
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pseudonyms import Pseudonyms
from understudy.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Context:
    """What a step may know besides the text."""

    params: CleanParams
    roster: Roster
    """Everybody whose name is known."""
    pseudonyms: Pseudonyms
    participants: frozenset[str] = field(default=frozenset())
    """Keys (see `Roster`) of those who take part in the conversation that the text is from."""
    identifiers: Identifiers = field(default_factory=Identifiers)
    """Numbers that tables say are somebody's."""


Step = Callable[[str, Context], list[Edit]]
"""One text to its edits, or ``InputError`` when the record must go.

It is repeated on its own result until there are no more edits.
"""

STEPS: Registry[Step] = Registry("cleaning step", "understudy.cleaning.steps")
