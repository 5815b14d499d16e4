"""Chats as tables: an object or a line for each message, with columns for author and text."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.message_keys import (
    FORMER,
    Keys,
    are_only_these,
    author_of,
    bare,
    is_event,
    keys_of,
    time_of,
)
from understudy.parsing.chats.written_times import Reader, reader
from understudy.parsing.files import Parsed, Problem, RawFile
from understudy.parsing.params import ParseParams

Numbered = tuple[int, Mapping[str, Any]]


def is_chat(names: Sequence[str], messages: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a table's lines are messages: sure enough that it is no table of reviews.

    It has an author, a text, a time and nothing that messages do not have; without a time, their
    names are those of chats. Two authors come back, and most of what is said is theirs.
    """
    keys = keys_of(names)
    if keys is None or not are_only_these(names):
        return False
    if keys.time is None and not {bare(keys.author), bare(keys.text)} <= FORMER:
        return False
    said: Counter[str] = Counter()
    number = 0
    for number, one in enumerate(messages, 1):  # noqa: B007  # how many there are
        if one.get(keys.text) is not None:
            said[author_of(one.get(keys.author))] += 1
    again = [count for author, count in said.items() if author and count > 1]
    return len(again) >= 2 and sum(again) >= 0.5 * number


def conversations(
    file: RawFile,
    params: ParseParams,
    names: Sequence[str],
    messages: Iterable[Numbered],
    broken: Iterable[InputError] = (),
) -> Parsed:
    """Read a table as chats: one, or one for each value of its column of chats.

    Args:
        file: Where it comes from.
        params: Section ``parse``: zone and order of dates.
        names: All its columns.
        messages: Its lines with their numbers, which are gone through twice.
        broken: What could not be read of it before.

    Raises:
        InputError: No line is a message (``no_messages``).
    """
    keys = keys_of(names)
    if keys is None:
        why = "it has no column for the author and one for the text; name them author and text"
        raise InputError(file.place, why, reason="no_messages")
    stamps = (time_of(one, keys) for _, one in messages)
    clock = reader(stamps, file.place, day_first=params.chats.day_first)
    read = partial(_said, keys=keys, clock=clock, place=file.place)
    failures, chats = list(broken), dict[str, list[Said]]()
    for line in messages:
        done = attempt(read, line)
        if done.failure is not None:
            failures.append(done.failure)
        elif done.value is not None:
            chats.setdefault(_text(line[1].get(keys.chat)) if keys.chat else "", []).append(
                done.value
            )
    if not chats:
        first = f" ({failures[0].why})" if failures else ""
        raise InputError(file.place, f"no message in it{first}", reason="no_messages")
    made = file.output("conversations", is_streamed=file.is_streamed)
    while chats:  # so that those that are made need not be held
        chat = next(iter(chats))
        for one in _chat(file, params, chat, chats.pop(chat)):
            made.add(one)
    problems = tuple(Problem.of("messages", failure) for failure in failures)
    return Parsed(**made.fields(), problems=problems)


def _chat(
    file: RawFile, params: ParseParams, chat: str, said: list[Said]
) -> tuple[Conversation, ...]:
    talk = Talk(file, chat or file.place, chat or file.name, params.chats.time_zone)
    return talk.conversations(said)


def _said(numbered: Numbered, keys: Keys, clock: Reader, place: str) -> Said:
    number, message = numbered
    where = f"{place}:{number}"
    text = message.get(keys.text)
    if text is not None and not isinstance(text, str | int | float):
        why = f"its text is {type(text).__name__}, no string; write one"
        raise InputError(where, why, reason="bad_message")
    author = author_of(message.get(keys.author))
    words = _text(text)
    is_news = author in {"", "system"} or is_event(message)
    return Said(
        author=author,
        text=words,
        sent_at=clock(time_of(message, keys), where),
        kind="service" if is_news else "text" if words else "media",
        key=_text(message.get(keys.key)) or None if keys.key else None,
        answers=_text(message.get(keys.answers)) or None if keys.answers else None,
        account=_text(message.get(keys.account)) or None if keys.account else None,
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
