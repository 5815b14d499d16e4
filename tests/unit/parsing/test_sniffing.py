import io
import json
import zipfile

import pytest

from understudy.core.errors import InputError
from understudy.parsing.files import CLUES, PARSERS
from understudy.parsing.sniffing import parser_for
from unit.parsing import examples
from unit.parsing.made import BOOK, LETTER, RTF, SAVED, TELEGRAM, WHATSAPP, every_kind, lines, raw
from unit.parsing.made import zipped as made_of
from unit.parsing.mail.outlook_files import container

EXPECTED = {
    **examples.parsers(),
    "page.html": "html",
    "chapter.md": "markdown",
    "note.txt": "text",
    "table.csv": "table_csv",
    "rows.jsonl": "table_json",
    "docs.jsonl": "document_json",
    "chats.jsonl": "chat_json",
    "result.json": "telegram",
    "WhatsApp Chat with Анна.txt": "whatsapp",
    "print.pdf": "pdf",
    "leaflet.docx": "docx",
    "leaflet.doc": "doc",
    "deck.pptx": "pptx",
    "deck.ppt": "ppt",
    "sheet.xlsx": "spreadsheet",
    "letter.eml": "mail",
    "text.odt": "odt",
    "deck.odp": "odp",
    "note.rtf": "rtf",
    "book.fb2": "fb2",
    "saved.mht": "mhtml",
    "book.epub": "epub",
    "all.zip": "archive",
    "scan.png": "image",
}


def test_every_parser_has_a_file() -> None:
    """The files of these tests cover all parsers: a new one brings its own."""
    assert set(PARSERS) == set(EXPECTED.values())
    assert every_kind().keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_clues_exclude_each_other(name: str) -> None:
    """A file that a clue claims is claimed by no other, whatever their order."""
    file = raw(name, every_kind()[name])

    claiming = {parser for parser, is_one in CLUES.items() if is_one(file)}

    assert claiming in (set(), {EXPECTED[name]})


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_file_is_known_by_its_suffix(name: str) -> None:
    """Properly named files go where they belong."""
    assert EXPECTED[name] == parser_for(raw(name, every_kind()[name]))


@pytest.mark.parametrize(
    "name",
    sorted(
        set(EXPECTED)
        - {"chapter.md", "table.csv", "note.txt", "chats.jsonl"}
        - (set(examples.files()) - examples.told_by_content())
    ),
)
def test_content_comes_first(name: str) -> None:
    """A wrong suffix, or none, does not hide what a file is."""
    data = every_kind()[name]

    assert EXPECTED[name] == parser_for(raw("download", data))
    assert EXPECTED[name] == parser_for(raw("download.txt", data))


def test_an_error_page_is_no_pdf() -> None:
    """What a server sent instead of x.pdf is a page; other bytes are a damaged PDF."""
    assert parser_for(raw("x.pdf", "<!doctype html><p>Not found")) == "html"
    assert parser_for(raw("x.pdf", b"\x00\xff garbage")) == "pdf"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (TELEGRAM, "telegram"),
        (TELEGRAM["chats"]["list"][0], "telegram"),
        ([{"messages": [{"from": "human", "value": "hi"}]}], "chat_json"),
        ({"conversations": [{"from": "human", "value": "hi"}]}, "chat_json"),
        ({"id": 1, "text": "words"}, "document_json"),
        ({"text": "words", "label": "x"}, "table_json"),
        ({"content": "words", "title": "t"}, "document_json"),
        ({"text": "words", "chapter": "1", "part": 3}, "document_json"),
        ({"content": "w", "potential_questions": ["why?"], "meta": {"a": 1}}, "document_json"),
        ({"text": "words", "question": "why?"}, "document_json"),
        ({"question": "why?", "answer": "so"}, "table_json"),
        ({"question": "why?", "answer": "so", "potential_questions": ["who?"]}, "table_json"),
        ([{"a": 1}, {"a": [1, "b"]}], "table_json"),
    ],
)
def test_json_is_known_by_its_shape(value: object, expected: str) -> None:
    """Chats, documents and tables share a suffix."""
    assert expected == parser_for(raw("a.json", json.dumps(value)))


