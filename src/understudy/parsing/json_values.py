"""JSON and JSON Lines, told apart by what is there, not by the suffix."""

import codecs
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from pydantic_core import from_json

from understudy.core.errors import InputError
from understudy.core.executor import attempt

COMMENT = "//"
BESIDE = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)|,(?=\s*+[\]}])', re.DOTALL
)
"""A string, which stays; a comment, or a comma behind the last item."""
ESCAPED_BYTE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
ESCAPED_BYTES = re.compile(ESCAPED_BYTE.pattern.encode())
BEGUN = re.compile(rb"\\+(?:x[0-9A-Fa-f]?)?\Z")
LONG_NUMBER = re.compile(r"[0-9]{2000,}")
"""Digits in a row of which Python makes no number (4,300 are its limit), over which ijson 3.6 ends
the process; half of a limit, since a piece of a stream may hold one half of a number."""
LONG_NUMBERS = re.compile(LONG_NUMBER.pattern.encode())
DEEPER = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}
DEEPEST = 200
"""Brackets within brackets of a value that is read as it comes."""


@dataclass(frozen=True, slots=True)
class JsonFile:
    """The values of a file."""

    whole: Any
    """The value of a file that is one; None for JSON Lines."""
    values: list[tuple[int, Any]]
    """The items of a list, the lines of JSON Lines, or the one value, numbered from 1."""
    broken: list[InputError]
    """Lines of JSON Lines that are not JSON."""

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        """Yield the values with their numbers."""
        return iter(self.values)


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
            why = f"not JSON ({error}); was it cut off? Several values stand in a line each"
            raise InputError(where, why, reason="bad_json") from error
        return lines
    except RecursionError as error:
        raise _too_deep(where) from error
    items = whole if isinstance(whole, list) else [whole]
    return JsonFile(whole, list(enumerate(items, 1)), [])


def glimpse(text: str) -> Any:
    """Return the JSON value that begins a text, as far as it goes; None when none does.

    Of JSON Lines it is the first. A key whose value has not begun is left out; a number at the end
    may lack digits.
    """
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] not in {"{", "["}:
        return None
    # Searching for a text is a hundred times as fast, and hardly any file has one.
    mended = ESCAPED_BYTE.sub(r"\1\\u00\2", start) if "\\x" in start else start
    data = LONG_NUMBER.sub("0", mended).encode("utf-8", "replace")
    try:
        return from_json(data, allow_inf_nan=False, allow_partial=True)
    except ValueError:
        return _up_to_damage(data)


def _up_to_damage(data: bytes) -> Any:
    """Return the first of several values, or what stands before what is no JSON."""
    import ijson
    from ijson.common import ObjectBuilder

    builder, depth = ObjectBuilder(), 0
    try:
        for event, value in ijson.basic_parse(io.BytesIO(data), multiple_values=True):
            depth += DEEPER.get(event, 0)
            if depth > DEEPEST:
                return None
            builder.event(event, value)
            if depth == 0:
                break
    except (ijson.JSONError, UnicodeDecodeError):
        pass  # cut off, half a letter, or not JSON after all: what came before tells
    return getattr(builder, "value", None)


def streamed(file: BinaryIO, prefix: str, where: str) -> Iterator[Any]:
    """Yield the values at a place of a JSON file that is too large to be held.

    Args:
        file: The bytes, in UTF-8; Telegram's escapes are read as `read_json` does.
        prefix: The place, as ijson writes it: ``messages.item``.
        where: Its path, for the message.

    Raises:
        InputError: It is not JSON (``bad_json``); what came before was right.
    """
    import ijson

    try:
        yield from ijson.items(_Mended(file, where), prefix)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise _cut_off(where, error) from error


def events(file: BinaryIO, where: str) -> Iterator[tuple[str, str, Any]]:
    """Yield (place, event, value) of a JSON file, as `ijson.parse`; else as `streamed`."""
    import ijson

    try:
        yield from ijson.parse(_Mended(file, where))
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise _cut_off(where, error) from error


def _cut_off(where: str, error: Exception) -> InputError:
    said = " ".join(str(error).split())[:80]
    return InputError(where, f"not JSON ({said}); was it cut off or edited?", reason="bad_json")


class _Mended:
    r"""A stream in which ``\x0C`` is written as JSON wants it, and no byte order mark."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self._file = file
        self._where = where
        self._rest = file.read(3).removeprefix(codecs.BOM_UTF8)

    def read(self, size: int = -1) -> bytes:
        """Return about so many bytes; none at the end."""
        if size == 0:
            return b""
        more = self._file.read(size)
        data = self._rest + more
        # An escape may begin in these bytes and end in the next.
        begun = BEGUN.search(data) if more else None
        at = begun.start() if begun else len(data)
        self._rest = data[at:]
        if more and not at:
            return self.read(size)
        data = data[:at]
        if LONG_NUMBERS.search(data):
            raise InputError(self._where, "it holds a number without end", reason="bad_json")
        # Searching for a text is a hundred times as fast, and hardly any file has one.
        return ESCAPED_BYTES.sub(rb"\1\\u00\2", data) if b"\\x" in data else data


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

    outcomes = [attempt(partial(line_value, where=where), item) for item in numbered]
    values = [done.value for done in outcomes if done.value is not None]
    broken = [done.failure for done in outcomes if done.failure is not None]
    objects = [number for number, value in values if isinstance(value, dict)]
    if objects[:1] != [numbered[0][0]] and 2 * len(objects) < len(numbered):
        return None
    return JsonFile(None, values, broken)


def line_value(numbered: tuple[int, str], where: str) -> tuple[int, Any]:
    """Read the value of a line of JSON Lines; raise ``InputError`` (``bad_json``) for none."""
    number, line = numbered
    try:
        return number, _loads(line)
    except ValueError as error:
        why = f"not JSON ({error})"
        raise InputError(f"{where}:{number}", why, reason="bad_json") from error
    except RecursionError as error:
        raise _too_deep(f"{where}:{number}") from error


def _too_deep(where: str) -> InputError:
    return InputError(where, "brackets are nested too deeply to be data", reason="bad_json")
