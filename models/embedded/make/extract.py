"""Turns unpacked documentation packages into the plain text folder that `corpus` reads.

Output: one UTF-8 file per page. A line starting with `# ` is a heading, with `- ` a list item;
every other non-empty line is one paragraph. Paragraphs about the topics in `HELD_OUT_TOPICS` are
left out, because the sample data of the tour is about them and must be new to the model.
"""

import argparse
import gzip
import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

HELD_OUT_TOPICS = re.compile(
    r"\b(bees?|bumblebees?|honey\w*|hives?|beehives?|beekeep\w*|apiar\w*|apicult\w*|propolis|beeswax|nectar\w*"
    r"|pollen|royal jelly|apis|apian|pollinat\w*|swarm\w*|drones?)\b"
    r"|\b(пч[её]л\w*|м[её]д|м[её]да|медом|мёдом|медов\w*|медонос\w*|уль[яеиюё]\w*|улей|прополис\w*|пасе[кч]\w*"
    r"|воск\w*|вощин\w*|рой|роя|роев\w*|ройк\w*|роен\w*|трут[не]\w*|перга|перги|нектар\w*|пыльц\w*)\b",
    re.IGNORECASE,
)
MIN_PARAGRAPH_CHARACTERS = 20
GLOSSES_PER_SECTION = 8
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SKIPPED = frozenset({"pre", "script", "style", "table", "nav", "head", "code-block"})
BLOCKS = HEADINGS | {
    "p",
    "li",
    "dd",
    "dt",
    "div",
    "ul",
    "ol",
    "dl",
    "section",
    "body",
    "td",
    "blockquote",
}

log = logging.getLogger(__name__)


class _Blocks(HTMLParser):
    """Collects (kind, text) of a page in reading order; kind is the tag that opened the block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._kind = "p"
        self._buffer: list[str] = []
        self._skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Open a block, or one more level of skipped content."""
        if tag in SKIPPED:
            self._skip += 1
        elif tag in BLOCKS:
            self.close_block()
            inside_item = self._kind == "li" and tag in {"p", "div"}
            self._kind = "li" if inside_item else tag

    def handle_endtag(self, tag: str) -> None:
        """Close the block that the tag opened."""
        if tag in SKIPPED:
            self._skip = max(0, self._skip - 1)
        elif tag in BLOCKS:
            self.close_block()
            if tag == "li" or self._kind != "li":
                self._kind = "p"

    def handle_data(self, data: str) -> None:
        """Keep the text outside skipped tags."""
        if not self._skip:
            self._buffer.append(data)

    def close_block(self) -> None:
        """Store the text gathered so far as one block."""
        text = " ".join("".join(self._buffer).split())
        self._buffer = []
        if text:
            self.found.append((self._kind, text))


def read_page(html: str) -> str:
    """Return the headings, paragraphs and list items of a page in the text form above."""
    parser = _Blocks()
    parser.feed(html)
    parser.close_block()
    lines = []
    for kind, text in parser.found:
        if HELD_OUT_TOPICS.search(text):
            continue
        if kind in HEADINGS:
            lines.append("# " + re.sub(r"^[\W\d]*(Chapter|Глава)?[\s\d.]*", "", text))
        elif kind == "li":
            lines.append("- " + text)
        elif len(text) >= MIN_PARAGRAPH_CHARACTERS:
            lines.append(text)
    return "\n".join(lines) + "\n"


def read_glosses(data: str) -> str:
    """Return `A term is gloss.` sentences from a WordNet noun file, a few to a section."""
    sentences = []
    for line in data.splitlines():
        if line.startswith("  ") or " | " not in line:
            continue
        fields, gloss = line.split(" | ", 1)
        term = fields.split()[4].replace("_", " ")
        gloss = re.sub(r"\(.*?\)", "", gloss.split(";")[0].split('"')[0]).strip(" .:")
        plain = term.islower() and 3 <= len(gloss.split()) <= 24 and gloss.isascii()
        if plain and not HELD_OUT_TOPICS.search(term + " " + gloss):
            article = "An" if term[0] in "aeiou" else "A"
            opening = f"{article} {term}" if gloss.startswith(("a ", "an ")) else term.capitalize()
            sentences.append((term, f"{opening} is {gloss}."))
    sections = []
    for start in range(0, len(sentences), GLOSSES_PER_SECTION):
        part = sentences[start : start + GLOSSES_PER_SECTION]
        sections.append(f"# {part[0][0].capitalize()}\n" + " ".join(text for _, text in part))
    return "\n".join(sections) + "\n"


def read_words(dictionary: str) -> str:
    """Return the lower-case words of a word list or of a spelling dictionary, one a line."""
    words = {line.split("/")[0].strip() for line in dictionary.splitlines()[1:]}
    kept = (w for w in words if 2 <= len(w) <= 14 and w.isalpha() and w.islower())
    return "\n".join(sorted(w for w in kept if not HELD_OUT_TOPICS.search(w))) + "\n"


def _pages(source: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(source.rglob("*.html")) + sorted(source.rglob("*.html.gz")):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield path, raw.decode("utf-8", errors="replace")


def main() -> None:
    """Write the text form of every source folder or file to the output folder."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="Turn documentation packages into a text folder.")
    parser.add_argument("--pages", action="append", default=[], help="NAME=FOLDER with HTML pages")
    parser.add_argument(
        "--glosses", action="append", default=[], help="NAME=FILE, WordNet data.noun"
    )
    parser.add_argument("--words", action="append", default=[], help="NAME=FILE, one word a line")
    parser.add_argument("--encoding", default="utf-8", help="encoding of the word lists")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, folder in (item.split("=", 1) for item in options.pages):
        texts = [read_page(html) for _, html in _pages(Path(folder))]
        (options.out / f"{name}.txt").write_text("\n".join(texts), encoding="utf-8")
        log.info("%s: %d pages, %d characters", name, len(texts), sum(map(len, texts)))
    for name, file in (item.split("=", 1) for item in options.glosses):
        text = read_glosses(Path(file).read_text(encoding="utf-8"))
        (options.out / f"{name}.txt").write_text(text, encoding="utf-8")
        log.info("%s: %d characters", name, len(text))
    for name, file in (item.split("=", 1) for item in options.words):
        text = read_words(Path(file).read_bytes().decode(options.encoding))
        (options.out / f"{name}.words").write_text(text, encoding="utf-8")
        log.info("%s: %d words", name, text.count("\n"))


if __name__ == "__main__":
    main()
