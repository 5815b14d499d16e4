"""Chats of VK: the archive "Защита данных", its pages, or what the API returns, as JSON."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation
from understudy.parsing import archives
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.thread_archives import left_alone, pages
from understudy.parsing.chats.vk.json import looks_like_vk, read_export
from understudy.parsing.chats.vk.names import OWNER
from understudy.parsing.decoding import composed, decode
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark, Written
from understudy.parsing.params import ParseParams

if TYPE_CHECKING:
    from understudy.parsing.chats.vk.pages import Page

PAGE = re.compile(
    r"(?P<thread>(?:.*/)?messages/-?\d{1,20})/messages(?P<number>\d{1,9})\.html?", re.IGNORECASE
)
INDEX = re.compile(r"(?:.*/)?messages/index-messages\.html?", re.IGNORECASE)
PEER = re.compile(r"-?\d{1,20}")
CHARSET = re.compile(rb"charset=[\"']?([\w-]{1,40})", re.IGNORECASE)


@CLUES.register("vk")
def is_vk(file: RawFile) -> bool:
    """Tell the archive by its folders, a page by its classes, an API's answer by its fields."""
    if file.members:
        return any(map(PAGE.fullmatch, file.members))
    return _is_page(file.opening) or _is_index(file.opening) or looks_like_vk(file.glimpse)


@PARSERS.register("vk")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read every chat of an archive, a page of one, or an answer of the API.

    Forwarded messages and attachments are stubs in an archive: words beside them are the author's.
    Its times are local.

    Raises:
        InputError: It is none of these (``bad_vk``), it is damaged, or there is no message in it
            (``no_messages``).
    """
    reader = _Reader(file, params)
    if file.head.startswith(archives.START):
        with file.open() as stream, archives.export(stream, file.place) as archive:
            chats = list(reader.archived(archive))
            reader.remarks.extend(left_alone(archive.namelist(), reader.read))
    elif file.opening.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}:
        chats = list(reader.answered())
    else:
        chats = list(reader.single())
    if not chats:
        first = f" ({reader.problems[0].why})" if reader.problems else ""
        why = f"no chat in it has a message{first}; ask for the archive with messages"
        raise InputError(file.place, why, reason="no_messages")
    return Parsed(
        conversations=tuple(one for one in chats if isinstance(one, Conversation)),
        written=tuple(one for one in chats if isinstance(one, Written)),
        problems=tuple(reader.problems),
        remarks=tuple(reader.remarks),
    )


class _Reader:
    """Reads chats, and keeps what is wrong with parts of them."""

    def __init__(self, file: RawFile, params: ParseParams) -> None:
        self.problems: list[Problem] = []
        self.remarks: list[Remark] = []
        self.read: list[str] = []
        self._file = file
        self._chats = params.chats

    def answered(self) -> Iterator[Conversation | Written]:
        """Read an answer of the API."""
        export = read_export(self._file.json.whole, self._file.place)
        self.problems.extend(export.problems)
        for peer, said in export.chats.items():
            yield from self._chat(peer, export.titles.get(peer) or peer or self._file.name, said)
        if export.unnamed:
            some = ", ".join(sorted(export.unnamed)[:3])
            why = (
                f"{len(export.unnamed)} of its people have no names in it ({some}); "
                "ask the API with extended=1, or use these as names"
            )
            self.remarks.append(Remark(why=why, reason="names_missing"))

    def single(self) -> Iterator[Conversation | Written]:
        """Read one page."""
        from understudy.parsing.chats.vk.pages import read_page

        text = _text(self._file.data, self._file.place)
        if _is_index(text):
            why = "it only lists the chats; keep it beside them, their pages are read by themselves"
            raise InputError(self._file.place, why, reason="no_messages")
        found = read_page(text, self._file.place, day_first=self._chats.day_first)
        self.problems.extend(found.problems)
        folder = PurePosixPath(self._file.place).parent.name
        peer = folder if PEER.fullmatch(folder) else None
        if found.said:
            title = found.title or peer or self._file.name
            yield from self._chat(peer or found.title or None, title, found.said)
            self._tell_owner({one.author for one in found.said} & OWNER)

    def archived(self, archive: zipfile.ZipFile) -> Iterator[Conversation | Written]:
        """Read all chats of an archive, one in memory at a time."""
        from understudy.parsing.chats.vk.pages import read_titles

        names = archive.namelist()
        titles: dict[str, str] = {}
        for index in filter(INDEX.fullmatch, sorted(names)):
            self.read.append(index)
            done = attempt(lambda name: read_titles(self._member(archive, name), name), index)
            titles |= done.value or {}  # without them, pages tell the titles, too
        owners: set[str] = set()
        for path, members in pages(names, PAGE).items():
            found = list(self._pages(archive, members))
            said = [one for page in found for one in page.said]
            owners |= {one.author for one in said} & OWNER
            peer = PurePosixPath(path).name
            title = next((page.title for page in found if page.title), peer)
            if said:
                yield from self._chat(peer, titles.get(peer, title), said)
        self._tell_owner(owners)

    def _pages(self, archive: zipfile.ZipFile, names: Sequence[str]) -> "Iterator[Page]":
        self.read.extend(names)
        for name in names:
            done = attempt(partial(self._page, archive), name)
            if done.failure is not None:
                self.problems.append(Problem.of("messages", done.failure))
            elif done.value is not None:
                self.problems.extend(done.value.problems)
                yield done.value

    def _page(self, archive: zipfile.ZipFile, name: str) -> "Page":
        from understudy.parsing.chats.vk.pages import read_page

        text, where = self._member(archive, name), f"{self._file.place}/{name}"
        return read_page(text, where, day_first=self._chats.day_first)

    def _member(self, archive: zipfile.ZipFile, name: str) -> str:
        data = archives.member(archive, name, self._file.place)
        return _text(data, f"{self._file.place}/{name}")

    def _chat(
        self, key: str | None, title: str, said: Sequence[Said]
    ) -> Iterator[Conversation | Written]:
        for chat in Talk(self._file, key, title, self._chats.time_zone).conversations(said):
            yield chat if isinstance(self._file.content, bytes) else Written.of(chat)

    def _tell_owner(self, names: set[str]) -> None:
        if names:
            why = (
                f"its owner is called {min(names)!r} in it, as the archive does; "
                "name that among the persona's aliases"
            )
            self.remarks.append(Remark(why=why, reason="owner_unnamed"))


def _text(data: bytes, where: str) -> str:
    """Read a page, in the encoding that it names: windows-1251."""
    declared = CHARSET.search(data[:2000])
    name = declared[1].decode("ascii") if declared else "cp1251"
    return composed(decode(data, where, declared=name))


def _is_page(opening: str) -> bool:
    return "message__header" in opening and "item__main" in opening


def _is_index(opening: str) -> bool:
    return "message-peer--id" in opening and "message__header" not in opening
