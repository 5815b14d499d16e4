"""Messages on a Mac: ``~/Library/Messages/chat.db``; on an iPhone ``sms.db`` of a backup.

The database is read as it lies, never changed. Its columns differ from version to version: what an
old one lacks counts as empty.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation, MessageKind
from understudy.parsing.chats.attributed_bodies import text_of
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Written
from understudy.parsing.params import ParseParams

SQLITE = b"SQLite format 3\x00"
TABLES = {"message", "handle", "chat", "chat_message_join"}
EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
NANOSECONDS = 1e11
"""A larger number is no time in seconds before the year 5169; since 2017 it counts nanoseconds."""
ME = "Me"
SLOT = "\ufffc"
"""Stands in a text where a picture is."""
NEEDED = ("ROWID", "date", "is_from_me", "handle_id")
COLUMNS = (
    *("guid", "text", "attributedBody", "item_type", "associated_message_type"),
    *("thread_originator_guid", "date_edited", "date_retracted", "is_forward", "balloon_bundle_id"),
    *("is_system_message", "is_service_message", "is_audio_message", "cache_has_attachments"),
)
LINK = "com.apple.messages.URLBalloonProvider"
"""A balloon that shows a link which somebody typed; the others are of apps."""


@CLUES.register("imessage_db")
def is_imessage(file: RawFile) -> bool:
    """Tell the database by the name of a table that no other has."""
    if not file.head.startswith(SQLITE):
        return False
    if isinstance(file.content, bytes):
        return b"chat_message_join" in file.content
    return attempt(_has_tables, file).value is True


@PARSERS.register("imessage_db")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read a conversation for each person or group.

    Texts by iMessage and SMS with one person are one chat. Reactions are no messages; joins and
    new names of groups have the kind ``service``; what was unsent is ``deleted``.

    Raises:
        InputError: The database is damaged or another app's (``bad_imessage``), or no chat in it
            has a message (``no_messages``).
    """
    with closing(_opened(file)) as base:
        reader = _Reader(file, params, base)
        if isinstance(file.content, bytes):
            found = Parsed(conversations=tuple(reader.held()))
        else:
            found = Parsed(written=tuple(reader.streamed()))
        reader.count_orphans()
    if not found.messages:
        first = f" ({reader.problems[0].why})" if reader.problems else ""
        raise InputError(file.place, f"no chat in it has a message{first}", reason="no_messages")
    return found.model_copy(update={"problems": tuple(reader.problems)})


@dataclass(slots=True)
class _Chat:
    key: str
    title: str
    rows: list[int]
    is_group: bool


class _Reader:
    """Reads chats, and keeps what is wrong with single messages."""

    def __init__(self, file: RawFile, params: ParseParams, base: sqlite3.Connection) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._zone = params.chats.time_zone
        self._base = base
        _check(file, base)
        there = {row["name"] for row in self._rows("PRAGMA table_info(message)")}
        if missing := sorted(set(NEEDED[1:]) - there):
            why = f"its messages have no {missing[0]!r}; copy chat.db from the Mac itself"
            raise InputError(file.place, why, reason="bad_imessage")
        optional = (f"m.{one}" if one in there else f"NULL AS {one}" for one in COLUMNS)
        self._columns = ", ".join([*(f"m.{one} AS {one}" for one in NEEDED), *optional])

    def held(self) -> Iterator[Conversation]:
        """Read the chats of a database that is held."""
        for chat in self._chats():
            said = list(self._said(chat))
            if said:
                yield from Talk(self._file, chat.key, chat.title, self._zone).conversations(said)

    def streamed(self) -> Iterator[Written]:
        """Read all chats, holding a part of one at a time."""
        for chat in self._chats():
            talk = Talk(self._file, chat.key, chat.title, self._zone)
            yield from talk.written(self._said(chat))

    def count_orphans(self) -> None:
        """Say how many messages belong to no chat: their senders deleted the chat."""
        query = (
            "SELECT count(*) AS n FROM message WHERE ROWID NOT IN "
            "(SELECT message_id FROM chat_message_join WHERE message_id IS NOT NULL)"
        )
        done = attempt(lambda text: list(self._rows(text)), query)
        count = done.value[0]["n"] if done.value else 0
        if done.failure is not None:
            self.problems.append(Problem.of("messages", done.failure))
        if count:
            why = f"{count} messages belong to no chat any more; nothing can be done about them"
            place = self._file.place
            self.problems.append(Problem(kind="messages", where=place, why=why, reason="no_chat"))

    def _chats(self) -> list[_Chat]:
        chats: dict[str, _Chat] = {}
        for row in map(dict, self._rows("SELECT ROWID AS id, * FROM chat ORDER BY ROWID")):
            key = str(row.get("chat_identifier") or row.get("guid") or row["id"])
            title = str(row.get("display_name") or key)
            group = row.get("style") == 43 or key.startswith("chat")
            chat = chats.setdefault(key, _Chat(key, title, [], group))
            chat.rows.append(row["id"])
            chat.title = title if chat.title == key else chat.title
        return list(chats.values())

    def _said(self, chat: _Chat) -> Iterator[Said]:
        marks = ",".join("?" * len(chat.rows))
        query = (
            f"SELECT {self._columns}, h.id AS handle FROM message m "  # noqa: S608  # own names
            "LEFT JOIN handle h ON h.ROWID = m.handle_id WHERE m.ROWID IN "
            f"(SELECT message_id FROM chat_message_join WHERE chat_id IN ({marks})) "
            "ORDER BY m.date, m.ROWID"
        )
        rows = iter(self._rows(query, chat.rows))
        read = partial(_said, chat=chat, place=self._file.place)
        while True:
            row = attempt(lambda found: next(found, False), rows)
            if row.failure is not None:  # a damaged page: what came before it is sound
                self.problems.append(Problem.of("messages", row.failure))
                return
            if row.value is None or row.value is False:
                return
            done = attempt(read, row.value)
            if done.failure is not None:
                self.problems.append(Problem.of("messages", done.failure))
            elif done.value is not None:
                yield done.value

    def _rows(self, query: str, values: Iterable[Any] = ()) -> Iterator[sqlite3.Row]:
        try:
            yield from self._base.execute(query, tuple(values))
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise _damaged(self._file.place, error) from error


