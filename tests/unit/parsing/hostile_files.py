"""Files that nobody should have to read, made by code: name to bytes, by what they attack."""

import base64
import functools
import io
import json
import struct
import zipfile
import zlib

from unit.parsing.made import EPUB_PARTS, ODT_PARTS, WORD, WORD_PARTS, every_kind, zipped

TEXT = b"BT /F1 12 Tf 30 100 Td (The hive stands in the shade of the lime tree.) Tj ET"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf_of(*objects: str | bytes, trailer: str = "") -> bytes:
    """Write a PDF of objects, numbered from 1; the first is the catalog."""
    written = io.BytesIO(b"")
    written.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(written.tell())
        data = content.encode("latin-1") if isinstance(content, str) else content
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, data))
    start = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        written.write(b"%010d 00000 n \n" % place)
    tail = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    return written.getvalue() + tail.encode()


def stream(data: bytes, more: str = "") -> bytes:
    return f"<</Length {len(data)}{more}>>\nstream\n".encode() + data + b"\nendstream"


def one_page(content: bytes, *more: str | bytes, resources: str = "", catalog: str = "") -> bytes:
    """Write a PDF of one page; more objects have the numbers from 6 on."""
    return pdf_of(
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
        f"/Resources<</Font<</F1 5 0 R>>{resources}>>>>",
        content,
        FONT,
        *more,
    )


def nested_forms(levels: int = 28, calls: int = 3) -> bytes:
    """Forms that draw the next one several times: calls to the power of levels in all."""
    forms = []
    for level in range(levels):
        inner = f"/XObject<</N {7 + level} 0 R>>" if level < levels - 1 else ""
        body = b"/N Do " * calls if level < levels - 1 else TEXT
        more = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>{inner}>>"
        forms.append(stream(body, more))
    return one_page(stream(b"/N Do"), *forms, resources="/XObject<</N 6 0 R>>")


def flate_bomb() -> bytes:
    packed = zlib.compress(b"0 0 m 1 1 l S\n" * 30_000_000, 9)
    return one_page(stream(packed, "/Filter/FlateDecode"))


def many_pages(count: int) -> bytes:
    kids = "".join(f"{number} 0 R " for number in range(3, 3 + count))
    pages = ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * count
    return pdf_of(
        "<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>", *pages
    )


def shared_pages() -> bytes:
    """A tree of ten branches at each of six levels, all of them the same page."""
    levels = [
        f"<</Type/Pages/Kids[{f'{level + 3} 0 R ' * 10}]/Count {10 ** (6 - level)}>>"
        for level in range(6)
    ]
    return pdf_of("<</Type/Catalog/Pages 2 0 R>>", *levels, "<</Type/Page/MediaBox[0 0 9 9]>>")


def locked_pdf() -> bytes:
    import pymupdf

    with pymupdf.open("pdf", every_kind()["print.pdf"]) as document:
        method = pymupdf.PDF_ENCRYPT_AES_256
        return document.tobytes(encryption=method, user_pw="secret", owner_pw="other")


def pdfs() -> dict[str, bytes]:
    good = every_kind()["print.pdf"]
    return {
        "password.pdf": locked_pdf(),
        "cycle.pdf": pdf_of(
            "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>",
        ),
        "own-parent.pdf": pdf_of(
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>"
        ),
        "nested-forms.pdf": nested_forms(),
        "flate.pdf": flate_bomb(),
        "pages100k.pdf": many_pages(100_000),
        "pages-shared.pdf": shared_pages(),
        "count-lies.pdf": one_page(stream(TEXT)).replace(b"/Count 1", b"/Count 2147483647"),
        "script.pdf": one_page(stream(b""), catalog="/OpenAction<</S/JavaScript/JS(1)>>"),
        "deep-array.pdf": one_page(stream(b"[" * 300_000)),
        "deep-object.pdf": pdf_of("[" * 200_000),
        "form-of-itself.pdf": one_page(
            stream(b"/N Do"),
            stream(b"/N Do", "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N 6 0 R>>>>"),
            resources="/XObject<</N 6 0 R>>",
        ),
        "xref-loop.pdf": pdf_of("<</Type/Catalog/Pages 2 0 R>>", "<<>>", trailer="/Prev 9"),
        "no-text.pdf": one_page(stream(b"0 0 m 9 9 l S")),
        "empty.pdf": b"",
        "only-mark.pdf": b"%PDF-1.7\n",
        "noise.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 400,
        "words.pdf": b"This is no PDF at all, but somebody called it one.",
        "picture.pdf": every_kind()["scan.png"],
        "two-in-one.pdf": good + every_kind()["all.zip"],
    }


def word(body: str, **parts: bytes) -> bytes:
    head = f'<w:document xmlns:w="{WORD}"><w:body>'
    content = f"{head}{body}</w:body></w:document>".encode()
    return zipped({**WORD_PARTS, "word/document.xml": content, **parts})


def laughs(root: str) -> str:
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
    )
    return f"<!DOCTYPE x [{entities}]><{root}>&l9;</{root}>"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def sheet_of(dimension: str, cells: str) -> bytes:
    """Write a spreadsheet of one page of raw XML."""
    with zipfile.ZipFile(io.BytesIO(every_kind()["sheet.xlsx"])) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{main}"><dimension ref="{dimension}"/>'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()
    return zipped(parts)


