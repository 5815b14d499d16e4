import json

import pytest

from understudy.core.errors import InputError, SetupError
from understudy.core.records import Row, Source
from understudy.core.templates import columns, fill


def row(cells: dict[str, str | tuple[str, ...]]) -> Row:
    source = Source(path="table.csv", sha256="0" * 64)
    return Row(id="row-1", source=source, line=1, cells=cells, collection="rows", group="row-1")


ROW = row({"part seen": "brood frame", "signs": ("mites", "bald spots"), "note": " "})


def test_places_are_filled_and_lists_joined() -> None:
    """Any column name works; braces around something else stay."""
    text = fill('{"part": "{part seen}", "n": {"x": 1}} {signs}', ROW, where="t")

    assert '{"part": "brood frame", "n": {"x": 1}} mites; bald spots' == text


def test_cells_are_never_read_as_templates() -> None:
    """A cell that holds braces is text."""
    assert "{signs} x" == fill("{a} {b}", row({"a": "{signs}", "b": "x"}), where="t")


def test_a_cell_is_written_as_json_where_the_template_asks() -> None:
    """Whatever it holds, the object stays valid."""
    held = row({"said": 'a "cyst"\n{x}', "yes": "true"})

    text = fill('{"said": {said|json}, "yes": {yes}}', held, where="t")

    assert {"said": 'a "cyst"\n{x}', "yes": True} == json.loads(text)
    assert ["said", "yes"] == columns("{said|json} {yes}")
    with pytest.raises(SetupError, match="unknown column 'sad'"):
        fill("{sad|json}", held, where="t")


def test_an_unknown_column_is_a_fault_of_the_parameters() -> None:
    """The message says where, and names near columns."""
    with pytest.raises(SetupError, match=r"rows\.x\.prompt: unknown column 'sign'.*mean signs"):
        fill("{sign}", ROW, where="rows.x.prompt")


def test_a_blank_cell_is_a_bad_row() -> None:
    """Words around it do not make it a question."""
    with pytest.raises(InputError, match="column 'note' is blank") as caught:
        fill("Note: {note}", ROW, where="t")
    assert "blank_cell" == caught.value.reason
    with pytest.raises(InputError, match="blank text"):
        fill(" ", ROW, where="t")
    assert "" == fill("{note}", ROW, where="t", blank_ok=True)


def test_the_columns_of_a_template_are_known_before_any_row() -> None:
    """So a table is checked against its templates at once."""
    assert ["part seen", "signs"] == columns('{"x": {part seen}, {signs}}')
