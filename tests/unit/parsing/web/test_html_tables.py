"""Tables that span, hold tables, or are none."""

import pytest

from unit.parsing.made import text_of
from unit.soon import soon


def written(table: str) -> str:
    """Return the Markdown of a table in a page."""
    return text_of("a.html", f"<html><body><p>Before</p>{table}<p>After</p></body></html>")


def around(*lines: str) -> str:
    """Return what is expected between the paragraphs."""
    return "\n".join(["Before", "", *lines, "", "After", ""])


def test_a_cell_over_rows_stands_in_each() -> None:
    """Else the cells of the rows below slide to the left."""
    table = """<table><tr><th>Year</th><th>Month</th><th>Cost</th></tr>
    <tr><td rowspan=2>2025</td><td>May</td><td>3</td></tr><tr><td>June</td><td>4</td></tr>
    <tr><td>2026</td><td rowspan=0>July</td><td>5</td></tr><tr><td>2027</td><td>6</td></tr></table>"""

    expected = around(
        "| Year | Month | Cost |",
        "| --- | --- | --- |",
        "| 2025 | May | 3 |",
        "| 2025 | June | 4 |",
        "| 2026 | July | 5 |",
        "| 2027 | July | 6 |",
    )
    assert expected == written(table)


def test_a_cell_over_columns_stands_in_each_and_a_title_once() -> None:
    """A group's name belongs to all its columns; the title of the table is one."""
    table = """<table><tr><th colspan=3>Prices</th></tr><tr><td>a</td><td colspan=2>b</td></tr>
    <tr><td>1</td><td>2</td><td>3</td></tr></table>"""

    expected = around("| Prices |  |  |", "| --- | --- | --- |", "| a | b | b |", "| 1 | 2 | 3 |")
    assert expected == written(table)


def test_a_cell_over_both_fills_its_corner() -> None:
    """Two rows by two columns."""
    table = """<table><tr><td rowspan=2 colspan=2>x</td><td>1</td></tr><tr><td>2</td></tr>
    <tr><td>a</td><td>b</td><td>3</td></tr></table>"""

    expected = around("| x | x | 1 |", "| --- | --- | --- |", "| x | x | 2 |", "| a | b | 3 |")
    assert expected == written(table)


def test_a_table_in_a_cell_is_a_line() -> None:
    """A pipe table cannot stand in a cell."""
    inner = "<table><caption>Sizes</caption><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></table>"
    table = f"<table><tr><th>A</th><th>B</th></tr><tr><td>one {inner}</td><td>2</td></tr></table>"

    assert around("| A | B |", "| --- | --- |", "| one Sizes: a, b; c | 2 |") == written(table)


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><h2>Hive</h2><ul><li>lid</li></ul></td></tr></table>",
        "<table role=presentation><tbody><tr><td><h2>Hive</h2></td><td><ul><li>lid</li></ul></td>"
        "</tr></tbody></table>",
        "<table><tr><td><table><tr><td><h2>Hive</h2><ul><li>lid</li></ul></td></tr></table></td>"
        "</tr></table>",
    ],
    ids=["one cell", "role", "in another"],
)
def test_a_table_for_layout_is_none(table: str) -> None:
    """What it holds keeps its structure."""
    assert around("## Hive", "", "- lid") == written(table)


def test_a_table_in_the_cell_of_a_frame_stays_a_table() -> None:
    """The frame goes, the table stays."""
    table = "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"

    assert around("| a | b |", "| --- | --- |") == written(table)


def test_spans_that_nobody_needs_cost_nothing() -> None:
    """A thousand bytes ask for a thousand million cells."""
    row = "<tr><td rowspan=60000 colspan=1000>x</td></tr>"

    assert "x" in soon(lambda: written(f"<table>{row * 1000}</table>"), 20)


def test_a_broken_span_is_one() -> None:
    """Whatever a page says there."""
    table = "<table><tr><td colspan=x>a</td><td rowspan='-1'>b</td></tr><tr><td>c</td><td>d</td></tr></table>"

    assert around("| a | b |", "| --- | --- |", "| c | d |") == written(table)


HEAD, RULE, BODY = "<tr><td>a</td><td>b</td></tr>", "| --- | --- |", "<tr><td>1</td><td>2</td></tr>"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (f"<colgroup><col><col></colgroup>{HEAD}{BODY}", ["| a | b |", RULE, "| 1 | 2 |"]),
        (f"<caption>C</caption>\n{HEAD}{BODY}", ["C", "", "| a | b |", RULE, "| 1 | 2 |"]),
        (f"<tbody>{HEAD}</tbody><tbody>{BODY}</tbody>", ["| a | b |", RULE, "| 1 | 2 |"]),
        (f"<thead></thead><tbody>{HEAD}{BODY}</tbody>", ["| a | b |", RULE, "| 1 | 2 |"]),
        (
            f"\n<thead>\n {HEAD}\n</thead>\n<tbody>\n {BODY}\n</tbody>\n",
            ["| a | b |", RULE, "| 1 | 2 |"],
        ),
        (f"<tfoot>{BODY}</tfoot><tbody>{HEAD}</tbody>", ["| a | b |", RULE, "| 1 | 2 |"]),
    ],
    ids=["columns", "caption", "bodies", "empty head", "blanks", "foot"],
)
def test_a_table_has_one_head(table: str, expected: list[str]) -> None:
    """Its first row, whatever stands before it and however the rows are grouped."""
    assert around(*expected) == written(f"<table>{table}</table>")
