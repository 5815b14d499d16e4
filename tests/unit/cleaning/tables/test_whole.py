from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from understudy.cleaning.edits import Edit, apply
from understudy.core.errors import SetupError
from understudy.core.records import Row
from unit.cleaning.tables.rows import Cell, Cleaned, cleaned, params, result, row

AGES = ("23", "25", "37", "61", "", "унк")
LINES = st.lists(
    st.tuples(st.sampled_from(AGES), st.sampled_from("MF"), st.sampled_from("pqr"), st.integers(0, 6)),
    min_size=1,
    max_size=14,
)  # fmt: skip
TABLE: dict[str, Any] = {
    "columns": {"age": "quasi", "sex": "quasi", "illness": "sensitive", "note": "drop"},
    "generalise": {"age": [{"by": "bins", "width": 10}]},
    "max_suppressed": 1,
}
SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def patients(lines: Sequence[tuple[str, str, str, int]]) -> list[Row]:
    return [
        row({"age": age, "sex": sex, "illness": illness, "note": f"n{place}"}, f"p{patient}")
        for place, (age, sex, illness, patient) in enumerate(lines)
    ]


def classes(rows: Sequence[Row], *columns: str) -> dict[tuple[Cell, ...], list[Row]]:
    """Group rows by columns: the reference."""
    found: dict[tuple[Cell, ...], list[Row]] = {}
    for one in rows:
        found.setdefault(tuple(one.cells[column] for column in columns), []).append(one)
    return found


def run(table: dict[str, Any], rows: Sequence[Row], **more: Any) -> Cleaned:
    with TemporaryDirectory() as folder:
        try:
            return cleaned(Path(folder), params(tables={"c": table}, **more), rows)
        except SetupError as error:
            assume("no row is left" not in str(error))
            raise


@SLOW
@given(
    lines=LINES,
    how=st.sampled_from(["rows", "cells"]),
    k=st.integers(1, 4),
    different=st.integers(1, 2),
)
def test_every_class_that_is_left_is_large_enough(
    lines: list[tuple[str, str, str, int]], how: str, k: int, different: int
) -> None:
    """By people and sensitive values, counted anew from the rows; all others are accounted for."""
    if (k, different) == (1, 1):
        return
    given_rows = patients(lines)
    table = TABLE | {"suppress": how, "min_k": k, "min_l": different}
    coarse = classes(run(TABLE, given_rows).rows, "age", "sex")
    short = [
        rows for rows in coarse.values()
        if len({r.group for r in rows}) < k or len({r.cells["illness"] for r in rows}) < different
    ]  # fmt: skip

    found = run(table, given_rows)

    for rows in classes(found.rows, "age", "sex").values():
        assert len({r.group for r in rows}) >= k
        assert len({r.cells["illness"] for r in rows}) >= different
    gone = {one.id for one in given_rows} - {one.id for one in found.rows}
    few = {one.id for rows in short for one in rows}
    assert gone == few if how == "rows" else gone in (set(), few)  # the smallest set
    counts = found.report["rows"]
    assert counts["read"] == counts["kept"] + sum(counts["dropped"].values())
    assert len(gone) == sum(counts["dropped"].values()) == len(found.rejects)
    assert {"small_class", "low_diversity"} >= set(counts["dropped"])


@SLOW
@given(lines=LINES, how=st.sampled_from(["rows", "cells"]))
def test_twice_is_once(lines: list[tuple[str, str, str, int]], how: str) -> None:
    """What is coarse and large enough stays as it is."""
    table = TABLE | {"suppress": how, "min_k": 2}
    once = run(table, patients(lines)).rows
    if once:
        again = run(table, once)

        assert once == again.rows
        assert [] == again.edits


@SLOW
@given(lines=LINES, order=st.randoms(use_true_random=False), how=st.sampled_from(["rows", "cells"]))
def test_the_order_of_rows_changes_nothing_else(
    lines: list[tuple[str, str, str, int]], order: Random, how: str
) -> None:
    """The same rows come out, and the same counts."""
    table = TABLE | {"suppress": how, "min_k": 3}
    table["generalise"] = {"age": [{"by": "bins", "width": 10}, {"by": "rare", "fewer": 2}]}
    rows = patients(lines)
    shuffled = list(rows)
    order.shuffle(shuffled)

    one, other = run(table, rows), run(table, shuffled)

    def by_id(found: list[Row]) -> list[Row]:
        return sorted(found, key=lambda row: row.id)

    assert by_id(one.rows) == by_id(other.rows)
    assert one.report == other.report


