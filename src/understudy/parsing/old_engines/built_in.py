"""Old Office files by our own readers: nothing to install, milliseconds a file, no pictures."""

import struct

from understudy.core.errors import InputError
from understudy.parsing.decoding import decode
from understudy.parsing.documents import NO_TEXT, WRITTEN, document
from understudy.parsing.files import Parsed, RawFile
from understudy.parsing.old_office import OLD_OFFICE_ENGINES, Kind
from understudy.parsing.ole import OleError
from understudy.parsing.params import ParseParams
from understudy.parsing.slides import atoms as slide_atoms
from understudy.parsing.slides import markdown as slide_markdown
from understudy.parsing.word import markdown as word_markdown
from understudy.parsing.word import pieces as word_pieces

JUNK = bytes(set(range(32)) - set(b"\t\r\x07\x0b\x0c\x13\x14\x15"))
"""Control codes of Word 6 and 95 that are no text."""


@OLD_OFFICE_ENGINES.register("built_in")
def read(file: RawFile, kind: Kind, params: ParseParams) -> Parsed:  # noqa: ARG001
    """Read the text with headings, tables and notes; numbers of lists and pictures are lost."""
    try:
        return _word(file) if kind == "doc" else _slides(file)
    except (OleError, struct.error, IndexError, RecursionError) as error:
        why = (
            f"damaged, or older than Office 97 ({error}); save it as .{kind}x, or set "
            "parse.old_office.engine to libreoffice"
        )
        raise InputError(file.place, why, reason=f"bad_{kind}") from error


def _word(file: RawFile) -> Parsed:
    main = word_pieces.header(file.data)
    old = word_pieces.old_text(main)
    if old is None:
        text = word_markdown.to_markdown(word_pieces.read_parts(file.data, main))
    else:
        text = word_markdown.plain_markdown(decode(old.translate(None, JUNK), file.place))
    return Parsed(documents=(document(file, text),))


def _slides(file: RawFile) -> Parsed:
    parts, starts, length, title, has_text = [], [], 0, None, False
    for number, (slide, notes) in enumerate(slide_atoms.slides(file.data), 1):
        heading, text = slide_markdown.to_markdown(slide, notes, number)
        title = title or heading
        has_text |= bool(heading or WRITTEN.search(text.partition("\n")[2]))
        starts.append(length)
        parts.append(text)
        length += len(text) + 1
    if not has_text:
        why = "there is no text on its slides; export them as pictures if they show any"
        raise InputError(file.place, why, reason=NO_TEXT)
    found = document(file, "\n".join(parts), title=title or file.name, pages=tuple(starts))
    return Parsed(documents=(found,))
