"""Saved web pages (.mht, .mhtml): a page and its pictures as the parts of one mail."""

from urllib.parse import urljoin

from understudy.core.errors import InputError
from understudy.parsing.decoding import decoded
from understudy.parsing.documents import NO_TEXT, WRITTEN
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.mail.text import Mail, charset_of, content_of, field
from understudy.parsing.marks import places
from understudy.parsing.params import ParseParams
from understudy.parsing.parsers.html import CHARSET
from understudy.parsing.parsers.mail import read_message
from understudy.parsing.pictures import Pictures

LONGEST_ADDRESS = 10_000
"""Characters; longer ones are pictures themselves, or made to cost time."""


@PARSERS.register("mhtml")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document: the page, as a page that was saved alone is read; pictures are assets.

    Of a page in frames the first that says something is the page.

    Raises:
        InputError: There is no page in it, it says nothing (``no_text``), or it is damaged.
    """
    message = read_message(file.data, file.place)
    try:
        leaves = [part for part in message.walk() if not part.is_multipart()]
        pages = [part for part in leaves if part.get_content_type() in PAGES]
        pictures = Pictures(file, params)
        shown = _pictures(leaves)
        for page in pages:
            if found := _read(file, page, shown, pictures):
                return found
    except RecursionError as error:
        why = "its parts, lists or tables are nested too deeply to be a page"
        raise InputError(file.place, why, reason="bad_html") from error
    why = "none of its pages says anything" if pages else "there is no page in it"
    raise InputError(file.place, f"{why}; save it anew as .html or print it to PDF", reason=NO_TEXT)


PAGES = {"text/html", "application/xhtml+xml"}


def _read(file: RawFile, part: Mail, found: dict[str, Mail], pictures: Pictures) -> Parsed | None:
    """Read a page; None for one without text."""
    from understudy.parsing.web.text import main_text, marked_text, soup, title_of

    content = content_of(part)
    named = CHARSET.search(content[:4096])
    declared = charset_of(part) or (named[1].decode() if named else None)
    page = soup(decoded(content, file.place, declared=declared).text, file.place)
    title = title_of(page)
    text = main_text(page)
    if not WRITTEN.search(text):
        return None
    base = field(part, "content-location")[:LONGEST_ADDRESS]
    for picture in page.find_all("img", src=True):
        address = str(picture["src"]).strip()
        shown = found.get(address) or found.get(_joined(base, address))
        if shown is not None:
            kind, caption = shown.get_content_type(), str(picture.get("alt") or "")
            picture["src"] = pictures.add(content_of(shown), kind, caption) or ""
    return pictures.parsed(text, places(marked_text(page, pictures), text), title=title)


def _pictures(leaves: list[Mail]) -> dict[str, Mail]:
    """Return the parts that are pictures by the addresses by which the page shows them."""
    found: dict[str, Mail] = {}
    for part in leaves:
        if part.get_content_type().startswith("image/"):
            found.setdefault(field(part, "content-location"), part)
            found.setdefault(f"cid:{field(part, 'content-id').strip('<>')}", part)
    return found


def _joined(base: str, address: str) -> str:
    if len(address) > LONGEST_ADDRESS:
        return address
    try:
        return urljoin(base, address)
    except ValueError:  # brackets that are no address of version 6
        return address
