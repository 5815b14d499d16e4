from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.finding import FINDERS, Found
from unit.cleaning.crowd import context

CONTEXT = context()

PHONES = [
    "+7 000 123-45-67",
    "+7(916)123-45-67",
    "+79161234567",
    "8 (916) 123-45-67",
    "8-916-123-45-67",
    "8 916 123 45 67",
    "89161234567",
    "916 123-45-67",
    "(495) 123-45-67",
    "(81234) 2-34-56",
    "123-45-67",
    "+1 555 0142",
    "+1 (555) 010-1234",
    "(555) 010-1234",
    "555-010-1234",
    "1-555-010-1234",
    "555.010.1234",
    "+44 20 7946 0018",
    "+44 (0)20 7946 0018",
    "+49 30 901820",
    "020 7946 0018",
    "07700 900123",
    "(020) 7946 0018",
    "+86 138 1234 5678",
]
NO_PHONES = [
    "H-012",
    "H-012..H-150",
    "hive 012",
    "12.05.2025",
    "12.05.25",
    "2025-05-12",
    "2025-05-12 18:04:11",
    "12-05-2025",
    "5/12/2025, 6:04",
    "10.05-15.07",
    "2019-2020",
    "1 200 000",
    "1200000",
    "40 000-60 000",
    "150-200",
    "300-400-500 g",
    "3.5 kg",
    "+15 degrees",
    "+5 +7",
    "18:04",
    "99 %",
    "55.7558, 37.6173",
    "192.168.100.200",
    "v3.11.2000",
    "I-0001",
    "A-8-916-123-45-67",
    "435x300x10",
    "100,000,000",
    "ISBN 978-5-17-118366-6",
    "telephone 12",
    "tel. 12.05.2025",
    "tel. 12-05-2025",
    "phone 2019-2020",
]


def phones(text: str) -> list[Found]:
    return FINDERS["phone"](text, CONTEXT)


@pytest.mark.parametrize("number", PHONES)
@pytest.mark.parametrize("around", ["{}", "call {}.", "тел.: {}, вечером", "({})", "{}\n8 hives"])
def test_a_phone_number_is_found_whole(number: str, around: str) -> None:
    """In each shape people write, wherever it stands."""
    text = around.format(number)

    assert [number] == [text[one.start : one.end] for one in phones(text)]


@pytest.mark.parametrize("number", NO_PHONES)
@pytest.mark.parametrize("around", ["{}", "about {}.", "на {}, вечером", "({})"])
def test_dates_labels_and_measurements_are_no_phones(number: str, around: str) -> None:
    """Numbers are what a beekeeper's text is made of."""
    assert [] == phones(around.format(number))


@pytest.mark.parametrize("said", ["tel. 2-34-56", "Phone: 555-0142", "телефон 23456"])
def test_a_short_number_is_a_phone_when_it_is_called_one(said: str) -> None:
    """Local numbers have no shape of their own."""
    (found,) = phones(said)

    assert said.rsplit(maxsplit=1)[-1] == said[found.start : found.end]


def test_spellings_of_one_number_are_one() -> None:
    """Separators and Russia's 8 for +7 do not count."""
    texts = [
        "8 (916) 123-45-67",
        "+7 916 123 45 67",
        "+79161234567",
    ]

    found = [phones(text)[0].identity for text in texts]

    assert ["79161234567"] * 3 == found


@given(st.text("+78 91()-.@a\n", max_size=60))
def test_contacts_are_in_order_and_apart(text: str) -> None:
    """So they can be edits of one list."""
    found = phones(text)

    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(one.start < one.end for one in found)
