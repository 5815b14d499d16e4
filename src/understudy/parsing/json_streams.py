"""JSON Lines, and lists of objects, that are too large to be held: read as often as is needed.

What cannot be read so (another encoding, one value over many lines, comments, damage) is read as a
whole, or refused, by `json_values`; what can gives the same values either way.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import Any, BinaryIO

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.decoding import composed, plain
from understudy.parsing.json_values import line_value

BLOCK = 1 << 20
"""Bytes that are read at a time."""
LONGEST = 16_000_000
"""Characters of a value; a file of one longer value is no stream of values."""
BLANK = re.compile(r"[ \t\r\n]*")
DECODER = json.JSONDecoder()
Numbered = tuple[int, Any]


class _NoStreamError(Exception):
    """The text is not a list of values, or not one that can be read piece by piece."""


class JsonStream:
    """The values of a file, numbered as in `JsonFile`; each way through reads it anew."""

    def __init__(self, values: "Callable[[JsonStream], Iterator[Numbered]]") -> None:
        self.broken: list[InputError] = []
        """Lines that are not JSON, after a way through to the end."""
        self._values = values

    def __iter__(self) -> Iterator[Numbered]:
        """Yield (number, value), from 1."""
        self.broken = []
        return self._values(self)


def stream(
    opened: Callable[[], BinaryIO], lines: Callable[[], Iterator[str]], where: str
) -> JsonStream | None:
    """Return the values of a file; None when it has to be read as a whole.

    Args:
        opened: Opens it: bytes in UTF-8.
        lines: Reads its lines.
        where: Its path, for messages.
    """
    with opened() as file:
        start = file.read(len(codecs.BOM_UTF8)).removeprefix(codecs.BOM_UTF8) + file.read(BLOCK)
        begun = start.lstrip(b" \t\r\n")[:1]
    if begun == b"{" and _is_lines(opened, lines, where):
        return JsonStream(partial(_line_values, lines, where))
    if begun == b"[" and _is_list(opened):
        return JsonStream(lambda _: _items(opened))
    return None


def _is_lines(
    opened: Callable[[], BinaryIO], lines: Callable[[], Iterator[str]], where: str
) -> bool:
    """Tell JSON Lines by its first line, an object with another line behind it: no comment."""
    with opened() as file:
        if not file.readline(LONGEST).endswith(b"\n"):
            return False
    numbered = _numbered(lines())
    first, second = next(numbered, None), next(numbered, None)
    if first is None or second is None or second[1].lstrip().startswith("/"):
        return False
    return isinstance(attempt(partial(_value, where=where), first).value, dict)


def _value(numbered: tuple[int, str], where: str) -> Any:
    return line_value(numbered, where)[1]


def _numbered(lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, without their ends, with their numbers."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, line.removesuffix("\n")


def _line_values(
    lines: Callable[[], Iterator[str]], where: str, values: JsonStream
) -> Iterator[Numbered]:
    read = partial(line_value, where=where)
    for line in _numbered(lines()):
        done = attempt(read, line)
        if done.value is not None:
            yield done.value
        elif done.failure is not None:
            values.broken.append(done.failure)


def _is_list(opened: Callable[[], BinaryIO]) -> bool:
    """Tell whether all of a file is one list that can be read item by item."""
    try:
        for _ in _items(opened):
            pass
    except (ValueError, RecursionError, _NoStreamError):
        return False
    return True


def _items(opened: Callable[[], BinaryIO]) -> Iterator[Numbered]:
    """Yield the items of a list; raise when it is none."""
    blocks = _texts(opened)
    text, at, number = next(blocks, ""), 0, 0
    at = _past(text, at) + 1  # the bracket
    while True:
        at = _past(text, at)
        try:
            value, end = DECODER.raw_decode(text, at)
            after = _past(text, end)
            is_whole = after < len(text)
        except ValueError:
            if number == 0 and text[at : at + 1] == "]":
                return _ended(text[at + 1 :], blocks)
            is_whole = False
        if not is_whole:
            text, at = _longer(text[at:], blocks), 0
            continue
        number += 1
        yield number, value
        if text[after] == "]":
            return _ended(text[after + 1 :], blocks)
        if text[after] != ",":
            raise _NoStreamError
        at = after + 1
        if at == len(text) or BLANK.fullmatch(text, at):
            text, at = next(blocks, ""), 0


def _longer(rest: str, blocks: Iterator[str]) -> str:
    """Return a text with more behind it: at least as much again, for it is read again."""
    parts, size = [rest], 0
    while size <= len(rest):
        block = next(blocks, None)
        if block is None:
            break
        parts.append(block)
        size += len(block)
    if size == 0 or len(rest) > LONGEST:
        raise _NoStreamError
    return "".join(parts)


def _ended(rest: str, blocks: Iterator[str]) -> None:
    if not all(BLANK.fullmatch(text) for text in chain([rest], blocks)):
        raise _NoStreamError


def _past(text: str, at: int) -> int:
    found = BLANK.match(text, at)
    assert found is not None, "it may be empty"
    return found.end()


def _texts(opened: Callable[[], BinaryIO]) -> Iterator[str]:
    """Yield the text in parts that end at a quotation mark, so that no letter is cut in two."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    rest = ""
    with opened() as file:
        while block := file.read(BLOCK):
            rest += decoder.decode(block)
            cut = rest.rfind('"')
            if cut > 0:
                yield composed(plain(rest[:cut]))
                rest = rest[cut:]
        yield composed(plain(rest + decoder.decode(b"", final=True)))
