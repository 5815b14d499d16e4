"""Samples from one format to another: what build exports, and what `understudy convert` does."""

import logging
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from understudy.core.errors import InputError, SetupError
from understudy.core.executor import attempt
from understudy.core.records import SPLITS, Sample
from understudy.dataset.exchange import dump, keys_of, wrong
from understudy.dataset.format import FORMATS, Format, forms
from understudy.dataset.store import LINES, Add, Line, Part
from understudy.model import assemble, load_prompt

log = logging.getLogger(__name__)

TEXTS = "_texts"
"""Ends the name of a part with texts of continued training: trainers read them apart."""
SHOWN = 10
"""Bad lines that are said one by one."""


@dataclass
class Exported:
    """What became of samples on their way into a format."""

    samples: int = 0
    """Read."""
    lines: int = 0
    """Exported; a sample of several targets may be several."""
    refused: Counter[str] = field(default_factory=Counter)
    """Reason to lines that could not be read, or that the format cannot hold."""
    first: list[InputError] = field(default_factory=list)
    """The first of those."""

    def drop(self, failure: InputError) -> None:
        """Count a failure."""
        self.refused[failure.reason] += 1
        if len(self.first) < SHOWN:
            self.first.append(failure)

    def counts(self) -> dict[str, Any]:
        """Return the numbers, for a report."""
        refused = dict(sorted(self.refused.items()))
        return {"samples": self.samples, "lines": self.lines, "refused": refused}


class Export(AbstractContextManager["Export"]):
    """A part of a folder that samples are written to as they come.

    Texts of continued training stand in a part of their own, which is there if there are any.

    Args:
        folder: Where the part is to stand.
        name: Of the part, e.g. ``train``.
        format_: The format.
        exported: Told of every sample.
    """

    def __init__(self, folder: Path, name: str, format_: Format, exported: Exported) -> None:
        self._folder = folder
        self._name = name
        self._format = format_
        self._exported = exported
        self._opened: dict[str, Add] = {}
        self._stack = ExitStack()

    def add(self, sample: Sample) -> None:
        """Write a sample, with the prompt as a model meets it."""
        self._exported.samples += 1
        is_text = sample.turns[0].role == "text"
        name = self._name + TEXTS if is_text and not self._name.endswith(TEXTS) else self._name
        for one in forms(sample, self._format):
            done = attempt(self._format.encode, one)
            if done.value is not None:
                self._line_to(name)(done.value)
                self._exported.lines += 1
            elif done.failure is not None:
                why, reason = done.failure.why, done.failure.reason
                self._exported.drop(InputError(sample.id, why, reason=reason))

    def __exit__(self, *error: Any) -> bool | None:
        """Put the files in their places, unless an error came."""
        if not self._opened and error[0] is None:
            self._line_to(self._name)  # a split that is empty is there all the same
        return self._stack.__exit__(*error)

    def _line_to(self, name: str) -> Add:
        if name not in self._opened:
            writing = self._format.store.write(self._folder, name)
            self._opened[name] = self._stack.enter_context(writing)
        return self._opened[name]


def check_exported(name: str, exported: Iterable[Exported]) -> None:
    """Say what a format could not hold.

    Raises:
        SetupError: Not one sample.
    """
    found = list(exported)
    refused = sum((one.refused for one in found), Counter[str]())
    if not refused:
        return
    first = next(failure for one in found for failure in one.first)
    lines = sum(one.lines for one in found)
    message = f"{refused.total()} samples are not in the format {name}, the first {first}"
    if not lines:
        raise SetupError(f"build.formats: {message}; no other is. Choose another format.")
    log.warning("%s", message)


