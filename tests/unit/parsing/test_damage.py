"""One promise of every parser: whatever bytes come, records or an ``InputError``."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for
from unit.parsing.made import (
    BUILTIN,
    EPUB_PARTS,
    EVERY_KIND,
    ODP_PARTS,
    ODT_PARTS,
    WORD_PARTS,
    every_kind,
    raw,
    zipped,
)

# What is no longer text is taken for a scan: a coarse picture of it is enough to see nothing in.
PARAMS = ParseParams.model_validate(
    {"chats": {"time_zone": "Asia/Tokyo"}, "ocr": {"dpi": 72}, **BUILTIN}
)
SLOW = {"pdf", "docx", "image"}
PIECES = st.sampled_from(
    [b"", b"\0", b"{}", b"[[", b'"', b"null", b"-1", b"<", b"&", b"9" * 20, b"\xff"]
)


def parse(name: str, data: bytes, parser: str | None = None) -> Parsed | None:
    """Parse bytes; None when they are refused."""
    file = raw(name, data)
    try:
        result = PARSERS[parser or parser_for(file)](file, PARAMS)
    except InputError as failure:
        assert failure.reason
        assert name in failure.where
        assert "\n" not in str(failure)
        return None
    assert result == Parsed.model_validate_json(result.to_line())
    return result


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Cut, flip, repeat and replace bytes of a file."""
    content = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        width = draw(st.integers(0, 30))
        content[at : at + width] = draw(PIECES | st.binary(max_size=4))
    return bytes(content[: draw(st.none() | st.integers(0, len(content)))])


@pytest.mark.parametrize("parser", sorted(PARSERS))
@given(data=st.binary(max_size=300))
@example(data=b"")
@example(data=b"\n")
@example(data=b"%PDF-1.7")
@example(data=b"<![\x01")
@example(data=b"MM\x00*12/05/2025, 18:04")
@example(data=b"PK\x03\x04")
def test_random_bytes(parser: str, data: bytes) -> None:
    """Every parser stands them, also those that were never meant for it."""
    parse("file.bin", data, parser)


@pytest.mark.parametrize("parser", sorted(set(PARSERS) - SLOW))
@given(text=st.text(max_size=200))
@example(text="[" * 5000)
@example(text="a,b\n" * 3)
@example(text="a.html")
@example(text="<?xml version='1.0'?><a>b</a>")
def test_random_text(parser: str, text: str) -> None:
    """Text of any kind, too."""
    parse("file.txt", text.encode(), parser)


@pytest.mark.parametrize("name", sorted(EVERY_KIND))
@given(data=st.data())
def test_damaged_text_files(name: str, data: st.DataObject) -> None:
    """A real file with damage anywhere."""
    parse(name, data.draw(damaged(EVERY_KIND[name])))


BINARIES = sorted(every_kind().keys() - EVERY_KIND.keys())
PARTS = {
    "leaflet.docx": WORD_PARTS,
    "text.odt": ODT_PARTS,
    "deck.odp": ODP_PARTS,
    "book.epub": EPUB_PARTS,
}


@pytest.mark.parametrize("name", BINARIES)
@settings(max_examples=40)
@given(data=st.data())
def test_damaged_binary_files(name: str, data: st.DataObject) -> None:
    """Damage to print, pictures and archives."""
    content = zipped(WORD_PARTS) if name == "leaflet.docx" else every_kind()[name]
    flipped = bytearray(content)
    flipped[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))

    if name == "scan.png":  # a flipped byte that the checksum misses would cost a second
        parse(name, content[: data.draw(st.integers(0, len(content) - 20))])
    else:
        parse(name, bytes(flipped))
        parse(name, data.draw(damaged(content)))


@pytest.mark.parametrize("name", PARTS)
@given(data=st.data())
def test_damaged_parts_of_zipped_files(name: str, data: st.DataObject) -> None:
    """The archive is sound, the XML in it is not."""
    sound = PARTS[name]
    hit = data.draw(st.sampled_from(sorted(sound)))
    parts = {**sound, hit: data.draw(damaged(sound[hit]))}

    parse(name, zipped(parts))


@pytest.mark.parametrize("name", BINARIES)
def test_a_file_cut_at_any_tenth(name: str) -> None:
    """As a broken download leaves it."""
    data = every_kind()[name]

    for tenth in range(10):
        parse(name, data[: tenth * len(data) // 10])


def test_the_sound_word_file_is_read() -> None:
    """Else the test above would damage what is damaged already."""
    result = parse("leaflet.docx", zipped(WORD_PARTS))

    assert result is not None
    assert result.documents[0].text == "# Yard\n\n- lime\n\n| a | b |\n| --- | --- |\n"


@pytest.mark.parametrize("name", sorted(every_kind()))
def test_every_file_is_read_the_same_twice(name: str) -> None:
    """The same bytes give the same records, ids included, and none is blank."""
    data = every_kind()[name]

    first = parse(name, data)

    assert first is not None
    assert first == parse(name, data)
    assert first.documents or first.conversations or first.rows
    assert first.characters > 0
    assert all(document.text.strip() for document in first.documents)
