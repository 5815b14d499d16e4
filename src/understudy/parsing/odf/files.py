"""OpenDocument files, opened within limits: their text, title and pictures.

A flat file (.fodt, .fodp) is the same XML in one piece with pictures in it; it is packed as other
files are, so that there is one way to read them.
"""

import base64
import binascii
import io
import mimetypes
import zipfile
from collections.abc import Mapping
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.archives import check_archive, checked
from understudy.parsing.files import RawFile
from understudy.parsing.odf.text import DRAW, HREF, OFFICE, one_line
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures
from understudy.parsing.sniffing import ZIP
from understudy.parsing.xml_parts import read_xml

Kind = Literal["odt", "odp"]

MEMBER = "content.xml"
MANIFEST = "META-INF/manifest.xml"
DC = "{http://purl.org/dc/elements/1.1/}"
BODIES = {"odt": "text", "odp": "presentation"}


def opened(file: RawFile, kind: Kind) -> tuple[RawFile, Element, Element]:
    """Return a file that is packed, the tree of its content, and the body in it.

    Raises:
        InputError: It is damaged, encrypted, or unpacks to something huge.
    """
    if not file.data.startswith(ZIP) and file.data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        file = RawFile(file.source, file.collection, file.table, _packed(file, kind))
    with checked(file.data, file.place, kind=kind) as archive:
        if MANIFEST in archive.NameToInfo and b"encryption-data" in archive.read(MANIFEST):
            why = "it is encrypted; save it without a password"
            raise InputError(file.place, why, reason="encrypted")
    content = check_archive(file.data, file.place, member=MEMBER, kind=kind)
    root = read_xml(content, f"{file.place}:{MEMBER}", reason=f"bad_{kind}")
    name = BODIES[kind]
    body = root.find(f"{OFFICE}body/{OFFICE}{name}")
    if body is None:
        why = f"its content.xml has no {name} body; open it in LibreOffice and save it as .{kind}"
        raise InputError(file.place, why, reason=f"bad_{kind}")
    return file, root, body


def title(file: RawFile, kind: Kind) -> str | None:
    """Return what the document's properties say; a damaged part is no loss."""

    def meta(one: RawFile) -> Element | None:
        with checked(one.data, one.place, kind=kind) as archive:
            name = next((name for name in ("meta.xml", MEMBER) if name in archive.NameToInfo), None)
            data = archive.read(name) if name else b""
            return read_xml(data, one.place, reason=f"bad_{kind}")

    root = attempt(meta, file).value
    found = None if root is None else root.find(f".//{OFFICE}meta/{DC}title")
    return one_line("".join(found.itertext())) if found is not None else None


def read_pictures(
    file: RawFile, wanted: Mapping[str, str], params: ParseParams, kind: Kind
) -> tuple[Pictures, dict[str, str], list[InputError]]:
    """Read the pictures by their paths and captions; return also which asset each path became."""
    kept, missing = Pictures(file, params), []
    assets: dict[str, str] = {}
    with checked(file.data, file.place, kind=kind) as archive:
        for path, caption in wanted.items():
            if path not in archive.NameToInfo:
                why = f"the archive has no {path!r}, which the text shows"
                missing.append(InputError(file.place, why, reason="missing_part"))
                continue
            mime = mimetypes.guess_type(path)[0]
            assets[path] = kept.add(archive.read(path), mime, caption) or ""
    return kept, assets, missing


def _packed(file: RawFile, kind: Kind) -> bytes:
    """Pack a flat file: its pictures become parts, all else is the one part for the text."""
    root = read_xml(file.data, file.place, reason=f"bad_{kind}")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number, picture in enumerate(root.iter(f"{DRAW}image"), 1):
            data = picture.find(f"{OFFICE}binary-data")
            content = None if data is None else _decoded("".join(data.itertext()))
            if data is not None and content is not None:
                picture.remove(data)
                picture.set(HREF, f"Pictures/{number}")
                archive.writestr(f"Pictures/{number}", content)
        archive.writestr(MEMBER, ElementTree.tostring(root))
    return written.getvalue()


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):  # ValueError: letters beyond ASCII
        return None
