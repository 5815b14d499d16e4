"""What stands between the parsers of Office files of before 2007 and what reads them."""

from collections.abc import Callable
from typing import Literal

from understudy.core.registry import Registry
from understudy.parsing.files import Parsed, RawFile
from understudy.parsing.params import ParseParams

Kind = Literal["doc", "ppt"]

OldOfficeEngine = Callable[[RawFile, Kind, ParseParams], Parsed]

OLD_OFFICE_ENGINES = Registry[OldOfficeEngine](
    "old Office engine", "understudy.parsing.old_engines"
)
"""Functions from an old Office file, which needs no password, to its document.

They raise ``InputError`` for what cannot be opened (``bad_doc``, ``bad_ppt``), takes too long
(``too_slow``), or has no text (``no_text``).
"""
