"""Who lives in the sample world: the teacher, her helpers, the students."""

from dataclasses import dataclass
from typing import Any

from lindenyard.grammar import read_lines

OWNER = "Vera Lipskaya"
"""The teacher in her own Telegram export."""

TEACHER = {
    "en": ("Vera L.", "Vera Lipskaya", "Vera"),
    "ru": ("Вера Липская", "Вера Л.", "Вера"),
}
"""Names under which the teacher stands in the exports of others, by language."""

PERSONA: dict[str, Any] = {
    "name": "Vera Lipskaya",
    "aliases": ["Vera Lipskaya", "Vera L.", "Vera", "Вера Липская", "Вера Л.", "Вера"],
    "description": {
        "en": "You are Vera, a dry-humoured beekeeper who answers students briefly and counts.",
        "ru": "Ты Вера, пасечница с сухим юмором: отвечаешь ученикам коротко и всё считаешь.",
    },
}

HELPERS: list[dict[str, Any]] = [
    {"name": "Timur", "aliases": ["Timur", "Тимур", "Тимура", "Тимуру", "Тимуром"]},
    {"name": "Oksana", "aliases": ["Oksana", "Оксана", "Оксаны", "Оксане", "Оксану"]},
    {"name": "Pavel", "aliases": ["Pavel", "Павел", "Павла", "Павлу", "Павлом"]},
]

_DOMAINS = ("hives", "meadow", "clover", "riverpost", "orchardmail")
_LATIN = dict(zip("абвгдеёзийклмнопрстуфхцыэ", "abvgdeeziyklmnoprstufhcye", strict=True)) | {
    "ж": "zh",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ю": "yu",
    "я": "ya",
    "ъ": "",
    "ь": "",
}


@dataclass(frozen=True)
class Student:
    """A student: every first name is used once, so that a name in a text names one person."""

    name: str
    language: str
    """``en`` or ``ru``."""
    number: int
    """Position among the students of the language, from 0."""
    feminine: bool = False
    """Which Russian word forms the student takes."""

    @property
    def first(self) -> str:
        """The first name."""
        return self.name.split(" ")[0]

    @property
    def mail(self) -> str:
        """An address in a reserved domain."""
        first, last = (_latin(part) for part in self.name.lower().split(" ", 1))
        return f"{first}.{last[:3]}@{_DOMAINS[self.number % len(_DOMAINS)]}.example"

    @property
    def phone(self) -> str:
        """A number that no exchange gives out."""
        if self.language == "en":
            return f"+1 555 01{self.number % 100:02d}"
        number = 2_110_307 + 30_631 * self.number
        return f"+7 000 {number // 10_000 % 1000:03d}-{number // 100 % 100:02d}-{number % 100:02d}"

    @property
    def nickname(self) -> str:
        """The name that some students take on the forum."""
        year = 1960 + self.number * 7 % 45
        return f"{self.first.lower()}_{year}" if self.language == "ru" else f"{self.first}{year}"


def students(language: str) -> list[Student]:
    """Read the students of one language, in file order.

    Args:
        language: ``en``, or ``ru``, whose file marks each line with ``f`` or ``m``.
    """
    lines = read_lines(language, "students.txt")
    if language == "en":
        return [Student(name, language, at) for at, name in enumerate(lines)]
    return [Student(line[2:], language, at, line.startswith("f")) for at, line in enumerate(lines)]


def entry(student: Student, shown: str) -> dict[str, Any]:
    """Describe a student for ``people.yaml``; ``shown`` is the name in the export."""
    return {"name": shown, "aliases": list(dict.fromkeys([shown, student.name, student.first]))}


def _latin(text: str) -> str:
    letters = (_LATIN.get(letter, letter) for letter in text)
    return "".join(letter for letter in letters if letter.isalnum())
