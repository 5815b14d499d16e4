"""Figures as tables: for a terminal, for DVC's plots."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from understudy.evaluation.scoring import Scored


def two_by_two(figures: dict[str, Any], headline: str) -> str:
    """Render the headline of every arm as text, one row an arm, and the differences below.

    Collections are columns; one that is too small for a figure is named with its counts. Where all
    are, nothing but these notes is left.

    Args:
        figures: What the metrics file holds.
        headline: The metric.
    """
    arms = figures["arms"].values()
    columns = sorted({name for found in arms for name in found if "/" not in name})
    if not columns:
        return "".join(f"{note}\n" for note in _notes(figures))
    rows = [[headline, *columns]]
    for arm, found in figures["arms"].items():
        rows.append([arm, *(_cell(found.get(name, {}).get(headline)) for name in columns)])
    for name, found in figures["differences"].items():
        rows.append([name, *(_cell(found.get(c, {}).get(headline), sign=True) for c in columns)])
    lines = _table(rows)
    return "\n".join([*lines, *_notes(figures)]) + "\n"


def label_tables(figures: dict[str, Any]) -> str:
    """Render the accuracy of every label: a row a guesser, then the arms against the baselines.

    Columns are all test samples and their kinds, such as combinations that training never saw.
    """
    text = []
    for collection, labels in figures["labels"].items():
        for label, guessers in labels.items():
            kinds = [
                "",
                *(key.removeprefix("accuracy") for key in guessers["nearest"] if "/" in key),
            ]
            rows = [[f"accuracy of {label}", *(f"{collection}{kind}" for kind in kinds)]]
            for name, found in guessers.items():
                if name != "differences":
                    rows.append([name, *(_cell(found.get(f"accuracy{kind}")) for kind in kinds)])
            gains = guessers["differences"]
            for name in gains:
                if "/" not in name:
                    cells = (_cell(gains.get(f"{name}{kind}"), sign=True) for kind in kinds)
                    rows.append([name, *cells])
            text += ["", *_table(rows)]
    return "".join(f"{line}\n" for line in text)


def persona_tables(figures: dict[str, Any]) -> str:
    """Render whose voice it is, and for each side of the style how far each arm is from the real.

    Where no chats were answered or measured, there is nothing to render.
    """
    text = []
    if voice := figures["persona"]:
        rows = [["loss, nats a token", "before", "after", "drop"]]
        for side in ("persona", "others"):
            cells = (_cell(voice[side][name]) for name in ("before", "after", "drop"))
            rows.append([f"replies of the {side}", *cells])
        rows.append(["difference of the drops", "", "", _cell(voice["difference"], sign=True)])
        text += ["", *_table(rows)]
    if style := figures["style"]:
        rows = [["distance of style", *style, "by chance"]]
        for feature, first in next(iter(style.values())).items():
            chance = "-" if first["chance"] is None else f"{first['chance']:.3f}"
            rows.append([feature, *(_cell(found.get(feature)) for found in style.values()), chance])
        text += ["", *_table(rows)]
    return "".join(f"{line}\n" for line in text)


def plot_rows(figures: dict[str, Any], headline: str) -> str:
    """Return CSV for `dvc plots`: the headline by arm and stratum."""
    rows = [
        (arm, stratum, found[headline]["value"])
        for arm, strata in figures["arms"].items()
        for stratum, found in strata.items()
        if found[headline]["value"] is not None
    ]
    return _csv(("arm", "stratum", headline), rows)


def histogram(scored: Iterable[Scored], headline: str, bins: int = 10) -> str:
    """Return CSV for `dvc plots`: how many samples of each arm score how much."""
    counts: dict[tuple[str, int], int] = {}
    for one in scored:
        if headline in one.scores:
            place = min(int(one.scores[headline] * bins), bins - 1)
            counts[one.arm, place] = counts.get((one.arm, place), 0) + 1
    rows = [(arm, place / bins, count) for (arm, place), count in sorted(counts.items())]
    return _csv(("arm", headline, "samples"), rows)


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Line cells up in columns, with a rule under the first row."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return [lines[0], "-" * len(lines[0]), *lines[1:]]


def _notes(figures: dict[str, Any]) -> list[str]:
    """Say of what there is no figure, and what one needs."""
    needed = figures["needed"]
    return [
        f"no figure for {name}: {count['samples']} test samples of {count['components']} components"
        f"; a figure needs {needed['samples']} of {needed['components']} "
        "(min_samples, min_components of section evaluate)"
        for name, count in figures["too_small"].items()
    ]


def _cell(found: dict[str, Any] | None, *, sign: bool = False) -> str:
    if not found or found["value"] is None:
        return "-"
    form = "{:+.3f}" if sign else "{:.3f}"
    text = form.format(found["value"])
    if found["low"] is not None:
        text += f" [{form.format(found['low'])}, {form.format(found['high'])}]"
    return text


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
