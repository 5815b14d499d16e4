"""Chats in JSON or JSON Lines: objects with ``messages`` (or, as ShareGPT, ``conversations``).

A message has an ``author`` (or ``from``, ``role``, ``sender``), a ``text`` (or ``content``,
``value``), and may have a time ``sent_at``; a chat may have an ``id`` and a ``title``.
"""

from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation
from understudy.parsing.conversations import Said, Talk, moment
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import AUTHOR_KEYS, TEXT_KEYS, message_list


@PARSERS.register("chat_json")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one conversation an object; a bad one, or a bad message, is a problem for itself alone.

    A role ``system`` is an instruction to a program: its message has the kind ``service``.

    Raises:
        InputError: No object is a chat (``no_messages``).
    """
    bad: list[Problem] = []
    read = partial(_conversations, file=file, zone=params.time_zone, bad=bad)
    outcomes = [attempt(read, value) for value in file.json.values]
    chats = tuple(one for done in outcomes for one in done.value or ())
    failures = [
        *file.json.broken,
        *(done.failure for done in outcomes if done.failure is not None),
    ]
    if not chats:
        why = f"no chat in it can be used ({failures[0]})" if failures else "no chat in it"
        raise InputError(file.place, why, reason="no_messages")
    problems = tuple(Problem.of("conversations", failure) for failure in failures)
    return Parsed(conversations=chats, problems=(*problems, *bad))


def _conversations(
    numbered: tuple[int, Any], file: RawFile, zone: str | None, bad: list[Problem]
) -> tuple[Conversation, ...]:
    number, value = numbered
    where = f"{file.place}:{number}"
    messages = message_list(value) if isinstance(value, dict) else None
    if messages is None:
        why = "no list 'messages' of objects with 'author' and 'text'"
        raise InputError(where, why, reason="no_messages")
    said, failures = _all_said(messages, where)
    if failures and not said:
        raise failures[0]
    bad += [Problem.of("messages", failure) for failure in failures]
    name = next((str(value[key]) for key in ("id", "title") if value.get(key)), None)
    title = value.get("title") or name or f"{file.name} {number}"
    return Talk(file, name, str(title), zone).conversations(said)


def _all_said(messages: list[Any], where: str) -> tuple[list[Said], list[InputError]]:
    said, failures = [], []
    for place, value in enumerate(messages, 1):
        done = attempt(partial(_said, where=f"{where}#{place}"), value)
        if done.value is not None:
            said.append(done.value)
        elif done.failure is not None:
            failures.append(done.failure)
    return said, failures


def _said(value: Any, where: str) -> Said:
    author, text = _first(value, AUTHOR_KEYS, where), _first(value, TEXT_KEYS, where)
    plain = _plain(text, where)
    system = value.get("role") == "system" or author == "system"
    return Said(
        author="" if author is None else str(author),
        text=plain,
        sent_at=moment(value.get("sent_at"), where),
        kind="service" if system else "text" if plain.strip() else "media",
    )


def _first(value: Any, keys: tuple[str, ...], where: str) -> Any:
    found = [key for key in keys if key in value] if isinstance(value, dict) else []
    if not found:
        why = f"a message lacks all of {', '.join(map(repr, keys))}"
        raise InputError(where, why, reason="bad_message")
    return value[found[0]]


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
