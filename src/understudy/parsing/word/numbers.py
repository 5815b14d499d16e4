"""What Word prints before numbered paragraphs: it keeps the counters' rules, not the numbers.

Imported by `word.parts` only.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from understudy.parsing.xml_parts import whole

HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
PLACE = re.compile(r"%([1-9])")
LONGEST_CHAIN = 20
"""Styles based on styles; a circle of them ends there."""
DEEPEST = 9


@dataclass
class Style:
    """What matters of a paragraph style."""

    name: str = ""
    base: str = ""
    outline: int | None = None
    number: str = ""
    level: int | None = None


@dataclass
class Level:
    """How a level of a numbered list counts."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""


@dataclass
class Counting:
    """The definitions of a file, and its counters so far."""

    styles: dict[str, Style] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    """Number id to that of its definition."""
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def heading(self, style: str) -> int:
        """Return the level of headings in a style, its own or of what it is based on; 0 = none."""
        for one in self._chain(style):
            named = HEADING.fullmatch(one.name.strip())
            if named:
                return int(named[1])
            if one.outline is not None:
                return one.outline + 1 if one.outline < DEEPEST else 0
        return 0

    def place(self, style: str, own: Any) -> tuple[str, int] | None:
        """Return number id and level of a paragraph; None for one without a number.

        Args:
            style: Its style.
            own: Its own ``w:numPr``, if there is one.
        """
        number, level = _numbering(own)
        for one in self._chain(style):
            number = number or one.number
            level = one.level if level is None else level
        if not number or number == "0" or number not in self.numbers:
            return None
        if level is None:
            linked = self.levels.get(self.numbers[number], {})
            level = next((at for at, rule in linked.items() if rule.style == style), 0)
        return number, level

    def count(self, number: str, level: int) -> tuple[int, str]:
        """Count a paragraph; return its count and what Word prints before it."""
        definition = self.numbers[number]
        rules = self.levels.get(definition, {})
        counters = self._counters.setdefault(definition, {})
        if (number, level) in self.restarts and (number, level) not in self._begun:
            counters.pop(level, None)
        self._begun.add((number, level))
        rule = rules.get(level, Level())
        start = self.restarts.get((number, level), rule.start)
        counters[level] = counters[level] + 1 if level in counters else start
        for above in range(level):  # a level that was passed over counts as begun
            counters.setdefault(above, rules.get(above, Level()).start)
        for deeper in [one for one in counters if one > level]:
            del counters[deeper]

        def printed(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            there = rules.get(at, Level())
            return spelled(counters.get(at, there.start), there.form)

        return counters[level], "" if rule.form == "bullet" else PLACE.sub(printed, rule.text)

    def _chain(self, style: str) -> list[Style]:
        chain: list[Style] = []
        while style in self.styles and len(chain) < LONGEST_CHAIN:
            chain.append(self.styles[style])
            style = chain[-1].base
        return chain


def read(styles: Any, numbering: Any) -> Counting:
    """Read the rules.

    Args:
        styles: The root of ``styles.xml``; None without one.
        numbering: The root of ``numbering.xml``; None without one.
    """
    counting = Counting()
    for style in _each(styles, "style"):
        if attribute(style, "type") in {"paragraph", ""}:
            counting.styles[attribute(style, "styleId")] = _style(style)
    for definition in _each(numbering, "abstractNum"):
        levels = {
            whole(attribute(level, "ilvl"), 0): _level(level) for level in _each(definition, "lvl")
        }
        counting.levels[attribute(definition, "abstractNumId")] = levels
    for number in _each(numbering, "num"):
        name = attribute(number, "numId")
        counting.numbers[name] = value(number, "abstractNumId")
        for change in _each(number, "lvlOverride"):
            start = value(change, "startOverride")
            if start:
                counting.restarts[name, whole(attribute(change, "ilvl"), 0)] = whole(start, 1)
    return counting


def _style(style: Any) -> Style:
    paragraph = child(style, "pPr")
    number, level = _numbering(child(paragraph, "numPr"))
    outline = value(paragraph, "outlineLvl")
    return Style(
        name=value(style, "name"),
        base=value(style, "basedOn"),
        outline=whole(outline, DEEPEST) if outline else None,
        number=number,
        level=level,
    )


def _level(level: Any) -> Level:
    return Level(
        start=whole(value(level, "start"), 1),
        form=value(level, "numFmt") or "decimal",
        text=value(level, "lvlText"),
        style=value(level, "pStyle"),
    )


def _numbering(found: Any) -> tuple[str, int | None]:
    if found is None:
        return "", None
    level = value(found, "ilvl")
    return value(found, "numId"), whole(level, 0) if level else None


def spelled(count: int, form: str) -> str:
    """Write a count as a list's format asks for, e.g. ``lowerRoman``."""
    if form in {"none", "bullet"}:
        return ""
    if form == "decimalZero":
        return f"{count:02}"
    if form.endswith("Letter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min(10, (count + 25) // 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and 0 < count < 4000:
        roman = _roman(count)
        return roman if form.startswith("upper") else roman.lower()
    return str(count)


def _roman(count: int) -> str:
    written = ""
    for size, mark in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        written += mark * (count // size)
        count %= size
    return written


def local(element: Any) -> str:
    """Return a name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Any, name: str) -> Any:
    """Return the first child of a name; None without one, or without the element."""
    if element is None:
        return None
    return next((one for one in element if local(one) == name), None)


def attribute(element: Any, name: str) -> str:
    """Return an attribute whatever its namespace; empty without one."""
    found = (said for key, said in element.items() if key.rpartition("}")[2] == name)
    return str(next(found, ""))


def value(element: Any, name: str) -> str:
    """Return the ``val`` of a child; empty without one."""
    found = child(element, name)
    return "" if found is None else attribute(found, "val")


def _each(element: Any, name: str) -> list[Any]:
    return [] if element is None else [one for one in element if local(one) == name]
