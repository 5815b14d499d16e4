"""How cells are shown, of which calamine says nothing."""

import io
import zipfile

from understudy.parsing.sheets.merged import merged_cells
from understudy.parsing.sheets.open_cells import shown_in
from understudy.parsing.sheets.parts import Shown
from understudy.parsing.sheets.shares import shares


def shown(data: bytes, *, as_table: bool) -> Shown:
    """Return the merged cells, and those in percent unless the workbook is read as a table.

    A table's cells are data, not what a reader sees. A damaged part shows nothing: who reads the
    cells says what is wrong.

    Args:
        data: A workbook whose archive and sizes are checked, of any kind.
        as_table: Whether ``parse.tables`` lists it.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return Shown({}, {})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "content.xml" in archive.NameToInfo:
            return shown_in(archive)
        return Shown({} if as_table else shares(archive), merged_cells(archive))
