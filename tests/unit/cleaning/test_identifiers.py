from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.identifiers import Identifiers, Known, folded

KNOWN = Identifiers({"7712345678": "POLICY", "AB123456": "ID", "12": "ID", "ABCDEFG": "ID"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7712345678", ["7712345678"]),
        ("policy 77 1234-5678, then", ["77 1234-5678"]),
        ("№7712345678.", ["7712345678"]),
        ("AB-123456 and ab123456", ["AB-123456", "ab123456"]),
        ("AB123456x, xAB123456, 17712345678", []),  # a part of something else
        ("77 apples, 12345678 pears", []),
        ("12 and abcdefg", []),  # too little to be sure
        ("", []),
    ],
)
def test_identifiers_are_found_however_they_are_spaced(text: str, found: list[str]) -> None:
    """Whole ones alone, and those that are nothing else."""
    assert found == [text[one.start : one.end] for one in KNOWN.find(text)]


def test_the_longest_is_taken() -> None:
    """One number may begin another."""
    both = Identifiers({"12345": "ID", "1234567": "ID"})

    assert [Known(0, 8, "ID", "1234567")] == both.find("12345-67")


@given(st.text("ab12 -./x", max_size=30))
def test_finds_are_what_they_say(text: str) -> None:
    """In order, none over another, each spelled as the identifier."""
    known = Identifiers({"AB111": "ID", "12121": "ID", "1212121": "ID"})
    found = known.find(text)

    for one in found:
        assert one.identity == folded(text[one.start : one.end]) in known.kinds
    assert all(a.end <= b.start for a, b in pairwise(found))
