"""Presentations of before 2007 (.ppt, .pps, .pot), read by ``parse.old_office.engine``."""

import struct

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.old_office import OLD_OFFICE_ENGINES
from understudy.parsing.ole import OleError
from understudy.parsing.params import ParseParams
from understudy.parsing.slides import atoms as slide_atoms


@PARSERS.register("ppt")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document: a section a slide, with its texts and notes; pages start where slides do.

    What repeats on every slide (its number, date and footer) is left out.

    Raises:
        InputError: It is damaged (``bad_ppt``), encrypted, blank, or takes too long (``too_slow``).
    """
    try:
        encrypted = slide_atoms.is_encrypted(file.data)
    except (OleError, struct.error) as error:
        why = f"a damaged presentation ({error}); open it in PowerPoint and save it as .pptx"
        raise InputError(file.place, why, reason="bad_ppt") from error
    if encrypted:
        why = "it is encrypted; save it without a password"
        raise InputError(file.place, why, reason="encrypted")
    return OLD_OFFICE_ENGINES[params.old_office.engine](file, "ppt", params)
