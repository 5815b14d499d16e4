"""Raw files made by code, one of every kind, for the tests of parsing."""

import functools
import gzip
import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from understudy.core.records import Source
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for
from unit.parsing import examples


def raw(name: str, data: bytes | str, *, table: str | None = None) -> RawFile:
    """Return a file of the collection ``shelf``."""
    content = data.encode() if isinstance(data, str) else data
    return RawFile(Source(path=name, sha256="0" * 64), "shelf", table, content)


BUILTIN = {"old_office": {"engine": "built_in"}}
"""Parameters with which nothing is needed that is not always installed."""


def parsed(name: str, data: bytes | str, *, table: str | None = None, **params: Any) -> Parsed:
    """Choose the parser of a file and apply it."""
    file = raw(name, data, table=table)
    return PARSERS[parser_for(file)](file, ParseParams.model_validate({**BUILTIN, **params}))


def text_of(name: str, data: bytes | str, **params: Any) -> str:
    """Return the text of a file's one document."""
    (document,) = parsed(name, data, **params).documents
    return document.text


def lines(*values: Any) -> str:
    """Write JSON Lines."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


@functools.cache
def pdf(html: str, *, head: str = "", numbered: bool = True, css: str = "") -> bytes:
    """Print HTML on small pages, with a running head and page numbers."""
    import pymupdf

    style = (
        "body {font-family: sans-serif; font-size: 11px} h1 {font-size: 21px} h2 {font-size: 15px}"
    )
    written = io.BytesIO()
    writer = pymupdf.DocumentWriter(written)
    story = pymupdf.Story(html, user_css=style + css)
    more = True
    while more:
        device = writer.begin_page(pymupdf.Rect(0, 0, 420, 595))
        more, _ = story.place(pymupdf.Rect(50, 75, 370, 515))
        story.draw(device)
        writer.end_page()
    writer.close()
    with pymupdf.open("pdf", written.getvalue()) as document:
        for number, page in enumerate(document, 1):
            if head:
                page.insert_text((50, 40), head, fontsize=8)
            if numbered:
                page.insert_text((205, 570), f"{number} / {len(document)}", fontsize=8)
        return document.tobytes()


@functools.cache
def docx() -> bytes:
    """Write a Word file with headings, lists, a table and a picture."""
    import docx as library

    document = library.Document()
    document.add_heading("Памятка", 0)
    document.add_paragraph("Набор включает три вещи:")
    for thing in ("сетка", "дымарь", "перчатки"):
        document.add_paragraph(thing, style="List Bullet")
    document.add_heading("Prices", 1)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        table._cells, ("Thing", "Price", "smoker\nwith bellows", "30"), strict=True
    ):
        cell.text = text
    document.add_picture(io.BytesIO(png("")))
    document.add_paragraph("A * star, an under_score and a # stay.")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@functools.cache
def png(html: str, *, kind: str = "PNG", turned: float = 0.4) -> bytes:
    """Scan HTML: grey, slightly turned; blank for no HTML."""
    import pymupdf
    from PIL import Image

    with pymupdf.open() as document:
        page = document.new_page(width=360, height=260)
        if html:
            page.insert_htmlbox(pymupdf.Rect(25, 20, 340, 245), html)
        drawn = page.get_pixmap(dpi=150, colorspace="gray")
    picture = Image.frombytes("L", (drawn.width, drawn.height), drawn.samples)
    picture = picture.rotate(turned, fillcolor=255, resample=Image.Resampling.BICUBIC)
    written = io.BytesIO()
    picture.save(written, kind)
    return written.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override
 PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.\
wordprocessingml.document.main+xml"/></Types>""".encode(),
    "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"
 Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>""".encode(),
    "word/_rels/document.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/><Relationship Id="r2"
 Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>""".encode(),
    "word/styles.xml": f"""<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="H1">
<w:name w:val="heading 1"/></w:style></w:styles>""".encode(),
    "word/numbering.xml": f"""<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1">
<w:abstractNumId w:val="0"/></w:num></w:numbering>""".encode(),
    "word/document.xml": f"""<w:document xmlns:w="{WORD}"><w:body><w:p><w:pPr><w:pStyle
 w:val="H1"/></w:pPr><w:r><w:t>Yard</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/>
<w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>lime</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p>
<w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>""".encode(),
}
"""The parts of the smallest Word file with a heading, a list and a table."""


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Write an archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


