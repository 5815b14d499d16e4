"""Counts of what finders found and hid, and what they say of all texts of the kind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from scipy.stats import binomtest

from bench.privacy.cases import Case

SURE = 0.95
"""Confidence of the intervals."""


SAME = {
    "ACCOUNT_NUMBER": "ACCOUNT",
    "BIRTH_DATE": "BIRTHDATE",
    "LINK": "URL",
    "PASSWORD": "SECRET",
}
"""Kinds of pseudonyms that are finer than the labels, or called otherwise."""


class Hidden(NamedTuple):
    """A run of text that is a pseudonym now."""

    start: int
    end: int
    kind: str
    """As labels call it."""


class Share(NamedTuple):
    """So many of so many."""

    hits: int
    of: int

    def figures(self) -> dict[str, float | int | None]:
        """Return the share with its exact interval; None where there was nothing to count.

        References:
            Clopper and Pearson, The use of confidence or fiducial limits, Biometrika 26 (1934).
        """
        if not self.of:
            return {"value": None, "low": None, "high": None, "hits": 0, "of": 0}
        low, high = binomtest(self.hits, self.of).proportion_ci(SURE, method="exact")
        numbers = {"value": self.hits / self.of, "low": float(low), "high": float(high)}
        rounded = {name: round(number, 4) for name, number in numbers.items()}
        return {**rounded, "hits": self.hits, "of": self.of}


@dataclass(slots=True)
class Counts:
    """What was labelled, found, hidden and hidden rightly, by kind."""

    labelled: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, case: Case, hidden: Iterable[Hidden]) -> None:
        """Count one sentence.

        A labelled span is found when no code point of it shows; a hidden one is right when it
        covers some of a labelled one, of whatever kind: what is hidden counts, not its name.
        """
        runs = list(hidden)
        covered = {place for run in runs for place in range(run.start, run.end)}
        for start, end, kind in case.spans:
            self.labelled[kind] += 1
            self.found[kind] += covered.issuperset(range(start, end))
        for run in runs:
            self.hidden[run.kind] += 1
            self.right[run.kind] += any(
                start < run.end and run.start < end for start, end, _ in case.spans
            )

    def recall(self, *kinds: str) -> Share:
        """Return how much of what was labelled as one of the kinds was found."""
        return Share(sum(self.found[k] for k in kinds), sum(self.labelled[k] for k in kinds))

    def precision(self, *kinds: str) -> Share:
        """Return how much of what was hidden as one of the kinds is personal."""
        return Share(sum(self.right[k] for k in kinds), sum(self.hidden[k] for k in kinds))

    def figures(self) -> dict[str, dict[str, dict[str, float | int | None]]]:
        """Return recall and precision by kind, and of all structured kinds together."""
        kinds = sorted(self.labelled | self.hidden)
        structured = tuple(kind for kind in kinds if kind != "PERSON")
        groups = {"structured": structured} | {kind: (kind,) for kind in kinds}
        return {
            name: {
                "recall": self.recall(*group).figures(),
                "precision": self.precision(*group).figures(),
            }
            for name, group in groups.items()
        }
