import pytest

from understudy.cleaning.edits import apply, settle
from understudy.cleaning.steps.stop_phrases import stop_phrases
from unit.cleaning.crowd import context

CONTEXT = context(
    stop_phrases=["Sent from my iPhone", "Отправлено с телефона", "[ad]", "see you", "you see"]
)


def cleaned(text: str) -> str:
    return apply(text, settle(text, lambda now: stop_phrases(now, CONTEXT), where="d"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Bees!\nSent from my iPhone", "Bees!\n"),
        ("Bees! sent  from my\u00a0IPHONE", "Bees!"),
        ("Привет\nОТПРАВЛЕНО С ТЕЛЕФОНА\nПока", "Привет\nПока"),
        ("[ad] honey [ad] for sale", "honey for sale"),
        ("Sent from my iPhones", "Sent from my iPhones"),
        ("unsent from my iPhone", "unsent from my iPhone"),
        ("see see you you", ""),
        ("", ""),
    ],
)
def test_phrases_go_with_their_space(raw: str, expected: str) -> None:
    """Whole words in any case, in the middle, at the ends, and when one uncovers another."""
    assert expected == cleaned(raw)


def test_without_phrases_nothing_happens() -> None:
    """The default."""
    assert [] == stop_phrases("Sent from my iPhone", context())
