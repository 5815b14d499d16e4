"""Small templates and the fragment files that hold them.

A template has three marks: ``[a|b]`` is one of its options, ``<m|f>`` follows the gender of the
student who speaks or is spoken to, ``{...}`` is a number or a slot. ``{3-9}`` draws a number,
``{3-9 one/few/many}`` adds the Russian noun form that fits it, ``{20-40*}`` draws only numbers that
stand before the last of these forms, ``{hive}`` is looked up in the slots.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

FRAGMENTS = Path(__file__).parent / "fragments"

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_GENDER = re.compile(r"<([^<>|]*)\|([^<>|]*)>")
_BRACES = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"(\d+)(?:-(\d+))?(\*?)(?: ([^/]+)/([^/]+)/([^/]+))?")
_HEADER = re.compile(r"\[([^\[\]|]+)\]")


def expand(template: str, rng: Random, slots: Mapping[str, str], *, feminine: bool = False) -> str:
    """Fill a template.

    Args:
        template: Text with the marks of this module's docstring.
        rng: Source of every choice and number.
        slots: Values of the named slots.
        feminine: Which half of ``<m|f>`` is taken.

    Raises:
        KeyError: A slot of the template has no value.
    """
    # Gender first: its bar must not be taken for that of a choice around it.
    text = _GENDER.sub(lambda hit: hit[2] if feminine else hit[1], template)
    text = _CHOICE.sub(lambda hit: rng.choice(hit[1].split("|")), text)
    return _BRACES.sub(lambda hit: _braces(hit[1], rng, slots), text)


def plural(count: int, one: str, few: str, many: str) -> str:
    """Choose the Russian noun form that follows a count."""
    tens, ones = count % 100, count % 10
    if ones == 1 and tens != 11:
        return one
    if ones in {2, 3, 4} and tens not in {12, 13, 14}:
        return few
    return many


def capital(text: str) -> str:
    """Raise the first letter and leave the rest alone."""
    return text[:1].upper() + text[1:]


def read_lines(*parts: str) -> list[str]:
    """Read the lines of a fragment file that are not blank."""
    text = FRAGMENTS.joinpath(*parts).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def read_sections(*parts: str) -> dict[str, list[str]]:
    """Read a fragment file of ``[name]`` headers, each followed by its lines, in file order.

    Raises:
        ValueError: A line stands before the first header.
    """
    sections: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for line in read_lines(*parts):
        if header := _HEADER.fullmatch(line):
            lines = sections.setdefault(header[1], [])
        elif lines is None:
            raise ValueError(f"{'/'.join(parts)}: {line!r} stands before a [header]; add one")
        else:
            lines.append(line)
    return sections


def _braces(inside: str, rng: Random, slots: Mapping[str, str]) -> str:
    number = _NUMBER.fullmatch(inside)
    if number is None:
        return slots[inside]
    low = int(number[1])
    counts: Sequence[int] = range(low, int(number[2] or low) + 1)
    if number[3]:
        counts = [count for count in counts if plural(count, "", "", "many")]
    count = rng.choice(counts)
    if number[4] is None:
        return str(count)
    return f"{count} {plural(count, number[4], number[5], number[6])}"
