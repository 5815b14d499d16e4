"""Small templates: ``[a|b]`` is one of its options, ``{3-9}`` a number, ``{name}`` a slot."""

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
CHOICE = re.compile(r"\[([^\[\]]*)\]")
BRACES = re.compile(r"\{([^{}]*)\}")
NUMBER = re.compile(r"(\d+)-(\d+)")
HEADER = re.compile(r"\[([^\[\]|]+)\]")


def expand(template: str, rng: Random, slots: Mapping[str, str]) -> str:
    """Fill a template.

    Raises:
        KeyError: A slot has no value.
    """
    text = CHOICE.sub(lambda hit: rng.choice(hit[1].split("|")), template)
    return BRACES.sub(lambda hit: _filled(hit[1], rng, slots), text)


def _filled(inside: str, rng: Random, slots: Mapping[str, str]) -> str:
    if number := NUMBER.fullmatch(inside):
        return str(rng.randint(int(number[1]), int(number[2])))
    return slots[inside]


def read_sections(name: str) -> dict[str, list[str]]:
    """Read a file of ``[name]`` headers, each followed by its lines."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if header := HEADER.fullmatch(line):
            lines = sections.setdefault(header[1], [])
        elif line.strip():
            lines.append(line)
    return sections
