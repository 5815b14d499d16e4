import io
import tarfile

import pytest

from understudy.core.errors import InputError
from understudy.parsing.foreign import STARTS, by_bytes
from understudy.parsing.sniffing import parser_for
from unit.parsing.made import every_kind, raw


def tar() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.md"), io.BytesIO())
    return written.getvalue()


FILES = {
    "tar archive": tar(),
    "film": b"\0\0\0\x18ftypisom" + bytes(200),
    "AVIF picture": b"\0\0\0\x1cftypavif" + bytes(200),
    "sound": b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
    "PostScript": b"%!PS-Adobe-3.0\n72 700 moveto (Hello) show showpage\n",
    "Parquet table": b"PAR1" + bytes(100) + b"PAR1",
    "Arrow table": b"\xff\xff\xff\xff\x10\x01\0\0" + bytes(100),
    "GIF picture": b"GIF89a\x01\0\x01\0" + bytes(20),
}


@pytest.mark.parametrize("what", sorted(FILES))
def test_it_is_said_what_a_file_is(what: str) -> None:
    """And what to do: not to save a film as UTF-8."""
    with pytest.raises(InputError, match=f"it is (?:an? )?{what}; ") as failure:
        parser_for(raw("download", FILES[what]))

    assert failure.value.reason == "unsupported"


@pytest.mark.parametrize("start", sorted(STARTS))
def test_every_mark_has_an_advice(start: bytes) -> None:
    """Whatever follows it, as long as that is no text."""
    assert "; " in (by_bytes(start + bytes(600)) or "")


def test_what_is_read_is_not_foreign() -> None:
    """One file of every kind, but for the one database that a clue knows before."""
    found = {name: by_bytes(data) for name, data in every_kind().items() if name != "chat.db"}

    assert len(found) >= 20
    assert {None} == set(found.values())
