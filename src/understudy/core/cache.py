"""Results of pure functions, one item each, kept between runs.

DVC re-runs a whole stage when one file of a folder changed. With this cache a stage walks over all
items, takes the known results, computes the others, and writes its complete output: work is in
proportion to the change, and an output is the same whether or not the cache was there.

The law: a warm and a cold run write the same bytes. So a value holds the function's result and
nothing else, a key holds all that the result depends on, and losing the file costs time only.
"""

import hashlib
import json
import logging
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from understudy.core import runs
from understudy.core.errors import InputError
from understudy.core.executor import Done, Executor

log = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")

DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a damaged file raises; SQLite quotes its bytes in messages."""
HELD = 16_000_000
"""Bytes of values that are held while they wait for their turn; others are looked up again."""
COMMIT_EVERY = 64  # items; what a kill -9 can lose
PIECE = 8_000_000
"""Bytes beyond which a value is kept in pieces: SQLite copies three times what it is given."""
IN_PIECES = b"\0pieces "
"""Begins what stands for such a value: their number follows."""


def default_folder() -> Path:
    """Return ``$UNDERSTUDY_CACHE``, else ``.dvc/tmp/items`` of the (parent) repository."""
    chosen = os.environ.get("UNDERSTUDY_CACHE")
    return Path(chosen) if chosen else runs.scratch() / "items"


class ItemCache:
    """A table of checked values by key; safe for several processes at once.

    Use it as a context manager: leaving commits what is pending, also after an error or Ctrl-C.

    Args:
        stage: Name of the file.
        salt: All that the results depend on besides the item: the code's fingerprint, the
            parameters, an engine's version. JSON-serialisable.
        folder: Where the file lies; `default_folder` when None.
    """

    def __init__(self, stage: str, salt: Any, *, folder: Path | None = None) -> None:
        self.stage = stage
        self.hits = 0
        self.misses = 0
        self._salt = json.dumps([stage, salt], sort_keys=True, ensure_ascii=False).encode()
        self._pending: list[tuple[bytes, bytes, bytes]] = []
        folder = default_folder() if folder is None else folder
        folder.mkdir(parents=True, exist_ok=True)
        self._file = _File(folder / f"{stage}.sqlite")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        runs.note(**{f"{self.stage}_cache": {"hits": self.hits, "misses": self.misses}})
        log.info("%s: %d items from the cache, %d computed", self.stage, self.hits, self.misses)

    def close(self) -> None:
        """Commit what is pending and let go of the file."""
        self.flush()
        self._file.close()

    def key(self, item: bytes) -> bytes:
        """Return the key of an item, given all that makes the item what it is."""
        return hashlib.sha256(self._salt + b"\0" + item).digest()

    def __contains__(self, key: bytes) -> bool:
        """Tell whether there is a value, damaged or not."""
        return self._file.has(key)

    def get(self, key: bytes) -> bytes | None:
        """Return a value whose checksum is right, else None."""
        value = self._checked(key)
        if value is not None and value.startswith(IN_PIECES):
            number = int(value.removeprefix(IN_PIECES))
            pieces = [self._checked(_place(key, place)) or b"" for place in range(number)]
            value = b"".join(pieces) if all(pieces) else None
        self.hits += value is not None
        self.misses += value is None
        return value

    def put(self, key: bytes, value: bytes, mark: bytes = b"") -> None:
        """Keep a value, and a mark in front of it."""
        if len(value) > PIECE:
            starts = range(0, len(value), PIECE)
            for place, start in enumerate(starts):
                front = b"" if place else mark
                self._keep(_place(key, place), front + value[start : start + PIECE])
                self.flush()
            self._keep(key, IN_PIECES + str(len(starts)).encode())
        else:
            self._keep(key, mark + value)

    def _keep(self, key: bytes, value: bytes) -> None:
        self._pending.append((key, value, _sum(key, value)))
        if len(self._pending) >= COMMIT_EVERY:
            self.flush()

    def _checked(self, key: bytes) -> bytes | None:
        """Return what stands under a key if its checksum is right."""
        row = self._file.find(key)
        if row is not None and isinstance(row[0], bytes) and _sum(key, row[0]) == row[1]:
            return row[0]
        if row is not None:
            log.warning("%s: a cached value is damaged and will be computed again", self.stage)
        return None

    def flush(self) -> None:
        """Commit what is pending."""
        if self._pending:
            self._file.write(self._pending)
            self._pending = []


class _File:
    """The database of a cache; one whose content is damaged is replaced by an empty one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._database = _connect(path)
        except DAMAGE as error:
            self._replace(error)

    def close(self) -> None:
        self._database.close()

    def find(self, key: bytes) -> Any:
        """Return what stands under a key: value and sum, or whatever damage made of them."""
        query = "select value, sum from entries where key = ?"
        try:
            return self._database.execute(query, (key,)).fetchone()
        except DAMAGE as error:
            self._replace(error)
            return None

    def has(self, key: bytes) -> bool:
        """Tell whether something stands under a key."""
        query = "select 1 from entries where key = ?"
        try:
            return self._database.execute(query, (key,)).fetchone() is not None
        except DAMAGE as error:
            self._replace(error)
            return False

    def write(self, rows: Sequence[tuple[bytes, bytes, bytes]]) -> None:
        try:
            self._insert(rows)
        except DAMAGE as error:
            self._replace(error)
            self._insert(rows)

    def _insert(self, rows: Sequence[tuple[bytes, bytes, bytes]]) -> None:
        with self._database:
            self._database.executemany("insert or replace into entries values (?, ?, ?)", rows)

    def _replace(self, error: Exception) -> None:
        """Begin an empty file, or raise the error if it does not come from the file's content."""
        code = getattr(error, "sqlite_errorcode", None)
        # Locked, disk full, no permission: another time the file is right. SQLITE_ERROR is what a
        # damaged schema gives.
        if isinstance(error, sqlite3.OperationalError) and code != sqlite3.SQLITE_ERROR:
            raise error
        log.warning("%s is damaged (%s); starting an empty cache", self._path, error)
        if hasattr(self, "_database"):
            self._database.close()
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._database = _connect(self._path)


