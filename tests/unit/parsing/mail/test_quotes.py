import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.mail.quotes import own_words
from unit.parsing.mail.quoted_mails import CASES, OTHERS


@pytest.mark.parametrize("name", [*CASES, *OTHERS])
def test_only_the_authors_words_are_left(name: str) -> None:
    """Of replies and forwards of many programs, in English, Russian and more."""
    body, own = {**CASES, **OTHERS}[name]

    assert own == own_words(body).text
    assert own == own_words(body.replace("\n", "\r\n")).text
    assert own == own_words(own).text


def test_what_is_passed_on_is_told() -> None:
    """Its text without the lines above it; a quotation is nothing that is passed on."""
    assert "There is a swarm in the lime tree." == own_words(CASES["forwarded"][0]).forwarded
    assert "Рой на липе" == own_words(CASES["apple forward, Russian"][0]).forwarded
    assert "text" == own_words(CASES["begin forwarded"][0]).forwarded
    assert None is own_words(CASES["outlook"][0]).forwarded
    assert None is own_words(CASES["gmail"][0]).forwarded


PIECES = [
    "слово", "On", " ", "\n", "\n\n", "> ", ">", ":", "wrote:", "2024", "a@b.org", "-- ", "--", "_" * 45,
    "From: a@b.org", "Sent: x", "To: y", "АБ> ", "-----Original Message-----", "пишет:", ".",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_own_words_are_lines_of_the_mail(text: str) -> None:
    """In their order; no quoted line is among them, and a second reading finds no more."""
    own = own_words(text).text

    lines = iter(line.strip() for line in text.split("\n"))
    assert all(line.strip() in lines for line in own.split("\n") if line.strip())
    if own != text.strip():
        assert not any(line.startswith(">") for line in own.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 400_000 + ":", "Anna wrote:\n" * 50_000 + "> x", "--\n" * 50_000, "From: a\n" * 50_000,
        " " * 400_000 + "x", "\n" * 200_000 + "x", "> " * 200_000, "АБ> x\n" * 50_000 + "_" * 300_000,
        ("x\n" * 12 + "--\n") * 5_000,
    ],
)  # fmt: skip
def test_time_grows_with_the_mail(text: str) -> None:
    """Whatever it is made of; with its square this would take hours."""
    own_words(text)
