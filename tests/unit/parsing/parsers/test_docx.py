import io
import zipfile

import pytest

from understudy.core.errors import InputError
from unit.parsing.made import WORD, WORD_PARTS, docx, parsed, text_of, zipped

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


def test_code_and_small_figures_keep_their_form() -> None:
    """Lines of code end where they end; ten to the sixth is not 106."""
    import docx as library

    document = library.Document()
    document.styles.add_style("Source Code", 1)
    document.add_paragraph("if x:", style="Source Code").add_run().add_break()
    document.paragraphs[0].add_run("    go()")
    document.add_paragraph("10").add_run("6").font.superscript = True
    written = io.BytesIO()
    document.save(written)

    assert "```\nif x:\n    go()\n```\n\n10⁶\n" == text_of("a.docx", written.getvalue())


def test_links_and_notes_keep_where_they_lead() -> None:
    """Also within a note, whose words stand together as they were."""
    word, office = WORD_PARTS["word/document.xml"], b"http://schemas.openxmlformats.org/"
    shown = b"""<w:p><w:r><w:t>See </w:t></w:r><w:hyperlink r:id="r9"><w:r><w:t>it</w:t></w:r>
</w:hyperlink><w:r><w:footnoteReference w:id="2"/></w:r></w:p>"""
    relation = b'<Relationship Id="r9" Type="%sofficeDocument/2006/relationships/hyperlink"'
    relation = relation % office + b' Target="https://a.org/x" TargetMode="External"/>'
    notes = b'<Relationship Id="r8" Type="%sofficeDocument/2006/relationships/footnotes"'
    notes = notes % office + b' Target="footnotes.xml"/>'
    names = b'<w:%%s xmlns:w="%s" xmlns:r="%sofficeDocument/2006/relationships">'
    names = names % (WORD.encode(), office)
    note = b"""<w:footnote w:id="2"><w:p><w:r><w:t>By </w:t></w:r><w:hyperlink r:id="r9"><w:r>
<w:t>Ann</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
    both = WORD_PARTS["word/_rels/document.xml.rels"]
    parts = {
        **WORD_PARTS,
        "word/document.xml": names % b"document"
        + word.partition(b">")[2].replace(b"<w:tbl>", shown + b"<w:tbl>"),
        "word/_rels/document.xml.rels": both.replace(
            b"</Relationships>", relation + notes + b"</Relationships>"
        ),
        "word/footnotes.xml": names % b"footnotes" + note,
        "word/_rels/footnotes.xml.rels": both.partition(b">")[0]
        + b">"
        + relation
        + b"</Relationships>",
    }

    text = text_of("a.docx", zipped(parts))

    assert "See [it](https://a.org/x)[^1]" in text
    assert text.endswith("[^1]: By [Ann](https://a.org/x).\n")


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
