"""Pictures of printed text: scans, photographs, screenshots (PNG, JPEG, TIFF, WebP, BMP, HEIC)."""

from understudy.core.errors import InputError
from understudy.parsing.documents import NO_TEXT, document
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.paragraphs import to_markdown
from understudy.parsing.params import ParseParams


@PARSERS.register("image")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document, a page for each frame of the picture; or a chat that it shows.

    What recognises its script is chosen by ``parse.ocr.engines``. A frame that cannot be read is a
    problem, the others are used.

    Raises:
        InputError: The file is damaged (``bad_image``) or too large (``too_large``), shows no text
            (``no_text``) or none that can be read (``unreadable_picture``), or what reads its
            script is not installed (``missing_engine``).
    """
    from understudy.parsing.ocr.chats import chat
    from understudy.parsing.ocr.frames import frames
    from understudy.parsing.ocr.pages import Scans, in_page_order, raw_text, read_page

    scans = Scans()
    pictures = frames(file.data, file.place, params.ocr.max_megapixels)
    for number, picture in enumerate(pictures):
        page = read_page(picture, f"{file.place}#page {number + 1}", params.ocr)
        if isinstance(page, InputError):
            scans.failures[number] = page
        elif page is not None:
            scans.pages[number] = page
            scans.recognised.append(raw_text(file, page, page_number=number + 1))
    if not scans.pages:
        raise _refusal(file, list(scans.failures.values()))
    found = Parsed(
        engine="+".join(scans.engines),
        problems=tuple(Problem.of("documents", one) for one in scans.failures.values()),
        recognised=tuple(scans.recognised),
    )
    if (said := chat(file, list(scans.pages.values()), params)) is not None:
        return found.model_copy(update={"conversations": (said,)})
    text, starts = to_markdown(in_page_order([], scans.blocks()), len(pictures))
    return found.model_copy(update={"documents": (document(file, text, pages=starts),)})


def _refusal(file: RawFile, failures: list[InputError]) -> InputError:
    if not failures:
        why = "no text is to be seen in it; a vision model can describe it (parse.vlm)"
        return InputError(file.place, why, reason=NO_TEXT)
    return InputError(file.place, failures[0].why, reason=failures[0].reason)
