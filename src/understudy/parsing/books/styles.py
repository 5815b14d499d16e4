"""How large and heavy the words of a book's page are, as far as its style sheets say plainly.

Only selectors of one element are looked at, which is what programs write that make books.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString

SELECTOR = re.compile(r"([a-z][\w-]{0,30})?(?:\.([\w-]{1,100}))?", re.IGNORECASE)
SIZE = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,8})?)(pt|px|em|rem|%|cm|mm|in|pc)?")
UNITS = {"pt": 1 / 12, "px": 1 / 16, "cm": 28.35 / 12, "mm": 2.835 / 12, "in": 6.0, "pc": 1.0}
"""Units of a length, in the usual size of text (12 points)."""
WORDS = {
    "xx-small": 0.6,
    "x-small": 0.75,
    "small": 0.89,
    "medium": 1.0,
    "large": 1.2,
    "x-large": 1.5,
    "xx-large": 2.0,
    "xxx-large": 3.0,
}
RELATIVE = {"larger": 1.2, "smaller": 1 / 1.2}
HEAVY = {"bold", "bolder", "600", "700", "800", "900"}
BOLD_TAGS = {"b", "strong"}
ITALIC_TAGS = {"i", "em"}
LARGEST_SHEET = 2_000_000


@dataclass(frozen=True, slots=True)
class Print:
    """How words are printed."""

    size: float = 1.0
    """In the usual size of text."""
    is_bold: bool = False
    is_italic: bool = False


class Sheets:
    """The rules of the style sheets that a page names."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[tuple[str, str], dict[str, str]] = {}
        for sheet in sheets:
            self._read(sheet[:LARGEST_SHEET])

    def printed(self, block: Tag) -> list[tuple[str, Print]]:
        """Return the words of an element, each piece with how it is printed."""
        known: dict[int, Print] = {}
        return [
            (str(text), self._of(text.parent, known))
            for text in block.descendants
            if isinstance(text, NavigableString) and text.strip() and text.parent is not None
        ]

    def _read(self, sheet: str) -> None:
        plain = "".join(part.rpartition("*/")[2] for part in sheet.split("/*"))
        for rule in plain.split("}"):
            selectors, _, body = rule.rpartition("{")
            said = _declarations(body)
            for selector in selectors.rpartition("{")[2].split(",") if said else []:
                if found := SELECTOR.fullmatch(selector.strip()):
                    key = ((found[1] or "").lower(), found[2] or "")
                    self._rules.setdefault(key, {}).update(said)

    def _of(self, element: Tag, known: dict[int, Print]) -> Print:
        """Return how words right in an element are printed."""
        chain: list[Tag] = []
        above: Tag | None = element
        while above is not None and id(above) not in known:
            chain.append(above)
            above = above.parent
        found = Print() if above is None else known[id(above)]
        for one in reversed(chain):
            found = known[id(one)] = self._within(one, found)
        return found

    def _within(self, element: Tag, outer: Print) -> Print:
        name = element.name.lower()
        classes = str(" ".join(element.get_attribute_list("class"))).split()
        keys = [(name, ""), *(("", one) for one in classes), *((name, one) for one in classes)]
        said: dict[str, str] = {}
        for key in keys:
            said |= self._rules.get(key, {})
        said |= _declarations(str(element.get("style") or ""))
        weight, slant = said.get("font-weight"), said.get("font-style")
        return Print(
            _size(said.get("font-size", ""), outer.size),
            outer.is_bold or name in BOLD_TAGS if weight is None else weight in HEAVY,
            outer.is_italic or name in ITALIC_TAGS if slant is None else slant == "italic",
        )


def _declarations(body: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in body.split(";"))
    said = {name.strip().lower(): value.strip().lower() for name, _, value in pairs}
    return {name: value for name, value in said.items() if name.startswith("font-")}


def _size(said: str, outer: float) -> float:
    if said in WORDS:
        return WORDS[said]
    if said in RELATIVE:
        return outer * RELATIVE[said]
    found = SIZE.match(said)
    if found is None:
        return outer
    number, unit = float(found[1]), found[2] or "px"
    if unit in {"em", "%"}:
        return outer * number / (100 if unit == "%" else 1)
    return number if unit == "rem" else number * UNITS[unit]
