"""One promise of every parser: its text can be carried everywhere and compared."""

import io
import unicodedata
import zipfile

import pytest

from understudy.parsing.files import Parsed
from unit.parsing.made import EVERY_KIND, every_kind, parsed, pdf, zipped

MARKED = "Ещё йод — café ﬁ Ω"


def apart(data: bytes) -> bytes:
    """Return a file with each letter and its marks as code points of their own."""
    if not data.startswith(b"PK"):
        return unicodedata.normalize("NFD", data.decode()).encode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        if name.endswith((".xml", ".xhtml", ".opf", ".md")) and b"encoding='UTF-16" not in content:
            parts[name] = unicodedata.normalize("NFD", content.decode()).encode()
    return zipped(parts)


def files() -> dict[str, bytes]:
    """A file of every kind whose letters are decomposed, where bytes of it are letters."""
    marked = {
        name: data.replace(b"</p>", f" {MARKED}</p>".encode()) for name, data in EVERY_KIND.items()
    }
    written = every_kind()
    found = {name: apart(data) for name, data in marked.items()}
    for name in ("leaflet.docx", "deck.pptx", "sheet.xlsx", "text.odt", "book.epub", "all.zip"):
        found[name] = apart(written[name])
    found["letter.eml"] = apart(written["letter.eml"].replace(b"\n", b"\r\n"))
    found["print.pdf"] = pdf(f"<p>{unicodedata.normalize('NFD', MARKED)}</p>")
    return {**written, **found}


def texts(result: Parsed) -> list[str]:
    """Everything in the records that a person wrote."""
    found = []
    for one in result.documents:
        found += [one.text, one.title, *one.questions, one.chapter or ""]
    for chat in result.conversations:
        found += [
            chat.title,
            *(part for said in chat.messages for part in (said.author, said.text)),
        ]
    for row in result.rows:
        found += row.cells
        for cell in row.cells.values():
            found += [cell] if isinstance(cell, str) else cell
    return found


def test_the_files_are_of_every_kind() -> None:
    """And their letters are apart."""
    assert files().keys() == every_kind().keys()
    assert sum(data != every_kind()[name] for name, data in files().items()) >= 8


@pytest.mark.parametrize("name", sorted(every_kind()))
def test_letters_are_whole_and_lines_end_alike(name: str) -> None:
    r"""NFC, ``\n``, no NUL, no half of a pair, in all that a parser returns."""
    for text in texts(parsed(name, files()[name])):
        assert unicodedata.is_normalized("NFC", text)
        assert not {"\r", "\0"} & set(text)
        text.encode()
