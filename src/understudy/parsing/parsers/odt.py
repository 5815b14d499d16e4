"""OpenDocument texts (.odt, .fodt), as LibreOffice writes them."""

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.ocr.in_place import completed, is_pictures
from understudy.parsing.odf.files import opened, read_pictures, title
from understudy.parsing.odf.text import Walk
from understudy.parsing.params import ParseParams


@PARSERS.register("odt")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document, with headings, lists, tables, notes, and pictures as assets.

    Deleted text of tracked changes, remarks, indexes, headers and footers are left out. In a
    document that is nothing but pictures they are recognised in their places.

    Raises:
        InputError: It is damaged, encrypted, blank, or unpacks to something huge.
    """
    file, root, body = opened(file, "odt")
    walk = Walk(file, root)
    try:
        text = walk.document(body)
        pictures, assets, missing = read_pictures(file, walk.pictures, params, "odt")
        needed = pictures.are_shown or is_pictures(text, pictures, params.ocr)
        with_marks = Walk(file, root, assets).document(body) if needed else ""
    except RecursionError as error:
        why = "its lists or tables are nested too deeply to be a document"
        raise InputError(file.place, why, reason="bad_odt") from error
    found = completed(text, with_marks, file, pictures, params, title=title(file, "odt"))
    problems = tuple(Problem.of("pictures", failure) for failure in missing)
    return found.model_copy(update={"problems": (*problems, *found.problems)})
