import pytest

from understudy.cleaning.finding import find
from unit.cleaning.crowd import context

CONTEXT = context(anonymise={"finders": ("ending",)})


def ends(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find(text, CONTEXT)]


@pytest.mark.parametrize(
    ("text", "kind", "end"),
    [
        ("my visa ending in 4417 was declined", "CARD", "4417"),
        ("last four: 4417", "CARD", "4417"),
        ("4417 at the end, it's a visa", "CARD", "4417"),
        ("4276 **** **** 4417 is mine", "CARD", "4276 **** **** 4417"),
        ("VISA4417 10:15 зачисление 500р", "CARD", "4417"),
        ("оканчивается на 0092, виза", "CARD", "0092"),
        ("account ending 4417, balance 200", "ACCOUNT_NUMBER", "4417"),
        ("last 4 digits of my social are 6789", "SSN", "6789"),
        ("xxx-xx-6789", "SSN", "xxx-xx-6789"),
        ("a code was sent to +44 7*** ***123", "PHONE", "+44 7*** ***123"),
        ("номер заканчивается на 43-12", "PHONE", "43-12"),
        ("паспорт заканчивается на 678", "PASSPORT", "678"),
    ],
)
def test_the_end_of_a_number_is_of_what_is_said(text: str, kind: str, end: str) -> None:
    """Spoken of before it or behind it."""
    assert [(kind, end)] == ends(text)


@pytest.mark.parametrize(
    "text",
    [
        "the year ending 2024 was fine, order ending 4417",
        "the last four 2024 reports; last 3 100 ml bottles",
        "rated **** 2024, x64 build, meeting ends 1430, phone off",
        "в конце 2024 года, на конце 15 см провода, заказ заканчивается на 4417",
        "на карте в конце 500 рублей было, карта действует до конца 2026",
    ],
)
def test_other_ends_stay(text: str) -> None:
    """Of years, orders and films."""
    assert [] == ends(text)
