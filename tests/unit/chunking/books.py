"""Documents whose structure is known, for the tests of chunking."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from understudy.chunking import ChunkParams
from understudy.core.records import Document, Source

SOURCE = Source(path="book.md", sha256="0" * 64)
TOKENIZER = Path(__file__).parents[3] / "models" / "embedded"

ENGLISH = ["hive", "honey", "Mr.", "e.g.", "smoke", "(bees)", "3.5", "**brood**", "don't", "wax"]
RUSSIAN = ["улей", "мёд", "матка", "воск", "т.е.", "пчёлы", "5", "см.", "«расплод»", "г."]
# A family, a flag, marks that no code point holds together with their letter, conjuncts, and words
# that are longer than a chunk may be.
ODD = [
    "👩‍🔬",
    "👨‍👩‍👧‍👦🇧🇾",
    "x\u0301z\u0323\u0302",
    "क्षेत्र",
    "ᄒ\u1161\u11ab",
    "ab" * 130,
    "https://example.org/" + "path/" * 30,
    "y\u0301" * 70,
    "👩‍🔬" * 25,
    "`code`",
]
CHINESE = [
    "蜂巢里有很多蜜蜂。",
    "蜂王在哪里？",
    "他说：「花粉、花蜜和水！」",
    "字\ufe00字\u3099字。\u0301好",
]
FENCE_LINE = re.compile(r"(?:\s*>)*\s*(`{3,}|~{3,})")


@dataclass(frozen=True)
class Block:
    """A stretch of the text and what it is."""

    kind: str
    """heading, rule, prose, list, quote, note, table or code."""
    start: int
    end: int
    level: int = 0
    title: str = ""
    header: str = ""
    """First line of a table."""


@dataclass
class Book:
    """A Markdown text with what its chunks must respect."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)

    def add(self, kind: str, written: str, gap: str, **more: object) -> None:
        start = len(self.text)
        block = Block(kind, start, start + len(written.rstrip()), **more)  # type: ignore[arg-type]
        self.blocks.append(block)
        self.text += written + gap

    @property
    def has_body(self) -> bool:
        return any(block.kind not in {"heading", "rule"} for block in self.blocks)

    def body(self) -> Iterator[Block]:
        return (block for block in self.blocks if block.kind not in {"heading", "rule"})

    def touched(self, start: int, end: int) -> list[Block]:
        """Blocks of the body that a slice has something of."""
        return [block for block in self.body() if block.start < end and start < block.end]

    def path(self, place: int) -> tuple[str, ...]:
        """The last heading of each level before a place, unless one above it came later."""
        found: dict[int, str] = {}
        for block in self.blocks:
            if block.kind == "heading" and block.start <= place:
                found = {level: title for level, title in found.items() if level < block.level}
                found[block.level] = block.title
        return tuple(found[level] for level in sorted(found))


def document(text: str, language: str = "en", **more: object) -> Document:
    fields = {"id": "doc", "source": SOURCE, "title": "t", "collection": "book", "group": "book.md"}
    return Document.model_validate({**fields, "text": text, "language": language, **more})


def words(most: int) -> st.SearchStrategy[str]:
    plain = st.one_of(
        st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=most),
        st.lists(st.sampled_from(RUSSIAN), min_size=1, max_size=most),
        st.lists(st.sampled_from([*ENGLISH, *ODD]), min_size=1, max_size=most),
    )
    return st.one_of(
        plain.map(" ".join), st.lists(st.sampled_from(CHINESE), max_size=4).map(_joined)
    )


def _joined(found: list[str]) -> str:
    return "".join(found) or "蜂"


def sentences(most: int) -> st.SearchStrategy[str]:
    one = st.builds(str.__add__, words(14), st.sampled_from([".", "?", "!", ":", " т.д.", "…"]))
    return st.lists(one, min_size=1, max_size=most).map(" ".join)


