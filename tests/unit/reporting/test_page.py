import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import FileReport
from understudy.core.records import (
    Chunk,
    Document,
    Evidence,
    Hit,
    Prediction,
    Retrieval,
    Sample,
    Source,
    Turn,
)
from understudy.evaluation.scoring import Scored
from understudy.reporting import ReportParams, Sources, read_metrics, render, result
from understudy.reporting.charts import Bar, intervals, lines
from understudy.reporting.examples import choose
from understudy.reporting.flow import steps
from understudy.reporting.page import figure

NASTY = "<script>alert('1')</script> & \"рой\""
FIGURE = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 9, "clusters": 3}


def sample(number: int) -> Sample:
    return Sample(
        id=f"s{number}",
        turns=(
            Turn(role="user", content=f"{NASTY} {number}?"),
            Turn(role="assistant", content=f"reference {number}"),
        ),
        targets=(1,),
        kind=("quoting", "list")[number % 2],
        collection="book",
        group="g",
        evidence=(Evidence(parent="chunk-1", start=0, end=4),),
    )


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """The files of a small run, with text that would break a page that does not escape."""
    source = Source(path="book/swarms.md", sha256="0" * 64)
    document = Document(
        id="document-1", source=source, title="t", text="text of it", language="en",
        collection="book", group="g",
    )  # fmt: skip
    chunk = Chunk(
        id="chunk-1", parent="document-1", collection="book", heading=("Spring", "Swarms"),
        ordinal=0, start=0, end=4, text="text", keys=("text",), language="en", group="g",
    )  # fmt: skip
    samples = [sample(i) for i in range(8)]
    bad = FileReport(
        path="damaged/x.pdf", sha256="0" * 64, parser="pdf", status="skipped",
        reason="bad_pdf", why="cannot be opened: export it again",
    )  # fmt: skip
    jsonl.write(tmp_path / "files.jsonl", [bad])
    jsonl.write(tmp_path / "documents.jsonl", [document])
    jsonl.write(tmp_path / "chunks.jsonl", [chunk])
    jsonl.write(tmp_path / "build/test.jsonl", samples)
    jsonl.write_json(
        tmp_path / "build/manifest.json",
        {
            "params": {"build": {"seed": 1}},
            "collections": {"book": {"train": 61, "eval": 0, "test": 8}},
        },
    )
    hits = (Hit(chunk="chunk-1", rank=1, similarity=0.5),)
    jsonl.write(tmp_path / "hits.jsonl", [Retrieval(sample=s.id, hits=hits) for s in samples])
    for arm in ("tuned-retrieved", "base-retrieved"):
        answers = [Prediction(sample=s.id, text=f"{arm} says {NASTY}") for s in samples[:-1]]
        failed = Prediction(sample="s7", text=None, error="too long")
        jsonl.write(tmp_path / arm / "predictions.jsonl", [*answers, failed])
    jsonl.write(
        tmp_path / "evaluate/scores.jsonl",
        [
            Scored(
                sample=s.id, arm="tuned-retrieved", collection="book", kind=s.kind, language="en",
                component="c", scores={"token_f1": i / 10},
            )
            for i, s in enumerate(samples)
        ],
    )  # fmt: skip
    (tmp_path / "tuned.csv").write_text("step,split,loss\n1,train,4.5\n2,train,3.5\n2,eval,4.0\n")
    tally = {"read": 3, "kept": 2, "dropped": {"bad_pdf": 1}}
    jsonl.write_json(tmp_path / "metrics/parse.json", {"files": tally, "characters": 9})
    jsonl.write_json(tmp_path / "metrics/train/tuned.json", {"read": 5, "kept": 5, "dropped": {}})
    jsonl.write_json(tmp_path / "evaluate/figures.json", evaluation())
    jsonl.write_json(tmp_path / "metrics/evaluate.json", {"arms": {}})
    return Sources(
        files=tmp_path / "files.jsonl",
        documents=tmp_path / "documents.jsonl",
        chunks=tmp_path / "chunks.jsonl",
        dataset=tmp_path / "build",
        hits=tmp_path / "hits.jsonl",
        predictions=(tmp_path / "base-retrieved", tmp_path / "tuned-retrieved"),
        evaluated=tmp_path / "evaluate",
        curves=(tmp_path / "tuned.csv",),
        metrics=tuple(
            tmp_path / "metrics" / name
            for name in ("parse.json", "train/tuned.json", "evaluate.json")
        ),
    )


