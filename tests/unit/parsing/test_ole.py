import struct

import pytest

from understudy.parsing.ole import OleError, own_streams, stream
from unit.parsing.made import old


def test_the_own_streams_of_a_file() -> None:
    """Those in the root, whatever the order of the directory."""
    assert {"WordDocument", "1Table"} < own_streams(old("leaflet.doc"))
    assert {"PowerPoint Document", "Current User"} < own_streams(old("deck.ppt"))


def test_a_stream_of_an_object_comes_last() -> None:
    """The entry of the root is asked before those that lie deeper and stand before it."""
    data = bytearray(old("leaflet.doc"))
    first = data.index("\x01CompObj".encode("utf-16-le"))
    data[first : first + 16] = "WordDocu".encode("utf-16-le")

    with pytest.raises(OleError, match="no stream"):
        stream(bytes(data), ("\x01CompObj",))
    assert stream(bytes(data), ("WordDocument",)) == stream(old("leaflet.doc"), ("WordDocument",))


def test_a_chain_in_a_circle_ends() -> None:
    """A directory whose entries point at themselves is read once."""
    data = bytearray(old("leaflet.doc"))
    at = data.index("WordDocument".encode("utf-16-le"))
    data[at + 68 : at + 76] = struct.pack("<II", 0, 1)

    assert own_streams(bytes(data))
