import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.edits import apply, settle
from understudy.cleaning.steps import normalise as patterns
from understudy.cleaning.steps.normalise import normalise
from unit.cleaning.crowd import context

CONTEXT = context()
texts = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "аe\u0306\u0301\u200b\u200d\u200c\ufeff\r\n \t\u2028\u00ad\u202e🐝👩🔬각ᄀ\u0009Z"
        ),
        st.characters(categories=["Cs"]),
    ),
    max_size=40,
)


def normalised(text: str) -> str:
    return apply(text, settle(text, lambda now: normalise(now, CONTEXT), where="d"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("и\u0306од, cafe\u0301", "йод, café"),
        ("пче\u200bла, hon\u00adey, \ufeffbee", "пчела, honey, bee"),
        ("при\u200dвет \u200d!", "привет !"),
        ("👩\u200d🔬 and 🏳️\u200d🌈", "👩\u200d🔬 and 🏳️\u200d🌈"),
        ("क्\u200dष", "क्\u200dष"),
        ("line  \nnext\t\n\n\nlast \n", "line\nnext\n\n\nlast"),
        ("\n  \n  indented", "  indented"),
        ("a\ud800b\udfff", "ab"),
        ("\u202eevil\u202c", "evil"),
        ("tab\tstays,\u00a0so does this", "tab\tstays,\u00a0so does this"),
        ("H\x00I\x07", "HI"),
        (" \u200b\n\r\n ", ""),
    ],
)
def test_what_looks_the_same_is_written_the_same(raw: str, expected: str) -> None:
    """Composed, with plain line ends, without what nobody sees; emoji and Indic letters whole."""
    assert expected == normalised(raw)


@given(texts)
def test_the_result_is_normal_and_says_the_same(text: str) -> None:
    """NFC, encodable, no trailing spaces, and every visible character is still there in order."""
    result = normalised(text)

    assert unicodedata.is_normalized("NFC", result)
    assert result.encode().decode() == result
    assert not any(line != line.rstrip() for line in result.split("\n"))
    assert visible(text) == visible(result)


def visible(text: str) -> str:
    """Letters, figures and signs, decomposed, so that it does not matter when they were composed."""
    seen = [c for c in text if unicodedata.category(c)[0] not in "CZ" and c != "\u180e"]
    return unicodedata.normalize("NFD", "".join(seen))


def test_a_long_run_of_spaces_or_joiners_costs_no_square() -> None:
    """A hostile file is only a slow one."""
    for character in " \u200d\r\u0301":
        text = f"🐝{character * 100_000}🐝"
        assert normalised(text).startswith("🐝")


@given(texts | st.text(" \t\n\u00a0\u200d\u200ca🐝", max_size=12))
def test_what_is_not_odd_has_nothing_to_remove(text: str) -> None:
    """The quick look at a text misses nothing that the patterns would find."""
    if not list(patterns._removals(text)):
        found = [
            patterns._LINE_END,
            patterns._INVISIBLE,
            patterns._JOINER,
            patterns._TRAILING,
            patterns._EDGES,
        ]
        assert not any(pattern.search(text) for pattern in found)