def evaluation() -> dict:
    label = {"accuracy": FIGURE, "macro_f1": 0.4, "unread": 2, "accuracy/rare": FIGURE}
    gains = {"tuned - majority": FIGURE, "tuned - majority/rare": {**FIGURE, "value": 0.4321}}
    return {
        "confidence": 0.9,
        "arms": {"tuned-retrieved": {"book": {"token_f1": {**FIGURE, "missing": 0}}}},
        "differences": {"gain": {"book": {"token_f1": FIGURE}, "book/list": {"token_f1": FIGURE}}},
        "retrieval": {"book/en": {"recall@5": FIGURE}},
        "labels": {"rows": {"diagnosis": {"majority": label, "differences": gains}}},
        "answers": {
            "rows": {
                "tuned-retrieved": {"valid": FIGURE, "faults": {"no_json": 3, "wrong_kind": 1}},
                "base-retrieved": {"valid": FIGURE, "faults": {}},
            }
        },
        "persona": {
            "persona": {"before": FIGURE, "after": FIGURE, "drop": FIGURE},
            "others": {"before": FIGURE, "after": FIGURE, "drop": FIGURE},
            "difference": FIGURE,
        },
        "style": {
            "tuned-retrieved": {
                "length": {**FIGURE, "chance": 0.25, "real": 7.5, "made": 31.0},
                "emoji": {**FIGURE, "chance": None, "real": 0.5, "made": 0.0},
            }
        },
        "too_small": {"faq": {"samples": 12, "components": 9}},
        "needed": {"samples": 20, "components": 10},
    }


class Page(HTMLParser):
    """Notes unbalanced tags, scripts and links to elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        if tag in {"script", "iframe", "link", "img"}:
            self.foreign.append(tag)
        self.foreign += [v for k, v in attrs if k in {"src", "href"} and v]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_needs_nothing_else_and_runs_nothing(sources: Sources) -> None:
    """No script, no link; tags balance; the data's text stays text."""
    html = render(ReportParams(), sources)
    page = Page()
    page.feed(html)

    assert page.open == []
    assert page.foreign == []
    assert "<script>" not in html
    assert "&lt;script&gt;alert" in html


def test_the_page_tells_the_whole_story(sources: Sources) -> None:
    """Figures, what was dropped and why, the damaged file with its reason, answers with sources."""
    html = render(ReportParams(title="My school"), sources)

    for part in (
        "<title>My school</title>",
        "0.500 [0.400, 0.600]",
        "+0.500 [+0.400, +0.600]",
        "No figure for <b>faq</b>: 12 test samples of 9 components; a figure needs 20 of 10 (",
        '<td>book</td><td class="n">61</td><td class="n">0</td><td class="n">8</td>',
        "damaged/x.pdf",
        "cannot be opened: export it again",
        "1 bad pdf",
        "train tuned",
        "book/swarms.md › Spring › Swarms — holds the reference",
        "reference 6",
        "(failed: too long)",
        "Best answers of each kind",
        "Worst answers of each kind",
        '"seed": 1',
    ):
        assert part in html, part


def test_the_page_says_what_it_shows(sources: Sources) -> None:
    """Coverage, strata of labels and names of arms are those of the data, not of the tour."""
    path = sources.predictions[0] / "predictions.jsonl"
    failed = [
        Prediction(sample=one.sample, text=None, error="out of room")
        for one in jsonl.read(path, Prediction)
    ]
    jsonl.write(path, failed)

    html = render(ReportParams(), sources)

    assert "Brackets hold 90 % intervals" in html
    assert '<th class="n">rare</th>' in html
    assert '<dt>base-retrieved</dt><dd class="dim">(failed: out of room)</dd>' in html
    assert "novel" not in html
    assert "base model" not in html


def test_a_result_without_chats_labels_or_answers_makes_a_page(sources: Sources) -> None:
    """Documents alone, chats alone, or too little of everything."""
    nothing = {
        "confidence": 0.95, "arms": {}, "differences": {}, "retrieval": {}, "labels": {}, "answers": {},
        "persona": None, "style": {}, "too_small": {}, "needed": {"samples": 20, "components": 10},
    }  # fmt: skip
    jsonl.write_json(sources.evaluated / "figures.json", nothing)
    scores = sources.evaluated / "scores.jsonl"
    for path in (scores, sources.documents, sources.files):
        jsonl.write(path, [])

    html = render(ReportParams(), replace(sources, curves=(), hits=None))

    assert "0 files read" in html
    assert "persona" not in html


