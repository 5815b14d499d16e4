"""Objects inside OpenDocument files: formulas and charts, each a document of its own."""

import io
import zipfile
import zlib
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.files import RawFile
from understudy.parsing.web.mathml import latex
from understudy.parsing.xml_parts import read_xml

HREF = "{http://www.w3.org/1999/xlink}href"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"
CHART = "{urn:oasis:names:tc:opendocument:xmlns:chart:1.0}chart"
MATH = "{http://www.w3.org/1998/Math/MathML}math"


DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)


class Objects:
    """Reads the parts of a file, each once; one that is missing or damaged is no loss."""

    def __init__(self, file: RawFile) -> None:
        """Open the archive, whose directory is checked."""
        self._file = file
        self._archive = zipfile.ZipFile(io.BytesIO(file.data))
        self._seen: dict[str, tuple[str, Element | None]] = {}

    def part(self, path: str) -> Element | None:
        """Return the tree of a part."""
        return attempt(self._read, path).value

    def embedded(self, item: Element) -> tuple[str, Element | None]:
        """Return what a ``draw:object`` holds: a formula as LaTeX, or the table behind a chart.

        Args:
            item: The element, with the formula in it or the name of a part of the archive.
        """
        path = unquote(item.get(HREF, "")).removeprefix("./").strip("/")
        if path not in self._seen:
            self._seen[path] = _embedded(item if not path else self.part(f"{path}/content.xml"))
        return self._seen[path] if path else _embedded(item)

    def _read(self, path: str) -> Element | None:
        where = f"{self._file.place}:{path}"
        if path not in self._archive.NameToInfo:
            return None
        try:
            data = self._archive.read(path)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            raise InputError(where, f"damaged ({error})", reason="bad_odt") from error
        return read_xml(data, where, reason="bad_odt", doctype=True)


def _embedded(root: Element | None) -> tuple[str, Element | None]:
    if root is None:
        return "", None
    formula = root if root.tag == MATH else root.find(f".//{MATH}")
    if formula is not None:
        return latex(formula).strip(), None
    charted = root.find(f".//{CHART}") is not None
    return "", root.find(f".//{TABLE}") if charted else None
