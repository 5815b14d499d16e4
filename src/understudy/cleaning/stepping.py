"""What a cleaning step is, and where steps are found."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from understudy.cleaning.edits import Edit
from understudy.cleaning.identifiers import Identifiers
from understudy.cleaning.names.roster import Roster
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pseudonyms import Pseudonyms
from understudy.core.errors import InputError
from understudy.core.registry import Registry

Unit = Literal["document", "message", "cell", "name"]
"""What a text is: that of a document, a message, a cell of a row; ``name`` is any other, e.g. a
title, a question, a path."""


class UnwantedError(InputError):
    """The parameters ask for a text to be left out; nothing is wrong with it.

    Of a message only the text goes, and the message stays in its place; a document or a row goes
    whole. Both are counted by the reason, which is the step's name, and towards no limit. The step
    need not say where: who applies it knows.
    """


@dataclass(frozen=True, slots=True)
class Context:
    """What a step may know besides the text."""

    params: CleanParams
    roster: Roster
    """Everybody whose name is known."""
    pseudonyms: Pseudonyms
    participants: frozenset[str] = field(default=frozenset())
    """Keys (see `Roster`) of those who take part in the conversation that the text is from."""
    unit: Unit = "name"
    """What the text is."""
    column: str = ""
    """Column of a cell."""
    language: str = "und"
    """Language of the whole: the document, the row or the chat that the text is from; ``und`` when
    there is no telling, and for rows and chats where step ``language`` has nothing to do."""
    identifiers: Identifiers = field(default_factory=Identifiers)
    """Numbers that tables say are somebody's."""

    def among(self, participants: frozenset[str]) -> "Context":
        """Return what `dataclasses.replace` does, in a third of the time: rows differ by people."""
        if participants == self.participants:
            return self
        return Context(
            self.params,
            self.roster,
            self.pseudonyms,
            participants,
            self.unit,
            self.column,
            self.language,
            self.identifiers,
        )


Step = Callable[[str, Context], list[Edit]]
"""One text to its edits; `UnwantedError` when it is to be left out, ``InputError`` when it is bad.

It is repeated on its own result until there are no more edits.
"""

STEPS: Registry[Step] = Registry("cleaning step", "understudy.cleaning.steps")
