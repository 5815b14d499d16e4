import io
import zipfile

import pytest

from understudy.core.errors import InputError
from unit.parsing.made import docx, parsed

EXPECTED = """# Памятка

Набор включает три вещи:

- сетка
- дымарь
- перчатки

# Prices

| Thing | Price |
| --- | --- |
| smoker with bellows | 30 |

A * star, an under_score and a # stay.
"""


def changed(part: str, before: bytes, after: bytes) -> bytes:
    """Return the Word file with one part of its archive changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            assert name != part or before in content
            new.writestr(name, content.replace(before, after, 1) if name == part else content)
    return written.getvalue()


def test_a_word_file_keeps_its_structure() -> None:
    """Title, headings, lists and tables; nothing is escaped."""
    (found,) = parsed("leaflet.docx", docx()).documents

    assert (found.text, found.title) == (EXPECTED, "Памятка")


def test_pictures_are_assets() -> None:
    """The bytes come along, named by their content, and leave no trace in the text."""
    found = parsed("leaflet.docx", docx())

    (asset,) = found.documents[0].assets
    (attachment,) = found.attachments
    assert attachment.content.startswith(b"\x89PNG")
    assert (asset.path, asset.mime) == (attachment.path, "image/png")


@pytest.mark.parametrize(
    "data",
    [
        docx()[:2000],
        changed("word/document.xml", b"<w:body>", b"<w:body><w:p>"),
        changed("word/document.xml", b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document"),
        changed("word/document.xml", b"<w:document", b"<w:other"),
        changed("word/_rels/document.xml.rels", b"Target=", b"Other="),
    ],
    ids=["cut", "open", "entity", "root", "relation"],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    """Wherever the damage is."""
    with pytest.raises(InputError) as failure:
        parsed("leaflet.docx", data)

    assert failure.value.reason in {"bad_docx", "no_text"}
