"""How large the sheets of .xlsx, .xlsb and .ods are."""

import re
import zipfile
from xml.parsers import expat

from understudy.parsing.sheets.binary import binary_sheet, binary_strings
from understudy.parsing.sheets.sizes import COLUMNS, ROWS, Sheet, Sizes

REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
CHUNK = 1 << 20


def check_zipped(archive: zipfile.ZipFile, where: str) -> None:
    """Measure the sheets of an OOXML or OpenDocument workbook, whose directory is checked.

    Raises:
        InputError: They are too large (``too_large``), or it is damaged (``bad_spreadsheet``).
    """
    sizes = Sizes(where)
    members = archive.infolist()
    shared: list[int] = []
    for member in members:
        if member.filename.lower().endswith("sharedstrings.xml"):
            shared += _Strings(sizes).read(archive, member)
        elif member.filename.lower().endswith("sharedstrings.bin"):
            shared += binary_strings(archive.read(member))
    for member in members:
        if member.filename == "content.xml":
            _OpenSheets(sizes).read(archive, member)
        elif _holds(archive, member, b"sheetData"):
            _Cells(sizes, shared).read(archive, member)
        elif member.filename.lower().endswith(".bin") and _holds(archive, member, b"\x91\x01"):
            sizes.add(binary_sheet(archive.read(member), sizes, shared))


def _holds(archive: zipfile.ZipFile, member: zipfile.ZipInfo, word: bytes) -> bool:
    """Tell whether the bytes stand in a part: calamine knows a sheet by them, not by its name."""
    rest = b""
    with archive.open(member) as part:
        while chunk := part.read(CHUNK):
            if word in rest + chunk:
                return True
            rest = chunk[-len(word) :]
    return False


class _Reader:
    """Goes through the elements of a part of the archive."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes = sizes
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _parse(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        try:
            with archive.open(member) as part:
                while chunk := part.read(CHUNK):
                    self.parser.Parse(chunk, False)
                self.parser.Parse(b"", True)
        except (expat.ExpatError, LookupError) as error:  # an encoding that nobody knows
            raise self.sizes.damaged(f"{member.filename}: {error}") from error

    def _doctype(self, *_: object) -> None:
        raise self.sizes.damaged("it declares entities, which no spreadsheet program writes")

    def _start(self, name: str, values: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, name: str) -> None:
        raise NotImplementedError

    def _text(self, text: str) -> None:
        raise NotImplementedError


class _Strings(_Reader):
    """Lengths of the texts that cells share."""

    def read(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[int]:
        self.lengths: list[int] = []
        self._parse(archive, member)
        return self.lengths

    def _start(self, name: str, values: dict[str, str]) -> None:  # noqa: ARG002
        if name.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def _end(self, name: str) -> None:
        pass

    def _text(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Cells(_Reader):
    """The filled cells of a sheet of .xlsx; rows and cells without a reference follow the last."""

    def __init__(self, sizes: Sizes, shared: list[int]) -> None:
        super().__init__(sizes)
        self.shared = shared
        self.sheet = Sheet(sizes)
        self.row = self.column = 0
        self.is_filled = self.is_shared = self.is_index = False
        self.index = ""

    def read(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        self._parse(archive, member)
        self.sizes.add(self.sheet)

    def _start(self, name: str, values: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            if reference := values.get("r"):
                self._move(reference)
            self.is_filled, self.is_shared, self.index = False, values.get("t") == "s", ""
        elif name == "row":
            self.column = 0
            if reference := values.get("r"):
                self._move("A" + reference)
        elif name in {"v", "is"}:
            self.is_filled = True
            self.is_index = self.is_shared and name == "v"

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            if self.is_filled:
                place = (
                    int(self.index)
                    if self.index.strip().isascii() and self.index.strip().isdigit()
                    else -1
                )
                known = 0 <= place < len(self.shared)
                length = self.shared[place] if known else 0
                self.sheet.fill(self.row, self.column, characters=length)
            self.column += 1
        elif name == "row":
            self.row += 1
        elif name == "v":
            self.is_index = False

    def _text(self, text: str) -> None:
        if self.is_index and len(self.index) < 10:
            self.index += text

    def _move(self, reference: str) -> None:
        found = REFERENCE.fullmatch(reference)
        if found is None or int(found[2]) == 0:
            raise self.sizes.damaged(f"a cell at {reference[:20]!r}")
        column = 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - 64
        self.row, self.column = int(found[2]) - 1, column - 1


class _OpenSheets(_Reader):
    """The cells of OpenDocument, where rows and cells say how often they are repeated."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__(sizes)
        self.sheet = Sheet(sizes)
        self.row = self.column = self.rows = self.columns = 0
        self.widths: list[tuple[int, int, int]] = []
        self.characters = 0
        self.is_filled = False

    def read(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        self._parse(archive, member)

    def _start(self, name: str, values: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "table":
            self.sheet, self.row = Sheet(self.sizes), 0
        elif name == "table-row":
            self.column, self.widths = 0, []
            self.rows = self._repeats(values, "rows")
        elif name in {"table-cell", "covered-table-cell"}:
            self.columns, self.characters = self._repeats(values, "columns"), 0
            self.is_filled = any(key.endswith(("value-type", "formula")) for key in values)
        elif name == "p":
            self.is_filled = True

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in {"table-cell", "covered-table-cell"}:
            if self.is_filled:
                self.widths.append((self.column, self.columns, self.characters))
            self.column += self.columns
        elif name == "table-row":
            if self.widths:
                self._fill_row()
            self.row += self.rows
        elif name == "table":
            self.sizes.add(self.sheet)

    def _fill_row(self) -> None:
        """Count the cells of a row at once: a loop over repeats would be the attack itself."""
        last, wide, _ = self.widths[-1]
        sheet = self.sheet
        if self.row + self.rows > ROWS or last + wide > COLUMNS:
            raise self.sizes.damaged(f"a cell beyond row {ROWS} or column {COLUMNS}")
        sheet.cells += self.rows * sum(columns for _, columns, _ in self.widths)
        sheet.characters += self.rows * sum(columns * each for _, columns, each in self.widths)
        sheet.top, sheet.bottom = min(sheet.top, self.row), self.row + self.rows - 1
        sheet.left, sheet.right = 0, max(sheet.right, last + wide - 1)

    def _text(self, text: str) -> None:
        self.characters += len(text)

    def _repeats(self, values: dict[str, str], what: str) -> int:
        for key, value in values.items():
            if key.endswith(f"number-{what}-repeated"):
                if re.fullmatch(r"[0-9]{1,10}", value) is None:
                    raise self.sizes.damaged(f"a cell repeated {value[:20]!r} times")
                return max(1, int(value))
        return 1
