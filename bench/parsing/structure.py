"""Headings and tables in Markdown, however it is written: with hashes, underlined, or as HTML."""

import re

from bench.parsing.normalising import COMMENT, DELIMITER, normalise

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
HASHES = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
TAGGED = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
TABLE = re.compile(r"<table\b[^>]*>(.*?)</table\s*>", re.IGNORECASE | re.DOTALL)
ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=<tr\b|</tr\s*>|\Z)", re.IGNORECASE | re.DOTALL)
CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)(?=<t[dh]\b|</t[dh]\s*>|\Z)", re.IGNORECASE | re.DOTALL)
BAR = re.compile(r"(?<!\\)\|")
NO_HEADING = ("#", ">", "|", "- ", "* ", "+ ", "    ")


def headings(text: str) -> list[tuple[int, str]]:
    """Return level and text of the headings in order; those in code and blank ones are none."""
    found = []
    before = ""
    for line in _prose(text):
        match = HASHES.match(line)
        ruled = UNDERLINE.match(line)
        if match:
            found.append((len(match[1]), normalise(match[2])))
        elif ruled and before.strip() and not before.startswith(NO_HEADING):
            found.append((1 if ruled[1][0] == "=" else 2, normalise(before)))
        else:
            found += [(int(tagged[1]), normalise(tagged[2])) for tagged in TAGGED.finditer(line)]
        before = "" if match or ruled or "|" in line else line
    return [(level, words) for level, words in found if words]


def tables(text: str) -> list[list[list[str]]]:
    """Return the rows of cells of each table; pipe tables in order, then those in HTML."""
    found: list[list[list[str]]] = []
    lines = _prose(text)
    at = 0
    while at < len(lines):
        if at + 1 < len(lines) and "|" in lines[at] and _delimits(lines[at + 1]):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            found.append([_split(line) for line in [lines[at], *lines[at + 2 : end]]])
            at = end
        else:
            at += 1
    found += [_grid(table[1]) for table in TABLE.finditer(text)]
    return [table for table in found if table]


def _grid(table: str) -> list[list[str]]:
    """Return the rows of a table in HTML; a cell stands in each place that it spans."""
    rows = [list(CELL.finditer(row[1])) for row in ROW.finditer(table)]
    places: dict[tuple[int, int], str] = {}
    for at, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (at, column) in places:
                column += 1
            down, across = (_span(cell[0], name) for name in ("rowspan", "colspan"))
            for place in range(column, column + across):
                places |= {(row, place): normalise(cell[1]) for row in range(at, at + down)}
    width = max((column + 1 for _, column in places), default=0)
    return [[places.get((row, column), "") for column in range(width)] for row in range(len(rows))]


def _span(cell: str, name: str) -> int:
    found = re.match(
        rf"<t[dh]\b[^>]*\b{name}\s*=\s*[\"']?([1-9][0-9]{{0,2}})\b", cell, re.IGNORECASE
    )
    return int(found[1]) if found else 1


def _prose(text: str) -> list[str]:
    """Return the lines that stand outside fenced code."""
    lines = []
    fence = ""
    for line in COMMENT.sub("", text).split("\n"):
        mark = FENCE.match(line)
        if not fence and mark:
            fence = mark[1]
        elif not fence:
            lines.append(line)
        elif mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence):
            fence = ""
    return lines


def _delimits(line: str) -> bool:
    return "|" in line and "-" in line and DELIMITER.fullmatch(line.strip()) is not None


def _split(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [normalise(cell) for cell in BAR.split(bare)]
