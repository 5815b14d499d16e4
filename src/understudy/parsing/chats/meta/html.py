"""A page of a chat of Facebook, Messenger or Instagram in HTML: ``message_1.html``.

The classes say nothing and change every few years; the dates are local and in the language of the
account. Imported inside functions only: lxml takes a while.
"""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial

from understudy.core.errors import InputError
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, each
from understudy.parsing.chats.meta.json import Thread, chat_key
from understudy.parsing.chats.meta.sentences import NOBODY, app_kind, named
from understudy.parsing.chats.page_elements import Element, first, page, with_class, words
from understudy.parsing.chats.written_dates import page_dates
from understudy.parsing.files import Problem

BLOCKS = ("_a6-g", "_2lej")
SENDER = ("_a6-h", "_2lek")
BODY = ("_a6-p", "_2let")
DATE = ("_a6-o", "_2lem")
REACTIONS = {"_a6-q", "_tqp"}
"""Class of each part: since about 2021, and before."""
FOLDER = re.compile(r".+_[A-Za-z0-9-]{5,}")
"""Name of the folder of a chat; a page may have been moved to any other."""
MEDIA_TAGS = {"img", "video", "audio", "source", "object"}


def read_page(text: str, where: str, folder: str, *, day_first: bool | None) -> Thread:
    """Read a page of a chat.

    Args:
        text: The HTML.
        where: Its place, for messages.
        folder: Name of the folder that it lies in: of the chat, if nobody moved it.
        day_first: ``parse.chats.day_first``.

    Raises:
        InputError: There is no message in it (``bad_meta``).
    """
    root = page(text, where, "bad_meta")
    title = named(root.findtext(".//title"))
    blocks = [one for one in with_class(root, *BLOCKS) if first(one, *BODY) is not None]
    messages = [one for one in blocks if not _is_heading(one)]
    if not messages:
        why = "there is no message in it; export the chats anew, as JSON"
        raise InputError(where, why, reason="bad_meta")
    placed = [(one, f"{where}#{number}") for number, one in enumerate(messages, 1)][::-1]
    clock = page_dates([_date(one) for one, _ in placed], where, day_first=day_first)
    problems: list[Problem] = []
    said = list(each(placed, partial(_said, clock=clock), problems))
    people = {one.author for one in said if one.author != NOBODY}
    return Thread(
        title=title,
        key=_key(people, title, folder),
        said=said,
        problems=problems,
    )


def _key(people: set[str], title: str, folder: str) -> str:
    """Return what identifies the chat, the same as its JSON has where the page tells it.

    A chat of two is called like one of them; who speaks in it is all that it tells of the other.
    """
    path = folder if FOLDER.fullmatch(folder) else ""
    return chat_key(people, title, path) or title


def _is_heading(block: Element) -> bool:
    """Tell a block that names the participants, or shows the picture of the group."""
    return _sender(block) is None and not _date(block)


def _date(block: Element) -> str:
    """Return the date of a message; empty when it has none."""
    found = first(block, *DATE)
    return "" if found is None else words(found)


def _sender(block: Element) -> str | None:
    found = first(block, *SENDER)
    if found is None:
        found = next(block.iter("h2", "h3"), None)
    return None if found is None else words(found)


def _said(placed: tuple[Element, str], clock: Callable[[str, str], datetime]) -> Said:
    """Read a message.

    Raises:
        InputError: Its date cannot be read (``bad_date``, ``ambiguous_dates``), or it has none
            (``bad_message``).
    """
    block, where = placed
    date = _date(block)
    if not date:
        raise InputError(where, "a message without a date; export it anew", reason="bad_message")
    body = first(block, *BODY)
    text, is_media = _content(body)
    author = named(_sender(block))
    kind: MessageKind = "media" if is_media else "service"
    if text:
        kind = app_kind(text, author) or "text"
    silent = kind in {"media", "call", "deleted"}
    return Said(author, "" if silent else text, clock(date, where), kind)


def _content(body: Element) -> tuple[str, bool]:
    """Return the words of a message, and whether it shows or links something else.

    Within the body is one element; of its parts the first is empty, the second holds the words, the
    others pictures, links and what these say.
    """
    inner = next((one for one in body if one.tag == "div"), body)
    parts = [one for one in inner if one.tag == "div"]
    is_media = any(one.tag in MEDIA_TAGS for one in inner.iterdescendants()) or any(
        words(part, REACTIONS) for part in parts[2:]
    )
    own = parts[1] if len(parts) > 1 else parts[0] if parts else inner
    return words(own, REACTIONS), is_media
