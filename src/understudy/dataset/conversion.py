"""Samples from one format to another: what build exports, and what `understudy convert` does."""

import logging
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from understudy.core.errors import InputError, SetupError
from understudy.core.executor import attempt
from understudy.core.records import SPLITS, Sample
from understudy.dataset.exchange import dump, load, wrong
from understudy.dataset.format import FORMATS, Format, forms
from understudy.dataset.store import LINES, Add, Line, Part
from understudy.model import assemble, load_prompt

log = logging.getLogger(__name__)

TEXTS = "_texts"
"""Ends the name of a part with texts of continued training: trainers read them apart."""
SHOWN = 10
"""Bad lines that are said one by one."""


@dataclass
class Written:
    """What became of samples on their way into a format."""

    samples: int = 0
    """Read."""
    lines: int = 0
    """Written; a sample of several targets may be several."""
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


def export(
    samples: Iterable[Sample], folder: Path, name: str, format_: Format, written: Written
) -> list[str]:
    """Write samples as a part of a folder.

    Args:
        samples: With the prompt as a model meets it.
        folder: Where the part is to stand.
        name: Of the part, e.g. ``train``.
        format_: The format.
        written: Told of every sample.

    Returns:
        The names of the parts: ``name``, and one for texts of continued training if there are any.
    """
    with ExitStack() as stack:
        opened: dict[str, Add] = {}

        def line_to(part: str) -> Add:
            if part not in opened:
                opened[part] = stack.enter_context(format_.store.write(folder, part))
            return opened[part]

        for sample in samples:
            written.samples += 1
            is_text = sample.turns[0].role == "text"
            part = name + TEXTS if is_text and not name.endswith(TEXTS) else name
            for one in forms(sample, format_):
                done = attempt(format_.encode, one)
                if done.value is not None:
                    line_to(part)(done.value)
                    written.lines += 1
                elif done.failure is not None:
                    why, reason = done.failure.why, done.failure.reason
                    written.drop(InputError(sample.id, why, reason=reason))
        if not opened:
            line_to(name)  # a split that is empty is there all the same
    return sorted(opened)


def convert(
    source: Path,
    target: Path,
    *,
    given: str,
    wanted: str,
    columns: Mapping[str, str],
    max_dropped: float = 0,
) -> dict[str, Written]:
    """Write samples of one format in another, without running any stage.

    A folder that build wrote (format ``records``) gets its system turns and the words around
    questions from its prompt.json, as build's own exports do.

    Args:
        source: A file, or a folder with a file for each split.
        target: A folder; of one file to a format of files, a file.
        given: Format of the source.
        wanted: Format of the target.
        columns: Name of a key in the source to its name in the format.
        max_dropped: Share of the lines that may be unusable.

    Returns:
        What was written, by part.

    Raises:
        SetupError: A format is unknown, there is nothing to read, the target is there already, or
            more lines are unusable than allowed.
    """
    reads, writes = FORMATS[given], FORMATS[wanted]
    if target.exists():
        raise SetupError(f"{target} is there already: name another, or remove it first.")
    prompt = source / "prompt.json"
    words = load_prompt(prompt) if given == "records" and prompt.is_file() else None
    is_file = source.is_file() and writes.store is LINES
    found: dict[str, Written] = {}
    with tempfile.TemporaryDirectory(dir=_room(target), prefix=f".{target.name}.") as scratch:
        folder = Path(scratch) / "made"
        for part in _parts(reads, source, given):
            written = found[part.name] = Written()
            name = target.stem if is_file else part.name
            samples = _samples(part, reads, columns, written)
            whole = samples if words is None else (assemble(words, one, ()) for one in samples)
            export(whole, folder, name, writes, written)
        _check(found, max_dropped)
        for path in sorted(folder.iterdir()) if is_file else [folder]:
            path.replace(target.with_stem(path.stem) if is_file else target)
    return found


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
    part: Part, format_: Format, columns: Mapping[str, str], written: Written
) -> Iterator[Sample]:
    """Yield the samples of the lines that are some; the others are counted."""
    read = partial(_decoded, decode=format_.decode, columns=columns)
    for line in part.lines:
        done = attempt(read, line)
        if done.value is not None:
            yield done.value
        elif done.failure is not None:
            written.samples += 1
            where = f"{part.place}:{line.number}"
            written.drop(InputError(where, done.failure.why, reason=done.failure.reason))


def _decoded(line: Line, decode: Callable[[str], Sample], columns: Mapping[str, str]) -> Sample:
    if line.failure is not None:
        raise line.failure
    if not columns:
        return decode(line.text)
    value = load(line.text)
    if absent := [column for column in columns if column not in value]:
        raise wrong(f"no key {absent[0]!r}; it has {', '.join(value)}", "missing_column")
    return decode(dump({columns.get(key, key): cell for key, cell in value.items()}))


def _check(found: Mapping[str, Written], max_dropped: float) -> None:
    """Refuse what would lose more than allowed.

    Raises:
        SetupError: The message names reasons and the first places.
    """
    read = sum(written.samples for written in found.values())
    refused = sum((written.refused for written in found.values()), Counter[str]())
    if not read:
        raise SetupError("no line to convert: every file is empty.")
    if not refused:
        return
    first = [failure for written in found.values() for failure in written.first][:SHOWN]
    told = "\n".join(f"  {failure}" for failure in first)
    reasons = ", ".join(f"{count} {reason}" for reason, count in refused.most_common())
    words = f"{refused.total()} of {read} samples cannot be converted ({reasons}):\n{told}"
    if refused.total() > max_dropped * read:
        raise SetupError(
            f"{words}\nMend them, or leave them out with --max-dropped (now {max_dropped:g})."
        )
    log.warning("%s", words)
