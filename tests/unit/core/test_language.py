import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bees carry pollen home in the afternoon.", "en"),
        ("Пчёлы не торопятся, и мы не будем.", "ru"),
        ("Добрий день, як справи у вашої бджолиної родини?", "uk"),
        ("Die Bienen fliegen heute sehr früh aus dem Stock.", "de"),
        ("Что такое нуклеус?", "ru"),
        ("What is propolis?", "en"),
        ("да", "ru"),
        ("ok", "en"),
        ("прополис", "ru"),
        ("Varroa", "en"),
        ("蜜蜂不着急，我们也不着急", "zh"),
        ("蜂は急がない", "ja"),
        ("", "und"),
        ("12.05.2025 — 18:04 🐝", "und"),
        ("https://example.org/some/path", "und"),
    ],
)
def test_known_texts(text: str, language: str) -> None:
    """Sentences by the model, single words by their script, no letters by nothing."""
    assert language == language_of(text)


def test_the_greater_part_of_a_mixed_text_counts() -> None:
    """A foreign term does not change the language."""
    assert language_of("Пчеловод ставит Dadant рамки в улей на пригорке") == "ru"
    assert language_of("The keeper says «мёд» when the super is full of honey") == "en"


def test_a_book_is_judged_by_its_first_pages() -> None:
    """Later characters neither count nor cost time."""
    assert language_of("Пчёлы не торопятся. " * 300 + "The bees do not hurry. " * 9000) == "ru"


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    """A code of two or three letters for whatever text, the same each time."""
    found = language_of(text)

    assert 2 <= len(found) <= 3
    assert found == language_of(text)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Мёд, воск", "und"),
        ("H-12 ok", "und"),
        ("Мёд и воск: два", "ru"),
        ("蜂蜜", "zh"),
        ("μέλι", "el"),
        ("12.5", "und"),
    ],
)
def test_a_few_letters_name_no_language_when_nothing_is_assumed(text: str, sure: str) -> None:
    """Unless their script has one language only."""
    assert sure == language_of(text, assume=False)
