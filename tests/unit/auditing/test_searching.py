import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.auditing.originals import Original
from understudy.auditing.searching import Search

ANNA = Original("Анна Сергеевна", "PERSON-1111")
MAIL = Original("anna@example.org", "EMAIL-2222")
PHONE = Original("+7 (916) 123-45-67", "PHONE-3333")


def hits(text: str, *sought: Original, **more: object) -> list[str]:
    search = Search(sought, **more)  # type: ignore[arg-type]  # words of a test
    return [text[one.start : one.end] for one in search.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("анна сергеевна была", ["анна сергеевна"]),
        ("Анна  Сергеевна, Анна Петровна", ["Анна  Сергеевна"]),
        ("пишите: ANNA@example.org", ["ANNA@example.org"]),
        ('{"phone":"+7(916)1234567"}', ["7(916)1234567"]),
        ("8 7 916 123 45 67", ["7 916 123 45 67"]),
        ("89161234567", ["89161234567"]),
        ("тел. 916-123-4567, 5", ["916-123-4567"]),
        ("7, 9161, 2345,    67", []),
        ("179161234567", []),
        ("Анна, Сергеевны нет", []),
        ("Анна Сергеевна\u0306", []),
    ],
)
def test_spelling_does_not_count(text: str, expected: list[str]) -> None:
    """Case, spaces and punctuation between words; other forms of a name are originals themselves."""
    assert expected == hits(text, ANNA, MAIL, PHONE)


def test_an_ordinary_word_alone_is_no_evidence() -> None:
    """It is counted as ambiguous; with a surname it is evidence."""
    rose, long = Original("Rose", "PERSON-1"), Original("Rose Linden", "PERSON-2")
    search = Search([rose, long], {"rose"})

    assert {"rose"} == search.ambiguous
    assert 1 == len(search)
    assert ["Rose Linden"] == hits("a rose, Rose Linden", rose, long, ordinary={"rose"})


def test_what_names_nobody_is_not_looked_for() -> None:
    """An account that was deleted has everybody's name."""
    assert [] == hits(
        "Deleted Account", Original("Deleted Account", "PERSON-1"), nobody={"deleted", "account"}
    )


def test_short_words_need_a_capital_letter() -> None:
    """And the shortest are none."""
    tom, jo = Original("Tom", "PERSON-1"), Original("Jo", "PERSON-2")

    assert ["Tom"] == hits("tom Tom jo Jo", tom, jo)


def test_letters_may_be_taken_apart() -> None:
    """An accent or a short sign of its own, as file names of macOS have it, is a part of a letter."""
    apart = unicodedata.normalize("NFD", "Сергей Ёлкин")

    assert ["Сергей Ёлкин"] == hits("Сергей Ёлкин", Original(apart, "PERSON-1"))
    search = Search([Original("Сергей Ёлкин", "PERSON-1")])
    assert [(0, 12)] == [(one.start, one.end) for one in search.find(apart)]


def test_what_stands_there_can_be_put_out() -> None:
    """A place is told without the name of a file that is a name."""
    search = Search([ANNA, MAIL])

    assert "a/PERSON-1111, EMAIL-2222.txt:3" == search.without(
        "a/Анна Сергеевна, anna@example.org.txt:3"
    )


def test_short_numbers_are_none() -> None:
    """They count things everywhere."""
    assert [] == hits("12 34", Original("12-34", "PHONE-1"))
    assert ["12 345"] == hits("12 345", Original("12-345", "PHONE-1"))


NAMES = st.lists(st.text("абвг", min_size=3, max_size=5), min_size=1, max_size=2).map(" ".join)


@given(st.lists(NAMES, min_size=1, max_size=5), st.text("абвг ,.\n", max_size=60))
def test_it_finds_what_an_expression_finds(names: list[str], text: str) -> None:
    """Against `re`, name by name: a text holds one exactly when there is a hit."""
    sought = [Original(name.title(), f"PERSON-{n}") for n, name in enumerate(names)]
    text = text.title()
    pattern = "|".join(r"[\W_]+".join(name.title().split()) for name in names)

    assert bool(re.search(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", text)) == bool(
        hits(text, *sought)
    )
