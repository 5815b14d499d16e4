"""What a made document is made of, and its truth as Markdown.

Text of paragraphs, cells and items may hold ``**bold**``, ``*italic*``, `` `code` ``,
``[words](address)`` and ``^[a footnote]``; writers get them from `spans`.
"""

import re
from dataclasses import dataclass, field

SPAN = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*]+)\*|`(?P<code>[^`]+)`"
    r"|\[(?P<link>[^\]]+)\]\((?P<href>[^)]+)\)|\^\[(?P<note>[^\]]+)\]"
)


@dataclass(frozen=True)
class Span:
    """A stretch of text in one style."""

    text: str
    style: str = ""
    """Empty, bold, italic, code, link or note (then the text is that of the note)."""
    href: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``lines`` stay lines (an address)."""

    text: str
    is_lines: bool = False


@dataclass(frozen=True)
class Listing:
    """A list; an item that is a list is one level deeper."""

    items: tuple["str | Listing", ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a header; cells may have several lines."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_ruled: bool = True
    caption: str = ""


@dataclass(frozen=True)
class Code:
    """Lines of a program."""

    text: str


@dataclass(frozen=True)
class Quote:
    """A quotation set apart."""

    text: str


@dataclass(frozen=True)
class Figure:
    """A picture, which is a coloured box, and its caption."""

    caption: str
    colour: str = "#7799bb"


Block = Heading | Paragraph | Listing | Table | Code | Quote | Figure


@dataclass(frozen=True)
class Made:
    """A document and how it is to look."""

    name: str
    language: str
    blocks: tuple[Block, ...]
    columns: int = 1
    running_head: str = ""
    is_paged: bool = False
    """Whether pages carry numbers."""
    slides: bool = False
    """Headings of level 2 begin slides."""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def is_rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.language in {"he", "ar"}

    @property
    def title(self) -> str:
        """The first heading, or the name."""
        return next((one.text for one in self.blocks if isinstance(one, Heading)), self.name)


def spans(text: str) -> list[Span]:
    """Cut inline text into stretches of one style."""
    found = []
    end = 0
    for match in SPAN.finditer(text):
        if match.start() > end:
            found.append(Span(text[end : match.start()]))
        style = match.lastgroup if match.lastgroup != "href" else "link"
        found.append(Span(match[style or "bold"], style or "", match["href"] or ""))
        end = match.end()
    if end < len(text):
        found.append(Span(text[end:]))
    return found


def bare(text: str) -> str:
    """Return inline text without styles; notes are left out."""
    return "".join(span.text for span in spans(text) if span.style != "note")


def notes(made: Made) -> list[str]:
    """Return the footnotes of a document in order."""
    texts = [one.text for one in made.blocks if isinstance(one, Paragraph)]
    return [span.text for text in texts for span in spans(text) if span.style == "note"]


def truth(made: Made) -> str:
    """Write the document as Markdown: footnotes at its end, no running heads, no page numbers."""
    parts = [_block(block) for block in made.blocks]
    parts += [f"[^{number}]: {note}" for number, note in enumerate(notes(made), 1)]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:  # noqa: PLR0911  # a case for each kind
    match block:
        case Heading(level, text):
            return f"{'#' * level} {text}"
        case Paragraph(text, is_lines):
            return text_of(text).replace("\n", "  \n") if is_lines else text_of(text)
        case Listing():
            return "\n".join(_items(block, ""))
        case Table():
            return table_text(block)
        case Code(text):
            return f"```\n{text}\n```"
        case Quote(text):
            return f"> {text_of(text)}"
        case Figure(caption):
            return caption


def text_of(text: str) -> str:
    """Return inline Markdown; a note leaves nothing but its mark."""
    marks = {"bold": "**{}**", "italic": "*{}*", "code": "`{}`", "note": ""}
    return "".join(marks.get(span.style, "{}").format(span.text) for span in spans(text))


def _items(listing: Listing, pad: str) -> list[str]:
    lines = []
    number = 0
    for item in listing.items:
        if isinstance(item, Listing):
            lines += _items(item, pad + "   ")
            continue
        number += 1
        mark = f"{number}." if listing.is_numbered else "-"
        lines.append(f"{pad}{mark} {text_of(item)}")
    return lines


def table_text(table: Table) -> str:
    """Return a pipe table, its caption above it."""
    rows = [table.header, ("---",) * len(table.header), *table.rows]
    lines = ["| " + " | ".join(cell.replace("\n", " ") for cell in row) + " |" for row in rows]
    return (f"{table.caption}\n\n" if table.caption else "") + "\n".join(lines)
