"""Markdown, as it stands, with one way of writing headings."""

import re

from understudy.parsing.documents import outside_fences, tidy
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.marks import mark, places, unmarked
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
TITLE = re.compile(r"^title:[ \t]*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)[ \t]*$", re.MULTILINE)
KEY = re.compile(r"[\w-]+:|\s|#|-")
DATA = r"<?data:(?P<mime>image/[\w.+-]{1,40})(?:;[\w=.-]{1,60})?;base64,(?P<data>[\w+/=%-]*)>?"
SHOWN = re.compile(
    rf"!\[(?P<words>[^\]\n]{{0,1000}})\]\(\s*{DATA}(?:\s+\"[^\"\n]{{0,1000}}\")?\s*\)"
)
GIVEN = re.compile(rf" {{0,3}}\[(?P<name>[^\]\n]{{1,200}})\]:\s*{DATA}\s*")
NAMED = re.compile(r"!\[(?P<words>[^\]\n]{0,1000})\](?:\[(?P<name>[^\]\n]{0,200})\])?")
UNDERLINES = {"=": "#", "-": "##"}


@PARSERS.register("markdown")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document.

    Front matter (YAML between ``---``) gives the title and is no part of the text; underlined
    headings become headings with ``#``, the only form that later stages look for. Pictures that
    the text itself holds (``data:`` addresses) are assets, and leave their words.

    Raises:
        InputError: It is no text, or blank.
    """
    text = file.text
    title = None
    front = FRONT_MATTER.match(text)
    if front and all(KEY.match(line) for line in (front[1] or "").splitlines()):
        named = TITLE.search(front[1] or "")
        title = named["title"] if named else None
        text = text[front.end() :]
    pictures = Pictures(file, params)
    marked = tidy(_with_hashes(_without_data(text, pictures)))
    text = tidy(unmarked(marked))
    return pictures.parsed(text, places(marked, text), title=title)


def _without_data(text: str, pictures: Pictures) -> str:
    """Put the words of pictures, and marks, in the place of their data."""
    if "base64," not in text:
        return text
    kept: list[str] = []
    named: dict[str, str | None] = {}
    """Pictures that are given at the end of the text, by name."""
    for line, outside in outside_fences(text):
        given = GIVEN.fullmatch(line) if outside else None
        if given is not None:
            asset = pictures.add_address(given["data"], given["mime"], None)
            named[given["name"].casefold()] = asset
        else:
            kept.append(SHOWN.sub(lambda one: _words(one, pictures), line) if outside else line)
    whole = "\n".join(kept)
    return NAMED.sub(lambda one: _named(one, named), whole) if named else whole


def _words(found: re.Match[str], pictures: Pictures) -> str:
    asset = pictures.add_address(found["data"], found["mime"], found["words"])
    return found["words"].strip() + mark(asset)


def _named(found: re.Match[str], assets: dict[str, str | None]) -> str:
    name = (found["name"] or found["words"]).casefold()
    return found["words"].strip() + mark(assets[name]) if name in assets else found[0]


def _with_hashes(text: str) -> str:
    """Rewrite underlined headings of one line; elsewhere ``---`` is a rule or a table."""
    lines = outside_fences(text)
    kept: list[str] = []
    for i, (line, outside) in enumerate(lines):
        mark = line.strip()
        underline = outside and len(mark) > 1 and set(mark) in ({"="}, {"-"})
        alone = bool(kept) and kept[-1].strip() and (len(kept) == 1 or not kept[-2].strip())
        if (
            underline
            and alone
            and lines[i - 1][1]
            and not kept[-1].startswith((" ", "#", "-", "|", ">"))
        ):
            kept[-1] = f"{UNDERLINES[mark[0]]} {kept[-1].strip()}"
        else:
            kept.append(line)
    return "\n".join(kept)
