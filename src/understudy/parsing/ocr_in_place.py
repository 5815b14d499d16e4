"""Documents that are pictures with next to no text: each is read where it stands."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.documents import WRITTEN, tidy
from understudy.parsing.files import Attachment, Parsed, Problem, RawFile, Recognised
from understudy.parsing.paragraphs import to_markdown
from understudy.parsing.params import OcrParams
from understudy.parsing.pictures import MARK, Pictures

FEW = 50
"""Letters for each picture of a document below which its text is in them."""
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
    """Its parts, e.g. slides."""
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


def filled(texts: Sequence[str], file: RawFile, pictures: Pictures, params: OcrParams) -> Filled:
    """Put the text of each picture where its mark stands.

    Args:
        texts: Markdown of its parts, with the marks of `pictures.mark`.
        file: The document's file.
        pictures: Its pictures.
        params: Section ``parse.ocr``.

    Raises:
        InputError: There is no text but in pictures, and none of them could be read; the reason is
            that of the first.
    """
    desk = _Desk(file, params)
    for attachment in pictures.attachments:
        desk.read(attachment)
    captions = {asset.path: asset.caption or "" for asset in pictures.assets}

    def written(path: str) -> str:
        return desk.texts.get(path) or captions.get(path, "")

    made = tuple(tidy(with_marks(text, written)) for text in texts)
    if desk.failures and not any(WRITTEN.search(MARK.sub("", text)) for text in (*texts, *made)):
        first = desk.failures[0]
        raise InputError(file.place, first.why, reason=first.reason)
    problems = tuple(Problem.of("documents", failure) for failure in desk.failures)
    return Filled(made, tuple(desk.recognised), problems)


def with_marks(text: str, written: Callable[[str], str]) -> str:
    """Replace marks by what is to stand there: blocks of their own, but in a table one line."""
    lines = []
    for line in text.split("\n"):
        if line.lstrip().startswith("|"):
            lines.append(MARK.sub(lambda mark: " ".join(written(mark[1]).split()), line))
        else:
            lines.append(MARK.sub(lambda mark: f"\n\n{written(mark[1])}\n\n", line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


class _Desk:
    """The pictures of a document, one after the other."""

    def __init__(self, file: RawFile, params: OcrParams) -> None:
        self.texts: dict[str, str] = {}
        """Markdown by the path of the asset."""
        self.recognised: list[Recognised] = []
        self.failures: list[InputError] = []
        self._file = file
        self._params = params

    def read(self, attachment: Attachment) -> None:
        """Read one picture; drawings in vectors and icons are left as they are."""
        from understudy.parsing.frames import frames
        from understudy.parsing.ocr_lines import blocks
        from understudy.parsing.ocr_pages import raw_text, read_page

        where = f"{self._file.place}#{attachment.path}"
        most = self._params.max_megapixels
        done = attempt(lambda one: frames(one.content, where, most), attachment)
        for picture in (done.value or [])[:1]:
            if min(picture.shape[:2]) < SMALLEST:
                return
            page = read_page(picture, where, self._params)
            if isinstance(page, InputError):
                self.failures.append(page)
            elif page is not None:
                self.recognised.append(raw_text(self._file, page, asset=attachment.path))
                self.texts[attachment.path] = to_markdown(blocks(page.lines, 0), 1)[0].strip()
