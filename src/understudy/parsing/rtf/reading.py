r"""Rich Text Format from its control words to HTML.

Only what Markdown can hold is kept: headings by style or outline level, bold and italic, lists by
what is printed before their items, tables, notes, pictures. Destinations that nobody reads (headers
and footers, index entries, what ``\*`` marks and is not known) are passed over.

References:
    Microsoft, "Rich Text Format (RTF) Specification", version 1.9.1 (2008).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import ClassVar

from understudy.core.errors import InputError
from understudy.parsing.pictures import Pictures
from understudy.parsing.rtf.blocks import Flow, Kind, Look, to_html
from understudy.parsing.rtf.state import State, set_by_word
from understudy.parsing.rtf.styles import Fonts, Styles
from understudy.parsing.rtf.tables import Cell
from understudy.parsing.rtf.tokens import Token, code_page, tokens
from understudy.parsing.rtf.words import CHARACTERS, MIME, SILENT, SILENT_FIELDS, TRANSPARENT

DEEPEST = 2000
"""Groups within groups; Word writes 20."""
NOT_HEX = re.compile(rb"[^0-9A-Fa-f]+")
TABLES = {
    "fonttbl": "fonts",
    "stylesheet": "styles",
    "listtable": "lists",
    "listoverridetable": "overrides",
}
ASIDE = {"shpinst", "do", "info", "upr"}
"""Of these only what stands in known places is read."""
PAGES = {"mac": 10000, "pc": 437, "pca": 850}


@dataclass(slots=True)
class _Picture:
    """A picture that is being read."""

    mime: str = ""
    hexed: list[bytes] = field(default_factory=list)
    content: bytes = b""
    caption: str = ""


class Reader:
    """Reads one file.

    Args:
        where: Its path, for messages.
        pictures: What its pictures are kept in.
    """

    def __init__(self, where: str, pictures: Pictures) -> None:
        self.title = ""
        self._where = where
        self._pictures = pictures
        self._state = State()
        self._stack: list[State] = []
        self._flows = [Flow()]
        self._notes: list[str] = []
        self._fonts = Fonts()
        self._styles = Styles()
        self._row: list[Cell] = []
        self._next_cell = Cell()
        self._in_row = False
        self._bytes = bytearray()
        self._left_to_skip = 0
        self._picture = _Picture()
        self._property = ""

    def read(self, data: bytes) -> str:
        """Return a file as HTML; what stands behind its last group is none of it.

        Raises:
            InputError: Its groups are nested too deeply to be a document's (``bad_rtf``).
        """
        for token in tokens(data):
            if token.kind in {"byte", "text"}:
                self._text(token.data)
                continue
            if self._bytes:
                self._flush()
            if token.kind == "word":
                self._word(token)
            elif token.kind == "binary":
                self._binary(token.data)
            elif token.kind == "open":
                self._open()
            elif self._close():
                break
        self._flush()
        while self._stack:  # groups that a cut file leaves open
            self._close()
        return to_html(self._flows[0].finish(self._kind())) + "".join(self._notes)

    def _open(self) -> None:
        if len(self._stack) >= DEEPEST:
            why = f"groups are nested more than {DEEPEST} deep, which no program writes"
            raise InputError(self._where, why, reason="bad_rtf")
        self._left_to_skip = 0
        self._stack.append(self._state)
        self._state = self._state.inner()

    def _close(self) -> bool:
        """End a group; tell whether it was the last."""
        self._left_to_skip = 0
        if len(self._stack) == 1:
            self._par(None)  # the last paragraph need not be ended
        if self._state.ends is not None:
            self._state.ends(self._state)
        if self._stack:
            self._state = self._stack.pop()
        return not self._stack

    def _text(self, data: bytes) -> None:
        if self._left_to_skip:
            cut = min(self._left_to_skip, len(data))
            self._left_to_skip -= cut
            data = data[cut:]
        if self._state.mode == "picture":
            self._picture.hexed.append(data)
        else:
            self._bytes += data

    def _flush(self) -> None:
        """Read the bytes so far in the code page of their font."""
        data, self._bytes = bytes(self._bytes), bytearray()
        if data and self._state.mode != "skip":
            self._say(self._fonts.read(data, self._state.font))

    def _say(self, text: str) -> None:
        state = self._state
        if state.mode == "text":
            if not (state.hidden or state.deleted):
                fixed = self._fonts.is_fixed(state.font)
                self._flows[-1].add(text, Look(state.bold, state.italic, fixed))
        elif state.mode == "capture":
            state.captured.append(text)
        elif state.mode == "fonts":
            self._fonts.name(text)
        elif state.mode == "styles":
            self._styles.name(text)

    def _binary(self, data: bytes) -> None:
        self._left_to_skip = max(0, self._left_to_skip - 1)
        if self._state.mode == "picture":
            self._picture.content = data

    def _word(self, token: Token) -> None:
        state, name, number = self._state, token.name, token.number
        starred, state.is_starred = state.is_starred, name == "*"
        if name in CHARACTERS and self._left_to_skip:
            self._left_to_skip -= 1
            return
        self._left_to_skip = 0
        if state.mode == "skip":
            return
        if name in CHARACTERS:
            self._say(CHARACTERS[name])
        elif name in SILENT:
            state.mode = "skip"
        elif name in self._DESTINATIONS or name in TABLES or name in ASIDE:
            self._destination(name)
        elif starred and name not in TRANSPARENT:
            state.mode = "skip"
        else:
            self._plain_word(name, number)

    def _plain_word(self, name: str, number: int | None) -> None:
        mode = self._state.mode
        if mode == "fonts":
            self._fonts.word(name, number)
        elif mode in {"styles", "lists", "overrides"}:
            self._styles.word(mode, name, number)
        elif name in MIME:
            self._picture.mime = MIME[name]
        elif name in PAGES:
            self._fonts.page = code_page(PAGES[name])
        elif found := self._WORDS.get(name):
            found(self, number)
        else:
            set_by_word(self._state, name, number)

    def _kind(self) -> Kind:
        """Return what the paragraph is that ends here."""
        state = self._state
        heading = self._styles.heading(state.style, state.outline)
        return Kind(
            heading=0 if state.in_table or self._in_row else heading,
            level=state.level if state.list_id else None,
            is_bullet=self._styles.is_bullet(state.list_id, state.level),
            indent=state.indent,
            is_hanging=state.first < 0,
        )

    def _par(self, _: int | None) -> None:
        if self._state.mode == "text":
            in_table = self._state.in_table or self._in_row
            self._flows[-1].end_paragraph(self._kind(), in_table=in_table)

    def _cell(self, _: int | None) -> None:
        if self._state.mode == "text":
            self._flows[-1].end_cell(self._kind())

    def _end_row(self, _: int | None) -> None:
        if self._state.mode == "text":
            self._flows[-1].end_row(self._row)
            self._in_row = False

    def _begin_row(self, _: int | None) -> None:
        if self._state.mode == "text":
            self._row, self._next_cell, self._in_row = [], Cell(), True

    def _cell_edge(self, number: int | None) -> None:
        self._next_cell.right = number or 0
        self._row.append(self._next_cell)
        self._next_cell = Cell()

    def _cell_continues(self, _: int | None) -> None:
        self._next_cell.continues = True

    def _cell_is_first(self, _: int | None) -> None:
        self._next_cell.is_first = True

    def _cell_is_below(self, _: int | None) -> None:
        self._next_cell.is_first = self._next_cell.is_below = True

    def _unicode(self, number: int | None) -> None:
        self._say(chr((number or 0) % 0x10000))
        self._left_to_skip = self._state.skip

    def _set_page(self, number: int | None) -> None:
        self._fonts.page = code_page(number or 1252)

    def _default_font(self, number: int | None) -> None:
        self._fonts.default = number or 0

    _WORDS: ClassVar[dict[str, Callable[["Reader", int | None], None]]] = {
        **dict.fromkeys(("par", "sect", "nestcell"), _par),
        "cell": _cell,
        "row": _end_row,
        "trowd": _begin_row,
        "cellx": _cell_edge,
        "clmrg": _cell_continues,
        "clvmgf": _cell_is_first,
        "clvmrg": _cell_is_below,
        "u": _unicode,
        "ansicpg": _set_page,
        "deff": _default_font,
    }

    def _destination(self, name: str) -> None:
        """Begin what the rest of the group is for."""
        state = self._state
        if name in TABLES:
            state.mode = TABLES[name]
        elif name in ASIDE:
            state.mode, state.around = "shape", state.mode
        else:
            self._DESTINATIONS[name](self)

    def _box(self) -> None:
        """Show what a text box holds, behind the paragraph that it hangs at."""
        if self._state.mode == "shape":
            self._flows.append(Flow())
            self._state.mode, self._state.ends = "text", self._end_box
            self._state.plain_paragraph()

    def _end_box(self, _: State) -> None:
        found = self._flows.pop().finish(self._kind())
        self._flows[-1].boxes += found

    def _note(self) -> None:
        if self._state.mode == "text":
            self._flows.append(Flow())
            self._state.ends = self._end_note
            self._state.plain_paragraph()
            self._state.plain()

    def _end_note(self, _: State) -> None:
        blocks = self._flows.pop().finish(self._kind())
        number = len(self._notes) + 1
        words = " ".join(one if isinstance(one, str) else one.html.strip() for one in blocks)
        self._notes.append(f"<p>[^{number}]: {words}</p>")
        self._flows[-1].add(f"[^{number}]", Look(is_html=True))

    def _capture(self, ends: Callable[[State], None]) -> None:
        self._state.mode, self._state.captured, self._state.ends = "capture", [], ends

    def _list_label(self) -> None:
        if self._state.mode == "text":
            self._capture(self._end_label)

    def _end_label(self, state: State) -> None:
        self._flows[-1].label = "".join(state.captured)

    def _title(self) -> None:
        if self._state.mode == "shape":
            self._capture(self._end_title)

    def _end_title(self, state: State) -> None:
        self.title = " ".join("".join(state.captured).split())

    def _field(self) -> None:
        self._state.instruction = []

    def _instruction(self) -> None:
        self._capture(self._end_instruction)

    def _end_instruction(self, state: State) -> None:
        state.instruction += state.captured

    def _result(self) -> None:
        words = "".join(self._state.instruction).split()
        if words and words[0].upper() in SILENT_FIELDS:
            self._state.mode = "skip"

    def _unicode_form(self) -> None:
        self._state.mode = self._state.around

    def _name(self) -> None:
        self._capture(self._end_name)

    def _end_name(self, state: State) -> None:
        self._property = "".join(state.captured).strip()

    def _value(self) -> None:
        self._capture(self._end_value)

    def _end_value(self, state: State) -> None:
        if self._property == "wzDescription":
            self._picture.caption = "".join(state.captured)

    def _begin_picture(self) -> None:
        self._picture = _Picture()
        self._state.mode, self._state.ends = "picture", self._end_picture

    def _end_picture(self, _: State) -> None:
        found, self._picture = self._picture, _Picture()
        digits = NOT_HEX.sub(b"", b"".join(found.hexed))
        content = found.content or bytes.fromhex(digits[: len(digits) & ~1].decode())
        if content:
            path = self._pictures.add(content, found.mime or None, found.caption)
            caption = escape(" ".join(found.caption.split()))
            markup = f'<img src="{path or ""}" alt="{caption}">'
            self._flows[-1].add(markup, Look(is_html=True))

    _DESTINATIONS: ClassVar[dict[str, Callable[["Reader"], None]]] = {
        "shptxt": _box,
        "dptxbxtext": _box,
        "footnote": _note,
        "title": _title,
        "ud": _unicode_form,
        "listtext": _list_label,
        "pntext": _list_label,
        "pict": _begin_picture,
        "field": _field,
        "fldinst": _instruction,
        "fldrslt": _result,
        "sn": _name,
        "sv": _value,
    }
