import pytest

from understudy.synthesis.kinds.lists import enumeration
from understudy.synthesis.passage import Passage
from unit.synthesis.passages import ENGLISH, RUSSIAN, chunk


def asked(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(one.question, one.answer) for one in enumeration(Passage(chunk(text, language)))]


@pytest.mark.parametrize(
    ("text", "language", "answers"),
    [
        (
            ENGLISH,
            "en",
            [
                "a dry torch; a brass whistle; chalk and a slate; a spare line of ten metres",
                "passengers on deck; bicycles on the rail",
            ],
        ),
        (
            RUSSIAN,
            "ru",
            [
                "сухой фонарь; медный свисток; мел и доска; запасной конец в десять метров",
                "на верхней палубе; у велосипедов",
            ],
        ),
    ],
)
def test_the_answer_is_the_items(text: str, language: str, answers: list[str]) -> None:
    """Verbatim, without marks and the punctuation between them; the evidence is the list."""
    drafts = enumeration(Passage(chunk(text, language)))

    assert answers == [draft.answer for draft in drafts]
    for draft in drafts:
        evidence = text[draft.start : draft.end]
        assert all(item in evidence for item in draft.answer.split("; "))
        assert len(draft.answer.split("; ")) == len(evidence.splitlines())


@pytest.mark.parametrize(
    ("intro", "language", "piece"),
    [
        ("The ditty bag holds three things:", "en", "does the ditty bag hold"),
        ("Lifeboats have these parts:", "en", "do lifeboats have"),
        ("A good knot consists of two turns:", "en", "does a good knot consist of"),
        ("Every watch carries:", "en", "does every watch carry"),
        ("It has three parts:", "en", '"'),
        ("The crew needs bread when these things run out:", "en", '"'),
        ("Для тумана нужны три вещи:", "ru", "нужно для тумана"),
        ("В комплект входят:", "ru", "входит в комплект"),
        ("Перед отходом мы дважды проверяем снасти:", "ru", "«"),
        ("На мостике проверяем три прибора:", "ru", "проверяем на мостике"),
        ("Судовой журнал содержит такие записи:", "ru", "содержит судовой журнал"),
        ("Он содержит такие записи:", "ru", "«"),
    ],
)
def test_the_question_takes_the_subject_or_quotes(intro: str, language: str, piece: str) -> None:
    """Where the introduction says plainly whose list it is; else by its words."""
    text = f"{intro}\n\n- alpha beta\n- гамма дельта\n"

    assert piece in asked(text, language)[0][0]


@pytest.mark.parametrize(
    "text",
    [
        "The kit has parts:\n\n- one",
        "The kit has parts.\n\n- one\n- two",
        "The kit has parts:\n\nOne. Two.",
        "The kit has parts:\n\n- one\n  - nested\n- two",
        "The kit has parts:\n\n- one that\nwraps\n- two",
        "The kit has parts:\n\n- one\n  goes on\n- two",
        "The kit has parts:\n\n- one; half\n- two",
        "The kit has parts:\n\n- [one](a.md)\n- two",
        "It is so:\n\n- one\n- two",
        "- one:\n- two\n- three",
    ],
)
def test_lists_that_would_be_told_in_part_are_not_asked_for(text: str) -> None:
    """Nested, broken, one-item and marked-up lists, and introductions without a word to name."""
    assert [] == asked(text)


def test_a_list_may_be_followed_by_a_heading_or_a_paragraph() -> None:
    """Both end it."""
    text = "The kit has parts:\n- one\n- two\n# Next\nMore kits need tools:\n\n* a\n\n* b\n\nEnd."

    assert ["one; two", "a; b"] == [answer for _, answer in asked(text)]
