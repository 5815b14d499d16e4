"""Names in English tables of plain text: what stands below *Name*, *Patient*, *Tenant*."""

import re
from collections.abc import Iterator

from understudy.cleaning.names.english_things import NOBODY
from understudy.cleaning.names.given import NameLists
from understudy.core.people import same_name

_HEADED = re.compile(r"(?i)name|patient|tenant|guest|student|pupil|resident|attendee|member").search
_SEPARATORS = "|\t;,"
_HEADER = re.compile(
    r"(?i)[\s*_\"]*(?:(?:full|first|last|given|family|sur|fore|display|legal|preferred"
    r"|child['’]?s?|"
    r"(?:emergency )?contact|employee|staff|patient|tenant|guest|student|pupil|client|customer"
    r"|player|"
    r"volunteer|member|driver|resident)[ _-]?)?names?[\s*_\"]*|"
    r"[\s*_\"]*(?:patients?|tenants?|guests?|students?|pupils?|residents?|attendees?|members?"
    r"|volunteers?)"
    r"[\s*_\"]*"
)
_OF_THINGS = re.compile(
    r"(?i)[\s*_\"]*(?:files?|products?|items?|sizes?|prices?|types?|versions?|paths?|urls?|sku|qty"
    r"|quantity|"
    r"descriptions?|columns?|fields?|values?|defaults?|d?types?|formats?|units?|colou?rs?|breeds?"
    r"|brands?|"
    r"models?|makes?|stock|calories|doses?|strength|species|capital|population|country)[\s*_\"]*"
)
_CELL = re.compile(
    r"[\s*_\"]*(?P<name>[^\W\d_][\w'’.-]{0,30}"
    r"(?:,? [^\W\d_][\w'’.-]{0,30}){0,4})[\s*_\"]*(?:\([^()]*\)\s*)?"
)


def in_columns(text: str, lists: NameLists) -> Iterator[tuple[int, int]]:
    """Yield the cells below a name's header whose words may be names.

    Args:
        text: The text; a table is lines with as many cells as the line with the header.
        lists: Lists of names.
    """
    if "\n" not in text or not _HEADED(text):
        return
    for sign in _SEPARATORS:
        if sign in text:
            yield from _below(text, sign, lists)


def _below(text: str, sign: str, lists: NameLists) -> Iterator[tuple[int, int]]:
    columns: list[int] = []
    count = start = 0
    for line in text.splitlines(keepends=True):
        cells = line.rstrip("\r\n").split(sign)
        headers = [place for place, cell in enumerate(cells) if _HEADER.fullmatch(cell)]
        if headers and (len(cells) < 2 or any(map(_OF_THINGS.fullmatch, cells))):
            columns = []
        elif headers:
            columns, count = headers, len(cells)
        elif len(cells) != count:
            columns = []
        for column in columns if not headers else ():
            match = _CELL.fullmatch(cells[column])
            if match and _may_be_name(match["name"], lists):
                at = start + sum(len(cell) + 1 for cell in cells[:column])
                yield at + match.start("name"), at + match.end("name")
        start += len(line)


def _may_be_name(name: str, lists: NameLists) -> bool:
    """Tell a name from what else stands in such a cell: a blank, a total, a thing."""
    words = [same_name(word) for word in re.split(r"[ .]+", name) if word]
    others = [word for word in words if word in NOBODY or word in lists.words]
    return name[0].isupper() and len(others) < len(words)
