import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed
from understudy.parsing.params import ParseParams
from unit.parsing.made import png, raw, zipped

PNG = png("")
OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Пчёлы
 зимой</dc:title></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/second%20one.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="x" href="text/extra.xhtml" media-type="application/xhtml+xml"/>
<item id="gone" href="text/gone.xhtml" media-type="application/xhtml+xml"/>
<item id="i" href="pics/hive.png" media-type="image/png"/>
</manifest><spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/>
<itemref idref="x" linear="no"/></spine></package>"""
PARTS = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": b"""<container version="1.0"
 xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>""",
    "OEBPS/book.opf": OPF.encode(),
    "OEBPS/nav.xhtml": b"<html><body><nav><ol><li>Contents</li></ol></nav></body></html>",
    "OEBPS/text/a.xhtml": """<?xml version="1.0" encoding="utf-8"?><html><head><title>t</title>
</head><body><h1>Клуб</h1><p>Пчёлы сидят<a href="#n">1</a>.</p><img src="../pics/hive.png"
 alt="a hive"/><img src="../../../../etc/passwd"/><aside id="n"><p>1. До весны.</p></aside>
</body></html>""".encode(),
    "OEBPS/text/second one.xhtml": b"<html><body><h2>Food</h2><ul><li>syrup</li></ul></body></html>",
    "OEBPS/text/extra.xhtml": b"<html><body><p>Advert</p></body></html>",
    "OEBPS/pics/hive.png": PNG,
}
CIPHER = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:CipherData>
<e:CipherReference URI="OEBPS/{}"/></e:CipherData></e:EncryptedData></encryption>"""


def read(parts: dict[str, bytes]) -> Parsed:
    return PARSERS["epub"](raw("book.epub", zipped(parts)), ParseParams())


def test_a_book_is_read_in_its_order() -> None:
    """Chapters with headings and footnotes; no contents, nothing outside the order."""
    (found,) = read(PARTS).documents

    expected = "# Клуб\n\nПчёлы сидят[^1].\n\na hive\n\n[^1]: До весны.\n\n## Food\n\n- syrup\n"
    assert ("Пчёлы зимой", expected) == (found.title, found.text)


def test_notes_have_one_number_through_the_book() -> None:
    """Marked as such, in the chapter or in one of notes; links to other places stay words."""
    one = """<html xmlns:epub="e"><body><p id="top">Wax<sup><a epub:type="noteref" href="#a">1</a></sup>\
 and comb<a role="doc-noteref" href="second%20one.xhtml#z">*</a>, see <a href="#top">above</a> and\
 <a href="second%20one.xhtml#p">1</a>.</p><aside epub:type="footnote" id="a"><p><a href="#top">1.</a>
 Of <b>young</b> bees.</p></aside></body></html>"""
    two = """<html><body><h2>Notes</h2><p id="p">Plain.</p><ol><li id="z" role="doc-endnote">1984 was
 cold. <a role="doc-backlink" href="a.xhtml#top">↩ back</a></li></ol></body></html>"""
    parts = {"OEBPS/text/a.xhtml": one.encode(), "OEBPS/text/second one.xhtml": two.encode()}

    (found,) = read({**PARTS, **parts}).documents

    assert found.text == (
        "Wax[^1] and comb[^2], see above and 1.\n\n[^1]: Of **young** bees.\n\n"
        "## Notes\n\nPlain.\n\n[^2]: 1984 was cold.\n"
    )


def test_pictures_of_chapters_are_assets() -> None:
    """Only those that the package names as such."""
    found = read(PARTS)

    assert [PNG] == [one.content for one in found.attachments]
    assert ["a hive"] == [one.caption for one in found.documents[0].assets]


def test_missing_chapters_are_problems() -> None:
    """The others are used; none at all is an error."""
    opf = OPF.replace('idref="b"', 'idref="gone"').encode()
    found = read({**PARTS, "OEBPS/book.opf": opf})

    assert [("book.epub:OEBPS/text/gone.xhtml", "missing_part")] == [
        (one.where, one.reason) for one in found.problems
    ]
    assert "Клуб" in found.documents[0].text


def test_links_do_not_leave_the_archive() -> None:
    """Above its top there is nothing."""
    opf = OPF.replace("text/a.xhtml", "../../../../etc/passwd").encode()

    assert ["book.epub:etc/passwd"] == [
        one.where for one in read({**PARTS, "OEBPS/book.opf": opf}).problems
    ]


def test_encryption() -> None:
    """Of a chapter it is an error, of a font it is none."""
    chapter = {**PARTS, "META-INF/encryption.xml": CIPHER.format("text/a.xhtml").encode()}
    font = {**PARTS, "META-INF/encryption.xml": CIPHER.format("font.otf").encode()}

    assert read(font).documents
    with pytest.raises(InputError) as failure:
        read(chapter)
    assert "encrypted" == failure.value.reason


BOMB = '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "changes",
    [
        {"OEBPS/book.opf": OPF.replace("<package", BOMB + "<package").encode()},
        {"OEBPS/book.opf": OPF.encode()[:300]},
        {"OEBPS/book.opf": b"<a>" * 100_000},
        {"OEBPS/book.opf": OPF.replace("<itemref", "<other").encode()},
        {"META-INF/container.xml": b"<container/>"},
        {"OEBPS/text/a.xhtml": b"<div>" * 50_000, "OEBPS/text/second one.xhtml": b"<i>" * 50_000},
        {"OEBPS/text/a.xhtml": b"<p></p>", "OEBPS/text/second one.xhtml": b" "},
    ],
    ids=["entity", "cut", "deep", "spine", "container", "chapters", "blank"],
)
def test_damaged_books_are_refused(changes: dict[str, bytes]) -> None:
    """Wherever the damage is."""
    with pytest.raises(InputError) as failure:
        read({**PARTS, **changes})

    assert failure.value.reason in {"bad_epub", "bad_html", "no_text", "missing_part"}


def test_a_bomb_is_refused() -> None:
    """Before it is unpacked."""
    with pytest.raises(InputError) as failure:
        read({**PARTS, "OEBPS/text/a.xhtml": b" " * 30_000_000})

    assert "zip_bomb" == failure.value.reason


@settings(max_examples=30)  # of four books each
@given(data=st.data())
def test_damage_anywhere(data: st.DataObject) -> None:
    """Of the archive, or of a part in a sound one: records, or a reason."""
    name = data.draw(st.sampled_from(sorted(PARTS)))
    at = data.draw(st.integers(0, len(PARTS[name])))
    junk = data.draw(st.binary(max_size=12))
    whole = zipped(PARTS)
    cut = data.draw(st.integers(0, len(whole)))
    for content in (
        zipped({**PARTS, name: PARTS[name][:at] + junk + PARTS[name][at + len(junk) :]}),
        whole[:cut],
        whole[:cut] + junk + whole[cut + len(junk) :],
        b"PK\x03\x04" + junk,
    ):
        try:
            PARSERS["epub"](raw("book.epub", content), ParseParams())
        except InputError as failure:
            assert failure.reason
