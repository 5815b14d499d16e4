"""Documents that are pictures with next to no text: each is read where it stands."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.documents import WRITTEN, tidy
from understudy.parsing.files import Attachment, Parsed, Problem, RawFile, Recognised
from understudy.parsing.marks import MARK, places, unmarked
from understudy.parsing.paragraphs import to_markdown
from understudy.parsing.params import OcrParams, ParseParams
from understudy.parsing.pictures import Pictures
from understudy.parsing.vision.standalone import prefers_models, reads_pictures

FEW = 50
"""Letters for each picture of a document below which its text is in them."""
LONE = re.compile(
    rf"^[ \t]*(?:[-*+]|\d{{1,9}}[.)])?[ \t]*(?:{MARK.pattern}[ \t]*)+\n?", re.MULTILINE
)
"""A line of nothing but pictures, be it in a list."""
SMALLEST = 64
"""Pixels of the shorter side of a picture that may show text; smaller ones are icons."""


def is_pictures(text: str, pictures: Pictures, params: OcrParams) -> bool:
    """Tell a document whose text is in its pictures, if params allow to read them.

    Args:
        text: Its text without them.
        pictures: Its pictures.
        params: Section ``parse.ocr``.
    """
    if params.pages == "never":
        return False
    return len(WRITTEN.findall(text)) < FEW * len(pictures.attachments)


@dataclass(frozen=True, slots=True)
class Filled:
    """A document with the text of its pictures."""

    texts: tuple[str, ...]
    """Its parts, e.g. slides; the marks still stand in them."""
    is_read: bool = False
    """Whether text of pictures stands in them; not while a model is to read it first."""
    recognised: tuple[Recognised, ...] = ()
    problems: tuple[Problem, ...] = ()

    def noted(self, found: Parsed) -> Parsed:
        """Return a result that says what was recognised, and what could not be."""
        names = {name for one in self.recognised for name in one.engine.split("+")}
        return found.model_copy(
            update={
                "engine": "+".join(sorted(names)) or found.engine,
                "recognised": (*found.recognised, *self.recognised),
                "problems": (*found.problems, *self.problems),
            }
        )


def completed(
    text: str,
    marked: str,
    file: RawFile,
    pictures: Pictures,
    params: ParseParams,
    *,
    title: str | None = None,
) -> Parsed:
    """Make a document of its text and pictures; one that is pictures is read in their places.

    Args:
        text: Markdown without marks.
        marked: The same with marks; may be empty where nobody needs them.
        file: The document's file.
        pictures: Its pictures.
        params: Section ``parse``.
        title: As for `Pictures.parsed`.

    Raises:
        InputError: There is no text, and none that could be read in pictures.
    """
    whole = Filled((marked,))
    if is_pictures(text, pictures, params.ocr):
        whole = filled([marked], file, pictures, params)
        if whole.is_read:
            text = tidy(unmarked(LONE.sub("", whole.texts[0])))
    return whole.noted(pictures.parsed(text, places(whole.texts[0], text), title=title))


def filled(texts: Sequence[str], file: RawFile, pictures: Pictures, params: ParseParams) -> Filled:
    """Put the text of each picture where its mark stands, before it.

    What cannot be read here is left to a model, if one is there to try; so is what can, where
    params prefer the model, and then what was read here is its second choice.

    Args:
        texts: Markdown of its parts, with marks.
        file: The document's file.
        pictures: Its pictures.
        params: Section ``parse``.

    Raises:
        InputError: There is no text but in pictures, and none of them could be read; the reason is
            that of the first.
    """
    desk = _Desk(file, params.ocr)
    for attachment in pictures.attachments:
        desk.read(attachment)
    pictures.note_read({path: path in desk.texts for path in [*desk.texts, *desk.unread]})
    if prefers_models(params):
        pictures.let_read(desk.texts)
        return Filled(tuple(texts), recognised=tuple(desk.recognised))
    made = tuple(tidy(with_marks(text, lambda path: desk.texts.get(path, ""))) for text in texts)
    has_read = bool(desk.recognised)
    if reads_pictures(params):
        return Filled(made, has_read, tuple(desk.recognised))
    if desk.failures and not any(WRITTEN.search(unmarked(text)) for text in made):
        first = desk.failures[0]
        raise InputError(file.place, first.why, reason=first.reason)
    problems = tuple(Problem.of("pictures", failure) for failure in desk.failures)
    return Filled(made, has_read, tuple(desk.recognised), problems)


def with_marks(text: str, read: Callable[[str], str]) -> str:
    """Put what was read before the marks: blocks of their own, but in a table on its line.

    Args:
        text: Markdown with marks.
        read: From the path of an asset to its text; empty when there is none.
    """
    return "\n".join(MARK.sub(partial(_put, line, read), line) for line in text.split("\n"))


def _put(line: str, read: Callable[[str], str], found: re.Match[str]) -> str:
    words = read(found[1])
    if not words:
        return found[0]
    if line.lstrip().startswith("|"):
        return f"{' '.join(words.split())}{found[0]}"
    return f"\n\n{words}{found[0]}\n\n"


class _Desk:
    """The pictures of a document, one after the other."""

    def __init__(self, file: RawFile, params: OcrParams) -> None:
        self.texts: dict[str, str] = {}
        """Markdown by the path of the asset."""
        self.recognised: list[Recognised] = []
        self.failures: list[InputError] = []
        self.unread: list[str] = []
        """Paths of those that show something that could not be read."""
        self._file = file
        self._params = params

    def read(self, attachment: Attachment) -> None:
        """Read one picture; drawings in vectors and icons are left as they are."""
        from understudy.parsing.ocr.frames import frames
        from understudy.parsing.ocr.lines import blocks
        from understudy.parsing.ocr.pages import raw_text, read_page

        where = f"{self._file.place}#{attachment.path}"
        most = self._params.max_megapixels
        done = attempt(lambda one: frames(one.content, where, most), attachment)
        for picture in (done.value or [])[:1]:
            if min(picture.shape[:2]) < SMALLEST:
                return
            page = read_page(picture, where, self._params)
            if isinstance(page, InputError):
                self.failures.append(page)
                self.unread.append(attachment.path)
            elif page is not None:
                self.recognised.append(raw_text(self._file, page, asset=attachment.path))
                self.texts[attachment.path] = to_markdown(blocks(page.lines, 0), 1)[0].strip()
