import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.pdf import streams as pdf_streams
from understudy.parsing.pdf.streams import without_bombs

BOMB = zlib.compress(bytes(70_000_000), 9)


def stream(packed: bytes, entries: bytes) -> bytes:
    """Write a stream as it stands in a PDF."""
    head = b"%PDF-1.7\n4 0 obj\n<</Length "
    return head + b"%d%s>>\nstream\r\n%s\nendstream" % (len(packed), entries, packed)


@pytest.mark.parametrize(
    ("packed", "entries"),
    [
        (BOMB, b"/Filter/FlateDecode"),
        (BOMB, b"/Filter [ /Fl ]"),
        (BOMB, b"/Filter 9 0 R"),
        (zlib.compress(BOMB), b"/Filter[/FlateDecode /FlateDecode]"),
        (BOMB.hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]"),
        (base64.a85encode(BOMB) + b"~>", b"/Filter[/A85/Fl#61teDecode]"),
        (b"\x81 " * 600_000 + b"\x80", b"/Filter/RunLengthDecode"),
        (b"\x81 ", b"/Filter[/RunLengthDecode/FlateDecode]"),
    ],
)
def test_bombs_are_refused(packed: bytes, entries: bytes) -> None:
    """However they are wrapped."""
    with pytest.raises(InputError) as failure:
        without_bombs(stream(packed, entries), "a.pdf")

    assert "too_large" == failure.value.reason


def test_a_false_length_hides_nothing() -> None:
    """Nor does an end mark inside of the data."""
    body = stream(BOMB, b"/Filter/FlateDecode")
    body = body.replace(b"/Length %d" % len(BOMB), b"/Length 10")

    with pytest.raises(InputError):
        without_bombs(body, "a.pdf")


def test_pictures_that_may_swell_are_blanked() -> None:
    """A large white scan is no attack, and no text; every offset in the file stays."""
    data = stream(BOMB, b"/Subtype/Image/Filter/FlateDecode")

    kept = without_bombs(data, "a.pdf")

    assert len(data) == len(kept)
    assert BOMB not in kept
    assert kept.startswith(data[: data.index(BOMB)])
    assert kept.endswith(b"endstream")


@pytest.mark.parametrize("filters", [b"/Filter/FlateDecode", b"/Filter[/AHx/Fl]"])
def test_pictures_that_are_needed_are_looked_into(
    filters: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that do not swell stay, however well they are packed; the others are blanked."""
    packed = BOMB.hex().encode() + b">" if b"AHx" in filters else BOMB
    data = stream(packed, b"/Subtype/Image" + filters)

    assert data is without_bombs(data, "a.pdf", pictures=True)
    monkeypatch.setattr(pdf_streams, "LARGEST_PICTURE", 60_000_000)
    pdf_streams._harmless.cache_clear()
    kept = without_bombs(data, "a.pdf", pictures=True)
    assert len(data) == len(kept)
    assert packed not in kept
    with pytest.raises(InputError):
        without_bombs(stream(BOMB, b"/Filter/FlateDecode"), "a.pdf", pictures=True)


@pytest.mark.parametrize("again", [b"stream\n", b"4 0 obj<</Filter/AHx>>stream\n"])
def test_beginnings_without_an_end_take_no_time(again: bytes) -> None:
    """Neither squares of the file's size, nor a copy of the rest for each."""
    with pytest.raises(InputError):
        without_bombs(b"%PDF-1.7\n" + again * 250_000, "a.pdf")


def test_a_long_dictionary_hides_nothing() -> None:
    """Blanks between the filters and the data are legal."""
    with pytest.raises(InputError):
        without_bombs(
            stream(BOMB.hex().encode() + b">", b"/Filter[/AHx/Fl]" + b" " * 100_000), "a.pdf"
        )


def test_a_filter_in_an_object_of_its_own_is_found() -> None:
    """Else a text of digits would hide the bomb."""
    data = stream(BOMB.hex().encode() + b">", b"/Filter 9 0 R")
    data += b"\n9 0 obj\n[/ASCIIHexDecode /FlateDecode]\nendobj\n"

    with pytest.raises(InputError):
        without_bombs(data, "a.pdf")


def test_photographs_stay() -> None:
    """No engine unpacks them for text."""
    data = stream(bytes(1_000_000), b"/Subtype/Image/Filter/DCTDecode")

    assert data is without_bombs(data, "a.pdf")


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"/Filter/Fl", b"/Filter/AHx", b"/Filter/A85", b"/Filter/LZW", b"/F/RL"]),
)
def test_any_small_stream_is_left_alone(packed: bytes, entries: bytes) -> None:
    """Damaged ones too: what to make of them is for the engine to say."""
    data = stream(packed, entries)

    assert data is without_bombs(data, "a.pdf")


def lzw(codes: list[int]) -> bytes:
    """Pack codes as PDF does, each in as many bits as its place in the table asks for."""
    bits, entries = "", 258
    for place, code in enumerate(codes):
        bits += format(code, f"0{min(12, max(9, (entries + 1).bit_length()))}b")
        entries += place > 1 and entries < 4096
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def test_lzw_is_measured() -> None:
    """Every code repeats the one before and one letter: the fastest growth there is."""
    growing = [256, 65, *range(258, 4096)]

    without_bombs(stream(lzw(growing), b"/Filter/LZWDecode"), "a.pdf")
    with pytest.raises(InputError):
        without_bombs(stream(lzw(growing + [4095] * 20_000), b"/Filter/LZWDecode"), "a.pdf")
