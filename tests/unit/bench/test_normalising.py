"""What is compared: words without marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.parsing.normalising import normalise, tokens


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("# One *two*\n\n> three `four`", "One two three four"),
        ("- a\n  - b\n1. c", "a b 1. c"),
        ("• a\n– b", "a b"),
        ("| a | b |\n|:--|--:|\n| c | d |", "a b c d"),
        ('[said](https://a.b/c_(d)) ![pic](x.png "t")', "said pic"),
        ("```python\nx = 1\n```", "x = 1"),
        ("exam\u00ad\nple, no\u00adthing", "example, nothing"),
        ("ﬁne ½ Ａ", "fine 1⁄2 A"),
        ("a<br>b <b>c</b>. 1 < 2 > 1", "a b c. 1 < 2 > 1"),
        ("&lt;tag&gt; &amp; \\*", "<tag> & "),
        ("text[^1].\n\n[^1]: The note.", "text. The note."),
        ("蜂 箱\n检查 of 箱", "蜂箱检查 of 箱"),
        ("a\n\n---\n\nb\n***\nc", "a b c"),
        ("\u200fשלום\u200e", "שלום"),
        ("<!-- image -->x", "x"),
    ],
)
def test_marks_go_and_words_stay(marked: str, words: str) -> None:
    """In every dialect that an engine writes."""
    assert words.strip() == normalise(marked)


@given(st.text())
def test_any_text_is_one_line_without_blanks_around(text: str) -> None:
    """Whatever an engine writes can be compared."""
    assert " ".join(normalise(text).split()) == normalise(text)


def test_words_and_single_characters() -> None:
    """Digits and letters make words; of Chinese each character is one."""
    assert ["I", "don", "t", "know", "3", "5", "蜂", "箱", "шт"] == tokens(
        "I don't know 3.5 蜂箱 шт."
    )
    assert ["كَتَبَ"] == tokens("كَتَبَ")