def convert(
    source: Path,
    target: Path,
    *,
    given: str,
    wanted: str | Format,
    columns: Mapping[str, str],
    max_dropped: float = 0,
) -> dict[str, Exported]:
    """Write samples of one format in another, without running any stage.

    A folder that build wrote (format ``records``) gets its system turns and the words around
    questions from its prompt.json, as build's own exports do.

    Args:
        source: A file, or a folder with a file for each split.
        target: A folder; of one file to a format of files, a file.
        given: Format of the source.
        wanted: Format of the target, or its name.
        columns: Name of a key in the source to its name in the format.
        max_dropped: Share of the lines that may be unusable.

    Returns:
        What was written, by part.

    Raises:
        SetupError: A format is unknown, there is nothing to read, two files have one name, the
            target is there already, or more lines are unusable than allowed.
    """
    reads = FORMATS[given]
    writes = FORMATS[wanted] if isinstance(wanted, str) else wanted
    _check_free([target])
    prompt = source / "prompt.json"
    words = load_prompt(prompt) if given == "records" and prompt.is_file() else None
    is_file = source.is_file() and writes.store is LINES
    found: dict[str, Exported] = {}
    with tempfile.TemporaryDirectory(dir=_room(target), prefix=f".{target.name}.") as scratch:
        folder = Path(scratch) / "made"
        for part in _parts(reads, source, given):
            if part.name in found:
                why = "is the second file of that name: rename it, or move it elsewhere"
                raise SetupError(f"{part.place}: {why}.")
            exported = found[part.name] = Exported()
            name = target.stem if is_file else part.name
            samples = _samples(part, reads, columns, exported)
            with Export(folder, name, writes, exported) as export:
                for sample in samples:
                    export.add(sample if words is None else assemble(words, sample, ()))
        _check(found, max_dropped)
        made = sorted(folder.iterdir()) if is_file else [folder]
        targets = [target.with_stem(path.stem) if is_file else target for path in made]
        _check_free(targets)  # texts stand beside, under a name that nobody typed
        for path, place in zip(made, targets, strict=True):
            path.replace(place)
    return found


def _check_free(targets: Iterable[Path]) -> None:
    """Refuse to write over what is there."""
    for target in targets:
        if target.exists():
            raise SetupError(f"{target} is there already: name another, or remove it first.")


def _room(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.parent


def _parts(format_: Format, source: Path, given: str) -> Iterator[Part]:
    """Yield what is to be read; of a dataset of ours the splits, and no list of groups."""
    ours = given == "records" and source.is_dir()
    for part in format_.store.read(source):
        if not ours or part.name in SPLITS:
            yield part


def _samples(
    part: Part, format_: Format, columns: Mapping[str, str], exported: Exported
) -> Iterator[Sample]:
    """Yield the samples of the lines that are some; the others are counted."""
    read = partial(_decoded, decode=format_.decode, columns=columns)
    for line in part.lines:
        done = attempt(read, line)
        if done.value is not None:
            yield done.value
        elif done.failure is not None:
            exported.samples += 1
            where = f"{part.place}:{line.number}"
            exported.drop(InputError(where, done.failure.why, reason=done.failure.reason))


def _decoded(line: Line, decode: Callable[[str], Sample], columns: Mapping[str, str]) -> Sample:
    if line.failure is not None:
        raise line.failure
    if not columns:
        return decode(line.text)
    value = keys_of(line.text)
    if absent := [column for column in columns if column not in value]:
        raise wrong(f"no key {absent[0]!r}; it has {', '.join(value)}", "missing_column")
    return decode(dump({columns.get(key, key): cell for key, cell in value.items()}))


def _check(found: Mapping[str, Exported], max_dropped: float) -> None:
    """Refuse what would lose more than allowed.

    Raises:
        SetupError: The message names reasons and the first places.
    """
    read = sum(exported.samples for exported in found.values())
    refused = sum((exported.refused for exported in found.values()), Counter[str]())
    if not read:
        raise SetupError("no line to convert: every file is empty.")
    if not refused:
        return
    first = [failure for exported in found.values() for failure in exported.first][:SHOWN]
    told = "\n".join(f"  {failure}" for failure in first)
    reasons = ", ".join(f"{count} {reason}" for reason, count in refused.most_common())
    words = f"{refused.total()} of {read} samples cannot be converted ({reasons}):\n{told}"
    if refused.total() > max_dropped * read:
        raise SetupError(
            f"{words}\nMend them, name their format with --from, or leave them out with "
            f"--max-dropped (now {max_dropped:g})."
        )
    log.warning("%s", words)
