import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.chats.quoted_lines import GLUED, SPACED, unquoted


@pytest.mark.parametrize(
    ("text", "own", "quoted"),
    [
        ("> when?\n> today?\nat five", "at five", "when?\ntoday?"),
        ("yes\n> when?\nat five", "yes\nat five", "when?"),
        ("ha\n>>> all\nof this\nis hers", "ha", "all\nof this\nis hers"),
        (">_<\n2 > 1", ">_<\n2 > 1", ""),
        ("look:\n```\n> print(1)\n>>> 1\n```\n> so?", "look:\n```\n> print(1)\n>>> 1\n```", "so?"),
        ("> ", "", ""),
    ],
)
def test_what_is_quoted_is_not_own(text: str, own: str, quoted: str) -> None:
    """Neither program writes it so for anything else; signs, faces and code stay."""
    assert (own, quoted) == unquoted(text, SPACED) == unquoted(text, GLUED)


def test_where_the_space_may_be_left_out() -> None:
    """In Slack it is a quotation, in Discord a manner of telling."""
    assert (">be me", "") == unquoted(">be me", SPACED)
    assert ("", "be me") == unquoted(">be me", GLUED)
    assert (">5 people", "") == unquoted(">5 people", GLUED)


@given(st.text(alphabet="a> `\n_", max_size=40))
def test_no_word_is_made_or_lost(text: str) -> None:
    """Every letter is somebody's."""
    own, quoted = unquoted(text, SPACED)

    assert text.count("a") == own.count("a") + quoted.count("a")
