"""The texts of OpenDocument files as Markdown: paragraphs, lists, tables, notes, frames."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from understudy.core.errors import InputError
from understudy.parsing.addresses import link, without_addresses
from understudy.parsing.decoding import composed, plain
from understudy.parsing.documents import tidy
from understudy.parsing.emphasis import emphasis, marked, shown, without_marks
from understudy.parsing.files import RawFile
from understudy.parsing.marks import mark
from understudy.parsing.odf.objects import Objects
from understudy.parsing.pipe_tables import pipe_table
from understudy.parsing.xml_parts import whole

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT = OASIS + "text:1.0}"
TABLE = OASIS + "table:1.0}"
DRAW = OASIS + "drawing:1.0}"
STYLE = OASIS + "style:1.0}"
OFFICE = OASIS + "office:1.0}"
SVG = OASIS + "svg-compatible:1.0}"
HREF = "{http://www.w3.org/1999/xlink}href"
SPACE = re.compile(r"[ \t\r\n]+")
MOST_COLUMNS = 256
MOST_CELLS = 1_000_000
"""Cells of all tables, repeated ones too: a few bytes may ask for any number."""
MOST_SPACES = 40
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
CONTINUES = f"{TEXT}continue-list"
CODE_STYLES = {"Preformatted_20_Text", "Source_20_Code"}
INDEXES = (
    "table-of-content illustration-index table-index object-index user-index alphabetical-index "
    "bibliography tracked-changes sequence-decls variable-decls user-field-decls ruby-text"
)
SKIPPED = {
    *(TEXT + name for name in INDEXES.split()),
    OFFICE + "annotation",
    OFFICE + "forms",
    DRAW + "object",
    DRAW + "object-ole",
    SVG + "title",
    SVG + "desc",
}
"""What is not the text: lists made of it, deleted words, remarks, forms."""


def _name(text: str) -> str:
    """Return the words of a heading: all alike, and leading nowhere."""
    return without_addresses(one_line(without_marks(text)))


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(composed(plain(text)).split())


class Walk:
    """Turns the elements of a text into Markdown, with a mark for each picture that is an asset."""

    def __init__(
        self, file: RawFile, root: Element, assets: Mapping[str, str] | None = None
    ) -> None:
        self._file = file
        self._assets = assets or {}
        self._parents = {
            style.get(f"{STYLE}name", ""): style.get(f"{STYLE}parent-style-name", "")
            for style in root.iter(f"{STYLE}style")
        }
        self._objects = Objects(file)
        shared = self._objects.part("styles.xml")
        self._numbered = {
            (style.get(f"{STYLE}name", ""), level.get(f"{TEXT}level", "1")): whole(
                level.get(f"{TEXT}start-value", "1"), 1
            )
            for styles in ([root] if shared is None else [shared, root])
            for style in styles.iter(f"{TEXT}list-style")
            for level in style.iter(f"{TEXT}list-level-style-number")
        }
        """List style and level to its first number."""
        self._strong = emphasis(root)
        self._last: dict[tuple[str, str], int] = {}
        self._notes: list[str] = []
        self._waiting: list[int] = []
        """Places of the notes of blocks that are not joined yet."""
        self._cells = 0
        self._boxes: list[str] = []
        """Text boxes that hang at the paragraph that is being read."""
        self.pictures: dict[str, str] = {}
        """Path in the archive and caption of each picture."""

    def document(self, body: Element) -> str:
        """Return the whole text, notes at its end."""
        return self.markdown(self.blocks(body))

    def markdown(self, blocks: Sequence[str]) -> str:
        """Join blocks, and behind them the notes that they hold."""
        notes, self._waiting = self._waiting, []
        words = [self._notes[place] for place in notes]
        return tidy(composed(plain(shown("\n\n".join([*blocks, *words])))))

    def blocks(self, parent: Element) -> list[str]:
        """Return the paragraphs, lists and tables in an element that is no list itself."""
        return self._blocks(parent, "", 1)

    def shape(self, element: Element) -> list[str]:
        """Return what a shape shows: the words, table, chart or picture in it."""
        if element.tag != f"{DRAW}frame":
            return self.blocks(element)
        return [block for block in self._block(element, "", 1) if block.strip()]

    def _blocks(self, parent: Element, style: str, level: int) -> list[str]:
        """Return the paragraphs, lists and tables in an element; lines of code are joined."""
        blocks: list[str] = []
        code: list[str] = []
        before: str | None = None
        for child in parent:
            is_list = child.tag == f"{TEXT}list"
            name = child.get(f"{TEXT}style-name", "") if is_list else None
            if child.tag == f"{TEXT}p" and self._style(child) in CODE_STYLES:
                code.append(without_marks(self._inline(child)).strip("\n"))
            else:
                if code:
                    blocks.append(_fenced(code))
                    code = []
                found = [one for one in self._block(child, style, level) if one.strip()]
                if found and is_list and before == name:
                    blocks[-1] += f"\n{found.pop(0)}"  # slides begin each level of a list anew
                blocks += found
                name = name if found or before == name else None
            before = name
        if code:
            blocks.append(_fenced(code))
        return blocks

    def _block(self, child: Element, style: str, level: int) -> list[str]:
        if child.tag in SKIPPED:
            return []
        if child.tag == f"{TEXT}list":
            return ["\n".join(self._list(child, style, level))]
        if found := self._BLOCKS.get(child.tag):
            before, self._boxes = self._boxes, []
            own = found(self, child)
            boxes, self._boxes = self._boxes, before
            return [own, *boxes]
        if child.tag.startswith(DRAW):
            before, self._boxes = self._boxes, []
            own = self._element(child).strip()
            boxes, self._boxes = self._boxes, before
            return [own, *boxes]
        return self._blocks(child, style, level)

    def _heading(self, element: Element) -> str:
        text = _name(self._inline(element))
        level = element.get(f"{TEXT}outline-level", "1")
        depth = min(max(int(level), 1), 6) if level.isascii() and level.isdigit() else 1
        return f"{'#' * depth} {text}" if text else ""

    def _paragraph(self, element: Element) -> str:
        text = self._inline(element).strip()
        style = self._style(element)
        if style == "Title" and text:
            return f"# {_name(text)}"
        if style == "Quotations":
            return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        return "\n".join(line.strip() for line in text.split("\n"))

    def _style(self, element: Element) -> str:
        """Return the style that a person chose: an automatic one stands for its parent."""
        name = element.get(f"{TEXT}style-name", "")
        return self._parents.get(name) or name

    def _list(self, element: Element, outer: str, level: int) -> list[str]:
        """Return the lines of a list; a list within it is indented."""
        style = element.get(f"{TEXT}style-name") or outer
        key = (style, str(level))
        numbered = key in self._numbered
        lines: list[str] = []
        number = self._numbered.get(key, 1) - 1
        if element.get(f"{TEXT}continue-numbering") == "true" or element.get(CONTINUES):
            number = self._last.get(key, number)
        for item in element:
            if item.tag not in {f"{TEXT}list-item", f"{TEXT}list-header"}:
                continue
            blocks = self._blocks(item, style, level + 1)
            if not blocks:
                continue
            number = whole(item.get(f"{TEXT}start-value", ""), number + 1)
            self._last[key] = number
            mark = f"{number}. " if numbered else "- "
            if all(child.tag == f"{TEXT}list" for child in item):
                mark = "  "  # a level without words of its own
            said = "\n".join(blocks).split("\n")
            pad = " " * len(mark)
            lines += [(mark if not at else pad) + line for at, line in enumerate(said)]
        return lines

    def _table(self, element: Element) -> str:
        rows = [self._row(row) for row in _rows(element)]
        width = max(map(len, rows), default=0)
        for at, row in enumerate(_rows(element)):
            self._spread(rows, at, row, width)
        rows = [row for row in rows if any(row)]
        return pipe_table(rows)

    def _spread(self, rows: list[list[str]], at: int, row: Element, width: int) -> None:
        """Write the cells of a row that span others in each of them, but a title once."""
        column = 0
        for cell in row:
            if cell.tag not in CELLS:
                continue
            down = whole(cell.get(f"{TABLE}number-rows-spanned", ""), 1)
            across = whole(cell.get(f"{TABLE}number-columns-spanned", ""), 1)
            spans = (down > 1 or across > 1) and across < width and column < len(rows[at])
            for below in rows[at : at + down] if spans else []:
                end = min(column + across, width)
                self._more_cells(end - column)
                below.extend([""] * (end - len(below)))
                below[column:end] = [rows[at][column]] * (end - column)
            column += whole(cell.get(f"{TABLE}number-columns-repeated", ""), 1)

    def _row(self, row: Element) -> list[str]:
        cells: list[str] = []
        for cell in row:
            if cell.tag not in CELLS:
                continue
            said = one_line(" ".join(self._blocks(cell, "", 1)))
            count = whole(cell.get(f"{TABLE}number-columns-repeated", ""), 1)
            cells += [said] * min(count, MOST_COLUMNS - len(cells))
        while cells and not cells[-1]:
            cells.pop()
        self._more_cells(len(cells))
        return cells

    def _more_cells(self, count: int) -> None:
        self._cells += count
        if self._cells > MOST_CELLS:
            why = f"its tables have more than {MOST_CELLS} cells; save them as .csv"
            raise InputError(self._file.place, why, reason="too_large")

    def _inline(self, element: Element) -> str:
        """Return the words of an element, without what is not the text."""
        parts = [SPACE.sub(" ", element.text or "")]
        for child in element:
            if child.tag not in SKIPPED:
                parts.append(self._element(child))
            parts.append(SPACE.sub(" ", child.tail or ""))
        return "".join(parts)

    def _element(self, child: Element) -> str:
        if child.tag == f"{TEXT}s":
            times = child.get(f"{TEXT}c", "1")
            short = times.isascii() and times.isdigit() and len(times) < 4
            return " " * min(int(times) if short else 1, MOST_SPACES)
        if child.tag in {f"{TEXT}tab", f"{TEXT}line-break"}:
            return " " if child.tag.endswith("}tab") else "\n"
        if child.tag == f"{TEXT}note":
            return self._note(child)
        if child.tag == f"{DRAW}frame":
            return self._object(child) + self._frame(child)
        said = self._inline(child)
        if child.tag in {f"{TEXT}p", f"{TEXT}h"}:  # in a shape
            return said + "\n"
        if child.tag == f"{TEXT}a":
            said = link(said, child.get(HREF, ""))
        style = child.get(f"{TEXT}style-name", "") if child.tag == f"{TEXT}span" else ""
        return marked(said, self._strong.get(style))

    def _note(self, element: Element) -> str:
        mark = f"[^{len(self._notes) + 1}]"
        self._notes.append("")
        number = len(self._notes)
        self._waiting.append(number - 1)
        body = element.find(f"{TEXT}note-body")
        blocks = self._blocks(body, "", 1) if body is not None else []
        self._notes[number - 1] = f"{mark}: {one_line(' '.join(blocks))}"
        return mark

    def _object(self, frame: Element) -> str:
        """Return the formula in a frame; keep the table behind a chart as a box has its words."""
        item = frame.find(f"{DRAW}object")
        if item is None:
            return ""
        formula, table = self._objects.embedded(item)
        if table is not None:
            self._boxes.append(self._table(table))
        return f"${one_line(formula)}$" if formula else ""

    def _frame(self, element: Element) -> str:
        """Keep a picture, or the words of a text box; return the picture's mark."""
        marks = ""
        said = [element.findtext(f"{SVG}{name}", "") for name in ("title", "desc")]
        table = element.find(f"{TABLE}table")
        if table is not None:  # on a slide; the picture beside it shows the same
            self._boxes.append(self._table(table))
            return ""
        for child in element:
            if child.tag == f"{DRAW}text-box":
                self._boxes += self._blocks(child, "", 1)
            elif child.tag == f"{DRAW}image":
                path = unquote(child.get(HREF, "")).removeprefix("./")
                if path and ":" not in path and not path.startswith(("/", "..", "#")):
                    self.pictures.setdefault(path, one_line(next(filter(None, said), "")))
                    marks += mark(self._assets.get(path))
        return marks

    _BLOCKS: ClassVar[dict[str, Callable[["Walk", Element], str]]] = {
        f"{TEXT}h": _heading,
        f"{TEXT}p": _paragraph,
        f"{TABLE}table": _table,
    }


def _rows(table: Element) -> list[Element]:
    """Return the rows of a table in order, those of its groups too, but not of tables in it."""
    rows: list[Element] = []
    for child in table:
        if child.tag == f"{TABLE}table-row":
            rows.append(child)
        elif child.tag.startswith(f"{TABLE}table-") and child.tag.endswith(
            ("header-rows", "row-group", "rows")
        ):
            rows += _rows(child)
    return rows


def _fenced(lines: list[str]) -> str:
    """Return lines of code between fences that do not occur in them."""
    text = "\n".join(lines)
    marks = [len(found) for found in re.findall(r"`{3,}", text)]
    fence = "`" * (max(marks) + 1 if marks else 3)
    return f"{fence}\n{text}\n{fence}"