TRANSITIONAL = re.compile(
    rb"http://schemas\.openxmlformats\.org/"
    rb"(officeDocument|wordprocessingml|drawingml|presentationml|spreadsheetml)/2006/"
)


def strict(data: bytes) -> bytes:
    """Return an Office file in the names of ISO 29500 Strict, as "Strict Open XML" saves them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            renamed = TRANSITIONAL.sub(rb"http://purl.oclc.org/ooxml/\1/", content)
            parts[name] = renamed.replace(
                b"relationships/extended-properties", b"relationships/extendedProperties"
            )
    return zipped(parts)


TELEGRAM = {
    "chats": {
        "list": [
            {
                "id": 7,
                "name": "Anna",
                "type": "personal_chat",
                "messages": [
                    {
                        "id": 1,
                        "type": "message",
                        "date": "2024-05-01T12:00:00",
                        "date_unixtime": "1714554000",
                        "from": "Anna",
                        "text": ["see ", {"type": "bold", "text": "this"}, " 🐝"],
                    },
                    {
                        "id": 2,
                        "type": "message",
                        "date": "2024-05-01T12:01:00",
                        "date_unixtime": "1714554060",
                        "from": "Vera",
                        "text": "да",
                        "reply_to_message_id": 1,
                    },
                ],
            }
        ]
    }
}

WHATSAPP = """13/05/2025, 18:04 - Messages and calls are end-to-end encrypted.
13/05/2025, 18:04 - Анна: Добрый день!
вторая строка
13/05/2025, 18:05 - Vera: <Media omitted>
14/05/2025, 09:00 - Vera: six frames
"""

RTF = r"""{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fswiss\fcharset204 Arial;}}
{\stylesheet{\ql Normal;}{\s1\ql\b heading 1;}}{\pard\s1\b Yard\par}{\pard Two rows of \'f3\'eb\'fc\'e8.\par}}
"""
BOOK = """<?xml version="1.0" encoding="utf-8"?>
<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"
 xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><book-title>Двор</book-title>
</title-info></description><body><section><title><p>Весна</p></title><p>Сначала посмотри<a
 l:href="#n1" type="note">1</a>.</p></section></body><body name="notes"><section id="n1"><title>
<p>1</p></title><p>Потом трогай.</p></section></body></FictionBook>
"""
SAVED = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/yard
Subject: Yard
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--B"

----B
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/yard

<html><head><meta charset=3D"utf-8"></head><body><h1>Yard</h1><p>Two rows of
 =D1=83=D0=BB=D1=8C=D0=B8.</p></body></html>
----B--
"""

EVERY_KIND: dict[str, bytes] = {
    "page.html": b"<html><body><h1>Yard</h1><p>Two rows of hives.</p><ul><li>lime</li></ul></body></html>",
    "chapter.md": "# Зимовка\n\nПчёлы сидят в клубе.\n\n## Корм\n\n- мёд\n- сироп\n".encode(),
    "note.txt": "Первая строка.\n\nSecond paragraph.\n".encode(),
    "table.csv": 'hive;finding\nH-1;spots\nH-2;"пыль; труха"\n'.encode(),
    "rows.jsonl": lines({"q": "why", "a": "so"}, {"q": "кто", "tags": ["a", 1]}).encode(),
    "docs.jsonl": lines({"id": 1, "text": "# One\n\nbody"}, {"text": "two"}).encode(),
    "chats.jsonl": lines(
        {"id": "c1", "messages": [{"author": "A", "text": "hi", "sent_at": "2024-01-01T10:00Z"}]},
        {"title": "t", "messages": [{"role": "user", "content": "ho"}]},
    ).encode(),
    "result.json": json.dumps(TELEGRAM, ensure_ascii=False).encode(),
    "WhatsApp Chat with Анна.txt": WHATSAPP.encode(),
}
"""Small text files by name, one for every parser of text."""


@functools.cache
def sheet() -> bytes:
    """A spreadsheet with a table."""
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        page = book.add_worksheet("Hives")
        for place, cells in enumerate([("hive", "frames"), ("H-1", 7), ("Улей 2", 9)]):
            page.write_row(place, 0, cells)
    return written.getvalue()


@functools.cache
def deck() -> bytes:
    """A presentation with a slide of two points."""
    from pptx import Presentation

    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text = "Spring"
    slide.placeholders[1].text = "look\ntouch"
    written = io.BytesIO()
    slides.save(written)
    return written.getvalue()


LETTER = """From: Anna <anna@example.org>
To: vera@example.org
Subject: Frames
Date: Mon, 13 May 2024 18:04:00 +0300
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Шесть рамок.
"""
PACKED = "urn:oasis:names:tc:opendocument:xmlns"
ODT_PARTS = {
    "mimetype": b"application/vnd.oasis.opendocument.text",
    "META-INF/manifest.xml": f"""<m:manifest xmlns:m="{PACKED}:manifest:1.0"><m:file-entry
 m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/></m:manifest>""".encode(),
    "content.xml": f"""<o:document-content xmlns:o="{PACKED}:office:1.0"
 xmlns:t="{PACKED}:text:1.0"><o:body><o:text><t:h t:outline-level="1">Yard</t:h><t:p>Two rows of
 hives.</t:p></o:text></o:body></o:document-content>""".encode(),
}
ODP_PARTS = {
    "mimetype": b"application/vnd.oasis.opendocument.presentation",
    "content.xml": f"""<o:document-content xmlns:o="{PACKED}:office:1.0" xmlns:t="{PACKED}:text:1.0"
 xmlns:d="{PACKED}:drawing:1.0" xmlns:p="{PACKED}:presentation:1.0"><o:body><o:presentation><d:page>
<d:frame p:class="title"><d:text-box><t:p>Spring</t:p></d:text-box></d:frame><d:frame
 p:class="outline"><d:text-box><t:list><t:list-item><t:p>look</t:p></t:list-item><t:list-item>
<t:p>touch</t:p></t:list-item></t:list></d:text-box></d:frame></d:page></o:presentation></o:body>
</o:document-content>""".encode(),
}
EPUB_PARTS = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": b"""<container version="1.0"
 xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile
 full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>""",
    "OPS/book.opf": b"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Yard</dc:title></metadata><manifest>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest><spine>
<itemref idref="one"/></spine></package>""",
    "OPS/one.xhtml": b"""<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><h1>Spring</h1><p>First look, then touch.</p></body></html>""",
}


