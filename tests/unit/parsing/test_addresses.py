import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.addresses import LONGEST, link, without_addresses
from understudy.parsing.marks import mark

PICTURE = mark("0123456789abcdef.png")


@pytest.mark.parametrize(
    ("words", "address", "expected"),
    [
        ("the manual", "https://a.org/b?c=1#d", "[the manual](https://a.org/b?c=1#d)"),
        (" Ann ", "mailto:ann@a.org", " [Ann](mailto:ann@a.org) "),
        ("brackets", "http://a.org/x (y)|z", "[brackets](http://a.org/x%20%28y%29%7Cz)"),
        ("two\nlines", "http://a.org", "[two lines](http://a.org)"),
        ("two\n\nblocks", "http://a.org", "two\n\nblocks"),
        ("above", "#top", "above"),
        ("page", "next.html", "page"),
        ("run", "javascript:alert(1)", "run"),
        ("www.a.org", "http://www.a.org/", "www.a.org"),
        ("Ann@a.org", "mailto:ann@a.org", "Ann@a.org"),
        ("counted", "https://a.org/" + "x" * LONGEST, "counted"),
        (PICTURE, "http://a.org", PICTURE),
        ("", "http://a.org", ""),
    ],
)
def test_a_link_is_words_and_address(words: str, address: str, expected: str) -> None:
    """Where the address says something that the words do not, and leads there from anywhere."""
    assert expected == link(words, address)


@given(st.text(st.characters(exclude_characters="[]\n", exclude_categories=["Cs"])), st.text())
def test_a_heading_loses_addresses_and_no_words(words: str, path: str) -> None:
    """Whatever stands in either."""
    found = without_addresses(link(words, f"https://a.org/{path}"))

    assert " ".join(words.split()) == " ".join(found.split())
