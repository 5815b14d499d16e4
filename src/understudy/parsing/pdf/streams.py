"""The packed parts of a PDF, measured before any engine unpacks them.

PDFium ends the whole process when memory runs out, and MuPDF works for minutes: neither has a
limit of its own. So the file is scanned for ``stream`` without trust in its table of objects.
"""

import functools
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from understudy.core import patience
from understudy.core.errors import InputError

LARGEST_STREAM = 64_000_000
"""Bytes of one stream after unpacking; the drawing commands of a crowded map have a tenth."""
LARGEST_PICTURE = 300_000_000
"""Bytes of one picture after unpacking, where pictures are needed: 100 megapixels in colour."""
LARGEST_SUM = 2_000_000_000
"""Bytes of all streams but pictures after unpacking."""
SUSPECT_SUM = 500_000_000
"""Bytes of all streams from which the ratio to the file's size counts."""
RATIO = 200
DEFLATE = 1032
"""The most that deflate can shrink anything (zlib's technical notes)."""
MOST_STREAMS = 200_000
MOST_LOOKUPS = 100
"""Filters in objects of their own, and far dictionaries; hardly any program writes one."""
LONGEST_DICTIONARY = 16_384
"""Bytes before ``stream`` in which its dictionary is looked for."""
LONGEST_SEARCH = 1_000_000
"""The same for those few whose dictionary is not found there."""
CHUNK = 1 << 16
SECONDS_A_PICTURE = 1.0
"""What unpacking one of the largest may take."""
SECONDS_A_MB = 1.0
"""Packed by LZW or in runs, of which each byte is looked at."""

STREAM = re.compile(rb"stream(?<!endstream)(?:\r\n|\n|\r)")  # a word first: it is looked for fast
FILTER = re.compile(rb"/(?:Filter|F)\s*(?:\[([^\]]*)\]|/([A-Za-z0-9]+)|(\d+)\s+(\d+)\s+R)")
ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
PICTURE = re.compile(rb"/Subtype\s*/Image\b")
LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
SHORT = {
    "Fl": "FlateDecode",
    "LZW": "LZWDecode",
    "RL": "RunLengthDecode",
    "AHx": "ASCIIHexDecode",
    "A85": "ASCII85Decode",
}


class _TooMuchError(Exception):
    """A stream unpacks to more than the limit."""


@dataclass(frozen=True, slots=True)
class _Stream:
    start: int
    end: int
    filters: tuple[str, ...]
    is_picture: bool


def without_bombs(data: bytes, where: str, *, pictures: bool = False) -> bytes:
    """Return a PDF that can be unpacked safely; refuse one that cannot.

    Text needs no pictures, so those that may swell are blanked in place, and a drawing that
    calls itself a picture gains nothing. Encrypted streams are not seen through: decrypt first.

    Args:
        data: The file.
        where: Its path, for the message.
        pictures: Whether its pictures are needed: then those that may swell are unpacked, which
            takes a second for 300 MB, and only those that do are blanked. A scan without loss may
            swell, too.

    Raises:
        InputError: A stream, or all of them, unpack to too much (``too_large``).
    """
    try:
        return _harmless(data, pictures=pictures)
    except _TooMuchError:
        why = (
            f"a part of it unpacks to more than {LARGEST_STREAM} bytes, or all of them to far more "
            "than a document's; print it to a new PDF"
        )
        raise InputError(where, why, reason="too_large") from None


@functools.lru_cache(maxsize=2)  # of the last file, for its text and for its pictures
def _harmless(data: bytes, *, pictures: bool) -> bytes:
    """Do what `without_bombs` says; the engine, the recogniser and the pictures ask in turn."""
    kept: bytearray | None = None
    total = 0
    for stream in _streams(data):
        if not stream.is_picture:
            total += _unpacked(data, stream, LARGEST_STREAM)
            _check_sum(total, len(data))
        elif _may_swell(stream) and not (pictures and _is_harmless(data, stream)):
            kept = bytearray(data) if kept is None else kept
            kept[stream.start : stream.end] = bytes(stream.end - stream.start)
    return data if kept is None else bytes(kept)


def _check_sum(total: int, size: int) -> None:
    if total > LARGEST_SUM or (total > SUSPECT_SUM and total > RATIO * size):
        raise _TooMuchError


def _streams(data: bytes) -> Iterator[_Stream]:
    """Find what may be a stream; inside of packed data that is chance, and does no harm."""
    filters = _Filters(data)
    end = 0
    for count, found in enumerate(STREAM.finditer(data)):
        if count == MOST_STREAMS:
            raise _TooMuchError
        start = found.end()
        head = filters.head(found.start())
        if end < start:  # looked for once, however many beginnings have no end
            end = data.find(b"endstream", start)
            end = len(data) if end < 0 else end
        length = LENGTH.search(head)
        stop = max(end, min(len(data), start + int(length[1][:12]))) if length else end
        head = ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), head)
        yield _Stream(start, stop, filters.of(head), PICTURE.search(head) is not None)


