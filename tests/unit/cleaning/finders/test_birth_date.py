import pytest

from understudy.cleaning.finders.birth_date import birth_date
from unit.cleaning.crowd import context


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name,dob,town\nKim Lee,1979-03-22,Leeds\nJo Ash,1980-01-02,Hull", 2),
        ("| Name | Date of birth | Ward |\r\n| Kim | 22.03.1979 | 4 |\r\n", 1),
        ("id\tD.O.B.\tseen\n7\t03/22/79\t01/02/2024\n", 1),
        ("name,seen,town\nKim Lee,2024-03-22,Leeds", 0),
        ("name,dob,town\n\nOn Monday,2024-03-22,we met", 0),
        ("name,dob\nKim Lee,unknown", 0),
    ],
)
def test_dates_below_a_column_of_births_are_found(text: str, expected: int) -> None:
    """Of a table in plain text, up to its end; dates of other columns stay."""
    found = birth_date(text, context())

    assert expected == len(found)
    assert all(text[one.start : one.end][:2].isdigit() for one in found)
