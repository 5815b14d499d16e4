"""Word documents of before 2007 (.doc), read by the engine of ``parse.old_office.engine``."""

import struct

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.old_office import OLD_OFFICE_ENGINES
from understudy.parsing.ole import OleError
from understudy.parsing.params import ParseParams
from understudy.parsing.word import pieces as word_pieces


@PARSERS.register("doc")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document with headings, lists, tables and notes.

    Deleted text of tracked changes, comments, headers and footers are left out.

    Raises:
        InputError: It is damaged (``bad_doc``), encrypted, blank, or takes too long (``too_slow``).
    """
    try:
        encrypted = word_pieces.is_encrypted(word_pieces.header(file.data))
    except (OleError, struct.error) as error:
        why = f"a damaged Word file ({error}); open it in Word and save it as .docx"
        raise InputError(file.place, why, reason="bad_doc") from error
    if encrypted:
        why = "it is encrypted; save it without a password"
        raise InputError(file.place, why, reason="encrypted")
    return OLD_OFFICE_ENGINES[params.old_office.engine](file, "doc", params)
