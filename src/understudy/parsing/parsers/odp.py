"""OpenDocument presentations (.odp, .fodp), as LibreOffice writes them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from understudy.core.errors import InputError
from understudy.parsing.documents import WRITTEN
from understudy.parsing.emphasis import without_marks
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.marks import unmarked
from understudy.parsing.odf.files import opened, read_pictures
from understudy.parsing.odf.text import DRAW, OASIS, SVG, Walk, one_line
from understudy.parsing.params import ParseParams
from understudy.parsing.slides.decks import deck
from understudy.parsing.slides.order import Box, reading_order

PRESENTATION = OASIS + "presentation:1.0}"
CLASS = f"{PRESENTATION}class"
REPEATED = {"date-time", "footer", "header", "page-number", "page"}
DEEPEST_GROUP = 20
LENGTH = re.compile(r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)(cm|mm|in|pt|px)")
EMU = {"cm": 360_000, "mm": 36_000, "in": 914_400, "pt": 12_700, "px": 9_525}
"""Units of a length, in those of `reading_order`."""


@PARSERS.register("odp")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document: a section a slide, with its lists, tables, charts and notes.

    Slides are read as those of PowerPoint are: shapes by rows and columns, hidden slides too, but
    not what repeats on every slide (its number, date and footer). In a deck that is nothing but
    pictures they are recognised in their places. Pages start where slides do.

    Raises:
        InputError: It is damaged (``bad_odp``), encrypted, blank, or unpacks to something huge.
    """
    file, root, body = opened(file, "odp")
    slides = body.findall(f"{DRAW}page")
    try:
        plain = _Slides(Walk(file, root))
        written = [plain.read(slide, number) for number, slide in enumerate(slides, 1)]
        pictures, assets, missing = read_pictures(file, plain.walk.pictures, params, "odp")
        if assets:
            marked = _Slides(Walk(file, root, assets))
            written = [marked.read(slide, number) for number, slide in enumerate(slides, 1)]
    except RecursionError as error:
        why = "its lists or tables are nested too deeply to be a presentation"
        raise InputError(file.place, why, reason="bad_odp") from error
    found = deck(file, written, pictures, params, has_text=plain.has_text)
    problems = tuple(Problem.of("pictures", failure) for failure in missing)
    return found.model_copy(update={"problems": (*problems, *found.problems)})


class _Slides:
    """Reads slides, one after the other."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.has_text = False

    def read(self, slide: Element, number: int) -> tuple[str | None, str]:
        """Return a slide's own title, if it has one, and its Markdown with a heading."""
        title, blocks = None, []
        for shape in _in_order(list(_shapes(slide, DEEPEST_GROUP))):
            written = self.walk.shape(shape)
            if shape.get(CLASS) == "title" and title is None:
                title = one_line(without_marks(" ".join(written))) or None
            else:
                blocks += written
        if notes := self._notes(slide):
            blocks.append(notes)
        self.has_text |= any(WRITTEN.search(unmarked(one)) for one in [title or "", *blocks])
        return title, self.walk.markdown([f"## {title or f'Slide {number}'}", *blocks])

    def _notes(self, slide: Element) -> str:
        frames = slide.findall(f"{PRESENTATION}notes/{DRAW}frame[@{CLASS}='notes']")
        text = "\n".join(block for frame in frames for block in self.walk.shape(frame)).strip()
        if not text:
            return ""
        return "\n".join(f"> {line}".rstrip() for line in f"Notes: {text}".split("\n"))


def _shapes(parent: Element, depth: int) -> Iterator[Element]:
    """Yield the shapes on a slide that show something, those of groups too."""
    for shape in parent:
        if shape.tag == f"{DRAW}g" and depth:
            yield from _shapes(shape, depth - 1)
        elif shape.tag.startswith(DRAW) and shape.get(CLASS) not in REPEATED:
            yield shape


def _in_order(shapes: list[Element]) -> list[Element]:
    """Sort shapes as they are read; one whose place is not told comes first."""
    boxes = [_box(place, shape) for place, shape in enumerate(shapes)]
    return [shapes[place] for place in reading_order(boxes)]


def _box(place: int, shape: Element) -> Box:
    left, top, across, down = (_length(shape, name) for name in ("x", "y", "width", "height"))
    return Box(top, left, top + max(0, down), left + max(0, across), place)


def _length(shape: Element, name: str) -> int:
    found = LENGTH.fullmatch(shape.get(f"{SVG}{name}", ""))
    return int(float(found[1]) * EMU[found[2]]) if found else 0