OLD = Path(__file__).with_name("old")
"""Files of before 2007 that LibreOffice wrote, packed."""


@functools.cache
def old(name: str) -> bytes:
    """Return a file of before 2007: ``leaflet.doc`` or ``deck.ppt``."""
    return gzip.decompress((OLD / f"{name}.gz").read_bytes())


def every_kind() -> dict[str, bytes]:
    """Return a file for every parser."""
    return {
        **EVERY_KIND,
        **examples.files(),
        "print.pdf": pdf("<h1>Spring</h1><p>First look, then touch.</p>"),
        "leaflet.docx": docx(),
        "leaflet.doc": old("leaflet.doc"),
        "deck.pptx": deck(),
        "deck.ppt": old("deck.ppt"),
        "sheet.xlsx": sheet(),
        "letter.eml": LETTER.encode(),
        "note.rtf": RTF.encode(),
        "book.fb2": BOOK.encode(),
        "saved.mht": SAVED.encode(),
        "text.odt": zipped(ODT_PARTS),
        "deck.odp": zipped(ODP_PARTS),
        "book.epub": zipped(EPUB_PARTS),
        "all.zip": zipped({"inside.md": b"# Inside\n\nIt melts.\n"}),
        "scan.png": png("<p>Smoke and a cold wind from the river.</p>"),
    }
