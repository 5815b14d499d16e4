import shutil

import pytest

from understudy.core.errors import InputError
from unit.parsing.made import old, parsed

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
ENGINES = ["built_in", pytest.param("libreoffice", marks=needs_libreoffice)]

TEXT = """## Spring

- look
- touch

> Notes: Speak slowly.

## Осень

above

below
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_slides_are_sections(engine: str) -> None:
    """With lists and notes; shapes from top to bottom; pages start where slides do."""
    (one,) = parsed("deck.ppt", old("deck.ppt"), old_office={"engine": engine}).documents

    assert (TEXT, "Spring") == (one.text, one.title)
    assert ["## Spring", "## Осень"] == [one.text[page:].split("\n")[0] for page in one.pages]


def test_an_encrypted_deck_says_so() -> None:
    """The stream of the user tells it."""
    data = bytearray(old("deck.ppt"))
    at = data.index(bytes.fromhex("5fc091e3"))
    data[at : at + 4] = bytes.fromhex("dfc4d1f3")

    with pytest.raises(InputError, match="password") as failure:
        parsed("a.ppt", bytes(data))

    assert failure.value.reason == "encrypted"


def test_a_deck_without_its_list_is_damage() -> None:
    """A table of objects that names nothing."""
    data = bytearray(old("deck.ppt"))
    at = data.index(bytes.fromhex("0000f50f"))  # the record of the last edit
    data[at + 24 : at + 28] = b"\xff\xff\xff\x00"

    with pytest.raises(InputError) as failure:
        parsed("a.ppt", bytes(data))

    assert failure.value.reason == "bad_ppt"
