import math
import tracemalloc
from collections.abc import Sequence
from random import Random

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.tables.classes import SIZES, Classes
from unit.cleaning.tables.rows import row

LINES = st.lists(
    st.tuples(
        st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from("pqr"), st.integers(0, 5)
    ),
    max_size=40,
)


def counted(lines: Sequence[tuple[str, str, str, int]], *, grouped: bool = True) -> Classes:
    classes = Classes(("age", "town"), ("illness",))
    for place, (age, town, illness, patient) in enumerate(lines):
        cells = {"age": age, "town": town, "illness": illness, "line": str(place)}
        classes.add(row(cells, f"patient {patient}" if grouped else None))
    return classes


@given(lines=LINES.filter(bool), grouped=st.booleans())
def test_k_and_l_are_those_of_a_data_frame(
    lines: list[tuple[str, str, str, int]], grouped: bool
) -> None:
    """Grouped by pandas: sizes by people and rows, distinct and entropy l."""
    frame = pandas.DataFrame(lines, columns=["age", "town", "illness", "patient"])
    if not grouped:
        frame["patient"] = range(len(frame))
    groups = frame.groupby(["age", "town"])
    people, rows = groups["patient"].nunique(), groups.size()
    shares = [part["illness"].value_counts(normalize=True) for _, part in groups]
    entropies = [math.exp(-sum(p * math.log(p) for p in one)) for one in shares]

    report = counted(lines, grouped=grouped).report()

    assert (len(frame), groups.ngroups) == (report["rows"], report["classes"])
    assert (people.min(), rows.min()) == (report["k"], report["k_rows"])
    assert (people == 1).sum() == report["unique"]["classes"]
    assert rows[people == 1].sum() == report["unique"]["rows"]
    assert (rows == 1).sum() == report["unique"]["single_rows"]
    assert groups["illness"].nunique().min() == report["l"]["illness"]["distinct"]
    assert pytest.approx(min(entropies)) == report["l"]["illness"]["entropy"]
    assert ("groups" if grouped else "rows") == report["counted"]
    for (low, high), count in zip(SIZES, report["sizes"].values(), strict=True):
        assert ((people >= low) & (people <= (high or math.inf))).sum() == count
    for k, diversity in ((1, 1), (2, 1), (3, 2), (1, 3)):
        short = (people < k) | (groups["illness"].nunique() < diversity)
        found = counted(lines, grouped=grouped).below(k, diversity)
        assert (short.sum(), rows[short].sum()) == found


@given(lines=LINES, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(
    lines: list[tuple[str, str, str, int]], order: Random
) -> None:
    """Counts are those of the same rows shuffled, to the last digit."""
    shuffled = list(lines)
    order.shuffle(shuffled)

    assert counted(lines).report() == counted(shuffled).report()


def test_five_rows_of_one_patient_are_one() -> None:
    """To know the combination is to know the patient."""
    report = counted([("a", "x", "p", 1)] * 5).report()

    assert (1, 5) == (report["k"], report["k_rows"])
    assert {"classes": 1, "rows": 5, "single_rows": 0} == report["unique"]


def test_no_rows_have_no_classes() -> None:
    """Nobody is told apart."""
    report = counted([]).report()

    assert (0, 0, None, None) == (report["rows"], report["classes"], report["k"], report["k_rows"])
    assert (0, 0) == counted([]).least()


def test_lists_are_what_they_hold() -> None:
    """In any order; an empty one is blank."""
    classes = Classes(("a",), ())
    for place, cell in enumerate([("x", "y"), ("y", "x", "x"), (), "", ("",)]):
        classes.add(row({"a": cell, "line": str(place)}))

    assert {"classes": 2, "k": 2} == {k: classes.report()[k] for k in ("classes", "k")}


def test_columns_do_not_run_together() -> None:
    """``a|b`` beside nothing is not ``a`` beside ``b``."""
    classes = Classes(("a", "b"), ())
    for cells in ({"a": "x", "b": ""}, {"a": "", "b": "x"}, {"a": ("x", ""), "b": ""}):
        classes.add(row(cells))

    assert 3 == classes.report()["classes"]


def test_a_hundred_thousand_classes_are_small() -> None:
    """The worst case: each row is its own class; the text of no cell is kept."""
    tracemalloc.start()
    classes = Classes(("age",), ("illness",))
    for place in range(20_000):
        classes.add(row({"age": f"{place} " + "x" * 1000, "illness": str(place % 50)}, str(place)))
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert used < 20_000 * 400
