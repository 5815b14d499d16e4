import pytest

from understudy.evaluation.labels import macro_f1, read
from understudy.evaluation.params import LabelParams


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Mites: treat", "mites"),
        (" варроатоз : лечить", "mites"),
        ("brood is fine", None),
        (": nothing", None),
        (None, None),
        ("other: x", "other"),
        (" : nothing", None),
    ],
)
def test_a_label_is_read_or_it_is_not(answer: str | None, expected: str | None) -> None:
    """Unread is its own outcome, never a class by accident."""
    how = LabelParams(values={"mites": "mites", "варроатоз": "mites"})

    assert expected == read(answer, how)


OBJECT = '{"result": "Cyst.", "has_finding": true, "organ": " Liver ", "grade": 2}'


@pytest.mark.parametrize(
    ("answer", "field", "expected"),
    [
        (OBJECT, "organ", "liver"),
        (OBJECT, "has_finding", "true"),
        (OBJECT, "grade", "2"),
        (f"```json\n{OBJECT}\n```", "organ", "liver"),
        (f"Here: {OBJECT}.", "organ", "liver"),
        ("A cyst of the LIVER.", "organ", "liver"),
        ('{"organ": null, "result": "of the liver"}', "organ", "liver"),
        ('{"has_finding": true, "organ": "liv', "has_finding", "true"),
        ("Liver and kidneys.", "organ", None),
        ("A cyst of the olive.", "organ", None),
        ("", "organ", None),
        (None, "organ", None),
        ('{"organ": "spleen"}', "organ", "spleen"),
        ('{"organ": ["liver"], "result": ""}', "organ", "liver"),
    ],
)
def test_a_label_is_read_from_a_field_or_by_its_words(
    answer: str | None, field: str, expected: str | None
) -> None:
    """Two labels in a text are none: which was meant nobody can say."""
    known = {"liver": "liver", "kidneys": "kidneys"} if field == "organ" else {"true": "true"}

    assert expected == read(answer, LabelParams(field=field, values=known))


@pytest.mark.parametrize("pattern", ["no group", "("])
def test_a_pattern_without_a_label_is_refused(pattern: str) -> None:
    """Before any work."""
    with pytest.raises(ValueError, match="group|regular expression"):
        LabelParams(pattern=pattern)


def test_macro_f1_agrees_with_sklearn() -> None:
    """On all classes of the truth."""
    from sklearn.metrics import f1_score

    truth = ["a", "b", "a", "c", "b", "a", "c"]
    guesses = ["a", "b", "c", "c", "a", "a", "d"]

    expected = f1_score(truth, guesses, labels=["a", "b", "c"], average="macro")
    assert macro_f1(guesses, truth) == pytest.approx(float(expected))
