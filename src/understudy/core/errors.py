"""Errors with a remedy.

    UnderstudyError
    ├── SetupError             the run cannot start or go on: one message, exit 1
    │   └── MissingExtraError  a plug-in's package is not installed
    └── InputError             one record is unusable: dropped, counted, written to rejects.jsonl
        └── PassingError       unusable in this run; the next one may find it usable

Everything else is a bug of ours and keeps its traceback.
"""

import difflib
import re
from collections.abc import Iterable

PLACE_IN_MEMORY = re.compile(r" at 0x[0-9a-fA-F]{4,}")
"""What libraries say of an object in their messages; it differs from run to run."""


class UnderstudyError(Exception):
    """Base of all errors that the user can mend."""


class SetupError(UnderstudyError):
    """Parameters, packages, keys, files or servers are not as the run needs them.

    The message says where, what is wrong and what to do; it is all the user sees.
    """


class MissingExtraError(SetupError):
    """A plug-in needs a package that is not installed."""

    def __init__(self, plugin: str, package: str, extra: str) -> None:
        super().__init__(
            f"{plugin} needs the package '{package}', which is not installed. "
            f"Run: pip install 'understudy[{extra}]'"
        )


class InputError(UnderstudyError):
    """One input record cannot be used.

    Args:
        where: Path of the file or id of the record, then the line or page, e.g. ``chat.json:214``.
        why: What is wrong with it, as a clause: ``"date" is not ISO 8601``.
        reason: Short key to count by in the stage's report, e.g. ``bad_date``.
    """

    def __init__(self, where: str, why: str, *, reason: str) -> None:
        why = PLACE_IN_MEMORY.sub("", why)
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process (keyword arguments are lost by default)."""
        return _again, (type(self), self.where, self.why, self.reason)


class PassingError(InputError):
    """One input record cannot be used now; the cache does not remember it.

    Time and memory that ran out, or a file that changed while it was read, are facts of a run and
    not of the record.
    """


def _again(kind: type[InputError], where: str, why: str, reason: str) -> InputError:
    return kind(where, why, reason=reason)


def unknown_name(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that ``name`` is not a known ``kind``, with the nearest known names first."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=3)
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    return f"unknown {kind} '{name}'.{hint} Known: {', '.join(names) or 'none'}."
