"""Plain text: paragraphs between blank lines."""

from understudy.parsing.chats import copied_windows
from understudy.parsing.documents import document, tidy
from understudy.parsing.files import GLANCE, PARSERS, Parsed, RawFile, Remark
from understudy.parsing.params import ParseParams


@PARSERS.register("text")
def parse(file: RawFile, params: ParseParams) -> Parsed:  # noqa: ARG001  # the shape of a parser
    """Read one document; a form feed starts a page. A chat that is none of ours is told.

    Raises:
        InputError: It is no text, or blank.
    """
    text = ""
    starts = []
    for page in file.text.split("\f"):
        body = tidy(page)
        starts.append(len(text) + (1 if text and body.strip() else 0))
        if body.strip():
            text += ("\n" if text else "") + body
    pages = tuple(min(start, len(text)) for start in starts) if len(starts) > 1 else ()
    told = (*Remark.of(file.decoded), *copied_windows.remarks(file.text[:GLANCE]))
    return Parsed(documents=(document(file, text, pages=pages),), remarks=told)
