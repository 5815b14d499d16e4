"""The parts of a presentation, rewritten where python-pptx would not see what they say.

Imported inside functions only: lxml takes a while.

References:
    ECMA-376 Part 1 annex A and Part 4 annex A (the namespaces of Strict and Transitional files),
    Part 3 section 7 (alternate content).
"""

import io
import re
import zipfile

from lxml import etree

STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
NAME = rb"http://schemas.openxmlformats.org/\1/2006/"
SPELLED = {
    b"2006/relationships/extendedProperties": b"2006/relationships/extended-properties",
    b"2006/relationships/customProperties": b"2006/relationships/custom-properties",
    b"officeDocument/2006/extendedProperties": b"officeDocument/2006/extended-properties",
    b"officeDocument/2006/customProperties": b"officeDocument/2006/custom-properties",
}
"""Names that differ by more than their beginning."""
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def understood(data: bytes) -> bytes:
    """Return a presentation in the namespaces and with the shapes that python-pptx knows.

    Of alternate content, in which programs write what only new versions show beside what all do,
    the first choice with a text is kept, else the fallback: a text comes once.

    Raises: what `zipfile` does for a damaged archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        marked = {entry.filename: _rewritten(archive, entry) for entry in entries}
        if not any(marked.values()):
            return data
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as made:
            for name, content in marked.items():
                made.writestr(name, archive.read(name) if content is None else content)
    return written.getvalue()


def _rewritten(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """Return a part in other words; None for one that stays as it is."""
    if not entry.filename.endswith((".xml", ".rels")):
        return None
    content = found = archive.read(entry)
    if STRICT in content:
        content = STRICT_NAME.sub(NAME, content)
        for strict, spelled in SPELLED.items():
            content = content.replace(strict, spelled)
    if b"AlternateContent" in content:
        content = _unwrapped(content)
    return None if content is found else content


def _unwrapped(content: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return content  # whoever opens it says what is wrong
    for block in list(root.iter(f"{ALTERNATE}AlternateContent")):
        parent = block.getparent()
        if parent is not None:
            chosen = _chosen(block)
            place = parent.index(block)
            parent[place : place + 1] = [] if chosen is None else list(chosen)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _chosen(block: etree._Element) -> etree._Element | None:
    choices = block.findall(f"{ALTERNATE}Choice")
    fallback = block.find(f"{ALTERNATE}Fallback")
    for choice in choices:
        if any((text.text or "").strip() for text in choice.iter(TEXT)):
            return choice
    return fallback if fallback is not None else next(iter(choices), None)
