import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Row, Source
from understudy.parsing.sheets.compiled import CompileParams, compile_rows
from unit.parsing.made import parsed


def rows(*cells: dict[str, Any], collection: str = "studies") -> list[Row]:
    source = Source(path="a/b.csv", sha256="0" * 64)
    return [
        Row(id=f"row-{n}", source=source, line=n, cells=one, collection=collection, group=str(n))
        for n, one in enumerate(cells, 1)
    ]


def compiled(tmp_path: Path, records: list[Row], **params: Any) -> str:
    jsonl.write(tmp_path / "rows.jsonl", records)
    compile_rows(CompileParams(**params), tmp_path / "rows.jsonl", tmp_path / "t.csv")
    return (tmp_path / "t.csv").read_text(encoding="utf-8")


def test_rows_of_all_files_are_one_table(tmp_path: Path) -> None:
    """Columns in the order they first stand; what a row lacks is blank, lists are joined."""
    records = rows({"a": "1", "b": 'x "y", z'}, {"b": ("p", "q"), "origin_folder": "f\ng"})

    assert 'a,b,origin_folder\n1,"x ""y"", z",\n,p; q,"f\ng"\n' == compiled(tmp_path, records)


def test_columns_and_collections_may_be_chosen(tmp_path: Path) -> None:
    """In any order, with another delimiter and Excel's mark."""
    records = [*rows({"a": "1", "b": "2"}), *rows({"c": "3"}, collection="other")]

    chosen = compiled(
        tmp_path, records, collections=("studies",), columns=("b", "a"), delimiter=";", mark=True
    )

    assert "\ufeffb;a\n2;1\n" == chosen


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"collections": ("studis",)}, "unknown collection of rows 'studis'. Did you mean studies"),
        ({"columns": ("organ",)}, "unknown column 'organ'"),
        ({"max_empty": 0.2}, "column 'b' is blank in 1 of 2 rows"),
    ],
)
def test_what_is_not_there_is_said(params: dict[str, Any], words: str, tmp_path: Path) -> None:
    """Before a recipe trains on half a table."""
    with pytest.raises(SetupError, match=words):
        compiled(tmp_path, rows({"a": "1", "b": ""}, {"a": "2", "b": "3"}), **params)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp", "Zs"]), max_size=9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_the_table_is_read_back_as_it_was(
    cells: list[tuple[str, ...]], delimiter: str, tmp_path: Path
) -> None:
    """By this project's own reader; letters come composed."""
    records = rows(*({"one": "x", "two": f"{a}\n{b},{c}".strip(), "three": b} for a, b, c in cells))
    text = compiled(tmp_path, records, delimiter=delimiter)

    found = parsed("t.csv", text, table="t", tables={"t": {"files": ["*"]}}).rows

    assert [
        {name: unicodedata.normalize("NFC", str(cell)) for name, cell in row.cells.items()}
        for row in records
    ] == [row.cells for row in found]
