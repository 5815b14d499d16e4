"""The headings of an electronic book: from its table of contents, else from how it is printed.

Imported by the parser of books inside its functions only: BeautifulSoup takes a while.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup

from understudy.core.executor import attempt
from understudy.parsing.archives import resolved
from understudy.parsing.books.headings import Entry, Headings
from understudy.parsing.books.styles import Sheets
from understudy.parsing.web.text import soup
from understudy.parsing.xml_parts import read_xml

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
MARKED = re.compile(r"<h[1-6]\b", re.IGNORECASE)
MOST = 5000
"""Lines of a table of contents that are looked at."""
DEEPEST = 20


class Outline:
    """Knows how a book prints its headings.

    Args:
        read: From the path of a member to its text; raises ``InputError`` when it has none.
        contents: Path of its table of contents; empty when it has none.
    """

    def __init__(self, read: Callable[[str], str], contents: str) -> None:
        self._read = read
        self._sheets: dict[str, str] = {}
        self._headings = Headings(attempt(self._contents, contents).value or [])

    def learn(self, pages: Sequence[tuple[str, str]]) -> None:
        """Look at all chapters, by path, of a book that marks no heading as such."""
        if any(MARKED.search(html) for _, html in pages):
            return
        for path, html in pages:
            page = attempt(partial(soup, where=path), html).value
            if page is not None:
                self._headings.learn(page.body or page, path, self._printed(page, path))
        self._headings.decide()

    def mark(self, page: BeautifulSoup, path: str) -> None:
        """Make headings of what is one in a chapter."""
        self._headings.mark(page.body or page, path, self._printed(page, path))

    def _printed(self, page: BeautifulSoup, path: str) -> Sheets:
        """Return the rules that a chapter names or holds; a sheet that is missing is no loss."""
        texts = [sheet.get_text() for sheet in page.find_all("style")]
        for link in page.find_all("link", href=True):
            target = resolved(path, str(link["href"]))
            if target not in self._sheets:
                self._sheets[target] = attempt(self._read, target).value or ""
            texts.append(self._sheets[target])
        return Sheets(texts)

    def _contents(self, path: str) -> list[Entry]:
        text = self._read(path)
        if "<navMap" in text:
            data = text.partition("?>")[2] or text  # it may declare another encoding
            root = read_xml(data.encode(), path, reason="bad_epub", doctype=True)
            return _of_ncx(root, path)
        return _of_navigation(soup(text, path), path)


def _entry(label: str, target: str, path: str, depth: int) -> Entry:
    where = path if target.startswith("#") else resolved(path, target)
    return Entry(where, target.partition("#")[2], " ".join(label.split()), max(1, depth))


def _of_navigation(page: BeautifulSoup, path: str) -> list[Entry]:
    """Read the page for navigation that books of version 3 have."""
    menus = page.find_all("nav")
    marked = [menu for menu in menus if "toc" in str(menu.get("epub:type") or menu.get("role"))]
    return [
        _entry(link.get_text(" "), str(link["href"]), path, len(link.find_parents(["ol", "ul"])))
        for menu in (marked or menus)[:1]
        for link in menu.find_all("a", href=True, limit=MOST)
    ]


def _of_ncx(root: Element, path: str) -> list[Entry]:
    """Read the file for navigation that books of version 2 have."""
    entries: list[Entry] = []
    waiting = [(point, 1) for menu in root.findall(f"{NCX}navMap") for point in menu]
    while waiting and len(entries) < MOST:
        point, depth = waiting.pop()
        content = point.find(f"{NCX}content")
        if content is not None:
            label = point.findtext(f"{NCX}navLabel/{NCX}text") or ""
            entries.append(_entry(label, content.get("src", ""), path, depth))
        if depth < DEEPEST:
            waiting += [(one, depth + 1) for one in point.findall(f"{NCX}navPoint")]
    return entries
