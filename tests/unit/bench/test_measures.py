"""The measures of the quality benchmark, against slow references and cases made by hand."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.parsing.measures import (
    bag_f1,
    cell_f1,
    common_length,
    heading_f1,
    heading_level_f1,
    neighbour_f1,
    nid,
    order,
    token_f1,
)


def slow_common_length(first: str, second: str) -> int:
    """Fill the table of the textbook."""
    row = [0] * (len(second) + 1)
    for one in first:
        before = 0
        for place, other in enumerate(second, 1):
            kept = row[place]
            row[place] = before + 1 if one == other else max(row[place], row[place - 1])
            before = kept
    return row[-1]


@given(st.text("abcж", max_size=60), st.text("abcж", max_size=60))
def test_the_common_length_is_that_of_the_textbook(first: str, second: str) -> None:
    """Few letters, so that much is common and much is not."""
    assert slow_common_length(first, second) == common_length(first, second)


def test_a_long_text_takes_seconds() -> None:
    """60,000 characters against a copy with every word moved: the textbook takes an hour."""
    words = [f"word{number}" for number in range(7000)]
    random.Random(1).shuffle(words)
    started = time.process_time()

    common_length(" ".join(words), " ".join(sorted(words)))

    assert time.process_time() - started < 10


def test_nid_counts_insertions_and_deletions() -> None:
    """`kitten` and `sitting` share `ittn`: five edits of thirteen characters."""
    assert pytest.approx(1 - 5 / 13) == nid("kitten", "sitting")


def test_nid_of_the_same_words_in_another_order_is_low_and_their_f1_is_one() -> None:
    """That is how a broken reading order shows."""
    left, right = "One two three four five six.", "Seven eight nine ten eleven twelve."

    assert nid(f"{left} {right}", f"{right} {left}") < 0.6
    assert token_f1(f"{left} {right}", f"{right} {left}") == 1.0


def test_nothing_is_like_nothing_and_unlike_something() -> None:
    """An engine that writes nothing must not win."""
    assert nid("", "") == 1.0
    assert nid("words", "") == 0.0
    assert token_f1("", "") == 1.0
    assert token_f1("", "words") == 0.0
    assert token_f1("words", "") == 0.0


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_f1_of_bags_is_symmetric_and_between_zero_and_one(first: list, second: list) -> None:
    """It is a harmonic mean of precision and recall."""
    score = bag_f1(first, second)
    shared = sum(min(first.count(one), second.count(one)) for one in set(first))
    if not first:
        assert score is None
    elif shared:
        precision, recall = shared / len(second), shared / len(first)
        assert pytest.approx(2 * precision * recall / (precision + recall)) == score
    else:
        assert score == 0.0


def test_repeated_words_count_as_often_as_they_stand() -> None:
    """A bag, not a set: two of three are right on one side, all on the other."""
    assert pytest.approx(0.8) == token_f1("no no no", "no no")


def test_chinese_is_compared_by_characters() -> None:
    """There are no blanks to find words by."""
    assert pytest.approx(6 / 7) == token_f1("蜂箱检查", "蜂箱检")


def test_order_is_the_share_of_grams_in_place() -> None:
    """Two halves swapped break one pair."""
    words = [f"w{number}" for number in range(20)]
    swapped = words[10:] + words[:10]

    assert order(" ".join(words), " ".join(words)) == 1.0
    assert order(" ".join(words), " ".join(swapped)) == pytest.approx(12 / 13)
    assert order("one two", "one two") is None


HEADED = "# Hive\n\nText\n\n## Tools\n\n```\n# no heading\n```\n\n## Work\n"


def test_headings_count_when_all_their_text_is_right() -> None:
    """One of three is missing, one is invented."""
    found = "# Hive\n\n**Text**\n\n## Tools\n\n## Works\n"

    assert pytest.approx(2 / 3) == heading_f1(HEADED, found)
    assert heading_f1(HEADED, "Hive\n====\n\n<h2>Tools</h2>\n\n## **Work**\n") == 1.0
    assert heading_f1("no heading", "# one") is None


def test_levels_count_from_the_outermost() -> None:
    """A parser that starts at level 2 keeps the order, one that writes all in one level loses."""
    assert heading_level_f1(HEADED, "## Hive\n### Tools\n### Work") == 1.0
    assert pytest.approx(1 / 3) == heading_level_f1(HEADED, "# Hive\n# Tools\n# Work")


TABLE = "| a | b |\n|---|---|\n| 1 |  |\n| x \\| y | 3 |\n"


def test_cells_are_a_bag_whatever_the_table_is_written_in() -> None:
    """Pipe tables and HTML; blank cells are none."""
    page = "<table><tr><th>a</th><th>b</th></tr><tr><td>1<td></td></tr>"
    page += "<tr><td>x | y</td><td>3</td></tr></table>"

    assert cell_f1(TABLE, TABLE) == 1.0
    assert cell_f1(TABLE, page) == 1.0
    assert cell_f1(TABLE, "a b 1 x y 3") == 0.0
    assert cell_f1("no table", TABLE) is None


def test_a_cell_of_html_stands_where_it_spans() -> None:
    """As engines that write pipe tables repeat it."""
    page = "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>"

    assert cell_f1(page, "| a | b |\n|---|---|\n| a | c |\n") == 1.0
    assert neighbour_f1(page, "| a | b |\n|---|---|\n| a | c |\n") == 1.0


def test_neighbours_tell_a_turned_table() -> None:
    """The same cells in the other direction are no neighbours."""
    turned = "| a | 1 |\n|---|---|\n| b | 2 |\n"
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"

    assert cell_f1(table, turned) == 1.0
    assert neighbour_f1(table, table) == 1.0
    assert neighbour_f1(table, turned) == 0.0