def _sum(key: bytes, value: bytes) -> bytes:
    """Return the checksum of a value in its place."""
    digest = hashlib.sha256(key)
    digest.update(value)
    return digest.digest()


def _place(key: bytes, place: int) -> bytes:
    """Return the key of a piece."""
    return hashlib.sha256(key + f" piece {place}".encode()).digest()


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=60)
    database.text_factory = bytes  # there is text in a damaged file only, and not always UTF-8
    database.execute("pragma journal_mode = wal")
    # The file may lose its last commits in a power cut; it cannot become inconsistent.
    database.execute("pragma synchronous = normal")
    # Values stand in the order in which they came, apart from the keys: among them, a look-up would
    # read four times as much, and a new value would move its neighbours.
    database.execute(
        "create table if not exists entries"
        " (key blob primary key, value blob not null, sum blob not null)"
    )
    _move(database)
    return database


def _move(database: sqlite3.Connection) -> None:
    """Take over what an earlier version kept; some of it was paid for."""
    query = "select 1 from sqlite_master where name = 'items'"
    if database.execute(query).fetchone() is None:
        return
    with database:
        database.execute("begin immediate")
        if database.execute(query).fetchone() is not None:  # else another process was faster
            database.execute("insert or ignore into entries select key, value, sum from items")
            database.execute("drop table items")


@dataclass(frozen=True, slots=True)
class Memo(Generic[T, R]):
    """How a function's items and results are kept in a cache."""

    cache: ItemCache
    identity: Callable[[T], bytes]
    """All of an item that its result depends on."""
    encode: Callable[[R], bytes]
    decode: Callable[[bytes], R]

    def read(self, value: bytes) -> Done[R]:
        """Return what was kept of an item; a bad item is known too."""
        if value[:1] == b"!":
            return Done(failure=InputError(**json.loads(value[1:])))
        return Done(value=self.decode(value[1:]))

    def put(self, key: bytes, done: Done[R]) -> None:
        """Keep what came of an item."""
        if done.failure is not None:
            fields = {name: getattr(done.failure, name) for name in ("where", "why", "reason")}
            self.cache.put(key, b"!" + json.dumps(fields, ensure_ascii=False).encode())
        else:
            assert done.value is not None, "a remembered function returns something"
            self.cache.put(key, self.encode(done.value), mark=b"=")


def remembered(
    executor: Executor, work: Callable[[T], R], items: Iterable[T], memo: Memo[T, R]
) -> Iterator[Done[R]]:
    """Yield what came of each item, in order, computing only what the cache does not know.

    While a slow item is computed, thousands behind it may turn out to be known: a few values and
    else only keys are held until it is their turn. What does not last, a time-out say, is not
    remembered.
    """
    waiting: deque[_Waiting[T]] = deque()
    held = 0

    def unknown() -> Iterator[T]:
        nonlocal held
        for item in items:
            one = _Waiting(item, memo.cache.key(memo.identity(item)))
            if held < HELD:
                one.value = memo.cache.get(one.key)
                one.is_known = one.value is not None
                held += len(one.value or b"")
            else:
                one.is_known = one.key in memo.cache
                memo.cache.misses += not one.is_known
            waiting.append(one)
            if not one.is_known:
                yield item

    def known() -> Iterator[Done[R]]:
        """Yield those whose turn it is before the next unknown one."""
        nonlocal held
        while waiting and waiting[0].is_known:
            one = waiting.popleft()
            held -= len(one.value or b"")
            value = one.value or memo.cache.get(one.key)
            # Not there: lost or damaged a moment ago, so computed after all.
            yield memo.read(value) if value else kept(one, next(executor.map(work, [one.item])))

    def kept(one: _Waiting[T], done: Done[R]) -> Done[R]:
        if done.lasting:
            memo.put(one.key, done)
        return done

    for done in executor.map(work, unknown()):
        yield from known()
        yield kept(waiting.popleft(), done)
    yield from known()


@dataclass(slots=True)
class _Waiting(Generic[T]):
    """An item whose turn has not come."""

    item: T
    key: bytes
    is_known: bool = False
    value: bytes | None = None
