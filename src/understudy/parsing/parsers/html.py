"""Web pages: the main text, without menus, scripts and footers."""

import re

from understudy.core.errors import InputError
from understudy.parsing.decoding import decoded
from understudy.parsing.documents import tidy
from understudy.parsing.files import PARSERS, Parsed, RawFile, Remark
from understudy.parsing.marks import places
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)


@PARSERS.register("html")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document: ``<main>`` or ``<article>``, else the body without what repeats.

    The title is the page's first heading, else its ``<title>``. Pictures leave their words; those
    that the page itself holds are assets. Footnotes stand at the end, with marks in the text. Text
    that scripts write is not seen: then there is none (``no_text``).

    Raises:
        InputError: There is no text, or it cannot be read.
    """
    from understudy.parsing.books.notes import Notes
    from understudy.parsing.web.text import main_text, marked_text, soup, title_of

    named = CHARSET.search(file.data[:4096])
    declared = named[1].decode() if named else None
    found = decoded(file.data, file.place, declared=declared)
    page = soup(found.text, file.place)
    title = title_of(page)
    try:
        notes = Notes().mark_page(page)
        text = tidy("\n\n".join([main_text(page), *notes]))
        pictures = Pictures(file, params)
        shown = places(marked_text(page, pictures), text)
    except RecursionError as error:
        why = "its lists or tables are nested too deeply to be a page"
        raise InputError(file.place, why, reason="bad_html") from error
    made = pictures.parsed(text, shown, title=title)
    return made.model_copy(update={"remarks": Remark.of(found)})