def table_of(attributes: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<o:document-content xmlns:o="{office}:office:1.0" xmlns:t="{office}:table:1.0" '
        f'xmlns:x="{office}:text:1.0"><o:body><o:spreadsheet><t:table t:name="a"><t:table-row '
        f'{attributes}><t:table-cell t:number-columns-repeated="16384" o:value-type="string">'
        "<x:p>x</x:p></t:table-cell></t:table-row></t:table></o:spreadsheet></o:body>"
        "</o:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content.encode()})


def spoiled_zip(data: bytes) -> bytes:
    """Say of all parts that they are encrypted."""
    spoiled = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = spoiled.find(mark)
        while at >= 0:
            spoiled[at + place] |= 1
            at = spoiled.find(mark, at + 4)
    return bytes(spoiled)


def offices() -> dict[str, bytes]:
    odt = ODT_PARTS["content.xml"].decode()
    spaces = odt.replace("Two rows", 'Two<t:s t:c="999999999"/>rows')
    deep = odt.replace("Two rows", "<t:span>" * 50_000 + "x" + "</t:span>" * 50_000)
    page = EPUB_PARTS["OPS/one.xhtml"]
    return {
        "bomb-text.docx": word(paragraph("a" * 300_000_000)),
        "bomb-paragraphs.docx": word("<w:p/>" * 3_000_000),
        "many-paragraphs.docx": word(paragraph("The hive.") * 120_000),
        "laughs.docx": zipped({**WORD_PARTS, "word/document.xml": laughs("w").encode()}),
        "deep.docx": word("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000),
        "noise.docx": bytes(range(256)) * 300,
        "locked.docx": spoiled_zip(zipped(WORD_PARTS)),
        "no-body.docx": zipped({"[Content_Types].xml": b"<Types/>"}),
        "picture.docx": every_kind()["scan.png"],
        "dims.xlsx": sheet_of(
            "A1:XFD1048576",
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        ),
        "place-lies.xlsx": sheet_of("A1:A1", '<row r="4294967295"><c r="A1"><v>1</v></c></row>'),
        "laughs.xlsx": sheet_of("A1", laughs("row")),
        "rows.ods": table_of('t:number-rows-repeated="1048576"'),
        "braces.rtf": rb"{\rtf1 " + b"{" * 100_000,
        "beyond.rtf": rb"{\rtf1 Words \uc999999999\u65 {\pict\pngblip\bin999999999 x",
        "comments.pdf": b"<!---->" * 5000,
        "laughs.fb2": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><FictionBook>&b;',
        "noise.xls": base64.b16decode("D0CF11E0A1B11AE1") + bytes(range(256)) * 20,
        "broken.pptx": zipped({"ppt/presentation.xml": b"<p", "[Content_Types].xml": b"<"}),
        "laughs.pptx": zipped({"ppt/presentation.xml": laughs("p").encode()}),
        "spaces.odt": zipped({**ODT_PARTS, "content.xml": spaces.encode()}),
        "deep.odt": zipped({**ODT_PARTS, "content.xml": deep.encode()}),
        "laughs.odt": zipped({**ODT_PARTS, "content.xml": laughs("o").encode()}),
        "no-spine.epub": zipped({"mimetype": EPUB_PARTS["mimetype"]}),
        "laughs.epub": zipped({**EPUB_PARTS, "OPS/one.xhtml": laughs("html").encode()}),
        "locked.epub": zipped({**EPUB_PARTS, "META-INF/encryption.xml": b"<encryption/>"}),
        "deep.epub": zipped(
            {**EPUB_PARTS, "OPS/one.xhtml": page.replace(b"<p>", b"<p>" + b"<div>" * 100_000)}
        ),
    }


def letter(head: str, body: str) -> bytes:
    return f"From: a@example.org\nSubject: Hive\nMIME-Version: 1.0\n{head}\n\n{body}".encode()


def nested_letter(levels: int) -> bytes:
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(levels)
    )
    return b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n" + head.encode()


def texts() -> dict[str, bytes]:
    return {
        "deep.html": b"<html><body>" + b"<div>" * 200_000 + b"deep" + b"</div>" * 200_000,
        "mute.html": b"<html><head><script>write()</script></head></html>",
        "attributes.html": b"<html><body><p " + b'a="b" ' * 200_000 + b">x</p></body></html>",
        "quotes.md": b">" * 100_000 + b" x",
        "lists.md": b"".join(b" " * n + b"- x\n" for n in range(3000)),
        "stars.md": b"*a **b " * 30_000,
        "deep.json": b"[" * 1_000_000,
        "deep-objects.json": b'{"a":' * 200_000,
        "line.json": json.dumps([{"a": "x" * 90, "b": n} for n in range(150_000)]).encode(),
        "number.json": b'[{"a": ' + b"9" * 1_000_000 + b"}]",
        "not-a-number.json": b'[{"a": NaN}, {"a": Infinity}]',
        "halves.json": b'[{"text": "\\ud800 and \\udfff"}]',
        "cut.jsonl": b'{"a": 1}\n{"a": ',
        "nothing.json": b"null",
        "nul.csv": b"a,b\n" + bytes(100_000),
        "quote.csv": b'a,b\n"' + b"x,y\n" * 100_000,
        "wide.csv": b",".join(b"c%d" % n for n in range(50_000)) + b"\n" + b"1," * 50_000,
        "nul.txt": bytes(1_000_000),
        "blank.txt": b" \n\t\n" * 1000,
        "utf32.txt": "Пчёлы\n".encode("utf-32"),
        "odd-utf16.txt": b"\xff\xfeA",
        "line.txt": b"word " * 2_000_000,
        "marks.txt": ("a" + "\u0301" * 200_000).encode(),
        "chat.txt": b"12/05/2025, 18:04 - A: x\n" * 30_000,
        "nested.eml": nested_letter(2000),
        "heads.eml": letter("X-A: b\n" * 100_000, "text"),
        "base64.eml": letter("Content-Transfer-Encoding: base64", "%%%" * 1000),
        "charset.eml": letter("Content-Type: text/plain; charset=klingon", "Шесть"),
        "froms.mbox": b"From a@example.org Mon Jan  1 00:00:00 2024\n" * 50_000,
    }


def png_of(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """Write a picture of ones and zeros that packs well."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = zlib.compress(bytes((width // 8 + 1) * min(height, 20_000)), 9)
    body = b"".join(chunk(*one) for one in chunks)
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pictures() -> dict[str, bytes]:
    comment = b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    loop = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 0) + struct.pack("<I", 8)
    return {
        "big.png": png_of(40_000, 40_000),
        "mid.png": png_of(12_000, 12_000),
        "zero.png": png_of(0, 0),
        "comment.png": png_of(64, 64, (b"zTXt", comment)),
        "noise.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50,
        "loop.tif": loop,
        "big.bmp": b"BM"
        + struct.pack("<IHHIIiiHHIIiiII", *[54, 0, 0, 54, 40], 2**30, -(2**30), *[1, 24], *[0] * 6),
        "short.webp": b"RIFF\xff\xff\xff\x7fWEBPVP8 ",
        "moving.gif": b"GIF89a" + bytes(100),
    }


@functools.cache
def bomb() -> bytes:
    return zipped({"zeros.txt": bytes(100_000_000)})


def overlapping(count: int) -> bytes:
    """A directory that names the same bytes many times."""
    plain = bytearray(zipped({"a.txt": b"x" * 10_000_000}))
    start = plain.rfind(b"PK\x01\x02")
    end = plain.rfind(b"PK\x05\x06")
    entry = bytes(plain[start:end])
    entries = b"".join(
        entry[:46] + b"%c.txt" % (97 + n % 26) + entry[46 + 5 :] for n in range(count)
    )
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    return bytes(plain[:start]) + entries + tail


def archives() -> dict[str, bytes]:
    good = every_kind()["all.zip"]
    return {
        "zip-of-zip.zip": zipped({"a.zip": good, "b.zip": zipped({"c.zip": good})}),
        "bomb.zip": bomb(),
        "bomb-in-zip.zip": zipped({"bomb.zip": bomb()}),
        "overlap.zip": overlapping(2000),
        "locked.zip": spoiled_zip(good),
        "leads-out.zip": zipped({"../../a.md": b"x", "/etc/b.md": b"y", "..\\c.md": b"z"}),
        "many.zip": zipped({f"{n}.md": b"x" for n in range(11_000)}),
        "nothing.zip": zipped({}),
        "size-lies.zip": good.replace(struct.pack("<I", 20), struct.pack("<I", 2**31)),
        "front.zip": b"#!/bin/sh\n" + good,
    }


def foreign() -> dict[str, bytes]:
    return {
        "program.md": b"\x7fELF" + bytes(200),
        "packed.txt": b"\x1f\x8b\x08" + bytes(100),
        "seven.zip": b"7z\xbc\xaf\x27\x1c" + bytes(100),
        "rar.zip": b"Rar!\x1a\x07" + bytes(100),
        "base.csv": b"SQLite format 3\x00" + bytes(4000),
        "song.txt": b"ID3\x04" + bytes(range(256)) * 10,
        "old.doc": base64.b16decode("D0CF11E0A1B11AE1") + bytes(5000),
        "letter.rtf": b"{\\rtf1 Hello}",
        "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "noise.bin": bytes((n * 7919 >> 3) & 255 for n in range(50_000)),
        "noise.mp4": b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 20,
    }


@functools.cache
def hostile() -> dict[str, bytes]:
    """Return all of them but what only a file system can hold."""
    return {
        **pdfs(),
        **offices(),
        **texts(),
        **pictures(),
        **archives(),
        **foreign(),
    }


@functools.cache
def cut_short() -> dict[str, bytes]:
    """Return a good file of every kind, ended at each tenth of its length."""
    return {
        f"cut{tenth}-{name}": data[: len(data) * tenth // 10]
        for name, data in every_kind().items()
        for tenth in range(1, 10)
    }
