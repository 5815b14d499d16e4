"""The container of the old Office formats: streams in chains of sectors.

References:
    [MS-CFB] Compound File Binary File Format, sections 2.2 to 2.6.
"""

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAST = 0xFFFFFFFA
"""From here numbers of sectors are marks: end of chain, free, table."""
SMALL = 4096
"""Bytes below which a stream lies in sectors of 64 bytes within another stream."""


class OleError(ValueError):
    """A container that contradicts itself."""


def stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream with one of the names.

    Raises:
        OleError: There is none, or a chain runs in a circle or out of the file.
        struct.error: The header is cut.
    """
    if not data.startswith(SIGNATURE):
        raise OleError("it has no header")
    width = 1 << _shift(struct.unpack_from("<H", data, 30)[0])
    table = _table(data, width)
    entries = _chain(data, table, struct.unpack_from("<I", data, 48)[0], width, width)
    root = entries[:128]
    for at in range(0, len(entries) - 127, 128):
        entry = entries[at : at + 128]
        length = struct.unpack_from("<H", entry, 64)[0]
        if entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace") in names:
            break
    else:
        raise OleError(f"it has no stream {names[0]!r}")
    start, size = struct.unpack_from("<II", entry, 116)
    if size >= SMALL:
        return _chain(data, table, start, width, width)[:size]
    parts = _chain(data, table, struct.unpack_from("<I", root, 116)[0], width, width)
    small = _chain(data, table, struct.unpack_from("<I", data, 60)[0], width, width)
    return _chain(parts, _numbers(small), start, 64, 0)[:size]


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