class _Filters:
    """The dictionaries before streams, and the filters that they name."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.known: dict[tuple[bytes, bytes], bytes] = {}
        self.far = 0

    def head(self, end: int) -> bytes:
        """Return the dictionary that ends at a place, and what may stand before it."""
        near = max(0, end - LONGEST_DICTIONARY)
        start = self.data.rfind(b"obj", near, end)
        if start < 0 < near:
            self.far += 1
            if self.far > MOST_LOOKUPS:
                raise _TooMuchError
            start = self.data.rfind(b"obj", max(0, end - LONGEST_SEARCH), end)
            start = start if start >= 0 else near
        return self.data[max(0, start) : end]

    def of(self, head: bytes) -> tuple[str, ...]:
        """Return the full names of a stream's filters, in the order in which they are undone."""
        found = FILTER.search(head)
        if found is None:
            return ()
        names = self._object(found[3], found[4]) if found[3] else found[1] or b"/" + found[2]
        listed = [name.decode("latin-1") for name in re.findall(rb"/([A-Za-z0-9]+)", names)]
        return tuple(SHORT.get(name, name) for name in listed)

    def _object(self, number: bytes, generation: bytes) -> bytes:
        """Return what an object begins with; empty when it stands in a packed one."""
        key = (number, generation)
        if key not in self.known:
            if len(self.known) == MOST_LOOKUPS:
                raise _TooMuchError
            pattern = rb"\b%s\s+%s\s+obj\s*([^<]{0,200}?)endobj" % key
            found = re.search(pattern, self.data, re.DOTALL)
            self.known[key] = found[1] if found else b""
        return self.known[key]


def _may_swell(stream: _Stream) -> bool:
    """Tell whether the filters of a picture could unpack more than the limit."""
    packers = {"FlateDecode": DEFLATE, "LZWDecode": 4096, "RunLengthDecode": 128}
    most = stream.end - stream.start
    for name in stream.filters:
        most *= packers.get(name, 1)
    return most > LARGEST_STREAM


def _is_harmless(data: bytes, stream: _Stream) -> bool:
    """Unpack a picture to see that it does not swell."""
    patience.allow(SECONDS_A_PICTURE + SECONDS_A_MB * (stream.end - stream.start) / 1_000_000)
    try:
        _unpacked(data, stream, LARGEST_PICTURE)
    except _TooMuchError:
        return False
    return True


def _unpacked(data: bytes, stream: _Stream, most: int) -> int:
    """Return how many bytes the steps of unpacking a stream handle together."""
    if stream.filters in {(), ("FlateDecode",)}:
        return sum(map(len, _pieces(data, stream.start, most)))
    packed: bytes | None = None
    total = 0
    for step, name in enumerate(stream.filters):
        if packed is None and name != "FlateDecode":
            packed = data[stream.start : stream.end]
            total = len(packed)
        if name in {"LZWDecode", "RunLengthDecode"}:
            if step + 1 < len(stream.filters):  # no program packs what it has packed so
                raise _TooMuchError
            size = _lzw_size if name == "LZWDecode" else _run_size
            return total + size(packed or b"", most)
        if name == "FlateDecode":
            start = stream.start if packed is None else 0
            packed = b"".join(_pieces(data if packed is None else packed, start, most))
        elif name == "ASCIIHexDecode":
            packed = _from_hex(packed or b"")
        elif name == "ASCII85Decode":
            packed = _from_85(packed or b"")
        else:
            return total
        total += len(packed)
    return total


def _pieces(data: bytes, start: int, most: int) -> Iterator[bytes]:
    """Undo deflate; what is damaged ends where it is damaged, as it does for the engines.

    The data say themselves where they end, so a false length in the file hides nothing.
    """
    unpacker = zlib.decompressobj()
    size = 0
    for at in range(start, len(data), CHUNK):
        try:
            piece = unpacker.decompress(data[at : at + CHUNK], most + 1 - size)
        except zlib.error:
            return
        yield piece
        size += len(piece)
        if size > most:
            raise _TooMuchError
        if unpacker.eof:
            return


def _from_hex(data: bytes) -> bytes:
    digits = re.sub(rb"[^0-9a-fA-F]", b"", data.partition(b">")[0])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _from_85(data: bytes) -> bytes:
    """Undo ASCII85; digits that stand for more than four bytes wrap round, for the size alone."""
    import numpy as np  # a tenth of a second at every start, for hardly any file

    body = re.sub(rb"[^!-uz]", b"", data.partition(b"~>")[0]).replace(b"z", b"!!!!!")
    lacking = -len(body) % 5
    digits = np.frombuffer(body + b"u" * lacking, np.uint8).reshape(-1, 5).astype(np.uint64) - 33
    values = (digits @ np.array([85**4, 85**3, 85**2, 85, 1], np.uint64)).astype(">u4")
    made = values.tobytes()
    return made[: len(made) - lacking] if lacking else made


def _run_size(data: bytes, most: int) -> int:
    size = at = 0
    while at < len(data) and data[at] != 128:
        code = data[at]
        size += code + 1 if code < 128 else 257 - code
        at += code + 2 if code < 128 else 2
        if size > most:
            raise _TooMuchError
    return size


def _lzw_size(data: bytes, most: int) -> int:
    """Return what LZW unpacks to, from the lengths of its table's entries alone."""
    lengths: list[int] = []
    size = last = held = bits = 0
    width = 9
    for byte in data:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == 257:
            break
        if code == 256:
            lengths, last, width = [], 0, 9
            continue
        if last and len(lengths) < 4096 - 258:
            lengths.append(last + 1)
        last = 1 if code < 256 else _length(lengths, code - 258)
        size += last
        if size > most:
            raise _TooMuchError
        width = _width(258 + len(lengths))
    return size


def _length(lengths: Sequence[int], entry: int) -> int:
    return lengths[entry] if entry < len(lengths) else 1


def _width(entries: int) -> int:
    """Return the bits of the next code; one entry early, as PDF does by default."""
    return min(12, max(9, (entries + 1).bit_length()))
