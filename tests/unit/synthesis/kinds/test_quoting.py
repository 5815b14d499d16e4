import pytest

from understudy.synthesis.kinds.quoting import quoting
from understudy.synthesis.passage import Passage
from unit.synthesis.passages import ENGLISH, RUSSIAN, chunk


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (RUSSIAN, "ru")])
def test_every_sentence_is_asked_for_by_words_of_its_own(text: str, language: str) -> None:
    """The quoted words stand in the answer, and nowhere else."""
    drafts = quoting(Passage(chunk(text, language)))

    assert len(drafts) >= 7
    for draft in drafts:
        opening, closing = {"en": ('"', '"'), "ru": ("«", "»")}[language]
        quoted = draft.question.split(opening)[1].split(closing)[0]
        assert quoted in draft.answer
        assert text.count(quoted) == 1
        assert draft.answer == text[draft.start : draft.end]


def test_the_question_says_where_the_words_stand() -> None:
    """Words from the start are asked for as such; some sentences are quoted from the middle."""
    drafts = [
        draft
        for text, language in ((ENGLISH, "en"), (RUSSIAN, "ru"))
        for draft in quoting(Passage(chunk(text, language)))
    ]
    starts = [
        draft
        for draft in drafts
        if any(sign in draft.question for sign in ("begin", "start", "open", "нач", "откр"))
    ]

    assert 0 < len(starts) < len(drafts)
    for draft in drafts:
        quoted = draft.question.replace("«", '"').replace("»", '"').split('"')[1]
        assert (draft in starts) == draft.answer.lstrip("*").startswith(quoted)


def test_a_sentence_without_words_of_its_own_is_not_asked_for() -> None:
    """Nothing can be quoted that would lead to it."""
    text = "The bell rings. The bell rings. It is so."

    assert [] == quoting(Passage(chunk(text)))


def test_words_that_say_most_are_quoted() -> None:
    """Function words are left out where the sentence has better ones."""
    draft = quoting(Passage(chunk("It is the brass whistle of a mate.")))[0]

    assert "brass whistle" in draft.question or '"It is the"' in draft.question
