import pytest

from understudy.cleaning.edits import apply, settle
from understudy.cleaning.stepping import UnwantedError
from understudy.cleaning.steps.blocked_words import blocked_words
from unit.cleaning.crowd import context

WORDS = ["казино", "спам*", "*вахт", "ху*о", "легкие деньги", "18+", "Straße", "мёд"]


def masked(text: str, **blocked: object) -> str:
    there = context(blocked={"words": WORDS, "action": "mask", **blocked})
    return apply(text, settle(text, lambda now: blocked_words(now, there), where="d"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Казино! КАЗИНО, казинос", "***! ***, казинос"),
        ("спам спамер СПАМЕРЫ антиспам", "*** *** *** антиспам"),
        ("вахт 3вахт вахта", "*** *** вахта"),
        ("худо, хуто-то", "***, ***-то"),
        ("Лёгкие\n деньги — легкие", "*** — легкие"),
        ("за 18+, не 180", "за ***, не 180"),
        ("die straße", "die ***"),
        ("мед и МЁД, медик", "*** и ***, медик"),
        ("ничего", "ничего"),
        ("", ""),
    ],
)
def test_blocked_words_are_masked(raw: str, expected: str) -> None:
    """Whole words in any case; a star stands for letters; ё is е; phrases over line ends."""
    assert expected == masked(raw)


def test_the_mask_may_be_chosen() -> None:
    """Also nothing at all."""
    assert "[…] и" == masked("казино и", mask="[…]")
    assert " и" == masked("казино и", mask="")


def test_texts_with_blocked_words_are_left_out() -> None:
    """The reason names the place in the list, not the word."""
    there = context(blocked={"words": WORDS})

    assert [] == blocked_words("меда нет", there)
    with pytest.raises(UnwantedError) as caught:
        blocked_words("всё это спамеры", there)
    assert ("blocked_words", "it holds clean.blocked.words[1]") == (
        caught.value.reason,
        caught.value.why,
    )


def test_a_long_list_costs_no_more() -> None:
    """Words of a list of 20,000 are looked up, not tried one by one."""
    many = [f"слово{number}*" for number in range(10_000)]
    many += [f"word{number}" for number in range(10_000)]
    there = context(blocked={"words": many, "action": "mask"})

    text = "обычный текст о пчелах, word77 и слово4242ом " * 2000

    assert 4000 == len(blocked_words(text, there))
