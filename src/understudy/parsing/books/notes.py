"""Notes of electronic books and of pages: a link in the text, and what it leads to."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag

from understudy.parsing.web.text import one_line

KINDS = {"footnote", "endnote", "rearnote", "note"}
ROLES = {"doc-footnote", "doc-endnote"}
REFERENCES = {"noteref", "doc-noteref"}
REFERENCE_CLASSES = {"footnote-ref", "footnote-reference", "noteref", "fnref"}
"""How programs call them that write pages."""
BACK = {"backlink", "doc-backlink", "referrer"}
OWN_MARK = re.compile(r"[(\[]?\d{1,3}[.)\]:]+ |[*†‡]+ ?")
"""What a note begins with, where no link says so; a year is none."""
LONGEST_MARK = 5
"""Characters of a link that is a number or a star."""


class Notes:
    """Numbers the notes of a book as Markdown does, through all its chapters."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def fresh(self) -> "Notes":
        """Return what numbers from the first again."""
        return Notes()

    def mark_page(self, tree: BeautifulSoup) -> list[str]:
        """Do as `mark` with a page that stands alone: links to other pages are no notes."""
        named = {str(element["id"]) for element in tree.select("[id]")}
        links = {str(link["href"]) for link in tree.select("a[href]")}
        own = {href for href in links if href.startswith("#") and href[1:] in named}
        return self.mark(tree, "", dict.fromkeys(own, ""))

    def mark(self, tree: BeautifulSoup, path: str, targets: dict[str, str]) -> list[str]:
        """Put marks in the place of links to notes, and take the notes of a chapter out of it.

        Args:
            tree: The chapter; it is changed.
            path: Its own path in the book.
            targets: For the ``href`` of each link that may lead to a note the path of the chapter
                that it leads to.

        Returns:
            The notes, each on a line that begins with its mark; a note that no chapter before it
            asked for stays in the text.
        """
        named = {str(element["id"]): element for element in tree.select("[id]")}
        for link in tree.select("a[href]"):
            href = str(link["href"])
            if href not in targets:
                continue
            name = href.partition("#")[2]
            note = named.get(name) if targets[href] == path else None
            shown = _marked(link)
            if name and shown.parent is not None and _is_reference(link, note):
                number = self._numbers.setdefault((targets[href], name), len(self._numbers) + 1)
                shown.replace_with(f"[^{number}]")
        written = []
        for name, note in named.items():
            number = self._numbers.get((path, name), 0)
            if number and not note.decomposed:  # one within another goes with it
                written.append((number, f"[^{number}]: {_said(note)}"))
                _take_out(note)
        return [line for _, line in sorted(written)]


def _is_reference(link: Tag, note: Tag | None) -> bool:
    """Tell a link to a note: it says so, or it is a short mark and leads to one."""
    if REFERENCES & _words(link) or REFERENCE_CLASSES & set(link.get("class") or ()):
        return True
    if note is None or note is link or len(link.get_text(strip=True)) > LONGEST_MARK:
        return False
    return note.name == "aside" or bool((KINDS | ROLES) & _words(note))


def _marked(link: Tag) -> Tag:
    """Return a link with the raised sign around it, when there is nothing else in that."""
    above = link.parent
    alone = above is not None and above.name == "sup"
    return above if above is not None and alone and above.get_text() == link.get_text() else link


def _take_out(note: Tag) -> None:
    """Remove a note, and the list and the rule that are left of all notes when it was the last."""
    around = note.parent
    note.decompose()
    while isinstance(around, Tag) and around.name not in {"body", "main", "article"}:
        left, around = around, around.parent
        if left.find("img") is not None or left.get_text(strip=True):
            return
        if around is not None:
            left.decompose()


def _said(note: Tag) -> str:
    """Return the words of a note on one line, without its own mark and the way back."""
    for link in note.select("a[href]"):
        if BACK & _words(link) or not any(letter.isalpha() for letter in link.get_text()):
            link.decompose()
    text = one_line(note)
    return text[found.end() :] if (found := OWN_MARK.match(text)) else text


def _words(element: Tag) -> set[str]:
    """Return what an element says of its kind."""
    said: list[Any] = [element.get("epub:type"), element.get("role")]
    return {word for one in said if isinstance(one, str) for word in one.split()}
