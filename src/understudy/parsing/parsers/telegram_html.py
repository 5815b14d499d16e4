"""Telegram Desktop's export as pages: ``messages.html``, ``messages2.html`` ... of a chat.

Each page has up to a thousand messages and names its first author anew, so that it is read by
itself; the chat's title makes the pages of a chat one group. Pages tell no account: people are told
apart by their names. Saved again by a browser, a page reads the same.
"""

import re
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.params import ParseParams

PAGE = re.compile(r"<title>\s*Exported Data\s*</title>", re.IGNORECASE)
FRAME = re.compile(r'class="page_wrap\b')
CHAT = re.compile(r'class="(?:page_body chat_page\b|message (?:default|service)\b)')
"""A page of a chat; the second of one that somebody cut or wrote anew."""
NAMELESS = {"Deleted Account", "Deleted Group", "Deleted Channel", "Deleted"}
"""Titles that many chats of one export share."""
VIA = re.compile(r"\s+via @(\w+)\Z")
"""Behind the name of whoever let a bot write for them."""
STAMP = re.compile(
    r"(?P<day>\d{2}\.\d{2}\.\d{4} \d{2}:\d{2}:\d{2})"
    r"(?:\s+(?:UTC|GMT)?(?P<sign>[+\-\u2212])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?|\s+(?:UTC|GMT))?"
)
ANSWERED = re.compile(r"#go_to_message(\d{1,18})\Z")
"""Ends the link from an answer; the message may stand on another page, which begins the link."""
UNKNOWN = "This message is not supported by this version of Telegram"
SIZE = re.compile(r"\d")
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Tells the size of a sticker's file from its emoji."""
PARTS = ("userpic_wrap", "body", "date", "from_name", "reply_to", "media_wrap", "text")
"""Classes of what stands in a message; an element is the first of these that it has."""


@CLUES.register("telegram_html")
def is_telegram_page(file: RawFile) -> bool:
    """Tell a page of an export, of a chat or of lists."""
    return PAGE.search(file.opening) is not None and FRAME.search(file.opening) is not None


