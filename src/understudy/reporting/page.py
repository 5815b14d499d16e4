"""The report page: one HTML file that needs nothing else."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.core.errors import SetupError, unknown_name
from understudy.core.outcomes import FileReport
from understudy.core.records import Chunk, Document, Prediction, Retrieval, Sample
from understudy.reporting import charts, examples, flow
from understudy.reporting.params import ReportParams


@dataclass(frozen=True, slots=True)
class Sources:
    """Files that the report reads."""

    files: Path
    documents: Path
    chunks: Path
    dataset: Path
    hits: Path | None
    """None where nothing is retrieved."""
    predictions: tuple[Path, ...]
    evaluated: Path
    """The evaluate stage's folder."""
    curves: tuple[Path, ...]
    metrics: tuple[Path, ...]


def render(params: ReportParams, sources: Sources) -> str:
    """Return the page as HTML."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("understudy.reporting", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figure": figure, "label_kinds": label_kinds}
    templates = resources.files("understudy.reporting") / "templates"
    figures = jsonl.read_json(sources.evaluated / "figures.json")
    return environment.get_template("report.html.j2").render(
        title=params.title,
        headline=params.headline,
        answers_of=params.answers_of,
        compared_with=params.compared_with,
        style=(templates / "style.css").read_text("utf-8"),
        files=list(jsonl.read(sources.files, FileReport)),
        steps=flow.steps(read_metrics(sources.metrics)),
        evaluation=figures,
        curves=[_curve(path) for path in sources.curves],
        forests=list(_forests(figures, params.headline)),
        best_and_worst=_examples(params, sources),
        manifest=jsonl.read_json(sources.dataset / "manifest.json"),
    )


def read_metrics(paths: Sequence[Path]) -> dict[str, Any]:
    """Read metrics files by stage name: ``metrics/train/tuned.json`` becomes ``train tuned``."""
    top = min((path.parent for path in paths), key=lambda folder: len(folder.parts), default=None)
    return {
        path.stem if path.parent == top else f"{path.parent.name} {path.stem}": jsonl.read_json(
            path
        )
        for path in paths
    }


def figure(value: Any, *, sign: bool = False) -> str:
    """Write a figure with its interval: ``0.512 [0.470, 0.551]``; a dash for no figure."""
    if not isinstance(value, dict) or value.get("value") is None:
        return "–"
    form = "{:+.3f}" if sign else "{:.3f}"
    text = form.format(value["value"])
    if value.get("low") is not None:
        text += f" [{form.format(value['low'])}, {form.format(value['high'])}]"
    return text


def label_kinds(guessers: Mapping[str, Any]) -> list[str]:
    """Return the kinds of samples, sorted, by which the accuracy of a label is shown."""
    names = {name for row in guessers.values() for name in row}
    return sorted(name.removeprefix("accuracy/") for name in names if name.startswith("accuracy/"))


def _curve(path: Path) -> dict[str, str]:
    series: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            series[row["split"]].append((float(row["step"]), float(row["loss"])))
    return {"name": path.stem, "svg": charts.lines(series, "step", "loss")}


def _forests(evaluation: Mapping[str, Any], headline: str) -> Iterator[dict[str, str]]:
    """Yield a chart a comparison: every stratum's difference with its interval."""
    for name, strata in evaluation["differences"].items():
        bars = [
            charts.Bar(
                stratum,
                found[headline]["value"],
                found[headline]["low"],
                found[headline]["high"],
                f"n = {found[headline]['n']}, components = {found[headline]['clusters']}",
            )
            for stratum, found in sorted(strata.items())
            if headline in found and stratum.count("/") < 2
        ]
        if bars:
            yield {"name": name, "svg": charts.intervals(bars)}


def _examples(params: ReportParams, sources: Sources) -> dict[str, list[examples.Example]]:
    arms = {folder.name: folder for folder in sources.predictions}
    for arm in filter(None, (params.answers_of, params.compared_with)):
        if arm not in arms:
            raise SetupError(f"params.yaml: report: {unknown_name('arm', arm, arms)}")
    shown, other = (
        {}
        if arm is None
        else {one.sample: one for one in jsonl.read(arms[arm] / "predictions.jsonl", Prediction)}
        for arm in (params.answers_of, params.compared_with)
    )
    test = {sample.id: sample for sample in jsonl.read(sources.dataset / "test.jsonl", Sample)}
    scores = _scores(sources.evaluated / "scores.jsonl", params)
    kinds = {name: f"{test[name].collection}/{test[name].kind}" for name in scores}
    best, worst = examples.choose(scores, params.examples, kinds)
    library = examples.Library(
        {chunk.id: chunk for chunk in jsonl.read(sources.chunks, Chunk)},
        {document.id: document for document in jsonl.read(sources.documents, Document)},
    )
    hits = () if sources.hits is None else jsonl.read(sources.hits, Retrieval)
    found = {one.sample: one for one in hits}
    return {
        heading: [
            examples.describe(
                test[name], scores[name], (shown[name], other.get(name)), found.get(name), library
            )
            for name in names
        ]
        for heading, names in (
            ("Best answers of each kind", best),
            ("Worst answers of each kind", worst),
        )
    }


def _scores(path: Path, params: ReportParams) -> dict[str, float]:
    """Read the headline score of each sample of the shown arm (the evaluation's own records)."""
    scores = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["arm"] == params.answers_of and params.headline in row["scores"]:
                scores[row["sample"]] = row["scores"][params.headline]
    return scores