def test_a_listed_table_is_a_table() -> None:
    """``parse.tables`` overrules the shape: a column may be called text."""
    assert parser_for(raw("a.jsonl", lines({"text": "x"}), table="t")) == "table_json"
    assert parser_for(raw("a.txt", "a\tb\n1\t2\n", table="t")) == "table_csv"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"", "empty_file"),
        ("a.json", json.dumps({"a": {"b": {}}}).encode(), "unknown_json"),
        ("a.json", b"[1, 2]", "unknown_json"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "unsupported"),
        ("a.svg", b"<?xml version='1.0'?><svg/>", "unsupported"),
        ("a.zip", b"PK\x03\x04 cut", "bad_zip"),
    ],
)
def test_what_no_parser_reads_is_said(name: str, data: bytes, reason: str) -> None:
    """Nothing is guessed: the file is named with a reason."""
    with pytest.raises(InputError) as failure:
        parser_for(raw(name, data))

    assert failure.value.reason == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Marks\n\nA PDF begins with `%PDF-1.7`.\n", "markdown"),
        ("BMW is a maker of cars.\n", "markdown"),
        ("ID3 tags, GIF89a, MZ and BZh are marks.\n", "markdown"),
        ("GIF89a is a mark.\n", "markdown"),
        ("The ftyp box comes first.\n", "markdown"),
    ],
)
def test_a_text_may_speak_of_marks(text: str, expected: str) -> None:
    """Even at its beginning: what follows is no such file."""
    assert expected == parser_for(raw("a.md", text))


def test_a_pdf_may_begin_late() -> None:
    """Servers and mailers put lines before it; its name or its objects tell it then."""
    data = every_kind()["print.pdf"]

    assert "pdf" == parser_for(raw("a.bin", b"HTTP/1.1 200 OK\n\n" + data))
    assert "pdf" == parser_for(raw("a.bin", b"\xef\xbb\xbf\n%PDF-1.4 cut"))
    assert "pdf" == parser_for(raw("a.pdf", b"junk %PDF-1.4 cut"))


