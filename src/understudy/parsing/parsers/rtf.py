"""Rich Text Format (.rtf, and many a .doc).

The reader is our own: of the packages there are, striprtf gives the bare text and rtfparse the HTML
that Outlook packs into it. LibreOffice's .docx of 45 such files gave no better Markdown, and no
headings at all for those that pandoc wrote, which have outline levels and no styles; so the program
is not asked, and nothing needs to be installed.
"""

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.ocr.in_place import completed, is_pictures
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

START = b"{\\rtf"


@PARSERS.register("rtf")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document, with headings, lists, tables, notes, and pictures as assets.

    Deleted and hidden text, comments, headers and footers are left out. In a document that is
    nothing but pictures they are recognised in their places.

    Raises:
        InputError: It is damaged (``bad_rtf``), or blank.
    """
    from understudy.parsing.rtf.reading import Reader
    from understudy.parsing.web.text import markdown, soup

    start = file.data.find(START)
    if start < 0:
        why = "it does not begin as Rich Text Format does; save it as .docx"
        raise InputError(file.place, why, reason="bad_rtf")
    pictures = Pictures(file, params)
    reader = Reader(file.place, pictures)
    page = soup(reader.read(file.data[start:]), file.place)
    text = markdown(page)
    needed = pictures.are_shown or is_pictures(text, pictures, params.ocr)
    marked = markdown(page, marked=True) if needed else ""
    return completed(text, marked, file, pictures, params, title=reader.title)