@PARSERS.register("telegram_html")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one page of a chat, with the kinds that `telegram` gives to messages.

    Dates between messages are no messages. A service message has no author, no time, and the app's
    sentence as its text. A quotation (``<blockquote>``) is not its sender's words. A page of
    contacts or other lists has no messages: nothing is taken of it, and a remark says so.

    Raises:
        InputError: It is no page of an export (``bad_telegram``), or none of its messages can be
            read (``no_messages``).
    """
    if not is_telegram_page(file):
        why = "not a page of Telegram's export"
        raise InputError(file.place, why, reason="bad_telegram")
    if not CHAT.search(file.opening):
        why = "a page of the export that is no chat; nothing is taken of it"
        return Parsed(remarks=(Remark(why=why, reason="not_a_chat"),))
    page = _page(file)
    reader = _Reader(file.place, params.chats.time_zone)
    done = [attempt(reader.said, element) for element in _messages(page)]
    said = [one.value for one in done if one.value is not None]
    problems = [Problem.of("messages", one.failure) for one in done if one.failure is not None]
    if not file.text.rstrip().endswith("</html>"):
        why = "the page ends before its end; copy or export it anew"
        problems.append(Problem(kind="messages", where=file.place, why=why, reason="cut_off"))
    if not said:
        first = f" ({problems[0].why})" if problems else ""
        raise InputError(file.place, f"no message in it{first}", reason="no_messages")
    title = _title(page)
    # All chats with deleted accounts have one title: only their folders tell them apart.
    folder = f" {PurePosixPath(file.place).parent}" if title in NAMELESS else ""
    talk = Talk(file, title + folder, title, params.chats.time_zone)
    return Parsed(conversations=talk.conversations(said), problems=tuple(problems))


def _page(file: RawFile) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = etree.fromstring(file.text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        why = f"not an HTML page ({' '.join(str(error).split())[:80]})"
        raise InputError(file.place, why, reason="bad_telegram") from error
    if page is None:
        raise InputError(file.place, "an empty HTML page", reason="bad_telegram")
    for stop in page.iter("br"):
        stop.tail = _on_a_line(stop.tail)
    return page


def _on_a_line(tail: str | None) -> str:
    """Begin a line, without what lxml reads and does not take back: control characters."""
    return "\n" + NO_XML.sub("", tail or "")


def _messages(page: Any) -> list[Any]:
    """Return all messages without the dates between them, whose ids are negative."""
    found = (one for one in page.iter("div") if "message" in _classes(one))
    return [one for one in found if not one.get("id", "").startswith("message-")]


def _title(page: Any) -> str:
    for header in page.iter("div"):
        if "page_header" in _classes(header):
            for inner in header.iter("div"):
                if {"text", "bold"} <= _classes(inner):
                    return " ".join("".join(inner.itertext()).split()) or "Deleted Account"
    return "Deleted Account"


@dataclass(frozen=True, slots=True)
class _Sender:
    """Who wrote a message, as it stands above the first of several."""

    name: str
    is_bot: bool
    """Whether a bot wrote in that name."""


class _Reader:
    """Reads messages in their order: a joined one has the author of the one before."""

    def __init__(self, place: str, zone: str | None) -> None:
        self._place = place
        self._zone = zone
        self._sender: _Sender | None = None

    def said(self, message: Any) -> Said:
        """Read a message.

        Raises:
            InputError: It lacks what every one has (``bad_message``), or its time is none
                (``bad_date``).
        """
        number = message.get("id", "").removeprefix("message")
        where = f"{self._place}#{number[:20]}"
        bad = partial(InputError, where, reason="bad_message")
        classes, parts = _classes(message), _parts(message)
        if "joined" not in classes:
            self._sender = None
        if not number.isdecimal() or len(number) > 18:
            raise bad("a message without a number; export the chat anew")
        body = parts.get("body")
        if "service" in classes:
            return _service(message if body is None else body, int(number))
        if body is None:
            raise bad("a message without a body; export the chat anew")
        return self._default(_parts(body), int(number), bad)

    def _default(self, parts: dict[str, Any], number: int, bad: "partial[InputError]") -> Said:
        if "from_name" in parts:
            self._sender = _sender(parts["from_name"])
        if self._sender is None:
            raise bad("a message that tells no author; export the chat anew")
        if "date" not in parts:
            raise bad("a message without a date; export the chat anew")
        inner = parts.get("body")  # what was forwarded stands in a body of its own
        shown = parts if inner is None else _parts(inner)
        text, quoted = _words(shown.get("text"), bad)
        media = shown.get("media_wrap")
        kind = _kind(text, quoted, media)
        if inner is not None or (self._sender.is_bot and (text or quoted)):
            kind = "forwarded"
        return Said(
            author=self._sender.name,
            text=text or (quoted if kind == "forwarded" else "") or _emoji(kind, media),
            sent_at=_moment(parts["date"].get("title", ""), self._zone, bad),
            kind=kind,
            key=number,
            answers=_answered(shown.get("reply_to")),
        )


def _service(body: Any, number: int) -> Said:
    text = " ".join("".join(body.itertext()).split())
    if text.startswith(UNKNOWN):
        return Said(author="", text="", kind="media", key=number)
    return Said(author="", text=text, kind="service", key=number)


def _sender(element: Any) -> _Sender:
    """Read a name; behind that of a forwarded message stands a date of its own."""
    name = " ".join((element.text or "").split())
    via = VIA.search(name)
    return _Sender(name[: via.start()] if via else name or "Deleted Account", via is not None)


def _kind(text: str, quoted: str, media: Any) -> MessageKind:
    if text:
        return "text"
    if media is None:
        return "forwarded" if quoted else "media"
    classes = {name for one in media.iter() for name in _classes(one)}
    if "media_call" in classes:
        return "call"
    if "sticker_wrap" in classes or _inside(media, "title") == "Sticker":
        return "sticker"
    return "forwarded" if quoted else "media"


def _emoji(kind: MessageKind, media: Any) -> str:
    """Return what a sticker stands for; the page tells it only of one whose file is not there."""
    if kind != "sticker":
        return ""
    status = _inside(media, "status").partition(", ")[0]
    return "" if SIZE.search(status) else status


def _inside(media: Any, name: str) -> str:
    for one in media.iter("div"):
        if name in _classes(one):
            return "".join(one.itertext()).strip()
    return ""


def _words(element: Any, bad: "partial[InputError]") -> tuple[str, str]:
    """Return the words of a message, and those that it quotes.

    The app writes a new line as ``<br>``: others are its own indentation.
    """
    if element is None:
        return "", ""
    if next(element.iterdescendants("div"), None) is not None:
        raise bad("a message that does not end before the next; export the chat anew")
    quotes = list(element.iterdescendants("blockquote"))
    quoted = "\n".join("".join(one.itertext()).strip() for one in quotes)
    for one in quotes:
        one.clear(keep_tail=True)
        one.tail = _on_a_line(one.tail)  # it was a paragraph of its own
    return "".join(element.itertext()).strip(), quoted


def _answered(element: Any) -> int | None:
    for link in () if element is None else element.iter("a"):
        found = ANSWERED.search(link.get("href", ""))
        if found:
            return int(found[1])
    return None


def _moment(title: str, zone: str | None, bad: "partial[InputError]") -> datetime:
    """Read ``03.05.2024 12:00:00``, behind which versions since 2022 write ``UTC+03:00``.

    That offset is the one of winter, in summer, too: where the parameters' zone has it, the zone
    tells the moment. Else a summer's time may be an hour off.
    """
    found = STAMP.fullmatch(title.strip())
    if found is None:
        raise bad(f"{title[:40]!r} is no date of the export; export the chat anew")
    try:
        local = datetime.strptime(found["day"], "%d.%m.%Y %H:%M:%S")
    except ValueError as error:
        why = f"{title[:40]!r} is a day that there is not; export the chat anew"
        raise bad(why, reason="bad_date") from error
    if found["sign"] is None:
        return local if len(title.split()) == 2 else local.replace(tzinfo=UTC)
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    if offset >= timedelta(days=1):
        raise bad(f"{title[:40]!r} is no date of the export; export the chat anew")
    offset = offset if found["sign"] == "+" else -offset
    if zone is not None and _standard(local, zone) == offset:
        return local.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    return local.replace(tzinfo=timezone(offset))


def _standard(local: datetime, zone: str) -> timedelta | None:
    """Return how far a zone is from UTC when its clocks are not set forward."""
    there = local.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    ahead, summer = there.utcoffset(), there.dst()
    return None if ahead is None else ahead - (summer or timedelta())


def _parts(element: Any) -> dict[str, Any]:
    """Return the first child of each class."""
    parts: dict[str, Any] = {}
    for child in element:
        classes = _classes(child)
        name = next((name for name in PARTS if name in classes), None)
        if name is not None:
            parts.setdefault(name, child)
    return parts


def _classes(element: Any) -> set[str]:
    return set(element.get("class", "").split())
