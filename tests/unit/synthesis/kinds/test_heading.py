import pytest

from understudy.synthesis.kinds.heading import heading
from understudy.synthesis.passage import Passage
from unit.synthesis.passages import ENGLISH, RUSSIAN, chunk


def asked(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(one.question, one.answer) for one in heading(Passage(chunk(text, language)))]


@pytest.mark.parametrize(
    ("text", "language", "title", "answer"),
    [
        (ENGLISH, "en", '"Fog"', "When fog comes down, the bell rings twice a minute."),
        (RUSSIAN, "ru", "«Туман»", "Когда спускается туман, колокол бьёт дважды в минуту."),
    ],
)
def test_a_heading_asks_for_the_first_sentence_below(
    text: str, language: str, title: str, answer: str
) -> None:
    """A short heading is named whole."""
    found = asked(text, language)

    assert 2 == len(found)
    assert title in found[1][0]
    assert answer == found[1][1]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        (ENGLISH, "en", '"Loading", "Ferry" and "Safely"'),
        (RUSSIAN, "ru", "«Погрузка», «парома» и «спешки»"),
    ],
)
def test_a_long_heading_is_named_by_its_telling_words(text: str, language: str, words: str) -> None:
    """One by one, so that no long run of the passage is repeated."""
    assert words in asked(text, language)[0][0]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("# **Mooring** lines ##\n\nThree lines hold her.", 1),
        ("Mooring\n=======\nThree lines hold her.", 1),
        ("## The of and with it\n\nThree lines hold her.", 0),
        ("# Mooring\n\n- three lines", 0),
        ("# Mooring\n\nTake three lines:", 0),
        ("# Mooring\n\n## Lines\n\nThree lines hold her.", 1),
        ("# 4.2\n\nThree lines hold her.", 0),
        ("# [Mooring](m.md)\n\nThree lines hold her.", 0),
        ("# Mooring\n\nThree lines.\n\n# Mooring\n\nFour lines.", 0),
        ("Three lines hold her.", 0),
    ],
)
def test_what_can_be_asked_of_a_heading(text: str, count: int) -> None:
    """Only a heading with a name of its own and prose right below it."""
    assert count == len(asked(text))


def test_marks_are_no_part_of_a_title() -> None:
    """The reader sees "Mooring lines"."""
    assert '"Mooring lines"' in asked("# **Mooring** lines ##\n\nThree lines hold her.")[0][0]
