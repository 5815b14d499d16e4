"""Files with their truth, and what engines made of them, as figures."""

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.parsing.measures import (
    cell_f1,
    heading_f1,
    heading_level_f1,
    neighbour_f1,
    nid,
    order,
    token_f1,
)
from bench.parsing.workers import Answer

MEASURES: dict[str, Callable[[str, str], float | None]] = {
    "NID": nid,
    "token F1": token_f1,
    "heading F1": heading_f1,
    "with level": heading_level_f1,
    "cell F1": cell_f1,
    "neighbours": neighbour_f1,
    "order": order,
}


@dataclass(frozen=True)
class Pair:
    """A file and the Markdown that a parser should make of it."""

    path: Path
    truth: Path
    group: str
    """First folder below the corpus: figures are given for each."""

    @property
    def kind(self) -> str:
        """Suffix without its dot."""
        return self.path.suffix[1:].lower()


@dataclass(frozen=True)
class Score:
    """The figures of a file; None where the truth has nothing to measure."""

    pair: Pair
    engine: str
    answer: Answer
    values: dict[str, float | None]


def find_pairs(corpus: Path) -> list[Pair]:
    """Return the files below a folder that have their truth beside them, sorted.

    The truth of ``name.pdf`` is ``name.pdf.md`` or, where no other file has that stem, ``name.md``.
    """
    found = []
    for truth in sorted(corpus.rglob("*.md")):
        whole = truth.with_suffix("")
        others = [one for one in truth.parent.glob(f"{_escaped(truth.stem)}.*") if one != truth]
        others = [one for one in others if one.suffix != ".md"]
        path = whole if whole.is_file() else others[0] if len(others) == 1 else None
        if path is not None and path.suffix:
            place = path.relative_to(corpus).parts
            found.append(Pair(path, truth, place[0] if len(place) > 1 else ""))
    return found


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def score(pair: Pair, engine: str, answer: Answer) -> Score:
    """Measure an answer against the truth."""
    truth = pair.truth.read_text(encoding="utf-8")
    values = {name: measure(truth, answer.text) for name, measure in MEASURES.items()}
    return Score(pair, engine, answer, values)


def table(scores: Iterable[Score]) -> str:
    """Return a Markdown table of means: a row for each group, kind and engine."""
    rows: dict[tuple[str, str, str], list[Score]] = {}
    for one in scores:
        rows.setdefault((one.pair.group, one.pair.kind, one.engine), []).append(one)
    head = ["set", "kind", "engine", "files", "failed", *MEASURES, "CPU-s"]
    lines = [head, ["---"] * len(head)]
    for key in sorted(rows):
        ones = rows[key]
        failed = sum(bool(one.answer.error) for one in ones)
        means = [mean(one.values[name] for one in ones) for name in MEASURES]
        seconds = sum(one.answer.seconds for one in ones)
        cells = ["-" if value is None else f"{value:.3f}" for value in means]
        lines.append([*key, str(len(ones)), str(failed), *cells, f"{seconds:.1f}"])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of those that there are; None for none."""
    there = [value for value in values if value is not None]
    return statistics.fmean(there) if there else None


def worst(scores: Iterable[Score], count: int) -> str:
    """Return a list of the files whose lowest figure is lowest."""

    def lowest(one: Score) -> float:
        names = ("NID", "token F1", "heading F1", "cell F1")
        return min(value for name in names if (value := one.values[name]) is not None)

    lines = []
    for one in sorted(scores, key=lowest)[:count]:
        figures = ", ".join(
            f"{name} {value:.3f}" for name, value in one.values.items() if value is not None
        )
        failure = f"; {one.answer.error}" if one.answer.error else ""
        lines.append(f"- `{one.pair.path}` ({one.engine}): {figures}{failure}")
    return "\n".join(lines)
