"""The container of the old Office formats: streams in chains of sectors.

References:
    [MS-CFB] Compound File Binary File Format, sections 2.2 to 2.6.
"""

import functools
import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = 128
"""Bytes of an entry of the directory."""
LAST = 0xFFFFFFFA
"""From here numbers of sectors are marks: end of chain, free, table."""
DEEPEST = 40
"""Storages in each other; programs make a handful."""
SMALL = 4096
"""Bytes below which a stream lies in sectors of 64 bytes within another stream."""


class OleError(ValueError):
    """A container that contradicts itself."""


def stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream with one of the names, the file's own before those of objects in it.

    Raises:
        OleError: There is none, or a chain runs in a circle or out of the file.
        struct.error: The header is cut.
    """
    box = Container(data)
    own = _own(box.entries)
    found = [at for at, entry in enumerate(box.entries) if _name(entry) in names]
    if not found:
        raise OleError(f"it has no stream {names[0]!r}")
    return box.content(min(found, key=lambda at: (at not in own, at)))


def own_streams(data: bytes) -> set[str]:
    """Return the names of a file's own streams and storages, without those of objects in it.

    Raises: as `stream`.
    """
    entries = _directory(data)[2]
    return {_name(entries[at]) for at in _own(entries)}


class Container:
    """A file of which several streams are needed, also of storages in storages.

    Args:
        data: The file.

    Raises: as `stream`, when it is made or read.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._width, self._table, self.entries = _directory(data)

    @functools.cached_property
    def places(self) -> dict[str, int]:
        """Names of streams and storages, behind those of the storages around them, in order."""
        found: dict[str, int] = {}
        waiting = [("", 0, 0)]
        seen = {0}
        while waiting:
            above, at, depth = waiting.pop()
            for child in sorted(_below(self.entries, at) - seen):
                seen.add(child)
                path = f"{above}{_name(self.entries[child])}"
                found[path] = child
                if depth < DEEPEST:
                    waiting.append((f"{path}/", child, depth + 1))
        return dict(sorted(found.items()))

    def read(self, path: str) -> bytes | None:
        """Return a stream; None when there is none."""
        return self.content(self.places[path]) if path in self.places else None

    def content(self, at: int) -> bytes:
        """Return the stream of an entry."""
        start, size = struct.unpack_from("<II", self.entries[at], 116)
        if size >= SMALL:
            return _chain(self._data, self._table, start, self._width, self._width)[:size]
        parts, table = self._small
        return _chain(parts, table, start, 64, 0)[:size]

    @functools.cached_property
    def _small(self) -> tuple[bytes, tuple[int, ...]]:
        """The stream in which small ones lie, and its table of sectors."""
        start = struct.unpack_from("<I", self.entries[0], 116)[0]
        parts = _chain(self._data, self._table, start, self._width, self._width)
        start = struct.unpack_from("<I", self._data, 60)[0]
        return parts, _numbers(_chain(self._data, self._table, start, self._width, self._width))


def _directory(data: bytes) -> tuple[int, tuple[int, ...], list[bytes]]:
    """Return the width of sectors, their table, and the entries of the directory."""
    if not data.startswith(SIGNATURE):
        raise OleError("it has no header")
    width = 1 << _shift(struct.unpack_from("<H", data, 30)[0])
    table = _table(data, width)
    content = _chain(data, table, struct.unpack_from("<I", data, 48)[0], width, width)
    entries = [content[at : at + ENTRY] for at in range(0, len(content) - ENTRY + 1, ENTRY)]
    if not entries:
        raise OleError("its directory is empty")
    return width, table, entries


def _name(entry: bytes) -> str:
    length = int(struct.unpack_from("<H", entry, 64)[0])
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")


def _own(entries: list[bytes]) -> set[int]:
    """Return the places of what lies directly in the root."""
    return _below(entries, 0)


def _below(entries: list[bytes], storage: int) -> set[int]:
    """Return what lies directly in a storage, a tree of left and right neighbours."""
    found: set[int] = set()
    waiting = [struct.unpack_from("<I", entries[storage], 76)[0]]
    while waiting:
        at = waiting.pop()
        if at < len(entries) and at not in found:
            found.add(at)
            waiting += struct.unpack_from("<II", entries[at], 68)
    return found


def _shift(shift: int) -> int:
    if shift not in {9, 12}:
        raise OleError(f"sectors of 2**{shift} bytes")
    return shift


def _table(data: bytes, width: int) -> tuple[int, ...]:
    """Return the table of sectors: for each the next one."""
    places = list(struct.unpack_from("<109I", data, 76))
    following = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while following < LAST:
        if following in seen:
            raise OleError("a chain runs in a circle")
        seen.add(following)
        *more, following = _numbers(_sector(data, following, width, width))
        places += more
    wanted = [place for place in places if place < LAST]
    if len(wanted) > len(data) // width + 1:
        raise OleError("its table is longer than the file")
    return _numbers(b"".join(_sector(data, place, width, width) for place in wanted))


def _chain(data: bytes, table: tuple[int, ...], start: int, width: int, offset: int) -> bytes:
    sectors: list[bytes] = []
    place = start
    while place < LAST:
        if place >= len(table) or len(sectors) > len(table):
            raise OleError("a chain runs in a circle or out of the file")
        sectors.append(_sector(data, place, width, offset))
        place = table[place]
    return b"".join(sectors)


def _sector(data: bytes, place: int, width: int, offset: int) -> bytes:
    """Return a sector; the header takes the place of one, and the last may be cut."""
    start = offset + place * width
    if start >= len(data):
        raise OleError("a sector lies outside the file")
    return data[start : start + width]


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