PAGE = "<html><body><p>Balance</p></body></html>"
TABLE = "day\tsum\n1\t2\n3\t4\n"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.doc", RTF.encode(), "rtf"),
        ("a.docx", b"\xef\xbb\xbf\n" + RTF.encode(), "rtf"),
        ("a.doc", PAGE.encode(), "html"),
        ("a.doc", b"\xff\xfe" + PAGE.encode("utf-16-le"), "html"),
        ("a.doc", SAVED.encode(), "mhtml"),
        ("a.doc", LETTER.replace("text/plain", "multipart/related").encode(), "mhtml"),
        ("a.doc", "Просто текст.\n".encode("cp866"), "text"),
        ("a.doc", b"<meta charset=utf-8><p>piece</p>", "html"),
        ("a.xls", b"<table><tr><td>1</td></tr></table>", "html"),
        ("a.xls", TABLE.encode(), "table_csv"),
        ("a.xls", TABLE.encode("utf-16"), "table_csv"),
        ("a.xlsx", b"a;b\n1;2\n", "table_csv"),
        ("a.xls", b"Only a remark.\n", "text"),
        ("a.csv", TABLE.encode("utf-16"), "table_csv"),
        ("a.txt", LETTER.encode(), "mail"),
        ("a.pdf", LETTER.encode(), "mail"),
        ("a.eml", SAVED.encode(), "mhtml"),
        (
            "a.json",
            b"\xef\xbb\xbf// of the shop\n" + lines({"q": 1, "a": 2}).encode(),
            "table_json",
        ),
        ("a.xml", BOOK.encode(), "fb2"),
        ("a.xml", b"<?xml version='1.0'?><html xmlns='x'><p/></html>", "html"),
        ("a.txt", b"<yard> is no mark-up\n", "text"),
        ("a.xls", b"\xd0\xcf garbage \x00\x01", "spreadsheet"),
    ],
)
def test_a_file_may_have_the_name_of_another_format(name: str, data: bytes, expected: str) -> None:
    """Sites, banks and wikis call pages and tables .doc and .xls, so that Office opens them."""
    assert expected == parser_for(raw(name, data))


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            ".xlsx",
        ),
        ("a.doc", b'<?xml version="1.0"?><w:wordDocument xmlns:w="w">', ".docx"),
        (
            "a.xml",
            b"<?xml version='1.0'?><!-- x --><!DOCTYPE y [<!ENTITY z '>'>]><orders/>",
            "'orders'",
        ),
        ("a.xml", b"<rss><channel/></rss>", "feed"),
        ("a.svg", b"<svg/>", ".png"),
        ("a.djvu", b"AT&TFORM" + bytes(20), "ddjvu"),
        ("a.mobi", bytes(60) + b"BOOKMOBI", "Calibre"),
        ("a.chm", b"ITSF" + bytes(20), "7-Zip"),
        ("a.ics", b"\xef\xbb\xbfBEGIN:VCALENDAR\n", ".csv"),
        ("a.vcf", b"BEGIN:VCARD\n", ".csv"),
        ("a.mp4", bytes(4) + b"ftypisom", "said"),
        ("a.tar", bytes(257) + b"ustar", "unpack"),
        ("a.numbers", made_of({"Index/Document.iwa": "x"}), ".xlsx"),
        ("a.pages", made_of({"Index/Document.iwa": "x"}), ".docx"),
        ("a.xps", made_of({"FixedDocSeq.fdseq": "x"}), "PDF"),
        ("a.odg", made_of({"mimetype": "application/vnd.oasis.opendocument.graphics"}), "PDF"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(name: str, data: bytes, advice: str) -> None:
    """Each format has its own way out."""
    with pytest.raises(InputError, match="; ") as failure:
        parser_for(raw(name, data))

    assert "unsupported" == failure.value.reason
    assert advice in failure.value.why


@pytest.mark.parametrize("piece", ["<!---->", "<??>", "<!doctype x>", "<!doctype x[", "<?"])
def test_what_stands_before_a_page_costs_no_time(piece: str) -> None:
    """An expression for all of it took time that doubled with every comment."""
    data = (piece * 2000).encode()

    assert parser_for(raw("a.md", data)) == "markdown"
    assert parser_for(raw("a.pdf", data)) == "pdf"


def packed(**parts: str) -> bytes:
    """A zip archive; two underscores stand for a slash, one for a dot."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return written.getvalue()


OPEN = "application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (packed(word__document_xml="<x/>"), "docx"),
        (packed(ppt__presentation_xml="<x/>"), "pptx"),
        (packed(xl__workbook_xml="<x/>"), "spreadsheet"),
        (packed(xl__workbook_bin="x"), "spreadsheet"),
        (packed(mimetype="application/epub+zip"), "epub"),
        (packed(mimetype=OPEN + "text"), "odt"),
        (packed(mimetype=OPEN + "presentation"), "odp"),
        (packed(mimetype=OPEN + "spreadsheet\n"), "spreadsheet"),
    ],
)
@pytest.mark.parametrize("name", ["a", "a.zip", "a.docx"])
def test_a_zipped_document_is_known_by_its_parts(name: str, data: bytes, expected: str) -> None:
    """Whatever it is called."""
    assert expected == parser_for(raw(name, data))


def test_a_zipped_document_without_its_parts_is_what_its_suffix_says() -> None:
    """Its parser can say what is missing; another archive is a folder of files."""
    assert "epub" == parser_for(raw("a.epub", packed(a="x")))
    assert "pptx" == parser_for(raw("a.pptx", b"PK\x03\x04 cut"))
    assert "archive" == parser_for(raw("a.zip", packed(a="x")))
    assert "archive" == parser_for(raw("a.md", packed(a="x")))


def ole(*streams: str) -> bytes:
    """What the router sees of an old Office file: its start, and the names of its streams."""
    names = [f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams]
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + b"".join(names)


def test_a_mail_of_outlook_is_read() -> None:
    """Its container is that of old Word files; a damaged one is its parser's affair."""
    assert "mail" == parser_for(raw("a.msg", ole("__properties_version1.0")))
    assert "mail" == parser_for(raw("a.doc", container({"__properties_version1.0": b""})))


def test_an_old_spreadsheet_is_read() -> None:
    """A text that speaks of a Workbook is none."""
    assert "spreadsheet" == parser_for(raw("a", ole("Root Entry", "Workbook")))
    assert "spreadsheet" == parser_for(raw("a.doc", ole("Root Entry", "Book")))
    assert "doc" == parser_for(raw("a.xls", ole("WordDocument", "x. My Book")))
    with pytest.raises(InputError, match="no file of Word"):
        parser_for(raw("a.xls", ole("x. My Book")))


def test_a_sheet_in_a_letter_is_no_spreadsheet() -> None:
    """An old Word file may hold the streams of others."""
    letter = every_kind()["leaflet.doc"].replace(
        "\x01CompObj".encode("utf-16-le"), "Workbook".encode("utf-16-le")
    )

    assert "doc" == parser_for(raw("a", letter))


def test_prose_with_one_date_is_no_chat() -> None:
    """A diary line that looks like a header does not make an export."""
    diary = "12/05/2025, 18:04 - Rain: all day\nand so on\nand on\n"

    assert parser_for(raw("a.txt", diary)) == "text"
    assert parser_for(raw("a.txt", WHATSAPP)) == "whatsapp"
