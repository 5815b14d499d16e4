import io
import zipfile

import pytest

from understudy.core.errors import InputError
from understudy.parsing.archives import check_archive


def archive(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return written.getvalue()


def test_a_sound_archive_gives_its_member() -> None:
    """XML shrinks well, and small files may shrink a lot."""
    data = archive({"a.xml": b"<a/>", "zeros": bytes(1_000_000)})

    assert check_archive(data, "a.docx", member="a.xml") == b"<a/>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (archive({"a.xml": bytes(30_000_000)}), "zip_bomb"),
        (archive({f"part{n}": b"" for n in range(10_001)}), "zip_bomb"),
        (archive({"b.xml": b""}), "bad_docx"),
        (archive({"a.xml": b"<a/>" * 99})[:-30], "bad_docx"),
        (b"PK\x03\x04" + bytes(99), "bad_docx"),
    ],
    ids=["ratio", "entries", "member", "cut", "zeros"],
)
def test_others_are_refused_before_they_are_unpacked(data: bytes, reason: str) -> None:
    """A bomb shows in the directory."""
    with pytest.raises(InputError) as failure:
        check_archive(data, "a.docx", member="a.xml")

    assert failure.value.reason == reason


def test_an_encrypted_archive_is_said_to_be_one() -> None:
    """The flag of the entry tells."""
    data = bytearray(archive({"a.xml": b"<a/>"}))
    data[6] |= 1  # local header: general purpose flags
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the directory's copy

    with pytest.raises(InputError) as failure:
        check_archive(bytes(data), "a.docx", member="a.xml")

    assert failure.value.reason == "encrypted"
