"""Google Chat, and Hangouts before it, from Google Takeout.

Each chat has a folder below ``Google Chat/Groups`` with ``messages.json``.
"""

import re
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, Talk, moment
from understudy.parsing.chats.message_lists import identifier, inner, objects
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile
from understudy.parsing.json_values import streamed
from understudy.parsing.params import ParseParams

TIME = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)(?:\s?(?P<half>[AP])M)?\s?UTC"
)
ENGLISH = re.compile(
    r"[A-Za-z]{3,10}, (?P<month>[A-Z][a-z]{2,8}) (?P<day>\d{1,2}), (?P<year>\d{4})"
)
RUSSIAN = re.compile(r"[а-я]{5,12}, (?P<day>\d{1,2}) (?P<month>[а-я]{3,8}) (?P<year>\d{4})")
MONTHS = {
    **{
        name: i
        for i, name in enumerate(
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
        )
    },
    **{
        name: i
        for i, name in enumerate(
            ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"], 1
        )
    },
}
"""First three letters to the number."""
FIELDS = {"topic_id", "message_id", "created_date"}


@CLUES.register("google_chat")
def is_google_chat(file: RawFile) -> bool:
    """Tell a chat by the fields of its first message."""
    value = file.glimpse
    messages = objects(value.get("messages")) if isinstance(value, dict) else []
    return any("creator" in one and not FIELDS.isdisjoint(one) for one in messages[:3])


@PARSERS.register("google_chat")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one chat.

    Times are moments. Attachments without words have the kind ``media``, what was deleted has
    ``deleted``, what bots wrote ``service``; what is quoted is no text.

    Raises:
        InputError: There is no message in it (``no_messages``), or it is damaged.
    """
    said, problems, space = [], [], None
    with file.open() as stream:
        for number, one in enumerate(streamed(stream, "messages.item", file.place), 1):
            done = attempt(partial(_said, where=f"{file.place}#{number}"), one)
            if done.value is not None:
                said.append(done.value)
                space = space or _space(one)
            elif done.failure is not None:
                problems.append(Problem.of("messages", done.failure))
    if not said:
        first = f" ({problems[0].why})" if problems else ""
        why = f"this chat of Google Chat has no message{first}; export it anew"
        raise InputError(file.place, why, reason="no_messages")
    folder = PurePosixPath(file.place).parent.name
    names = sorted({one.author for one in said if one.author})[:5]
    talk = Talk(file, space or folder or None, ", ".join(names) or folder, params.chats.time_zone)
    return Parsed(conversations=talk.conversations(said), problems=tuple(problems))


def _space(item: dict[str, Any]) -> str | None:
    """Return what identifies the chat: a message is called ``space/topic/message``."""
    name = identifier(item.get("message_id"))
    return name.split("/")[0] if name and name.count("/") > 1 else None


def _said(item: Any, where: str) -> Said:
    """Read a message.

    Raises:
        InputError: It has neither an author nor an id (``bad_message``), or its time is none
            (``bad_date``).
    """
    if not isinstance(item, dict) or not ({"creator", "message_id"} & item.keys()):
        why = "a message without a creator"
        raise InputError(where, why, reason="bad_message")
    creator = inner(item, "creator")
    account = identifier(creator.get("email"))
    text = item.get("text")
    words = text.strip() if isinstance(text, str) else ""
    return Said(
        author=str(creator.get("name") or account or ""),
        text="" if _is_deleted(item) else words,
        sent_at=_sent_at(item.get("created_date"), where),
        kind=_kind(item, words, str(creator.get("user_type"))),
        key=identifier(item.get("message_id")),
        answers=identifier(inner(item, "quoted_message_metadata").get("message_id")),
        account=account,
    )


def _is_deleted(item: dict[str, Any]) -> bool:
    return item.get("message_state") == "DELETED" or "deletion_metadata" in item


def _kind(item: dict[str, Any], words: str, user: str) -> MessageKind:
    if _is_deleted(item):
        return "deleted"
    if user.casefold() in {"bot", "app"}:
        return "service"
    if words:
        return "text"
    is_media = item.get("attached_files") or item.get("annotations")
    return "media" if is_media else "service"


def _sent_at(value: Any, where: str) -> datetime | None:
    """Read a time such as ``Wednesday, May 1, 2024 at 9:00:00 AM UTC``.

    It is in the language of the account.

    Raises:
        InputError: It is no time, or in another language than English or Russian (``bad_date``).
    """
    if not isinstance(value, str):
        return moment(value, where)
    clock = TIME.search(value)
    day = ENGLISH.match(value) or RUSSIAN.match(value)
    month = MONTHS.get(day["month"][:3]) if day else None
    if clock is None or day is None or month is None:
        return _plain(value, where)
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"] == "P" else 0)
    rest = int(clock["minute"]), int(clock["second"])
    iso = (
        f"{int(day['year']):04}-{month:02}-{int(day['day']):02}T{hour:02}:{rest[0]:02}:{rest[1]:02}"
    )
    found = moment(iso, where)
    return found.replace(tzinfo=UTC) if found else None


def _plain(value: str, where: str) -> datetime | None:
    done = attempt(partial(moment, where=where), value)
    if done.failure is not None:
        why = (
            f"{value!r} is no time in English or Russian; set the account to one of them and "
            "export anew"
        )
        raise InputError(where, why, reason="bad_date")
    return done.value
