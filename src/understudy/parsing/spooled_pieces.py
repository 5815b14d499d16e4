"""Pieces of lines on their way from the workers that wrote them to the outputs of the stage."""

from collections.abc import Callable, Iterator
from pathlib import Path

from understudy.core.cache import ItemCache
from understudy.core.errors import SetupError
from understudy.core.executor import Done
from understudy.parsing.files import Found
from understudy.parsing.packing import Packed
from understudy.parsing.spooling import store

LOST = "{}; it was read before, and what came of it is no longer in the cache. Run the stage again."


class Pieces:
    """Reads pieces once each, and keeps them in the cache for later runs.

    Args:
        folder: Where the workers write them.
        cache: Of the stage.
        again: Reads a file anew, whose pieces the cache has lost.
    """

    def __init__(
        self, folder: Path, cache: ItemCache, again: Callable[[Found], Done[bytes]]
    ) -> None:
        self._folder = folder
        self._cache = cache
        self._again = again
        self._changed: set[str] = set()

    def of(self, packed: Packed, found: Found, kind: str) -> Iterator[bytes]:
        """Yield the pieces of a kind that a file gave; each can be had only once.

        Raises:
            SetupError: They are lost, and the file cannot be read anew.
        """
        for one, name in packed.pieces:
            if one == kind:
                yield self._taken(name, found)

    def changed(self, content: bytes) -> str:
        """Keep what takes the place of a piece in this run; return its name."""
        name = store(self._folder, content)
        self._changed.add(name)
        return name

    def _taken(self, name: str, found: Found) -> bytes:
        path = self._folder / name
        key = self._cache.key(f"piece {name}".encode())
        if not path.exists():
            content = self._cache.get(key)
            if content is not None:
                return content
            done = self._again(found)
            if done.failure is not None:
                raise SetupError(LOST.format(done.failure))
        content = path.read_bytes()
        path.unlink()
        if name not in self._changed:
            self._cache.put(key, content)
            self._cache.flush()  # else it holds many
        return content
