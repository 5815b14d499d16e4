"""Chats of Facebook, Messenger and Instagram: "Download your information", JSON or HTML.

The archive as it comes, or single files of it, ``message_1.json`` or ``message_1.html``; also the
separate export of Messenger's end-to-end encrypted chats, one ``Anna Petrova_7.json`` each.
"""

import codecs
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation
from understudy.parsing import archives
from understudy.parsing.chats.conversations import Talk
from understudy.parsing.chats.meta.json import Thread, looks_like_meta, read_thread
from understudy.parsing.chats.thread_archives import beginning, left_alone, pages
from understudy.parsing.decoding import composed, decode, plain
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark, Written
from understudy.parsing.json_values import glimpse, read_json
from understudy.parsing.params import ParseParams

SECTIONS = (
    r"(?:inbox|archived_threads|filtered_threads|message_requests|e2ee_cutover|legacy_threads"
    r"|secret_conversations|broadcast|community_chats_settings|spam)"
)
PAGE = re.compile(
    rf"(?P<thread>(?:.*/)?messages/{SECTIONS}/[^/]+)/message_(?P<number>\d{{1,9}})\.(?:json|html?)",
    re.IGNORECASE,
)
ENCRYPTED = re.compile(r"(?!__MACOSX/)(?:[^/]+/)*[^/]+_\d{1,18}\.json", re.IGNORECASE)
"""A chat of its own each: the number only tells namesakes apart."""
UNPACKED = re.compile(rf"(?:.*/)?{SECTIONS}/[^/]+/message_\d{{1,9}}\.html?", re.IGNORECASE)
HTML_PAGE = re.compile(r"message_\d+\b.*", re.IGNORECASE | re.DOTALL)
HTML_MARKS = (re.compile(r"\b_a6-g\b"), re.compile(r"\b_a6-h\b"), re.compile(r"\b_a6-p\b"))
OLD_HTML_MARKS = (re.compile(r"\b_2lej\b"), re.compile(r"\b_2let\b"), re.compile(r"\b_2lem\b"))


@CLUES.register("meta")
def is_meta(file: RawFile) -> bool:
    """Tell an archive by its folders, a chat by its fields or by its classes."""
    if file.members:
        return any(map(PAGE.fullmatch, file.members)) or _is_encrypted_archive(file)
    return looks_like_meta(file.glimpse) or _is_page(file)


@PARSERS.register("meta")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read every chat of an export; pages of one chat are one conversation.

    Reactions, calls and what the app says of itself are no words of anybody's; letters that the
    export writes as bytes are mended. In an archive only messages are read.

    Raises:
        InputError: It is no such export (``bad_meta``), it is damaged, or no chat in it has a
            message (``no_messages``).
    """
    reader = _Reader(file, params)
    remarks: tuple[Remark, ...] = ()
    if file.head.startswith(archives.START):
        with file.open() as stream, archives.export(stream, file.place) as archive:
            chats = list(reader.archived(archive))
            remarks = left_alone(archive.namelist(), reader.read)
    else:
        chats = list(reader.single())
    if not chats:
        first = f" ({reader.problems[0].why})" if reader.problems else ""
        why = f"no chat in it has a message{first}; choose messages when you export"
        raise InputError(file.place, why, reason="no_messages")
    problems = tuple(reader.problems)
    if isinstance(file.content, bytes):
        whole = tuple(one for chat in chats if not isinstance(chat, Written) for one in [chat])
        return Parsed(conversations=whole, problems=problems, remarks=remarks)
    lines = tuple(one for one in chats if isinstance(one, Written))
    return Parsed(written=lines, problems=problems, remarks=remarks)


class _Reader:
    """Reads chats, and keeps what is wrong with parts of them."""

    def __init__(self, file: RawFile, params: ParseParams) -> None:
        self.problems: list[Problem] = []
        self.read: list[str] = []
        self._file = file
        self._params = params.chats

    def single(self) -> Iterator[Conversation | Written]:
        """Read a file that is one page of a chat."""
        path = PurePosixPath(self._file.place)
        thread = self._page(self._file.data, self._file.place, folder=path.parent.name)
        yield from self._chats([thread])

    def archived(self, archive: zipfile.ZipFile) -> Iterator[Conversation | Written]:
        """Read all chats of an archive, one in memory at a time."""
        names = archive.namelist()
        found = pages(names, PAGE) or {
            name: [name] for name in sorted(names) if ENCRYPTED.fullmatch(name)
        }
        for path, members in found.items():
            read = partial(self._member, archive, path)
            outcomes = [attempt(read, name) for name in members]
            self.read.extend(members)
            self.problems.extend(
                Problem.of("messages", done.failure) for done in outcomes if done.failure
            )
            yield from self._chats([done.value for done in outcomes if done.value])

    def _member(self, archive: zipfile.ZipFile, path: str, name: str) -> Thread:
        data = archives.member(archive, name, self._file.place)
        return self._page(data, f"{self._file.place}/{name}", folder=PurePosixPath(path).name)

    def _page(self, data: bytes, where: str, folder: str) -> Thread:
        """Read a page of a chat: JSON, or HTML in a folder that names the chat."""
        text = composed(_text(data, where))
        if text.lstrip()[:1] in {"{", "["}:
            return read_thread(read_json(text, where).whole, where)
        from understudy.parsing.chats.meta.html import read_page

        return read_page(text, where, folder, day_first=self._params.day_first)

    def _chats(self, threads: list[Thread]) -> Iterator[Conversation | Written]:
        for thread in threads:
            self.problems.extend(thread.problems)
        said = [one for thread in threads for one in thread.said]
        if not said:
            return
        newest = threads[-1]  # people may have left, the chat may have been renamed
        talk = Talk(self._file, newest.key, newest.title, self._params.time_zone)
        for chat in talk.conversations(said):
            is_held = isinstance(self._file.content, bytes)
            yield chat if is_held else Written.of(chat)


def _text(data: bytes, where: str) -> str:
    """Read the text of a page.

    Saved anew by another program, the bytes of letters are control characters, as in no other text.
    """
    if data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in {b"{", b"["}:
        try:
            return plain(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            pass  # of another encoding
    return decode(data, where)


def _is_page(file: RawFile) -> bool:
    """Tell a page of a chat in HTML; pages of other activity have the same classes.

    Before the first message there may be more styles than are looked at: the path tells, too.
    """
    if UNPACKED.fullmatch(file.place) and file.opening.lstrip("\ufeff \t\r\n").startswith("<"):
        return True
    if file.suffix in {".html", ".htm"} and not HTML_PAGE.fullmatch(file.name):
        return False
    return "<" in file.opening and any(
        all(mark.search(file.opening) for mark in marks) for marks in (HTML_MARKS, OLD_HTML_MARKS)
    )


def _is_encrypted_archive(file: RawFile) -> bool:
    """Tell the export of encrypted chats: each chat is a file, and the first looks like one."""
    chats = sorted(filter(ENCRYPTED.fullmatch, file.members))
    others = (name for name in file.members.difference(chats) if not name.startswith("__MACOSX/"))
    if not chats or any(name.endswith(".json") for name in others):
        return False
    done = attempt(partial(_opening, file), chats[0])
    return done.value is not None and looks_like_meta(glimpse(done.value))


def _opening(file: RawFile, name: str) -> str:
    with file.open() as stream, archives.export(stream, file.place) as archive:
        return beginning(archive, name, file.place).decode("utf-8", "replace")