def cells(columns: int) -> st.SearchStrategy[str]:
    one = words(4).map(lambda text: text.replace("|", "/"))
    return st.lists(one, min_size=columns, max_size=columns).map(" | ".join)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, str]:
    """Return a table and its header's line; the outer bars may lack, a quotation may stand around."""
    columns = draw(st.integers(2, 3))
    rows = draw(st.lists(cells(columns), min_size=1, max_size=12))
    rows.insert(
        1, "|".join(draw(st.sampled_from(["---", ":-:", "-" * 40])) for _ in range(columns))
    )
    before, after = draw(st.sampled_from([("| ", " |"), ("", ""), ("> | ", " |")]))
    lines = [before + row + after for row in rows]
    return "\n".join(lines), lines[0].strip()


@st.composite
def codes(draw: st.DrawFn) -> str:
    """Return a code block: any fence, empty lines, fences of the other kind inside."""
    mark = draw(st.sampled_from(["```", "~~~", "````"]))
    inner = "```" if mark != "```" else "~~~"
    line = st.one_of(
        words(9), st.just(""), st.just(inner), st.builds("    x = {}".format, words(3))
    )
    lines = [mark + draw(st.sampled_from(["", "python"])), *draw(st.lists(line, max_size=14)), mark]
    quote = draw(st.sampled_from(["", "", "> "]))
    return "\n".join((quote + written).rstrip() for written in lines)


@st.composite
def lists(draw: st.DrawFn) -> str:
    """Return items, some below others, some over two lines."""
    items = draw(st.lists(st.tuples(st.integers(0, 2), words(20)), min_size=1, max_size=6))
    mark = draw(st.sampled_from(["-", "*", "1."]))
    lines = [f"{'   ' * depth}{mark} {text}" for depth, text in items]
    return "\n".join(lines).lstrip()


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Headings, paragraphs, lists, tables, code, quotations, notes and rules in any order."""
    book = Book()
    for kind in draw(st.lists(st.sampled_from("hhhpplttccqnr"), min_size=1, max_size=10)):
        gap = draw(st.sampled_from(["\n\n", "\n\n", "\n\n\n"]))
        if kind == "h":
            level, title = (
                draw(st.integers(1, 6)),
                draw(words(5).filter(str.isalnum) | st.just("Bees")),
            )
            book.add("heading", f"{'#' * level} {title}", gap, level=level, title=title)
        elif kind == "p":
            book.add("prose", "a " + draw(sentences(8)), gap)
        elif kind == "l":
            book.add("list", draw(lists()), gap)
        elif kind == "t":
            table, header = draw(tables())
            book.add("table", table, gap, header=header)
        elif kind == "c":
            book.add("code", draw(codes()), gap)
        elif kind == "q":
            book.add("quote", "> " + draw(sentences(4)), gap)
        elif kind == "n":
            book.add("note", f"[^{len(book.blocks)}]: " + draw(sentences(3)), gap)
        else:
            book.add("rule", draw(st.sampled_from(["---", "***", "_ _ _"])), gap)
    return book


@st.composite
def cuttings(draw: st.DrawFn) -> ChunkParams:
    """Any unit, any size, any overlap."""
    unit, least, most = draw(
        st.sampled_from([("words", 4, 60), ("characters", 30, 400), ("tokens", 24, 160)])
    )
    size = draw(st.integers(least, most))
    overlap = draw(st.just(0) | st.integers(0, size - 1))
    return ChunkParams(unit=unit, size=size, overlap=overlap, min_words=1)


def is_open(shown: str) -> bool:
    """Tell whether a code block is open at the end of a text; read line by line, as a reader does."""
    mark, is_quoted = "", False
    for line in shown.split("\n"):
        if mark and is_quoted and not line.lstrip().startswith(">"):
            mark = ""
        bare = line.strip("> ") if is_quoted or not mark else line.strip()
        if not mark:
            found = FENCE_LINE.match(line)
            if found and "`" not in line[found.end() :]:
                mark, is_quoted = found[1], line.lstrip().startswith(">")
        elif len(bare) >= len(mark) and set(bare) == {mark[0]}:
            mark = ""
    return bool(mark) and not is_quoted
