from hypothesis import given
from hypothesis import strategies as st

from understudy.core.wording import jaccard, shingles, words


def test_words_ignore_case_punctuation_and_yo() -> None:
    """The same sentence typed in two ways is the same words."""
    assert words("Мёд — это «еда»!") == words("мед это еда") == ["мед", "это", "еда"]
    assert words("ﬁve Bees_and 3,5") == ["five", "bees", "and", "3", "5"]


def test_every_chinese_character_is_a_word() -> None:
    """A script without spaces has as many words as characters."""
    assert words("蜂蜜abc好") == ["蜂", "蜜", "abc", "好"]


def test_shingles_are_distinct_runs_of_three() -> None:
    """Fewer words have none."""
    assert shingles("a b c a b c") == {"a b c", "b c a", "c a b"}
    assert shingles("a b") == frozenset()


@given(st.frozensets(st.integers(0, 9).map(str)), st.frozensets(st.integers(0, 9).map(str)))
def test_jaccard_is_the_shared_part(one: frozenset[str], other: frozenset[str]) -> None:
    """Symmetric, in 0..1, and 1 for equal sets unless they are empty."""
    similarity = jaccard(one, other)

    assert jaccard(other, one) == similarity
    assert 0 <= similarity <= 1
    assert (similarity == 1) == (one == other and bool(one))
