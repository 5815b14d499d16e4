"""Reads a folder of text and word lists, and cuts it into sections and three disjoint parts.

Text files: `NAME.txt`, or any `*.md`; a line starting with `#` is a heading, with `- ` or `* ` a
list item, every other non-empty line is a paragraph. Word lists: `NAME.words`, one word a line. A
name that starts with `ru` is Russian, every other name is English; a paragraph in another script
than its file's language is left out.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PARTS = {"pretrain": 90, "development": 95, "final": 100}
MIN_SENTENCE_WORDS, MAX_SENTENCE_WORDS = 4, 32
FREQUENT_WORDS = 150

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZА-ЯЁ«“\"])")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """One headed piece of text."""

    language: str
    """`en` or `ru`."""
    heading: str
    """May be empty."""
    paragraphs: tuple[str, ...]
    """In reading order, list items left out."""
    items: tuple[str, ...]
    """List items."""
    sentences: tuple[str, ...]
    """Well-formed sentences of the paragraphs: they end with a full stop and have 4 to 32 words."""


@dataclass(slots=True)
class Language:
    """What episodes need to know of one language."""

    sections: list[Section] = field(default_factory=list)
    """Sections with at least one sentence, of the asked part."""
    words: list[str] = field(default_factory=list)
    """A word list; the words of the sections where the folder has none."""
    frequent: list[str] = field(default_factory=list)
    """The most frequent short words of the sections, most frequent first."""


def part_of(section: Section) -> str:
    """Return the part a section belongs to; its text decides, so additions move nothing."""
    text = section.heading + "\n" + "\n".join(section.paragraphs)
    bucket = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 100
    return next(name for name, below in PARTS.items() if bucket < below)


def split_sentences(paragraph: str) -> list[str]:
    """Return the sentences that end with a full stop and are neither short nor long."""
    found = []
    for raw in _SENTENCE_END.split(paragraph):
        sentence = raw.strip()
        words = len(sentence.split())
        if sentence.endswith(".") and MIN_SENTENCE_WORDS <= words <= MAX_SENTENCE_WORDS:
            found.append(sentence)
    return found


def read_sections(folder: Path) -> list[Section]:
    """Return every section of the folder in file order; a paragraph seen before is left out.

    Raises:
        FileNotFoundError: the folder has no text file.
    """
    files = sorted(p for p in folder.rglob("*") if p.suffix in {".txt", ".md"} and p.is_file())
    if not files:
        raise FileNotFoundError(f"{folder}: no .txt or .md file; name a folder that has text")
    seen: set[str] = set()
    sections: list[Section] = []
    for path in files:
        language = "ru" if path.name.startswith("ru") else "en"
        sections.extend(_sections_of(path.read_text(encoding="utf-8"), language, seen))
    return sections


def load(folder: Path, part: str) -> dict[str, Language]:
    """Return the languages of the folder with the sections of one part."""
    languages = {"en": Language(), "ru": Language()}
    for section in read_sections(folder):
        if part_of(section) == part and section.sentences:
            languages[section.language].sections.append(section)
    for name, language in languages.items():
        counted = Counter(
            word
            for section in language.sections
            for text in section.paragraphs
            for word in re.findall(r"[^\W\d_]+", text.lower())
        )
        language.frequent = [w for w, _ in counted.most_common(FREQUENT_WORDS) if len(w) <= 6]
        listed = sorted(p for p in folder.rglob(f"{name}*.words"))
        language.words = [w for path in listed for w in path.read_text("utf-8").split()]
        if not language.words:
            language.words = sorted(w for w in counted if len(w) > 3)
    return {name: language for name, language in languages.items() if language.sections}


def _sections_of(text: str, language: str, seen: set[str]) -> Iterator[Section]:
    heading, paragraphs, items = "", [], []  # type: str, list[str], list[str]
    for line in [*text.splitlines(), "# "]:
        stripped = line.strip()
        if stripped.startswith("#"):
            if paragraphs:
                yield _section(language, heading, paragraphs, items)
            heading, paragraphs, items = stripped.lstrip("# "), [], []
        elif not stripped or stripped in seen or not _is_written_in(language, stripped):
            continue
        elif stripped.startswith(("- ", "* ")):
            items.append(stripped[2:])
        else:
            seen.add(stripped)
            paragraphs.append(stripped)


def _section(language: str, heading: str, paragraphs: list[str], items: list[str]) -> Section:
    sentences = tuple(s for paragraph in paragraphs for s in split_sentences(paragraph))
    return Section(language, heading, tuple(paragraphs), tuple(items), sentences)


def _is_written_in(language: str, text: str) -> bool:
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    return cyrillic > latin if language == "ru" else latin > cyrillic
