import pytest

from understudy.cleaning.finding import FINDERS, Found
from unit.cleaning.crowd import context

CONTEXT = context()


def emails(text: str) -> list[Found]:
    return FINDERS["email"](text, CONTEXT)


@pytest.mark.parametrize(
    "address",
    ["a@b.example", "anna.petrova+bees@mail.hive.example", "вера@пасека.рф", "A_1%x@x-y.example"],
)
@pytest.mark.parametrize("around", ["{}", "<{}>", "to {}.", "mailto:{},", "почта:{}!"])
def test_an_address_is_found_whole(address: str, around: str) -> None:
    """Without the punctuation around it."""
    text = around.format(address)

    assert [(address, "EMAIL")] == [(text[c.start : c.end], c.kind) for c in emails(text)]


@pytest.mark.parametrize("text", ["a@b", "@anna", "5 @ 3.50", "x@ y.z", "a@.b"])
def test_an_at_sign_is_no_address(text: str) -> None:
    """A domain has a dot inside."""
    assert [] == emails(text)


def test_case_does_not_count() -> None:
    """Spellings of one address are one."""
    assert ["anna@x.example"] * 2 == [
        one.identity for one in emails("Anna@X.example anna@x.EXAMPLE")
    ]
