import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.signs.dictation import may_be, runs

ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("oh seven double nine, one hundred", ["0799 100"]),
        ("forty-four seventeen", ["4417"]),
        ("nine hundred and twelve, triple seven", ["912 777"]),
        ("eight hundred five five five", ["800555"]),
        ("plus four four, seven seven", ["+44 77"]),
        ("two one two dash five five five", ["212-555"]),
        ("восемь девятьсот двенадцать, два нуля", ["8912 00"]),
        ("сорок семь решётка двенадцать", ["47#12"]),
        ("0 7 9 double 1", ["07911"]),
        ("four hundred and twelve pounds, twenty five", []),
        ("двадцать пять рублей, сто двадцать три", []),
        ("555 0172, 12 14", []),
    ],
)
def test_what_is_dictated_is_written_in_figures(text: str, written: list[str]) -> None:
    """With its breaths; one number alone is an amount and stays."""
    assert written == [run.written for run in runs(text)]


@given(st.text("0123456789", min_size=3, max_size=15))
def test_figures_said_one_by_one_are_the_number(number: str) -> None:
    """However long it is; a cheap look never passes it over but for ones and twos alone."""
    said = " ".join(ONES[int(figure)] for figure in number)

    assert [number] == [run.written for run in runs(said)]
    assert may_be(said) or set(number) <= {"1", "2"}
