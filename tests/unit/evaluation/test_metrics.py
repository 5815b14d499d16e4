import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.evaluation import METRICS
from understudy.evaluation.normalise import words

texts = st.text(st.sampled_from("ab яё.,5 «»\nДЫ"), max_size=20)
each_metric = pytest.mark.parametrize("name", sorted(METRICS))


def test_the_metrics_were_seen() -> None:
    """A guard that loops asserts what it looped over."""
    assert {"bleu", "chrf", "exact_match", "levenshtein", "meteor"} <= set(METRICS)
    assert {"rouge_l", "token_f1"} <= set(METRICS)


@each_metric
@given(texts, texts)
def test_a_score_is_a_share_and_identity_is_best(name: str, left: str, right: str) -> None:
    """In [0, 1]; a text scores 1 against itself, and no other text scores more."""
    score = METRICS[name](left, right)

    assert 0 <= score <= 1
    assert math.isclose(1, METRICS[name](left, left))


@each_metric
def test_cyrillic_counts(name: str) -> None:
    """What the usual packages drop: Russian words are words."""
    assert METRICS[name]("пчёлы не торопятся", "Пчелы не торопятся.") > 0.7
    assert METRICS[name]("рой", "мёд") == 0


@each_metric
def test_nothing_against_something_is_worst(name: str) -> None:
    """An empty answer is wrong, not undefined."""
    assert METRICS[name]("", "a house") == METRICS[name]("a house", "") == 0


def longest_common(left: list[str], right: list[str]) -> int:
    """Try every subsequence: slow and obviously right."""
    for size in range(min(len(left), len(right)), 0, -1):
        of_left = {
            tuple(left[i] for i in chosen) for chosen in combinations(range(len(left)), size)
        }
        for chosen in combinations(range(len(right)), size):
            if tuple(right[i] for i in chosen) in of_left:
                return size
    return 0


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_rouge_l_is_the_longest_common_subsequence(left: list[str], right: list[str]) -> None:
    """Against brute force over all subsequences."""
    if not left or not right:
        return
    expected = 2 * longest_common(left, right) / (len(left) + len(right))

    assert math.isclose(expected, METRICS["rouge_l"](" ".join(left), " ".join(right)))


def squad_f1(prediction: str, truth: str) -> float:
    """Precision and recall spelled out, as in the official script."""
    left, right = prediction.split(), truth.split()
    common = sum(min(left.count(word), right.count(word)) for word in set(left))
    if common == 0:
        return float(left == right)
    precision, recall = common / len(left), common / len(right)
    return 2 * precision * recall / (precision + recall)


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_token_f1_agrees_with_squad(left: list[str], right: list[str]) -> None:
    """On plain words both definitions are one."""
    expected = squad_f1(" ".join(left), " ".join(right))

    assert math.isclose(expected, METRICS["token_f1"](" ".join(left), " ".join(right)))


@given(st.lists(st.sampled_from("abc"), min_size=1), st.lists(st.sampled_from("abc"), min_size=1))
def test_bleu_is_sacrebleus(left: list[str], right: list[str]) -> None:
    """On plain words: of one sentence, by the runs that it has."""
    from sacrebleu import sentence_bleu

    expected = sentence_bleu(" ".join(left), [" ".join(right)], use_effective_order=True).score

    assert math.isclose(expected / 100, METRICS["bleu"](" ".join(left), " ".join(right)))


def edits(left: str, right: str) -> int:
    """The definition, letter by letter."""
    if not left or not right:
        return len(left) + len(right)
    swap = edits(left[1:], right[1:]) + (left[0] != right[0])
    return min(swap, edits(left[1:], right) + 1, edits(left, right[1:]) + 1)


@given(st.text("abё", max_size=5), st.text("abё", max_size=5))
def test_levenshtein_is_the_fewest_edits(left: str, right: str) -> None:
    """Against the recursive definition."""
    expected = 1 - edits(left, right) / max(len(left), len(right), 1)

    assert math.isclose(expected, METRICS["levenshtein"](left, right))


@pytest.mark.parametrize(
    ("prediction", "reference", "expected"),
    [
        # Five of six words in one run: P = R = 5/6, penalty .5 * (1/5)^3.
        ("a cat sat on the mat", "a cat sat on the rug", 5 / 6 * (1 - 0.5 / 125)),
        # All four words in two runs: penalty .5 * (2/4)^3.
        ("on mats cats sat", "cats sat on mats", 1 - 0.5 / 8),
        # Stems match; recall counts nine times: P = 1, R = 1/2, mean 10/19; one run of one word.
        ("кисты", "киста печени", 10 / 19 * 0.5),
        # A word that stands twice goes where the run goes on.
        ("the end of the road", "of the road the end", 1 - 0.5 * (2 / 5) ** 3),
    ],
)
def test_meteor_by_hand(prediction: str, reference: str, expected: float) -> None:
    """The formula of the paper, worked out."""
    assert math.isclose(expected, METRICS["meteor"](prediction, reference))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3,5 mm and 35", ["3,5", "mm", "and", "35"]),
        ("H-012: «да»…", ["h", "012", "да"]),
        ("ＦＵＬＬ width", ["full", "width"]),
        ("mite_count", ["mite", "count"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Decimals stay whole; every script's punctuation separates."""
    assert expected == words(text)


@each_metric
@pytest.mark.parametrize(
    ("left", "right"),
    [("कि", "का"), ("😂", "😢"), ("😂", ""), ("❤️", "☀️"), ("❤️", ""), ("👍🏽", "👍🏿")],
)
def test_what_differs_is_not_the_same(name: str, left: str, right: str) -> None:
    """In one vowel sign of Hindi, or in the emoji that is all of a reply."""
    assert METRICS[name](left, left) == METRICS[name](right, right) == 1
    assert METRICS[name](left, right) < 1
    assert METRICS[name](right, left) < 1


@pytest.mark.parametrize("emoji", ["😂", "❤️", "👍🏽", "👨‍👩‍👧"])
def test_an_emoji_beside_words_is_no_word(emoji: str) -> None:
    """However it is written: a variation selector is a mark, and stands without a letter."""
    assert ["да"] == words(f"Да {emoji}") == words(f"{emoji}да")
