"""Web pages that are chats, whoever wrote them: see `understudy.parsing.chats.pages`."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.written_times import Reader, reader
from understudy.parsing.decoding import decoded
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.params import ParseParams
from understudy.parsing.parsers.html import CHARSET

if TYPE_CHECKING:
    from understudy.parsing.chats.pages import Shown


@PARSERS.register("chat_html")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one conversation; a message without an author is by the one before.

    Raises:
        InputError: No message is in it (``no_messages``), or it cannot be read (``bad_html``).
    """
    from understudy.parsing.chats.pages import shown
    from understudy.parsing.web.text import soup

    named = CHARSET.search(file.data[:4096])
    text = decoded(file.data, file.place, declared=named[1].decode() if named else None)
    page = soup(text.text, file.place)
    try:
        found = list(shown(page))
    except RecursionError as error:
        why = "its elements are nested too deeply to be a page"
        raise InputError(file.place, why, reason="bad_html") from error
    said, problems, author = list[Said](), list[Problem](), ""
    # An hour without a day is no moment.
    dated = [one if _has_day(one.time) else replace(one, time=None) for one in found]
    clock = reader([one.time for one in dated], file.place, day_first=params.chats.day_first)

    for numbered in enumerate(dated, 1):
        author = numbered[1].author or author
        done = attempt(partial(_said, author=author, clock=clock, place=file.place), numbered)
        if done.failure is not None:
            problems.append(Problem.of("messages", done.failure))
        elif done.value is not None:
            said.append(done.value)
    if not said:
        first = f" ({problems[0].why})" if problems else ""
        raise InputError(file.place, f"there is no message in it{first}", reason="no_messages")
    title = " ".join(page.title.get_text(" ").split()) if page.title else ""
    talk = Talk(file, file.place, title or file.name, params.chats.time_zone)
    chats = talk.conversations(said)
    remarks = Remark.of(text)
    return Parsed(conversations=chats, problems=tuple(problems), remarks=remarks)


def _said(numbered: tuple[int, "Shown"], author: str, clock: Reader, place: str) -> Said:
    number, one = numbered
    stamp = clock(one.time, f"{place}#{number}")
    return Said(author, one.text, stamp, "text" if one.text else "media")


def _has_day(time: str | None) -> bool:
    return time is not None and sum(map(str.isdigit, time)) > 6