@SLOW
@given(lines=LINES)
def test_another_row_leaves_the_others_their_ids(lines: list[tuple[str, str, str, int]]) -> None:
    """And their pseudonyms."""
    table = {"columns": {"age": "identifier", "sex": "quasi"}}
    rows = patients(lines)

    before, after = run(table, rows), run(table, [*rows, *patients([("99", "M", "p", 9)])])

    assert before.rows == after.rows[: len(rows)]


def test_edits_lead_from_the_row_to_what_became_of_it(tmp_path: Path) -> None:
    """Dropped, coarser and emptied cells too, with lists among them; in the order of the steps."""
    rows = [
        row({"age": "37", "sex": "M", "towns": ("Brest", "Minsk"), "note": "secret", "illness": "p"}),
        row({"age": "62\u200b", "sex": "F", "towns": ("Riga",), "note": " ", "illness": "q"}),
    ]  # fmt: skip
    table = TABLE | {"suppress": "cells", "min_k": 2}
    table["columns"] = TABLE["columns"] | {"towns": "quasi"}
    table["generalise"] = TABLE["generalise"] | {"towns": [{"by": "prefix", "length": 1}]}

    found = cleaned(tmp_path, params(tables={"c": table}), rows)

    assert [("", ""), ("", "")] == list(zip(found.column("age"), found.column("note"), strict=True))
    assert [("", ""), ("",)] == found.column("towns")
    for before, after in zip(rows, found.rows, strict=True):
        texts = {f"cells.{name}": cell for name, cell in before.cells.items() if name != "towns"}
        texts |= {f"cells.towns.{n}": text for n, text in enumerate(before.cells["towns"])}
        for edit in found.edits:
            if edit.record == before.id:
                assert isinstance(texts[edit.field], str)
                made = [Edit(edit.start, edit.end, edit.replacement)]
                texts[edit.field] = apply(str(texts[edit.field]), made)
        assert texts["cells.age"] == after.cells["age"]
        assert texts["cells.note"] == after.cells["note"]
        assert texts["cells.towns.0"] == after.cells["towns"][0]
    assert {"drop": 1, "generalise": 5, "suppress": 7, "normalise": 2} == found.report["edits"]


def test_edits_of_rows_that_go_are_not_kept(tmp_path: Path) -> None:
    """Like those of duplicates: there is no record to lead back from."""
    lines = [("23", "M", "p", 0), ("25", "M", "p", 1), ("61", "F", "q", 2)]
    table = TABLE | {"suppress": "rows", "min_k": 2}

    found = cleaned(tmp_path, params(tables={"c": table}), patients(lines))

    assert {one.id for one in found.rows} == {edit.record for edit in found.edits}
    (reject,) = found.rejects
    assert "1 person with its values of age, sex" in reject["why"]
    assert {"rows": {"small_class": 1}, "emptied": 0} == found.report["tables"]["c"]["suppressed"]


def test_a_table_that_tells_people_apart_fails(tmp_path: Path) -> None:
    """After everything was written; the message names columns, k, rows, and what to do."""
    lines = [("23", "M", "p", 0), ("25", "M", "p", 0), ("61", "F", "q", 1), ("62", "F", "p", 2)]

    with pytest.raises(SetupError) as failure:
        cleaned(tmp_path, params(tables={"c": TABLE}, privacy={"min_k": 2}), patients(lines))

    said = str(failure.value)
    assert "clean.tables.c: the quasi columns age, sex tell people apart" in said
    assert "the smallest class has 1 person, and min_k is 2" in said
    assert "2 of 4 rows fall short (classes: 1)" in said
    assert "generalise" in said
    assert "suppress: rows" in said
    short = result(tmp_path).report["tables"]["c"]["quasi"]["short"]
    assert {"min_k": 2, "min_l": 1, "classes": 1, "rows": 2} == short


