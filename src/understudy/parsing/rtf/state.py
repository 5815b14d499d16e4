r"""The state of a group of Rich Text Format, inherited from the one around it."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

LARGEST_SKIP = 16
r"""Characters that may stand for one behind ``\u``."""


@dataclass(slots=True)
class State:
    """The state within a group; that around it comes back when it ends."""

    mode: str = "text"
    """What becomes of what stands in it: ``text``; ``skip``; ``shape``, of which only what stands
    in known places is read; ``capture``; ``picture``; ``fonts``, ``styles``, ``lists`` and
    ``overrides`` are tables."""
    around: str = "text"
    """The mode that comes back for the Unicode form of what is written twice."""
    captured: list[str] = field(default_factory=list)
    instruction: list[str] = field(default_factory=list)
    """Of the field around."""
    ends: Callable[["State"], None] | None = None
    """What to do at the end of this very group."""
    is_starred: bool = False
    skip: int = 1
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int | None = None
    style: int = 0
    outline: int | None = None
    list_id: int = 0
    level: int = 0
    indent: int = 0
    first: int = 0
    in_table: bool = False

    def inner(self) -> "State":
        """Return the state in which a group within this one begins."""
        inner = copy.copy(self)
        inner.ends, inner.is_starred = None, False
        return inner

    def plain_paragraph(self) -> None:
        """Forget what paragraphs are."""
        self.style = self.list_id = self.level = self.indent = self.first = 0
        self.outline, self.in_table = None, False

    def plain(self) -> None:
        """Forget how words look."""
        self.bold = self.italic = self.hidden = self.deleted = False
        self.font = None


def set_by_word(state: State, name: str, number: int | None) -> bool:
    """Change a state as a control word says; tell whether it is one that does."""
    if name in SWITCHES:
        setattr(state, SWITCHES[name], number != 0)
    elif name in NUMBERS:
        setattr(state, NUMBERS[name], number or 0)
    elif name == "pard":
        state.plain_paragraph()
    elif name == "plain":
        state.plain()
    elif name == "uc":
        state.skip = min(max(1 if number is None else number, 0), LARGEST_SKIP)
    else:
        return False
    return True


SWITCHES = {"b": "bold", "i": "italic", "v": "hidden", "deleted": "deleted", "intbl": "in_table"}
NUMBERS = {
    "f": "font",
    "s": "style",
    "outlinelevel": "outline",
    "ls": "list_id",
    "ilvl": "level",
    "li": "indent",
    "fi": "first",
}
"""Control word to the field of the state that it sets."""
