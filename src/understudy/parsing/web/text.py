"""From HTML to Markdown: the main text with its headings, lists and tables.

Imported by the parsers that need it inside their functions only: BeautifulSoup and markdownify
take a tenth of a second.
"""

import re
import warnings
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag, UnusualUsageWarning
from bs4.exceptions import ParserRejectedMarkup
from markdownify import MarkdownConverter

from understudy.core.errors import InputError
from understudy.parsing.addresses import link
from understudy.parsing.decoding import composed, plain
from understudy.parsing.documents import tidy
from understudy.parsing.marks import mark
from understudy.parsing.pictures import Pictures
from understudy.parsing.raised import lowered, raised
from understudy.parsing.web.formulas import plain_boxes, plain_formulas
from understudy.parsing.web.tables import plain_tables

NOISE = (
    "script, style, template, noscript, iframe, object, embed, svg, canvas, button, input, "
    "select, textarea, dialog, nav, footer, aside, [hidden], [aria-hidden=true], "
    "[role=navigation], [role=contentinfo], [role=search], [role=dialog], [role=alert]"
)
"""What a page has around its text on every page of a site, or never shows."""
MAIN = "main, [role=main], article"
INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BLOCKS = "p, li, td, th, h1, h2, h3, h4, h5, h6, blockquote, dd, pre"
SAID = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "table", "li", "dd", "pre", "blockquote"]
"""What is text even within a form: some programs write whole pages as one."""
FIELDS = ["label", "legend", "select", "textarea", "button"]
LONG_FORM = 200
"""Characters beside the fields with which a form is text all the same."""
LANGUAGE = re.compile(r"(?:language|lang|highlight-source)-([\w+#.-]{1,30})")
PROGRAM = re.compile(r"[\w+#.-]{1,30}")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
DEEPEST = 250
"""Elements within elements; converters call themselves once a level."""


class _Converter(MarkdownConverter):
    """Markdown without targets of pictures; those of links as `link` keeps them."""

    def __init__(self, *, marked: bool, **options: Any) -> None:
        super().__init__(**options)
        self._marked = marked

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        quiet = not HEADINGS.isdisjoint(parent_tags) or "_noformat" in parent_tags
        return text if quiet else link(text, str(el.get("href") or ""))

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        caption = str(el.get("alt") or "").strip()
        return caption + mark(str(el.get("src"))) if self._marked else caption

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        said = " ".join(text.split()).replace("|", "\\|")
        return f" {said} |"  # its spans are copies already

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return raised(text)

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return lowered(text)

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        if not text.strip():
            return ""
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        return f"\n\n{fence}{_program(el)}\n{text.strip(chr(10))}\n{fence}\n\n"

    convert_th = convert_td


def _program(code: Tag) -> str:
    """Return the language that code is in, as its classes say; empty when they do not."""
    inner = code.find("code")
    classes = [one for tag in (code, inner) if isinstance(tag, Tag) for one in _classes(tag)]
    named = [found[1] for one in classes if (found := LANGUAGE.fullmatch(one))]
    if "sourceCode" in classes:  # of pandoc, which adds the language alone
        named += [one for one in classes if one != "sourceCode" and PROGRAM.fullmatch(one)]
    return named[0] if named else ""


def _classes(tag: Tag) -> list[str]:
    found = tag.get("class")
    return found.split() if isinstance(found, str) else list(found or [])


def soup(html: str, where: str) -> BeautifulSoup:
    """Parse a page, however broken.

    Raises:
        InputError: It is nested too deeply to be a page, or cannot be read (``bad_html``).
    """
    try:
        with warnings.catch_warnings():  # it looks like XML, or like the name of a file
            warnings.simplefilter("ignore", UnusualUsageWarning)
            page = BeautifulSoup(html, "html.parser")
    except (ParserRejectedMarkup, RecursionError) as error:
        why = f"not an HTML page ({' '.join(str(error).split())})"
        raise InputError(where, why, reason="bad_html") from error
    if _depth(page) > DEEPEST:
        why = f"elements are nested more than {DEEPEST} deep"
        raise InputError(where, why, reason="bad_html")
    return page