def test_the_page_is_a_function_of_its_files(sources: Sources) -> None:
    """No time, no path of this machine: the same files give the same bytes."""
    assert render(ReportParams(), sources) == render(ReportParams(), sources)
    assert str(sources.dataset.parent) not in render(ReportParams(), sources)


def test_an_arm_that_there_is_not_is_named(sources: Sources) -> None:
    """With what there is."""
    with pytest.raises(SetupError, match="unknown arm 'tuned'.*Known: base-retrieved, tuned-"):
        render(ReportParams(answers_of="tuned"), sources)


def test_a_result_is_named_by_its_files(sources: Sources, tmp_path: Path) -> None:
    """The same files, the same key; another figure, another key."""
    jsonl.write_json(tmp_path / "tuned/card.json", {"base": "embedded"})
    arguments = (sources.metrics, [tmp_path / "tuned/card.json"], sources.dataset / "manifest.json")
    before = result(*arguments)

    assert before == result(*arguments)
    assert before.params["models"]["tuned"] == {"base": "embedded"}
    assert before.metrics["parse"]["files"]["kept"] == 2

    jsonl.write_json(sources.metrics[0], {"files": {"read": 4}})
    assert before.key != result(*arguments).key


def test_the_folder_of_metrics_has_any_name(tmp_path: Path) -> None:
    """Paths are dvc.yaml's; files of the topmost folder are named for their stage alone."""
    names = ("evaluate.json", "train/tuned.json", "predict/a.json")
    for name in names:
        jsonl.write_json(tmp_path / "figures" / name, {})

    found = read_metrics([tmp_path / "figures" / name for name in names])

    assert ["evaluate", "train tuned", "predict a"] == list(found)
    assert {} == read_metrics([])


floats = st.floats(-5, 5, allow_nan=False)


@given(st.lists(st.tuples(st.text(max_size=8), floats, floats | st.none(), floats | st.none())))
def test_any_figures_make_a_drawing(rows: list[tuple]) -> None:
    """Well-formed, every coordinate inside the picture, whatever the names and values."""
    svg = intervals([Bar(*row) for row in rows], mark=0.25)
    if not rows:
        assert svg == ""
        return
    clean = re.sub(r"[^\x20-\x7e\u0400-\u04ff]", "", svg)
    tree = ElementTree.fromstring(clean)
    assert len(tree.findall("circle")) == len(rows)
    for circle in tree.findall("circle"):
        assert 0 <= float(circle.get("cx", "-1")) <= 640


def test_curves_share_a_scale() -> None:
    """Points of all curves lie inside the frame; a flat curve is drawn too; none is no picture."""
    tree = ElementTree.fromstring(lines({"a": [(0, 1), (5, 2)], "b": [(5, 2)]}, "step", "loss"))
    points = " ".join(line.get("points", "") for line in tree.findall("polyline")).split()

    assert len(points) == 3
    assert all(0 <= float(v) <= 640 for point in points for v in point.split(","))
    assert "<polyline" in lines({"a": [(0, 1), (1, 1)]}, "step", "loss")
    assert lines({}, "step", "loss") == ""


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.floats(0, 1)), st.integers(0, 5))
def test_examples_take_turns_and_never_repeat(scores: dict[str, float], count: int) -> None:
    """Best and worst are disjoint, and within a kind they are in order of score."""
    kinds = {name: name[0] for name in scores}

    best, worst = choose(scores, count, kinds)

    assert len(best) == min(count, len(scores))
    assert set(best) & set(worst) == set()
    for kind in "abc":
        own = [scores[name] for name in best if kinds[name] == kind]
        assert own == sorted(own, reverse=True)


def test_tallies_are_found_at_any_depth() -> None:
    """Whatever else a stage reports beside them."""
    tally = {"read": 4, "kept": 3, "dropped": {"blank": 1}}
    found = steps({"clean": {"documents": tally, "languages": {"en": 3}}, "chunk": tally, "x": 1})

    assert [("clean", "documents", 75.0), ("chunk", "", 75.0)] == [
        (step.stage, step.kind, step.share) for step in found
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, "–"), ({"value": None}, "–"), ({"value": 0.5, "low": None}, "0.500"), (3, "–")],
)
def test_no_figure_is_a_dash(value: object, expected: str) -> None:
    """Never 0."""
    assert expected == figure(value)