def test_a_table_may_ask_for_more_or_less(tmp_path: Path) -> None:
    """Than what holds for all."""
    lines = [("23", "M", "p", 0), ("25", "M", "p", 1)]
    cleaned(
        tmp_path, params(tables={"c": TABLE | {"min_k": 2}}, privacy={"min_k": 9}), patients(lines)
    )

    with pytest.raises(SetupError, match="l = 1, and min_l is 2"):
        cleaned(tmp_path, params(tables={"c": TABLE | {"min_l": 2}}), patients(lines))


def test_a_table_that_loses_most_fails(tmp_path: Path) -> None:
    """Rows left out are privacy that somebody pays for."""
    lines = [("23", "M", "p", 0), ("25", "M", "p", 1), ("61", "F", "q", 2)]
    table = TABLE | {"suppress": "rows", "min_k": 2, "max_suppressed": 0.3}

    with pytest.raises(
        SetupError, match=r"1 of 3 rows .* short of min_k 2 by .* max_suppressed allows \(0\.3\)"
    ):
        cleaned(tmp_path, params(tables={"c": table}), patients(lines))


@pytest.mark.parametrize("asked", [{"min_k": 4}, {"min_l": 3}])
def test_a_table_of_which_no_row_is_left_fails(tmp_path: Path, asked: dict[str, int]) -> None:
    """However much may go: nobody asks for a table to be lost."""
    lines = [("23", "M", "p", 0), ("25", "M", "p", 1), ("61", "F", "q", 2)]
    table = TABLE | {"suppress": "rows"} | asked

    with pytest.raises(
        SetupError, match="no row is left: all 3 stand in classes short of min_.*age"
    ):
        cleaned(tmp_path, params(tables={"c": table}), patients(lines))


def test_values_that_are_not_read_are_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A column of `37 years` would else become one value without a word."""
    rows = patients([("37 years", "M", "p", 0), ("23", "M", "p", 1)])

    found = cleaned(tmp_path, params(tables={"c": TABLE}), rows)

    assert ["other", "20-29"] == found.column("age")
    assert "generalise.age: 1 values are none that the generaliser reads" in caplog.text
    assert "37 years" not in caplog.text


def test_rare_values_are_those_of_few_people(tmp_path: Path) -> None:
    """Five rows of one patient are one; counted as the generaliser in front writes them."""
    lines = [("23", "M", "p", 0)] * 5 + [("61", "M", "p", 1), ("65", "M", "p", 2)]
    chain = [{"by": "bins", "width": 10}, {"by": "rare", "fewer": 2, "otherwise": "few"}]

    found = cleaned(
        tmp_path, params(tables={"c": TABLE | {"generalise": {"age": chain}}}), patients(lines)
    )

    assert ["few"] * 5 + ["60-69"] * 2 == found.column("age")
    assert {"age": {"changed": 7, "otherwise": 5}} == found.report["tables"]["c"]["generalised"]


def test_duplicates_are_those_of_the_raw_rows(tmp_path: Path) -> None:
    """Two people who look alike once they are coarse are two."""
    rows = patients([("23", "M", "p", 0), ("25", "M", "p", 1)])
    again = rows[0].model_copy(update={"id": "row-again"})
    given_params = params(tables={"c": TABLE}, drop_duplicates=["rows"])

    found = cleaned(tmp_path, given_params, [*rows, again])

    assert [one.id for one in rows] == [one.id for one in found.rows]
    assert {"duplicate": 1} == found.report["rows"]["dropped"]


def test_a_collection_may_hold_two_tables(tmp_path: Path) -> None:
    """A column that a row lacks is a blank to the classes, and stays away."""
    rows = [*patients([("23", "M", "p", 0)]), row({"sex": "M", "what": "x"}, "p1")]
    chain = [{"by": "bins", "width": 10}, {"by": "rare", "fewer": 2}]
    table = TABLE | {"generalise": {"age": chain}, "suppress": "cells", "min_k": 2}

    found = cleaned(tmp_path, params(tables={"c": table}), rows)

    assert {"sex": "", "what": "x"} == found.rows[1].cells
    assert 2 == found.report["tables"]["c"]["quasi"]["k"]


def test_metrics_hold_no_cell(tmp_path: Path) -> None:
    """They stand in git."""
    rows = patients([("23", "M", "plague", 77), ("61", "F", "cholera", 88)])
    found = cleaned(tmp_path, params(tables={"c": TABLE}), rows)

    said = str(found.report)
    assert not [word for word in ("plague", "cholera", "p77", "20-29", "n0") if word in said]
