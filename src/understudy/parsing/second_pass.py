"""The second pass over what the workers made: files whose pictures a model is to see.

All other files pass through as they are. Without a model nothing waits and nothing is kept.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from understudy.core.errors import InputError
from understudy.core.executor import Done
from understudy.parsing import packing
from understudy.parsing.files import Parsed
from understudy.parsing.packing import Packed
from understudy.parsing.params import ParseParams
from understudy.parsing.vision.asking import described


def completed(
    outcomes: Iterable[tuple[str, Done[Packed]]],
    params: ParseParams,
    parsed: Path,
    lost: Callable[[InputError], None],
) -> Iterator[Done[Packed]]:
    """Yield what came of each file, in order, with what a model said of its pictures.

    Args:
        outcomes: The hash of each file, and what came of it; the attachments lie on the disk.
        params: Section ``parse``; without ``vlm`` nothing changes.
        parsed: Folder of the stage; see `described`.
        lost: Told of files of which nothing is left: a model was to read them, and could not.

    Raises:
        SetupError: As `described` does.
    """
    if params.vlm is None:
        for _ in described((), params, parsed):
            pass
        yield from (done for _, done in outcomes)
        return
    with tempfile.TemporaryFile(dir=parsed) as spool:
        kept: set[str] = set()
        filled = described(_unfinished(outcomes, spool, kept), params, parsed, kept=kept)
        first = next(filled, None)  # by then all outcomes are in the spool
        spool.seek(0)
        while (entry := _next(spool)) is not None:
            if isinstance(entry, Done):
                yield entry
                continue
            assert first is not None
            done = _done(first, entry)
            if done.failure is not None:
                lost(done.failure)
            yield done
            first = next(filled, None)


def _unfinished(
    outcomes: Iterable[tuple[str, Done[Packed]]], spool: IO[bytes], kept: set[str]
) -> Iterator[Parsed]:
    """Yield the files that wait for a model, and write their hashes into a file.

    What came of the others is written in its place there; their assets are noted.
    """
    for digest, done in outcomes:
        if done.value is None:
            pickle.dump(done, spool)
        elif done.value.unfinished is None:
            kept.update(path for path, _ in done.value.attachments)
            pickle.dump(replace(done, value=replace(done.value, attachments=())), spool)
        else:
            pickle.dump(digest, spool)
            yield Parsed.model_validate_json(done.value.unfinished)


def _next(spool: IO[bytes]) -> Done[Packed] | str | None:
    try:
        entry: Done[Packed] | str = pickle.load(spool)  # noqa: S301  # written above
    except EOFError:
        return None
    return entry


def _done(found: Parsed, digest: str) -> Done[Packed]:
    """Pack a file that is complete now; a failure when there is nothing in it."""
    first = next((one for one in found.problems if one.kind != "pictures"), None)
    empty = not (found.documents or found.messages or found.rows)
    if first is not None and empty:
        return Done(failure=InputError(first.where, first.why, reason=first.reason))
    return Done(value=packing.pack(found, digest))
