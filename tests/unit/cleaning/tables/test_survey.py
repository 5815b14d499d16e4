from pathlib import Path

import pytest

from understudy.cleaning.tables.params import TablePrivacyParams
from understudy.cleaning.tables.survey import people_in, survey
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Row
from unit.cleaning.tables.rows import row

TABLES = {
    "c": TablePrivacyParams(
        columns={"who": "person", "id": "identifier:PHONE", "mrn": "identifier"}
    )
}


def found(folder: Path, *rows: Row, vocabulary: frozenset[str] = frozenset()) -> "survey":
    jsonl.write(folder / "rows.jsonl", rows)
    return survey(TABLES, folder / "rows.jsonl", vocabulary)


def test_people_in_a_cell_are_parted() -> None:
    """Without the spaces around them."""
    assert ["Anna B.", "Tim"] == [one[0] for one in people_in(" Anna B. ;\n Tim | - ")]


def test_the_column_of_the_group_is_the_one_that_is_always_equal(tmp_path: Path) -> None:
    """A cell that happens to be equal once is not; of two that are, the telling one."""
    cells = {"who": "Anna Frost", "id": "1", "mrn": "1", "a": "Anna Frost"}
    rows = [row(cells, "Anna Frost"), row(cells | {"who": "Tim", "a": "Tim"}, "Tim")]

    assert {"c": "who"} == found(tmp_path, *rows).groups
    assert {} == found(tmp_path, *(row(one.cells) for one in rows)).groups


def test_a_number_of_two_kinds_has_the_first_by_name(tmp_path: Path) -> None:
    """Whatever the order of the rows."""
    rows = [row({"who": "", "id": "", "mrn": "12-345"}), row({"who": "", "id": "12345", "mrn": ""})]

    assert {"12345": "ID"} == found(tmp_path, *rows).identifiers
    assert {"12345": "ID"} == found(tmp_path, *rows[::-1]).identifiers


def test_words_of_documents_are_ordinary(tmp_path: Path) -> None:
    """As for the names of authors."""
    cells = {"who": "Мороз Анна Львовна", "id": "", "mrn": ""}

    ordinary = found(tmp_path, row(cells), vocabulary=frozenset({"мороза"})).ordinary

    assert {"мороз", "морозу"} <= ordinary
    assert "анна" not in ordinary


def test_nothing_is_read_without_a_table() -> None:
    """Most have none."""
    assert survey({}, Path("nowhere"), frozenset()) == survey({}, None, frozenset())


def test_tables_without_rows_are_refused() -> None:
    """Parameters of what is not there protect nobody."""
    with pytest.raises(SetupError, match="unknown collection of rows 'c'. Known: none"):
        survey(TABLES, None, frozenset())
