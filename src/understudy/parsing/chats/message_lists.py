"""What parsers of chats in JSON share: values of any shape, messages one by one, the end."""

import zipfile
from collections.abc import Iterable
from typing import Any, TypeVar

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation
from understudy.parsing.archives import member
from understudy.parsing.decoding import decode
from understudy.parsing.files import Parsed, Problem, RawFile, Remark, Written
from understudy.parsing.json_values import read_json

T = TypeVar("T")
MORE = "export it again"


def mapping(value: Any) -> dict[str, Any]:
    """Return an object; an empty one for any other value."""
    return value if isinstance(value, dict) else {}


def inner(value: Any, name: str) -> dict[str, Any]:
    """Return an object within an object; an empty one when there is none."""
    return mapping(mapping(value).get(name))


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list; none for any other value."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def identifier(value: Any) -> str | None:
    """Return an id as text: some are too large for other programs' numbers; None for none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def named(value: dict[str, Any], *keys: str) -> str | None:
    """Return the first text among keys that is not blank."""
    found = (value.get(key) for key in keys)
    return next((one.strip() for one in found if isinstance(one, str) and one.strip()), None)


def words(value: Any, where: str) -> str:
    """Return a message's text; null is none.

    Raises:
        InputError: It is no text (``bad_message``).
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        why = f"its text is {type(value).__name__}, not a string; {MORE}"
        raise InputError(where, why, reason="bad_message")
    return value


def member_json(archive: zipfile.ZipFile, name: str, where: str) -> Any:
    """Return the value of a member of an export; raises ``InputError`` as `read_json` does."""
    place = f"{where}/{name}"
    return read_json(decode(member(archive, name, where), place), place).whole


def optional_json(
    archive: zipfile.ZipFile, name: str | None, where: str, problems: list[Problem]
) -> Any:
    """Return the value of a member that an export can do without; None for a damaged one."""
    if name is None or name not in archive.NameToInfo:
        return None
    done = attempt(lambda one: member_json(archive, one, where), name)
    if done.failure is not None:
        problems.append(Problem.of("messages", done.failure))
    return done.value


def finished(
    file: RawFile,
    problems: Iterable[Problem],
    *,
    conversations: Iterable[Conversation] = (),
    written: Iterable[Written] = (),
    remarks: Iterable[Remark] = (),
) -> Parsed:
    """Return all that was found in a file.

    Raises:
        InputError: Not one message was (``no_messages``).
    """
    # First, for while they are made the problems grow.
    chats, lines = tuple(conversations), tuple(written)
    lost = tuple(problems)
    found = Parsed(conversations=chats, written=lines, problems=lost, remarks=tuple(remarks))
    if not found.messages:
        first = f" ({lost[0].where}: {lost[0].why})" if lost else ""
        why = f"no chat in it has a message{first}; export it again with some, or leave it out"
        raise InputError(file.place, why, reason="no_messages")
    return found
