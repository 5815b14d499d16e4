"""HTML as mammoth writes it, made ready for Markdown: notes, boxes to tick, numbers of lists."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from understudy.parsing.web.text import one_line
from understudy.parsing.word.parts import BEGIN, END

NOTE = re.compile(r"(foot|end)note-(?!ref-)")
MARKER = re.compile(f"{BEGIN}([0-9]*){END}")
MARKS = re.compile(f"{BEGIN}[0-9]*{END}|[{BEGIN}{END}]")


def finish(page: BeautifulSoup) -> None:
    """Rewrite a page in place.

    References become ``[^1]`` and the notes paragraphs ``[^1]: words`` at the end; a box becomes
    ``[x]`` or ``[ ]``; a list starts with the number that Word prints.
    """
    for box in page.find_all("input", type="checkbox"):
        following = box.next_sibling
        if isinstance(following, NavigableString):
            following.replace_with(following.lstrip())
        box.replace_with("[x] " if box.has_attr("checked") else "[ ] ")
    _notes(page)
    for first in page.find_all("ol"):
        found = MARKER.search(first.get_text())
        if found and found[1] not in {"", "1"}:
            first["start"] = found[1]
    for text in page.find_all(string=MARKS):
        text.replace_with(MARKS.sub("", text))


def _notes(page: BeautifulSoup) -> None:
    """Number notes of both kinds together, in the order of their references."""
    numbers: dict[str, int] = {}
    for reference in page.find_all("a", href=re.compile(r"^#(foot|end)note-(?!ref-)")):
        name = str(reference["href"])[1:]
        mark = f"[^{numbers.setdefault(name, len(numbers) + 1)}]"
        raised = reference.parent
        inside = isinstance(raised, Tag) and raised.name == "sup"
        (raised if inside and raised is not None else reference).replace_with(mark)
    found: list[tuple[int, str]] = []
    lists = []
    for item in page.find_all("li", id=NOTE):
        for back in item.find_all("a", href=re.compile(r"^#(foot|end)note-ref-")):
            back.decompose()
        lists.append(item.parent)
        number = numbers.get(str(item["id"]), len(numbers) + 1)
        found.append((number, one_line(item.extract())))
    for parent in lists:
        if isinstance(parent, Tag) and parent.find("li") is None:
            parent.extract()
    for number, words in sorted(found):
        paragraph = page.new_tag("p")
        paragraph.string = f"[^{number}]: {words}"
        (page.body or page).append(paragraph)
