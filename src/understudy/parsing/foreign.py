"""Files that no parser reads: what they are, by their first bytes or parts, and what to do.

Marks that a text could begin with count only before bytes that no text holds: a page may speak of
GIF89a, and a note of BMW.

References:
    The formats' own documents, and the magic numbers of ``file`` (5.44).
"""

from collections.abc import Collection

STARTS = {
    b"GIF87a": "a GIF picture; save it as .png",
    b"GIF89a": "a GIF picture; save it as .png",
    b"8BPS": "a Photoshop picture; save it as .png",
    b"\x00\x00\x00\x0cjP  ": "a JPEG 2000 picture; save it as .png",
    b"\x00\x00\x01\x00": "an icon; save it as .png",
    b"\x1f\x8b": "a gzip archive; unpack it",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive; unpack it",
    b"Rar!\x1a\x07": "a RAR archive; unpack it",
    b"BZh": "a bzip2 archive; unpack it",
    b"\xfd7zXZ\x00": "an xz archive; unpack it",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive; unpack it",
    b"MSCF": "a cabinet archive; unpack it",
    b"SQLite format 3\x00": "a database; export its tables as .csv",
    b"\x00\x01\x00\x00Standard Jet DB": "a database of Access; export its tables as .csv",
    b"\x00\x01\x00\x00Standard ACE DB": "a database of Access; export its tables as .csv",
    b"PAR1": "a Parquet table; export it as .csv or .jsonl (of dialogues: understudy convert)",
    b"ARROW1": "an Arrow table; export it as .csv or .jsonl",
    b"\xff\xff\xff\xff": "an Arrow table; of a folder that `datasets` saved, understudy convert "
    "makes .jsonl",
    b"AT&TFORM": "a DjVu book; convert it to PDF, e.g. by 'ddjvu -format=pdf x.djvu x.pdf'",
    b"ITSF": "a compiled help file (.chm); unpack it with 7-Zip, which gives its pages as .htm",
    b"ITOLITLS": "an e-book of Microsoft Reader (.lit); convert it to .epub, e.g. by Calibre",
    b"%!PS": "PostScript; convert it to PDF, e.g. by 'ps2pdf x.ps'",
    b"!BDN": "a mailbox of Outlook (.pst); export its messages as .eml or .mbox",
    b"BEGIN:VCALENDAR": "a calendar; export its events as .csv",
    b"BEGIN:VCARD": "an address book; export it as .csv",
    b"\x7fELF": "a program; leave it out",
    b"MZ": "a program; leave it out",
    b"\xca\xfe\xba\xbe": "a program; leave it out",
    b"ID3": "a sound; add what is said in it as text",
    b"OggS": "a sound; add what is said in it as text",
    b"fLaC": "a sound; add what is said in it as text",
    b"\x1aE\xdf\xa3": "a film; add what is said in it as text",
    b"\xff\xfb": "a sound; add what is said in it as text",
    b"\xff\xf3": "a sound; add what is said in it as text",
    b"FLV\x01": "a film; add what is said in it as text",
    b"\x93NUMPY": "an array of NumPy; save it as .csv",
    b"\x89HDF\r\n": "an HDF5 file; save its tables as .csv",
    b"\x00asm": "a program; leave it out",
    b"OTTO\x00": "a font; leave it out",
    b"\x00\x01\x00\x00": "a font; leave it out",
    b"wOFF": "a font; leave it out",
    b"wOF2": "a font; leave it out",
}
TEXTUAL = (b"BEGIN:VCALENDAR", b"BEGIN:VCARD", b"%!PS")
"""What is made of letters all through; a byte order mark may stand before it."""
LOOKED_AT = 512
NO_TEXT = (b"\0", b"\x01", b"\x02")
MARK = b"\xef\xbb\xbf"
BOOK = "an e-book for Kindle; convert it to .epub, e.g. by Calibre"
PLACED = {
    (60, b"BOOKMOBI"): BOOK,
    (60, b"TEXtREAd"): "an e-book of PalmDOC; convert it to .epub, e.g. by Calibre",
    (257, b"ustar"): "a tar archive; unpack it",
    (8, b"WAVE"): "a sound; add what is said in it as text",
    (8, b"AVI "): "a film; add what is said in it as text",
    (4, b"ftypM4A"): "a sound; add what is said in it as text",
    (4, b"ftypavif"): "an AVIF picture; save it as .png",
    (4, b"ftyp"): "a film; add what is said in it as text",
}
"""Offset and bytes to what the file is; the first that fits."""
IWORK = "a document of Apple's iWork; export it as .docx, .xlsx or .pptx"
PARTS = {
    "FixedDocSeq.fdseq": "an XPS document; print it to PDF",
    "FixedDocumentSequence.fdseq": "an XPS document; print it to PDF",
    "visio/document.xml": "a Visio drawing; save it as PDF",
    "Index/Presentation.iwa": "a Keynote presentation; export it as .pptx",
    "Index/Document.iwa": IWORK,
    "Index.zip": IWORK,
    "index.apxl": "a Keynote presentation; export it as .pptx",
}
"""Part that tells a zipped file."""
BY_SUFFIX = {
    ".pages": "a document of Apple's Pages; export it as .docx",
    ".numbers": "a spreadsheet of Apple's Numbers; export it as .xlsx",
    ".key": "a presentation of Apple's Keynote; export it as .pptx",
}
"""What a file of iWork is, whose parts do not tell which."""
KINDS = {
    "application/vnd.oasis.opendocument.graphics": "an OpenDocument drawing; export it as PDF",
    "application/vnd.oasis.opendocument.database": "a database; export its tables as .csv",
    "application/vnd.oasis.opendocument.formula": "an OpenDocument formula; export it as PDF",
    "application/vnd.oasis.opendocument.chart": "an OpenDocument chart; export it as PDF",
    "application/vnd.sun.xml.writer": "a text of OpenOffice 1; save it as .odt",
    "application/vnd.sun.xml.calc": "a spreadsheet of OpenOffice 1; save it as .ods",
    "application/vnd.sun.xml.impress": "a presentation of OpenOffice 1; save it as .odp",
}
"""Content of the part ``mimetype``."""
STREAMS = {
    "VisioDocument": "a Visio drawing; save it as PDF",
    "Quill": "a Publisher document; save it as PDF",
    "MatOST": "a document of Works; save it as .docx",
    "HwpSummaryInformation": "a Hangul document; save it as .docx",
    "\x05HwpSummaryInformation": "a Hangul document; save it as .docx",
}
"""Stream that tells an OLE file."""


def by_bytes(data: bytes) -> str | None:
    """Say what a file is by its bytes; None when they do not tell."""
    start = data.removeprefix(MARK)
    for mark, what in STARTS.items():
        if mark in TEXTUAL and start.startswith(mark):
            return what
        if data.startswith(mark) and mark not in TEXTUAL:
            return what if _is_binary(data) else None
    if not _is_binary(data):
        return None
    placed = (what for (at, mark), what in PLACED.items() if data.startswith(mark, at))
    return next(placed, None)


def _is_binary(data: bytes) -> bool:
    return any(byte in data[:LOOKED_AT] for byte in NO_TEXT)


def by_parts(names: Collection[str], mimetype: str, suffix: str) -> str | None:
    """Say what a zipped file is; None for one that is nothing but an archive."""
    if mimetype in KINDS:
        return KINDS[mimetype]
    for part, what in PARTS.items():
        if part in names:
            return BY_SUFFIX.get(suffix, what) if what == IWORK else what
    return None


def by_streams(names: Collection[str]) -> str | None:
    """Say what an OLE file is; None when its streams do not tell."""
    return next((what for stream, what in STREAMS.items() if stream in names), None)
