import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.finding import find
from understudy.cleaning.signs.spoken import figures
from unit.cleaning.crowd import context

CONTEXT = context()
UNITS = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"]
HUNDREDS = [
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]


@given(st.text("0123456789", min_size=1, max_size=15))
def test_figures_said_one_by_one_are_the_number(number: str) -> None:
    """However long it is, and whatever noughts it has."""
    assert number == figures(" ".join(UNITS[int(figure)] for figure in number))


@given(st.lists(st.integers(100, 999), min_size=1, max_size=5))
def test_groups_of_three_are_filled(groups: list[int]) -> None:
    """*Девятьсот шестнадцать* is three figures, not two numbers."""
    tens = "десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
    teens = "один две три четыр пят шест сем восем девят"

    def said(number: int) -> str:
        hundred, rest = divmod(number, 100)
        ten, unit = divmod(rest, 10)
        if ten == 1 and unit:
            return f"{HUNDREDS[hundred - 1]} {teens.split()[unit - 1]}надцать"
        words = [HUNDREDS[hundred - 1], tens.split()[ten - 1] if ten else ""]
        return " ".join([*words, UNITS[unit] if unit else ""])

    assert "".join(map(str, groups)) == figures(" ".join(map(said, groups)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "мой номер восемь девятьсот шестнадцать пятьсот пятьдесят пять ноль один сорок три",
            "восемь девятьсот шестнадцать пятьсот пятьдесят пять ноль один сорок три",
        ),
        (
            "запиши плюс семь девять два шесть один два три четыре пять шесть семь",
            "плюс семь девять два шесть один два три четыре пять шесть семь",
        ),
        (
            "родилась двенадцатого марта восемьдесят пятого года",
            "двенадцатого марта восемьдесят пятого года",
        ),
    ],
)
def test_what_is_dictated_is_hidden(text: str, said: str) -> None:
    """Voice messages become texts with numbers in words."""
    assert [said] == [text[one.start : one.end] for one in find(text, CONTEXT)]


def test_a_dictated_number_is_the_written_one() -> None:
    """Both get one pseudonym."""
    said = find(
        "тел восемь девятьсот шестнадцать пятьсот пятьдесят пять ноль один сорок три", CONTEXT
    )

    assert said[0].identity == find("тел 8 916 555-01-43", CONTEXT)[0].identity
