"""How much of a text was said before, in runs of three words."""

from collections import Counter

RUN_WORDS = 3


class Shingles:
    """Remembers texts by their runs of three words."""

    def __init__(self) -> None:
        self._texts: list[int] = []
        self._holders: dict[tuple[str, ...], list[int]] = {}

    def add(self, text: str) -> None:
        """Remember a text."""
        runs = _runs(text)
        for run in runs:
            self._holders.setdefault(run, []).append(len(self._texts))
        self._texts.append(len(runs))

    def likeness(self, text: str) -> float:
        """Find the largest Jaccard similarity to a remembered text, from 0 to 1."""
        runs = _runs(text)
        shared = Counter(holder for run in runs for holder in self._holders.get(run, ()))
        return max(
            (count / (len(runs) + self._texts[holder] - count) for holder, count in shared.items()),
            default=0.0,
        )


def _runs(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1)}
