"""JSON and JSON Lines, told apart by what is there, not by the suffix."""

import json
import re
from dataclasses import dataclass
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt

COMMENT = "//"
BESIDE = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)|,(?=\s*+[\]}])', re.DOTALL
)
"""A string, which stays; a comment, or a comma behind the last item."""
ESCAPED_BYTE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class JsonFile:
    """The values of a file."""

    whole: Any
    """The value of a file that is one; None for JSON Lines."""
    values: list[tuple[int, Any]]
    """The items of a list, the lines of JSON Lines, or the one value, numbered from 1."""
    broken: list[InputError]
    """Lines of JSON Lines that are not JSON."""


def read_json(text: str, where: str) -> JsonFile:
    r"""Read one JSON value, or one a line.

    Telegram Desktop writes control characters as ``\x0C``, which JSON does not know; they are
    read as meant. Comments, which people write into settings, are passed over.

    Raises:
        InputError: It is neither (``bad_json``).
    """
    try:
        whole = _loads(text)
    except ValueError as error:
        lines = _lines(text, where)
        if lines is None:
            why = f"not JSON ({error}); was it cut off or edited?"
            raise InputError(where, why, reason="bad_json") from error
        return lines
    except RecursionError as error:
        raise _too_deep(where) from error
    items = whole if isinstance(whole, list) else [whole]
    return JsonFile(whole, list(enumerate(items, 1)), [])


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if "escape" in error.msg:
            return json.loads(ESCAPED_BYTE.sub(r"\1\\u00\2", text))
        if COMMENT not in text and "/*" not in text:
            raise
        bare = BESIDE.sub(_without_comment, text)
        return json.loads(BESIDE.sub(_without_comment, bare))  # commas that stood before a comment


def _without_comment(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith('"') else " "


def _lines(text: str, where: str) -> JsonFile | None:
    r"""Read JSON Lines; None when neither the first line nor half of all lines are objects.

    A damaged file of one value has lines that are objects by chance. Only ``\n`` ends a line:
    U+2028 may stand inside a string.
    """
    numbered = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(numbered) < 2:
        return None

    def one(item: tuple[int, str]) -> tuple[int, Any]:
        number, line = item
        try:
            return number, _loads(line)
        except ValueError as error:
            why = f"not JSON ({error})"
            raise InputError(f"{where}:{number}", why, reason="bad_json") from error
        except RecursionError as error:
            raise _too_deep(f"{where}:{number}") from error

    outcomes = [attempt(one, item) for item in numbered]
    values = [done.value for done in outcomes if done.value is not None]
    broken = [done.failure for done in outcomes if done.failure is not None]
    objects = [number for number, value in values if isinstance(value, dict)]
    if objects[:1] != [numbered[0][0]] and 2 * len(objects) < len(numbered):
        return None
    return JsonFile(None, values, broken)


def _too_deep(where: str) -> InputError:
    return InputError(where, "brackets are nested too deeply to be data", reason="bad_json")
