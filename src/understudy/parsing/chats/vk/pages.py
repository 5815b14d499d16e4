"""A page of a chat in VK's archive: ``messages/<peer>/messages0.html``, 50 messages, newest first.

Imported inside functions only: lxml takes a while.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from understudy.core.errors import InputError
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, each
from understudy.parsing.chats.page_elements import Element, first, page, with_class, words
from understudy.parsing.chats.vk.names import OWNER, account_of
from understudy.parsing.chats.written_dates import page_dates
from understudy.parsing.files import Problem

FORWARDED = re.compile(r"\d+\s+(?:прикрепл|прикріпл|attached message|пересланн)", re.IGNORECASE)
KINDS: dict[str, MessageKind] = {
    "сообщение удалено": "deleted",
    "message deleted": "deleted",
    "стикер": "sticker",
    "sticker": "sticker",
    "звонок": "call",
    "call": "call",
}
"""Descriptions of attachments that are no media; all others are."""
BEHIND = {"kludges"}
"""Class of what stands behind the words of a message."""


@dataclass(slots=True)
class Page:
    """What a page tells, oldest message first."""

    title: str
    """Empty when it tells none."""
    said: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_page(text: str, where: str, *, day_first: bool | None) -> Page:
    """Read a page; a message that cannot be read is a problem.

    Args:
        text: The HTML.
        where: Its place, for messages.
        day_first: ``parse.chats.day_first``.

    Raises:
        InputError: It is no page of messages (``bad_vk``).
    """
    root = page(text, where, "bad_vk")
    items = list(with_class(root, "message"))[::-1]
    clock = page_dates([_shown(one)[2] for one in items], where, day_first=day_first)
    problems: list[Problem] = []
    read = partial(_said, page_place=where, owner=_owner(root), clock=clock)
    said = list(each(items, read, problems))
    crumbs = [words(one) for one in with_class(root, "ui_crumb")]
    return Page(
        title=crumbs[-1] if crumbs else "",
        said=said,
        problems=problems,
    )


def read_titles(text: str, where: str) -> dict[str, str]:
    """Return the title of each chat by its peer, from ``index-messages.html``."""
    titles = {}
    for link in page(text, where, "bad_vk").iter("a"):
        found = re.fullmatch(r"(?:\./)?(-?\d{1,20})/messages\d*\.html", link.get("href") or "")
        if found and words(link):
            titles[found[1]] = words(link)
    return titles


def _owner(root: Element) -> str | None:
    """Return the account whose archive it is; the page tells it in base64 of JSON."""
    for meta in root.iter("meta"):
        if meta.get("name") == "jd":
            content = meta.get("content") or ""
            try:
                facts = json.loads(base64.b64decode(content + "=" * (-len(content) % 4)))
            except (binascii.Error, ValueError, RecursionError):
                return None
            number = facts.get("user_id") if isinstance(facts, dict) else None
            digits = str(number)
            return f"id{digits}" if digits.isascii() and digits.isdecimal() else None
    return None


def _shown(item: Element) -> tuple[str, str, str]:
    """Return the name in the header of a message, the comma and the date, as they stand."""
    head = first(item, "message__header")
    return ("" if head is None else words(head, {"message-edited"})).rpartition(",")


def _said(
    item: Element, *, page_place: str, owner: str | None, clock: Callable[[str, str], datetime]
) -> Said:
    """Read a message.

    Raises:
        InputError: It lacks what every one has (``bad_message``), or its date cannot be read
            (``bad_date``, ``ambiguous_dates``).
    """
    where = f"{page_place}#{item.get('data-id') or '?'}"
    head = first(item, "message__header")
    body = None if head is None else head.getnext()
    if head is None or body is None:
        why = "a message without a header or a text; ask for the archive anew"
        raise InputError(where, why, reason="bad_message")
    link = next(head.iter("a"), None)
    name, comma, date = _shown(item)
    if not comma:
        why = f"its header {date[:80]!r} has no name and date; ask for the archive anew"
        raise InputError(where, why, reason="bad_message")
    name = (words(link) if link is not None else name.strip()) or "DELETED"
    sender = owner if name in OWNER else None
    if link is not None:
        sender = account_of(link.get("href") or "")
    kind, text = _content(body)
    return Said(name, text, clock(date, where), kind, key=item.get("data-id"), account=sender)


def _content(body: Element) -> tuple[MessageKind, str]:
    """Return what a message is, and its author's own words.

    Attachments are stubs in an element behind the words; what VK itself says (who joined, who left)
    stands there too, outside of any attachment.
    """
    text = words(body, BEHIND)
    behind = next(with_class(body, *BEHIND), None)
    stubs = [] if behind is None else list(with_class(behind, "attachment"))
    notice = "" if behind is None else words(behind, {"attachment"})
    if first(body, "im_srv_lnk") is not None or (notice and not text):
        return "service", notice or text
    shown = [first(one, "attachment__description") for one in stubs]
    named = [" ".join(words(one).split()).casefold() for one in shown if one is not None]
    kinds = [KINDS[name] for name in named if name in KINDS]
    if text:
        return "text", text
    if kinds:
        return kinds[0], ""
    return ("forwarded" if any(map(FORWARDED.match, named)) else "media"), ""
