"""Markdown, as it stands, with one way of writing headings."""

import re

from understudy.parsing.documents import document, outside_fences, tidy
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.params import ParseParams

FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
TITLE = re.compile(r"^title:[ \t]*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)[ \t]*$", re.MULTILINE)
KEY = re.compile(r"[\w-]+:|\s|#|-")
UNDERLINES = {"=": "#", "-": "##"}


@PARSERS.register("markdown")
def parse(file: RawFile, params: ParseParams) -> Parsed:  # noqa: ARG001  # the shape of a parser
    """Read one document.

    Front matter (YAML between ``---``) gives the title and is no part of the text; underlined
    headings become headings with ``#``, the only form that later stages look for.

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
    return Parsed(documents=(document(file, tidy(_with_hashes(text)), title=title),))


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
