"""From the shapes of a slide to Markdown.

Imported by the parser of presentations inside its function only: python-pptx takes a while.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import LxmlError
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml import parse_xml
from pptx.shapes.group import GroupShape

from understudy.core.errors import InputError
from understudy.parsing.documents import WRITTEN
from understudy.parsing.marks import mark, unmarked
from understudy.parsing.pictures import Pictures
from understudy.parsing.pipe_tables import number_text, pipe_table
from understudy.parsing.slides.order import Box, reading_order
from understudy.parsing.slides.words import words
from understudy.parsing.xml_parts import whole

UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    LxmlError,
    NotImplementedError,
    OSError,
    PythonPptxError,
    TypeError,
    ValueError,
)
"""What python-pptx raises for shapes that it does not know, and for damaged ones."""
DEEPEST_GROUP = 20
DEEPEST_LIST = 8
MOST_POINTS = 10_000
"""Points of a chart: python-pptx fills up as many as the file says there are."""
LISTS = {
    PP_PLACEHOLDER.BODY,
    PP_PLACEHOLDER.OBJECT,
    PP_PLACEHOLDER.VERTICAL_BODY,
    PP_PLACEHOLDER.VERTICAL_OBJECT,
}
REPEATED = {
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.HEADER,
    PP_PLACEHOLDER.SLIDE_NUMBER,
}
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FILE_NAME = re.compile(r"(?:fig:\s*)?\S+\.\w{3,4}")
"""What programs write as the text of a picture that nobody described."""


class Slides:
    """Reads the slides of a deck, one after the other."""

    def __init__(self, where: str, pictures: Pictures) -> None:
        self.pictures = pictures
        self.failures: list[InputError] = []
        self.has_text = False
        self._where = where
        self._number = 0

    def read(self, slide: Any, number: int) -> tuple[str | None, str]:
        """Return a slide's own title, if it has one, and its Markdown with a heading.

        Args:
            slide: A slide of python-pptx.
            number: Its place in the deck, from 1.
        """
        self._number = number
        title, blocks = None, []
        for shape in self._members(slide, DEEPEST_GROUP):
            is_title, written = self._shape(shape)
            if is_title and title is None:
                title = " ".join(written.split()) or None
            elif written:
                blocks.append(written)
        if notes := self._notes(slide):
            blocks.append(notes)
        self.has_text |= any(WRITTEN.search(unmarked(block)) for block in [title or "", *blocks])
        heading = title or f"Slide {number}"
        return title, "\n\n".join([f"## {heading}", *blocks])

    def _members(self, parent: Any, depth: int) -> Iterator[Any]:
        """Yield the shapes of a slide in reading order, those of groups in their place."""
        try:
            shapes = _in_order(list(parent.shapes))
        except UNREADABLE as error:
            self._fail("shapes", error)
            return
        for shape in shapes:
            if not isinstance(shape, GroupShape):
                yield shape
            elif depth == 0:
                self._fail("group", ValueError(f"groups within groups, {DEEPEST_GROUP} deep"))
            else:
                yield from self._members(shape, depth - 1)

    def _shape(self, shape: Any) -> tuple[bool, str]:
        """Return whether a shape is a title, and its Markdown; empty for one without text."""
        try:
            kind = shape.placeholder_format.type if shape.is_placeholder else None
            if kind in REPEATED:
                return False, ""
            if kind in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}:
                return True, shape.text_frame.text
            return False, self._content(shape, kind)
        except UNREADABLE as error:
            self._fail(_name(shape), error)
            return False, ""

    def _content(self, shape: Any, kind: Any) -> str:
        if getattr(shape, "has_table", False):
            return _table(shape.table)
        if getattr(shape, "has_chart", False):
            return _chart(shape.chart)
        if shape.element.tag.endswith("}pic"):
            return self._picture(shape)
        if shape.has_text_frame:
            return _paragraphs(shape.text_frame, is_list=kind in LISTS)
        return _diagram(shape)

    def _picture(self, shape: Any) -> str:
        """Keep a picture and return its caption and mark; a linked one is not in the file."""
        relation = shape.element.blip_rId
        if relation is None:
            return ""
        part = shape.part.related_part(relation)
        said = (shape.element.xpath("./p:nvPicPr/p:cNvPr/@descr") or [""])[0].strip()
        caption = "" if FILE_NAME.fullmatch(said) else said
        path = self.pictures.add(part.blob, part.content_type, caption)
        return f"{' '.join(caption.split())}\n\n{mark(path)}".strip()

    def _notes(self, slide: Any) -> str:
        try:
            frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
            text = "" if frame is None else _lines(frame.text)
        except UNREADABLE as error:
            self._fail("notes", error)
            return ""
        return (
            "\n".join(f"> {line}".rstrip() for line in f"Notes: {text}".split("\n")) if text else ""
        )

    def _fail(self, what: str, error: Exception) -> None:
        where = f"{self._where}#slide {self._number}"
        why = f"{what!r} cannot be read ({type(error).__name__}: {error}), so its text is missing"
        self.failures.append(InputError(where, " ".join(why.split()), reason="unreadable_shape"))


def _name(shape: Any) -> str:
    found = shape.element.xpath(".//*[local-name()='cNvPr']/@name")
    return str(found[0]) if found else "shape"


def _in_order(shapes: list[Any]) -> list[Any]:
    """Sort shapes as they are read; those whose place is damaged come first."""
    return [shapes[place] for place in reading_order([_box(*one) for one in enumerate(shapes)])]


def _box(place: int, shape: Any) -> Box:
    try:
        top, left = int(shape.top or 0), int(shape.left or 0)
        down, across = int(shape.height or 0), int(shape.width or 0)
    except UNREADABLE:  # its own place is what is damaged; its text may be sound
        top = left = down = across = 0
    return Box(top, left, top + max(0, down), left + max(0, across), place)


def _lines(text: str) -> str:
    return text.replace("\v", "\n").strip()


def _paragraphs(frame: Any, *, is_list: bool) -> str:
    """Write paragraphs: items of a list by level, others with a blank line between them."""
    written, was_item = "", False
    counts: dict[int, int] = {}
    for paragraph in frame.paragraphs:
        text = _lines(words(paragraph, frame.part))
        if not text:
            continue
        is_item = _is_item(paragraph, is_list=is_list)
        if is_item:
            level = min(paragraph.level, DEEPEST_LIST)
            text = "  " * level + f"{_mark(paragraph, level, counts)} {' '.join(text.split())}"
        else:
            counts.clear()
        gap = "\n" if is_item and was_item else "\n\n"
        written += (gap if written else "") + text
        was_item = is_item
    return written


def _is_item(paragraph: Any, *, is_list: bool) -> bool:
    """Tell whether a paragraph has a bullet or a number, of its own or of its placeholder."""
    found = paragraph._p.xpath("./a:pPr/a:buChar | ./a:pPr/a:buAutoNum | ./a:pPr/a:buBlip")
    return bool(found) or (is_list and not paragraph._p.xpath("./a:pPr/a:buNone"))


def _mark(paragraph: Any, level: int, counts: dict[int, int]) -> str:
    """Return a dash, or the number that is printed before an item; keep count by level."""
    for deeper in [one for one in counts if one > level]:
        del counts[deeper]
    numbered = paragraph._p.xpath("./a:pPr/a:buAutoNum")
    if not numbered:
        counts.pop(level, None)
        return "-"
    first = whole(numbered[0].get("startAt", "1"), 1)
    counts[level] = counts[level] + 1 if level in counts else first
    return f"{counts[level]}."


def _table(table: Any) -> str:
    """Write a table; a cell over several rows or columns stands in each, a title once."""
    rows = [list(row.cells) for row in table.rows]
    cells = [["" if cell.is_spanned else _cell(cell.text_frame) for cell in row] for row in rows]
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell.is_merge_origin and cell.span_width < len(row):
                for down in range(at, min(at + cell.span_height, len(rows))):
                    end = min(place + cell.span_width, len(cells[down]))
                    cells[down][place:end] = [cells[at][place]] * (end - place)
    return pipe_table(cells) if any(cell for row in cells for cell in row) else ""


def _cell(frame: Any) -> str:
    return _lines("\n".join(words(one, frame.part) for one in frame.paragraphs))


def _chart(chart: Any) -> str:
    """Write the saved data of a chart: categories by series, or the points of a scatter chart."""
    counts = chart.part._element.xpath("//c:ptCount/@val")
    if any(int(count) > MOST_POINTS for count in counts):
        raise ValueError(f"a chart of more than {MOST_POINTS} points")
    title = chart.chart_title.text_frame.text if chart.has_title else ""
    blocks = [" ".join(title.split())] if title.strip() else []
    for plot in chart.plots:
        scatter = plot._element.xpath(".//c:xVal")
        blocks += [_scatter(one) for one in plot.series] if scatter else [_series(plot)]
    return "\n\n".join(block for block in blocks if block)


def _series(plot: Any) -> str:
    series = list(plot.series)
    labels = [str(label) for label in plot.categories]
    columns = [list(one.values) for one in series]
    length = max([len(labels), *map(len, columns)])
    rows = [["", *(one.name for one in series)]]
    for place in range(length):
        cells = [
            "" if place >= len(column) or column[place] is None else number_text(column[place])
            for column in columns
        ]
        rows.append([labels[place] if place < len(labels) else "", *cells])
    return pipe_table(rows) if series else ""


def _scatter(series: Any) -> str:
    def along(axis: str) -> list[str]:
        return [str(value) for value in series._element.xpath(f"./c:{axis}//c:pt/c:v/text()")]

    pairs = zip(along("xVal"), along("yVal"), strict=False)
    return pipe_table([["x", series.name or "y"], *map(list, pairs)])


def _diagram(shape: Any) -> str:
    """Return the texts of SmartArt, which python-pptx does not know, as a list."""
    relations = [one.get(f"{LINKS}dm") for one in shape.element.iter(f"{DIAGRAM}relIds")]
    items = []
    for relation in filter(None, relations):
        tree = parse_xml(shape.part.related_part(relation).blob)
        for body in tree.iter(f"{DIAGRAM}t"):
            paragraphs = ("".join(one.text or "" for one in p.iter(f"{DRAWING}t")) for p in body)
            items += [f"- {' '.join(text.split())}" for text in paragraphs if text.strip()]
    return "\n".join(items)