def title_of(page: BeautifulSoup) -> str:
    """Return the first heading of a page, else its ``<title>``."""
    heading = page.find("h1")
    return " ".join((heading or page.title or page.new_tag("p")).get_text(" ").split())


def main_text(page: BeautifulSoup, *, marked: bool = False) -> str:
    """Return the main part of a page as Markdown; what is not the text leaves the page."""
    for comment in page.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    plain_boxes(page)
    _open_forms(page)
    for element in page.select(NOISE):
        element.decompose()
    for element in page.find_all(style=INVISIBLE):
        if not element.decomposed:
            element.decompose()
    mains = [part for part in page.select(MAIN) if part.find_parent(MAIN_NAMES) is None]
    mains = [part for part in mains if part.get_text(strip=True)]
    if mains:
        return "\n\n".join(markdown(part, marked=marked) for part in mains)
    for header in page.find_all("header"):
        if not header.decomposed and header.find(["h1", "h2"]) is None:
            header.decompose()
    return markdown(page.body or page, marked=marked)


def _open_forms(page: BeautifulSoup) -> None:
    """Leave the text of forms that are pages, and nothing of those that are to be filled in."""
    for form in page.find_all("form"):
        if form.decomposed:
            continue
        words = [one for one in form.find_all(string=True) if one.strip()]
        words = [one for one in words if one.find_parent(FIELDS) is None]
        if any(one.find_parent(SAID) for one in words) or sum(map(len, words)) > LONG_FORM:
            form.unwrap()
        else:
            form.decompose()


def marked_text(page: BeautifulSoup, pictures: Pictures) -> str:
    """Return the same as `main_text`, after it, with marks; empty when nobody will look at them.

    Pictures that the page holds itself (``data:`` addresses) are kept; drawings in SVG are not.
    """
    for picture in page.find_all("img", src=True):
        address = EMBEDDED.match(str(picture["src"]))
        if address is None:
            continue
        data = str(picture["src"])[address.end() :]
        kept = pictures.add_address(data, address[1], str(picture.get("alt") or ""))
        picture["src"] = kept or ""
    return main_text(page, marked=True) if pictures.are_shown else ""


MAIN_NAMES = ["main", "article"]
EMBEDDED = re.compile(
    r"\s*data:(image/(?!svg)[\w.+-]{1,40})(?:;[^,;]{0,100})*;base64,", re.IGNORECASE
)


def markdown(part: Tag, *, marked: bool = False) -> str:
    """Convert an element; nothing is escaped, since the text is read by models, not rendered.

    Args:
        part: The element.
        marked: Whether a mark stands for each picture whose address is the path of an asset.
    """
    plain_formulas(part)
    plain_tables(part)
    for stop in part.select("pre br"):  # elsewhere it leaves blanks at the end of its line
        stop.replace_with("\n")
    for cell in part.find_all(["td", "th", "h1", "h2", "h3", "h4", "h5", "h6"]):
        for stop in cell.find_all("br"):  # a row or a heading is one line
            stop.replace_with(" ")
    converter = _Converter(
        heading_style="atx",
        bullets="-",
        escape_asterisks=False,
        escape_underscores=False,
        escape_misc=False,
        autolinks=False,
        table_infer_header=True,  # Markdown has no table without one, and Word marks none
        strong_em_symbol="*",
        marked=marked,
    )
    return tidy(composed(plain(str(converter.convert_soup(part)))))


def one_line(part: Tag) -> str:
    """Convert an element to Markdown on one line, as a note is written; it is changed."""
    part.name = "div"  # an item alone would be a list
    return " ".join(markdown(part).split())


def _depth(page: Any) -> int:
    """Return how deep elements stand in each other, without recursion."""
    deepest, level = 0, [page]
    while level:
        level = [child for part in level for child in part.children if isinstance(child, Tag)]
        deepest += bool(level)
    return deepest
