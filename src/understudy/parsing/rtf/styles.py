"""What a file of Rich Text Format says at its head: fonts, styles, lists."""

import re
from dataclasses import dataclass, field

from understudy.parsing.rtf.tokens import CHARSETS, code_page, read_bytes

FIXED = re.compile(r"courier|consol|mono|menlo|fixed|terminal|typewriter", re.IGNORECASE)
HEADING = re.compile(r"(?:heading|заголовок|überschrift|titre|título|titolo|标题|見出し) ?([1-9])")
TITLE = "title"
BODY_LEVEL = 9
"""Outline level of what is no heading."""
LONGEST_CHAIN = 20
"""Styles based on styles; a circle of them ends there."""
EAST_ASIAN = {128, 129, 130, 134, 136}
BULLET = 23
NO_NUMBER = 255
MOST_LEVELS = 9


@dataclass(slots=True)
class _Font:
    name: str = ""
    charset: int | None = None
    page: str = ""
    is_modern: bool = False


class Fonts:
    """The fonts of a file: which code page each is in, and which look like a typewriter's."""

    def __init__(self) -> None:
        self.page = "cp1252"
        """Code page of the file."""
        self.default = 0
        """The font where none is named."""
        self._fonts: dict[int, _Font] = {}
        self._number = 0

    def word(self, name: str, number: int | None) -> None:
        """Take a control word of the table of fonts."""
        if name == "f":
            self._number = number or 0
            self._fonts[self._number] = _Font()
            return
        font = self._fonts.setdefault(self._number, _Font())
        if name == "fcharset":
            font.charset = number or 0
        elif name == "cpg" and number:
            font.page = code_page(number)
        elif name == "fmodern":
            font.is_modern = True

    def name(self, text: str) -> None:
        """Take a piece of a font's name."""
        self._fonts.setdefault(self._number, _Font()).name += text

    def is_fixed(self, number: int | None) -> bool:
        """Tell a font whose letters are equally wide."""
        font = self._fonts.get(self.default if number is None else number)
        if font is None:
            return False
        modern = font.is_modern and font.charset not in EAST_ASIAN  # as those of Japan call theirs
        return modern or bool(FIXED.search(font.name))

    def read(self, data: bytes, number: int | None) -> str:
        """Return bytes in a font as text.

        Charset 0 is Western, but many programs write it for whatever the file's own code page is:
        there, letters that are mostly beyond ASCII are those of the file.
        """
        if data.isascii():
            return data.decode("ascii")
        font = self._fonts.get(self.default if number is None else number, _Font())
        page = font.page or CHARSETS.get(font.charset if font.charset is not None else 1, "")
        if font.charset == 0 and self.page != page:
            beyond = sum(byte > 127 for byte in data)
            plain = sum(chr(byte).isalpha() for byte in data if byte < 128)
            page = self.page if beyond > plain else page
        return read_bytes(data, page or self.page)


@dataclass(slots=True)
class _Style:
    name: str = ""
    base: int | None = None
    outline: int | None = None


@dataclass(slots=True)
class Styles:
    """The styles of paragraphs and the definitions of lists."""

    _styles: dict[int, _Style] = field(default_factory=dict)
    _number: int = 0
    _levels: list[int] = field(default_factory=list)
    _lists: dict[int, list[int]] = field(default_factory=dict)
    _list: int = 0
    _overrides: dict[int, int] = field(default_factory=dict)

    def name(self, text: str) -> None:
        """Take a piece of a style's name."""
        self._styles.setdefault(self._number, _Style()).name += text

    def word(self, mode: str, name: str, number: int | None) -> None:
        """Take a control word of one of the tables: ``styles``, ``lists`` or ``overrides``."""
        if mode == "styles":
            self._style_word(name, number)
        elif mode == "lists":
            self._list_word(name, number)
        elif name == "listid":
            self._list = number or 0
        elif name == "ls":
            self._overrides[number or 0] = self._list

    def heading(self, style: int, outline: int | None) -> int:
        """Return the level of the headings that a paragraph is one of; 0 for none.

        Args:
            style: Number of its style.
            outline: Outline level of its own, from 0.
        """
        if outline is not None:
            return outline + 1 if 0 <= outline < BODY_LEVEL else 0
        following: int | None = style
        for _ in range(LONGEST_CHAIN):
            found = self._styles.get(following) if following is not None else None
            if found is None:
                return 0
            name = found.name.strip(" ;").lower()
            if named := HEADING.match(name):
                return int(named[1])
            if name == TITLE:
                return 1
            if found.outline is not None:
                return found.outline + 1 if 0 <= found.outline < BODY_LEVEL else 0
            following = found.base
        return 0

    def is_bullet(self, number: int, level: int) -> bool:
        """Tell whether a level of a list has bullets, as far as its definition says."""
        levels = self._lists.get(self._overrides.get(number, number), [])
        form = levels[level] if 0 <= level < len(levels) else BULLET
        return form in {BULLET, NO_NUMBER}

    def _style_word(self, name: str, number: int | None) -> None:
        if name == "s":
            self._number = number or 0
            self._styles[self._number] = _Style()
        elif name in {"sbasedon", "outlinelevel"}:
            style = self._styles.setdefault(self._number, _Style())
            if name == "sbasedon":
                style.base = number
            else:
                style.outline = number

    def _list_word(self, name: str, number: int | None) -> None:
        if name == "list":
            self._levels = []
        elif name in {"levelnfc", "levelnfcn"} and len(self._levels) <= MOST_LEVELS:
            if name == "levelnfc":  # the other one follows it and says the same
                self._levels.append(number or 0)
        elif name == "listid":
            self._lists[number or 0] = self._levels
