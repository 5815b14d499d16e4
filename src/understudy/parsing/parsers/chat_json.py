"""Chats in JSON or JSON Lines: objects with ``messages`` (or, as ShareGPT, ``conversations``).

A message has an ``author`` (or ``from``, ``role``, ``sender``), a ``text`` (or ``content``,
``value``), and may have a time ``sent_at``; `message_keys` knows more names. A chat may have an
``id`` and a ``title``. Objects that are messages themselves are one chat.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.message_keys import Keys, author_of, is_event, keys_of, time_of
from understudy.parsing.chats.message_tables import conversations
from understudy.parsing.chats.written_times import Reader, reader
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.json_streams import JsonStream
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import message_list, objects_in


@PARSERS.register("chat_json")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one conversation an object; a bad one, or a bad message, is a problem for itself alone.

    A role ``system`` is an instruction to a program, a type ``event`` or ``system`` is news of the
    app: such a message has the kind ``service``, as has one that nobody is named as author of.

    Raises:
        InputError: No object is a chat (``no_messages``).
    """
    if not any(message_list(value) is not None for value in objects_in(file)):
        return _one_table(file, params)
    bad: list[Problem] = []
    failures: list[InputError] = []
    read = partial(_conversations, file=file, params=params, bad=bad)
    chats = file.output("conversations", is_streamed=isinstance(file.values, JsonStream))
    for value in file.values:
        done = attempt(read, value)
        for one in done.value or ():
            chats.add(one)
        if done.failure is not None:
            failures.append(done.failure)
    failures = [*file.values.broken, *failures]
    if not chats.records:
        why = f"no chat in it can be used ({failures[0]})" if failures else "no chat in it"
        raise InputError(file.place, why, reason="no_messages")
    problems = tuple(Problem.of("conversations", failure) for failure in failures)
    return Parsed(**chats.fields(), problems=(*problems, *bad))


def _one_table(file: RawFile, params: ParseParams) -> Parsed:
    """Read objects that are messages themselves."""
    names = list({key: None for value in objects_in(file) for key in value})
    broken = list(file.values.broken)
    return conversations(file, params, names, _Numbered(file), broken)


class _Numbered(Iterable[tuple[int, dict[str, Any]]]):
    """The objects in a file with their numbers, read anew each time."""

    def __init__(self, file: RawFile) -> None:
        self._file = file

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Read them."""
        values = self._file.values
        return ((number, value) for number, value in values if isinstance(value, dict))


def _conversations(
    numbered: tuple[int, Any], file: RawFile, params: ParseParams, bad: list[Problem]
) -> tuple[Conversation, ...]:
    number, value = numbered
    where = f"{file.place}:{number}"
    messages = message_list(value) if isinstance(value, dict) else None
    if messages is None:
        why = "no list 'messages' of objects with 'author' and 'text'"
        raise InputError(where, why, reason="no_messages")
    said, failures = _all_said(messages, where, params)
    if failures and not said:
        raise failures[0]
    bad += [Problem.of("messages", failure) for failure in failures]
    name = next((str(value[key]) for key in ("id", "title") if value.get(key)), None)
    title = value.get("title") or name or f"{file.name} {number}"
    return Talk(file, name, str(title), params.chats.time_zone).conversations(said)


def _all_said(
    messages: list[Any], where: str, params: ParseParams
) -> tuple[list[Said], list[InputError]]:
    """Read messages; the times of all of them tell how their dates are written."""
    places = [f"{where}#{place}" for place, _ in enumerate(messages, 1)]
    keyed = [
        (one, attempt(partial(_keys, where=place), one), place)
        for one, place in zip(messages, places, strict=True)
    ]
    stamps = [time_of(one, done.value) for one, done, _ in keyed if done.value is not None]
    clock = reader(stamps, where, day_first=params.chats.day_first)
    outcomes = [
        done
        if done.value is None
        else attempt(partial(_said, keys=done.value, clock=clock, where=place), one)
        for one, done, place in keyed
    ]
    said = [done.value for done in outcomes if isinstance(done.value, Said)]
    return said, [done.failure for done in outcomes if done.failure is not None]


def _keys(value: Any, where: str) -> Keys:
    found = keys_of(value.keys()) if isinstance(value, dict) else None
    if found is None:
        why = "a message lacks an 'author' or a 'text', or has two of one sense; name them so"
        raise InputError(where, why, reason="bad_message")
    return found


def _said(value: dict[str, Any], keys: Keys, clock: Reader, where: str) -> Said:
    author, plain = author_of(value[keys.author]), _plain(value[keys.text], where)
    system = value.get("role") == "system" or author in {"", "system"} or is_event(value)
    return Said(
        author=author,
        text=plain,
        sent_at=clock(time_of(value, keys), where),
        kind="service" if system else "text" if plain.strip() else "media",
    )


def _plain(text: Any, where: str) -> str:
    """Return the text of a message; servers write a list of parts when one is a picture."""
    parts = [_inner(part) for part in text] if isinstance(text, list) else [text]
    words = []
    for inner in parts:
        if inner is not None and not isinstance(inner, str):
            why = f"a text is {type(inner).__name__}, not a string"
            raise InputError(where, why, reason="bad_message")
        words.append(inner or "")
    return "".join(words)


def _inner(part: Any) -> Any:
    return part.get("text") if isinstance(part, dict) else part
