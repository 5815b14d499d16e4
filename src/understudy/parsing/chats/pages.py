"""Chats as web pages: elements that come back, each with an author, a text and mostly a time.

Which is which, the names of their classes say. Imported when a page is looked at: it needs an HTML
parser.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

MESSAGE = {"message", "msg", "chatmessage", "messageitem", "messagerow", "chatitem", "bubble"}
AUTHOR = {
    *("author", "sender", "from", "fromname", "username", "nick", "nickname", "name", "speaker"),
    *("sendername", "authorname", "user", "messageauthor", "messagesender"),
}
TEXT = {"text", "body", "content", "messagetext", "messagebody", "messagecontent", "msgtext"}
TIME = {"time", "date", "timestamp", "datetime", "messagetime", "messagedate", "sentat"}
ROUGH = re.compile(r"""class\s*=\s*["']?[^"'>]*\b(?:message|msg|bubble|chat[-_]?item)""", re.I)
MARK = re.compile(r"[\s_\-]+")
MIN_SAID = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of a page."""

    author: str
    """Empty when it goes on with the one before."""
    text: str
    time: str | None


def looks_like_chat(html: str) -> bool:
    """Tell whether a page, or its beginning, is a chat: two authors come back, most have a time."""
    from understudy.core.executor import attempt
    from understudy.parsing.web.text import soup

    if len(ROUGH.findall(html)) < MIN_SAID:
        return False
    page = attempt(lambda text: soup(text, "page"), html).value
    said = list(shown(page)) if page is not None else []
    names = Counter(one.author for one in said if one.author)
    again = [count for count in names.values() if count > 1]
    timed = sum(one.time is not None for one in said)
    return len(said) >= MIN_SAID and len(again) >= 2 and timed >= 0.5 * len(said)


def shown(page: BeautifulSoup) -> Iterator[Shown]:
    """Yield the messages of a page in their order."""
    for element in page.find_all(class_=True):
        if _is(element, MESSAGE):
            text = _part(element, TEXT)
            if text is None or _holds_message(element):
                continue
            author, time = _part(element, AUTHOR), _part(element, TIME) or element.find("time")
            yield Shown(
                author=" ".join(author.get_text(" ").split()) if author else "",
                text=words(text),
                time=_time(time) if isinstance(time, Tag) else None,
            )


def words(element: Tag) -> str:
    """Return the text of an element, with a line for each of its lines and paragraphs."""
    for mark in element.find_all("br"):
        mark.replace_with("\n")
    for block in element.find_all(("p", "div", "li")):
        block.append("\n")
    lines = (" ".join(line.split()) for line in element.get_text().split("\n"))
    return "\n".join(lines).strip()


def _time(element: Tag) -> str | None:
    for name in ("datetime", "title", "data-time", "data-timestamp"):
        if isinstance(value := element.get(name), str) and any(map(str.isdigit, value)):
            return value.strip()
    return " ".join(element.get_text(" ").split()) or None


def _holds_message(element: Tag) -> bool:
    """Tell a frame around several messages."""
    inner = element.find_all(class_=True)
    return any(_is(one, MESSAGE) and _part(one, TEXT) is not None for one in inner)


def _part(element: Tag, names: set[str]) -> Tag | None:
    return next((one for one in element.find_all(class_=True) if _is(one, names)), None)


def _is(element: Tag, names: set[str]) -> bool:
    classes: list[str] | str = element.get("class") or []
    return any(MARK.sub("", str(one)).casefold() in names for one in classes)
