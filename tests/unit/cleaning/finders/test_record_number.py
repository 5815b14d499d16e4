"""Numbers of medical cards on the line below their name, as forms have them."""

import pytest

from understudy.cleaning.finding import FINDERS
from unit.cleaning.crowd import context

CONTEXT = context()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Амбулаторная карта\n№ 45128", "45128"),
        ("Амбулаторная карта:\n45128/19\nжалоб нет", "45128/19"),
        ("история болезни\n№ 3312/21", "3312/21"),
        ("медкарта\nномер 77120", "77120"),
    ],
)
def test_the_number_may_stand_a_line_below(text: str, number: str) -> None:
    """With a sign, or alone on its line."""
    found = FINDERS["record_number"](text, CONTEXT)

    assert [number] == [text[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "амбулаторная карта\n2 листа",
        "история болезни\n12.03.2024 поступил",
        "история болезни\n120 на 80 давление",
        "медкарта\n350 рублей",
    ],
)
def test_a_line_of_something_else_stays(text: str) -> None:
    """Pages, dates, pressure and prices begin lines too."""
    assert [] == FINDERS["record_number"](text, CONTEXT)
