"""Messages of Outlook, made by code: containers with storages in each other."""

import struct
from datetime import UTC, datetime
from typing import Any

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def container(tree: dict[str, Any]) -> bytes:
    """Write a container; values are streams, or storages as dictionaries."""
    entries: list[list[Any]] = [
        ["Root Entry", 5, FREE, FREE, END, 0]
    ]  # name kind right child start size
    small, large = bytearray(), bytearray()

    def add(storage: int, here: dict[str, Any]) -> None:
        last = None
        for name, value in here.items():
            at = len(entries)
            entries.append([name, 1 if isinstance(value, dict) else 2, FREE, FREE, END, 0])
            if last is None:
                entries[storage][3] = at
            else:
                entries[last][2] = at
            last = at
            if isinstance(value, dict):
                add(at, value)
                continue
            area, width = (small, 64) if len(value) < 4096 else (large, 512)
            entries[at][4:] = [len(area) // width, len(value)]
            area += value + bytes(-len(value) % width)

    add(0, tree)
    small += bytes(-len(small) % 512)
    entries[0][5] = len(small)
    folder_size = -(-len(entries) * 128 // 512)
    numbers = [*_chain(0, len(large) // 512, entries, 512)]
    entries[0][4] = len(numbers) if small else END
    numbers += [*_run(len(numbers), len(small) // 512)]
    folder = len(numbers)
    numbers += [*_run(folder, folder_size)]
    minis = _minis(entries, len(small) // 64)
    mini = len(numbers)
    mini_size = -(-len(minis) * 4 // 512)
    numbers += [*_run(mini, mini_size)]
    tables = 1
    while (len(numbers) + tables) > tables * 128:
        tables += 1
    places = [len(numbers) + n for n in range(tables)]
    numbers += [TABLE] * tables
    numbers += [FREE] * (tables * 128 - len(numbers))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, folder, 0, 4096, mini, mini_size, END, 0)
    head += struct.pack("<109I", *places, *[FREE] * (109 - tables))
    written = b"".join(_entry(*one) for one in entries)
    packed = struct.pack(f"<{len(minis)}I", *minis)
    return (
        head + bytes(large) + bytes(small) + written.ljust(folder_size * 512, b"\0")
        + packed.ljust(mini_size * 512, b"\xff") + struct.pack(f"<{len(numbers)}I", *numbers)
    )  # fmt: skip


def _run(start: int, size: int) -> list[int]:
    return [*range(start + 1, start + size), END] if size else []


def _chain(start: int, size: int, entries: list[list[Any]], width: int) -> list[int]:
    numbers = [*range(start + 1, start + size + 1)]
    for _, kind, _, _, first, length in entries:
        if kind == 2 and length >= 4096:
            numbers[first + -(-length // width) - 1] = END
    return numbers


def _minis(entries: list[list[Any]], size: int) -> list[int]:
    numbers = [*range(1, size + 1)]
    for _, kind, _, _, first, length in entries:
        if kind == 2 and 0 < length < 4096:
            numbers[first + -(-length // 64) - 1] = END
    return numbers


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    body = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1)
    return (
        body + struct.pack("<III", FREE, right, child) + bytes(36) + struct.pack("<IQ", start, size)
    )


def properties(head: int, sent: datetime | None = None) -> bytes:
    """Write the properties of a fixed size: the moment of sending."""
    rows = b""
    if sent is not None:
        ticks = int((sent - EPOCH).total_seconds()) * 10_000_000
        rows = struct.pack("<HHIQ", 0x40, 0x0039, 6, ticks)
    return bytes(head) + rows


def item(
    texts: dict[str, str], *, sent: datetime | None = None, head: int = 32, **more: Any
) -> dict[str, Any]:
    """Write a message: number of a property to its text; ``more`` are streams and storages."""
    streams = {
        f"__substg1.0_{number}001F": text.encode("utf-16-le") for number, text in texts.items()
    }
    return {**streams, "__properties_version1.0": properties(head, sent), **more}


def recipient(name: str, address: str) -> dict[str, Any]:
    return item({"3001": name, "39FE": address}, head=8)


def attachment(name: str, content: bytes) -> dict[str, Any]:
    return {**item({"3707": name}, head=8), "__substg1.0_37010102": content}