def _said(row: sqlite3.Row, chat: _Chat, place: str) -> Said | None:
    """Read a message; None for a reaction.

    Raises:
        InputError: Its text or its time cannot be read (``bad_message``, ``bad_date``).
    """
    where = f"{place}#{row['ROWID']}"
    kind_of = row["associated_message_type"] or 0
    if isinstance(kind_of, int) and 2000 <= kind_of < 4000:
        return None
    handle = row["handle"] or ("" if chat.is_group else chat.key)
    text = "" if row["item_type"] else _text(row, where)
    return Said(
        author=ME if row["is_from_me"] else str(handle),
        text=text,
        sent_at=_moment(row["date"], where),
        kind=_kind(row, text),
        key=_key(row["guid"]),
        answers=_key(row["thread_originator_guid"]),
        account=None if row["is_from_me"] or not handle else str(handle),
    )


def _text(row: sqlite3.Row, where: str) -> str:
    text = row["text"]
    if not isinstance(text, str) or not text:
        body = row["attributedBody"]
        text = text_of(body, where) if isinstance(body, bytes) and body else ""
    return text.replace(SLOT, "").strip()


def _kind(row: sqlite3.Row, text: str) -> MessageKind:
    if row["item_type"] or row["is_system_message"] or row["is_service_message"]:
        return "service"
    if row["associated_message_type"] == 1000:
        return "sticker"
    if row["date_retracted"] or (row["date_edited"] and not text):
        return "deleted"
    if row["balloon_bundle_id"] not in {None, "", LINK} or not text:
        return "media"
    return "forwarded" if row["is_forward"] else "text"


def _moment(value: Any, where: str) -> datetime | None:
    if not value:
        return None
    try:
        seconds = value / 1e9 if abs(value) > NANOSECONDS else value
        return EPOCH + timedelta(seconds=seconds)
    except (TypeError, OverflowError, ValueError) as error:
        why = f"{value!r} is no time since 2001"
        raise InputError(where, why, reason="bad_date") from error


def _key(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _has_tables(file: RawFile) -> bool:
    with closing(_opened(file)) as base:
        _check(file, base)
    return True


def _opened(file: RawFile) -> sqlite3.Connection:
    """Open the database for reading, without the journal that lay beside it."""
    try:
        if isinstance(file.content, Path):
            base = sqlite3.connect(
                f"{file.content.absolute().as_uri()}?mode=ro&immutable=1", uri=True
            )
        else:
            base = sqlite3.connect(":memory:")
            # Bytes 18 and 19 say that there is a journal, without which memory is not opened.
            base.deserialize(file.content[:18] + b"\1\1" + file.content[20:])
    except (sqlite3.Error, OverflowError) as error:
        raise _damaged(file.place, error) from error
    base.row_factory = sqlite3.Row
    base.text_factory = lambda data: data.decode("utf-8", "replace")
    return base


def _check(file: RawFile, base: sqlite3.Connection) -> None:
    try:
        names = {
            row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type='table'")
        }
    except sqlite3.Error as error:
        raise _damaged(file.place, error) from error
    if not names >= TABLES:
        why = "it is a database, but not that of Messages; export its tables as .csv"
        raise InputError(file.place, why, reason="bad_imessage")


def _damaged(place: str, error: Exception) -> InputError:
    said = " ".join(str(error).split())[:80].encode("ascii", "replace").decode()
    why = f"the database is damaged ({said}); quit Messages and copy chat.db again"
    return InputError(place, why, reason="bad_imessage")
