import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.language import (
    language_of,
    language_said,
    language_within,
    usual_language,
)


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


PARTS = {
    "en": "The bees collect nectar in spring and bring it to the hive, where honey is kept.",
    "fr": "Les abeilles récoltent le nectar des fleurs au printemps et le rapportent à la ruche.",
    "de": "Die Bienen sammeln im Frühling den Nektar der Blüten und bringen ihn in den Stock.",
    "ru": "Пчёлы собирают нектар весной и приносят его в улей, где хранят мёд.",
    "uk": "Бджоли збирають нектар навесні та приносять його до вулика, де зберігають мед.",
    "ja": "ミツバチは春に花の蜜を集めて巣に持ち帰ります。",
}


@pytest.mark.parametrize("whole", [*PARTS, "zh", "und"])
@pytest.mark.parametrize("language", PARTS)
def test_a_part_in_another_language_is_seen(language: str, whole: str) -> None:
    """Whatever the language of the whole is."""
    assert language == language_within(PARTS[language], whole)


@pytest.mark.parametrize("whole", ["en", "ru", "de", "ja"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "| 12 | kg | 3.5 |",
        "Apis mellifera, Varroa",
        "Мёд, воск, перга",
        "第三章 蜂巢",
        "Apis mellifera, Apis cerana, Varroa destructor, Nosema apis",
        "GET /api/v1/hives HTTP 404 JSON UTF-8",
    ],
)
def test_names_and_scraps_are_in_the_language_of_the_whole(text: str, whole: str) -> None:
    """Terms, figures and single words say nothing against it."""
    assert whole == language_within(text, whole)


@pytest.mark.parametrize(
    ("text", "usual", "language"),
    [
        ("", "ru", "ru"),
        ("👍 100", "de", "de"),
        ("ok", "de", "de"),
        ("hat sie", "de", "de"),
        ("ok, see you", "ru", "en"),
        ("да, конечно", "en", "ru"),
        *((text, whole, language) for language, text in PARTS.items() for whole in PARTS),
    ],
)
def test_what_is_said_is_in_the_usual_language(text: str, usual: str, language: str) -> None:
    """Unless its script is another, or it is long and clearly in another language."""
    assert language == language_said(text, usual_language(PARTS[usual]))


def test_kanji_alone_are_japanese_in_a_japanese_text() -> None:
    """And Chinese in any other."""
    title = "養蜂家年次総会報告書作成委員会議事録"
    assert ["ja", "zh", "zh"] == [language_within(title, whole) for whole in ("ja", "zh", "en")]


def test_an_address_without_end_costs_no_square() -> None:
    """Each part of a file of one word would take as long as a page."""
    started = time.perf_counter()
    for _ in range(200):
        language_of("a" * 4000)
    assert time.perf_counter() - started < 5


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
