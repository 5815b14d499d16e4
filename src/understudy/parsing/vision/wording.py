"""What a model said, as text of a document."""

import re

from understudy.parsing.decoding import CONTROLS, composed, plain
from understudy.parsing.documents import outside_fences, tidy
from understudy.parsing.marks import unmarked

NOTHING = re.compile(r"\W*(?:no[ _]text|ornament)\W*", re.IGNORECASE)
"""What the prompts ask for when there is nothing to say."""
WRAPPED = re.compile(
    r"```(?:markdown|md|text|plaintext)?\n(?P<inside>(?:(?!```).)*)\n```", re.DOTALL
)
HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>.*?)[ \t]*#*[ \t]*")
BLOCK = re.compile(r"[|`>]|\s*(?:[-*+]|\d+[.)])\s")
RULE = re.compile(r"(?:=+|-+|[-*_](?:[ \t]*[-*_]){2,})[ \t]*")


def said(text: str) -> str:
    """Return a reply as tidy Markdown; empty when it says that there is nothing."""
    text = tidy(CONTROLS.sub("", composed(plain(unmarked(text))))).strip("\n")
    wrapped = WRAPPED.fullmatch(text)
    text = wrapped["inside"].strip("\n") if wrapped else text
    if text.count("```") % 2:  # cut off within code
        text += "\n```"
    return "" if NOTHING.fullmatch(text) else text


def described(text: str) -> str:
    """Return a description as it stands in a document.

    It is marked, ``[picture: ...]``; one of several paragraphs ends with ``[end of picture]``.
    Headings become bold lines: the sections of a document are its author's.
    """
    lines = []
    for line, outside in outside_fences(text):
        heading = HEADING.fullmatch(line) if outside else None
        if heading is not None:
            lines.append(f"**{heading['words'].strip('*')}**" if heading["words"] else "")
        elif not (outside and RULE.fullmatch(line)):
            lines.append(line)
    whole = tidy("\n".join(lines)).strip("\n")
    first, _, rest = whole.partition("\n")
    if BLOCK.match(first):
        return f"[picture:]\n\n{whole}\n\n[end of picture]"
    rest = rest.strip("\n")
    return f"[picture: {first}]" + (f"\n\n{rest}\n\n[end of picture]" if rest else "")
