import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.ocr.lookalikes import CYRILLIC, LATIN, in_one_script, is_ambiguous

ENGLISH = st.lists(
    st.sampled_from(["the", "harbour", "master", "kept", "a", "ledger", "of", "every", "vessel"])
)
RUSSIAN = st.lists(
    st.sampled_from(["смотритель", "маяка", "вёл", "журнал", "всех", "судов", "в", "бухту"])
)
SWAPS = {**dict(zip(LATIN, CYRILLIC, strict=True)), **dict(zip(CYRILLIC, LATIN, strict=True))}


@given(ENGLISH | RUSSIAN, st.randoms())
def test_swapped_letters_come_back(words: list[str], random: object) -> None:
    """In a line of one script with a word that stands in it alone, whatever was confused."""
    line = " ".join(["The" if words and words[0].isascii() else "Журнал", *words])
    swapped = "".join(
        SWAPS.get(letter, letter) if random.random() < 0.5 else letter  # type: ignore[attr-defined]
        for letter in line
    )
    if not words:
        return

    assert in_one_script(swapped) == line


def test_each_word_of_a_mixed_line_keeps_its_script() -> None:
    """Names of things in another language stay."""
    line = "Откройте файл README в папке docs и нажмите Enter."

    assert in_one_script(line) == line


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Kacca", True), ("Касса", True), ("Kassa", False), ("ОК", False), ("", False)],
)
def test_words_of_letters_in_both(text: str, expected: bool) -> None:
    """From three letters on."""
    assert is_ambiguous(text) == expected
