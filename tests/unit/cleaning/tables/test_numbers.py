from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.tables.numbers import exact, number, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("36,6", "36.6"), (" 1 200.50 ", "1200.50"), ("1\u00a0200\u00a0300", "1200300"), ("−5", "-5"),
        ("+7", "7"), ("007", "7"), ("12 3", None), ("1,200,300", None), ("1e3", None), ("", None),
        ("1,234", None), ("-12,500", None), ("0,125", "0.125"), ("1234,500", "1234.5"),
        ("1.234", "1.234"), (".5", None), ("12 kg", None), ("٣", "3"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_tables_write_them(text: str, expected: str | None) -> None:
    """With a comma or a point, and thousands by spaces."""
    assert number(text) == (None if expected is None else Decimal(expected))


@given(st.decimals(-(10**9), 10**9, places=3))
def test_what_is_shown_is_read_again(value: Decimal) -> None:
    """Without zeros at the end, and never with an exponent."""
    assert value == number(shown(value))
    assert "e" not in shown(value).lower()


def test_a_parameter_is_the_number_that_was_written() -> None:
    """A tenth is no tenth in binary."""
    assert [Decimal("0.1"), Decimal(10)] == [exact(0.1), exact(10)]
    assert ["0.1", "10", "100", "0"] == [shown(exact(one)) for one in (0.1, 10.0, 1e2, -0.0)]
