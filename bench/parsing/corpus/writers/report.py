"""PDF by reportlab: platypus stories in one or more frames."""

from html import escape
from pathlib import Path
from typing import Any

from bench.parsing.corpus.blocks import (
    Block,
    Code,
    Figure,
    Heading,
    Listing,
    Made,
    Paragraph,
    Quote,
    Table,
    notes,
    spans,
)

FONTS = Path("/usr/share/fonts/truetype/dejavu")


def write(made: Made, path: Path) -> None:
    """Print a document; Chinese in a font that the file does not hold, as older programs do."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    writer = _Writer(made)
    width, height = A4
    gap, margin = 14, 54
    across = (width - 2 * margin - gap * (made.columns - 1)) / made.columns
    frames = [
        Frame(margin + (across + gap) * at, margin, across, height - 2 * margin, 0, 0, 0, 0)
        for at in range(made.columns)
    ]

    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(writer.font, 8)
        if made.running_head:
            canvas.drawString(margin, height - 36, made.running_head)
        if made.is_paged:
            canvas.drawCentredString(width / 2, 30, f"- {document.page} -")

    template = PageTemplate(frames=frames, onPage=draw)
    BaseDocTemplate(str(path), pagesize=A4, pageTemplates=[template], title=made.title).build(
        [part for block in made.blocks for part in writer.block(block)] + writer.notes()
    )


class _Writer:
    """Turns blocks into flowables."""

    def __init__(self, made: Made) -> None:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfbase.ttfonts import TTFont

        self.made = made
        self.count = 0
        if made.language == "zh":
            self.font = "STSong-Light"
            pdfmetrics.registerFont(UnicodeCIDFont(self.font))
            self.bold = self.mono = self.font
        else:
            self.font, self.bold, self.mono = "DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSansMono"
            for name in (self.font, self.bold, self.mono):
                pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
            pdfmetrics.registerFontFamily(self.font, normal=self.font, bold=self.bold)
        wrap = "CJK" if made.language == "zh" else None

        def style(name: str, size: float, font: str, **more: Any) -> ParagraphStyle:
            return ParagraphStyle(
                name, fontName=font, fontSize=size, leading=size * 1.3, wordWrap=wrap,
                spaceAfter=size * 0.5, **more,
            )  # fmt: skip

        small = made.columns > 1
        self.plain = style("plain", 8.5 if small else 10, self.font)
        self.heads = [
            style(f"h{level}", size, self.bold, keepWithNext=1)
            for level, size in ((1, 18), (2, 13), (3, 10.5))
        ]
        self.quote = style("quote", 9, self.font, leftIndent=18)
        self.tiny = style("tiny", 7.5, self.font)

    def block(self, block: Block) -> list[Any]:  # noqa: PLR0911  # a case for each kind
        """Return the flowables of a block."""
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import Paragraph as Text
        from reportlab.platypus import Preformatted, Spacer
        from reportlab.platypus.flowables import HRFlowable

        match block:
            case Heading(level, text):
                return [Text(self.inline(text), self.heads[level - 1])]
            case Paragraph(text):
                return [Text(self.inline(text), self.plain)]
            case Listing():
                return [self.listing(block), Spacer(1, 6)]
            case Table():
                return self.table(block)
            case Code(text):
                style = self.plain.clone("code", fontName=self.mono, fontSize=8, leading=10)
                return [Preformatted(text, style), Spacer(1, 6)]
            case Quote(text):
                return [Text(self.inline(text), self.quote)]
            case Figure(caption, colour):
                box = HRFlowable(120, 40, color=HexColor(colour.ljust(7, "0")), hAlign="LEFT")
                return [box, Text(self.inline(caption), self.tiny)]

    def inline(self, text: str) -> str:
        """Return inline text in reportlab's own XML; a note is a raised number."""
        parts = []
        for span in spans(text):
            said = escape(span.text, quote=False).replace("\n", "<br/>")
            if span.style == "note":
                self.count += 1
                parts.append(f"<super>{self.count}</super>")
            elif span.style == "bold":
                parts.append(f"<b>{said}</b>" if self.bold != self.font else said)
            elif span.style == "code":
                parts.append(f'<font name="{self.mono}">{said}</font>')
            else:
                parts.append(said)
        return "".join(parts)

    def listing(self, listing: Listing) -> Any:
        """Return a list with its lists."""
        from reportlab.platypus import ListFlowable
        from reportlab.platypus import Paragraph as Text

        items = [
            self.listing(item) if isinstance(item, Listing) else Text(self.inline(item), self.plain)
            for item in listing.items
        ]
        kind = "1" if listing.is_numbered else "bullet"
        start = {} if listing.is_numbered else {"start": "•"}
        mark = "%s." if listing.is_numbered else None
        return ListFlowable(items, bulletType=kind, bulletFormat=mark, leftIndent=16, **start)

    def table(self, table: Table) -> list[Any]:
        """Return a table, its caption above it."""
        from reportlab.lib.colors import grey
        from reportlab.platypus import Paragraph as Text
        from reportlab.platypus import Spacer
        from reportlab.platypus import Table as Grid

        cells = [
            [Text(self.inline(cell), self.plain) for cell in row]
            for row in (table.header, *table.rows)
        ]
        lines = [("GRID", (0, 0), (-1, -1), 0.5, grey)] if table.is_ruled else []
        grid = Grid(cells, repeatRows=1, style=[*lines, ("VALIGN", (0, 0), (-1, -1), "TOP")])
        caption = [Text(self.inline(table.caption), self.tiny)] if table.caption else []
        return [*caption, grid, Spacer(1, 8)]

    def notes(self) -> list[Any]:
        """Return the notes, at the end of the document."""
        from reportlab.platypus import Paragraph as Text

        found = enumerate(notes(self.made), 1)
        return [
            Text(f"<super>{number}</super> {escape(note, quote=False)}", self.tiny)
            for number, note in found
        ]
