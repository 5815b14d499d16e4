"""Bold and italic words of OpenDocument texts.

Until a text is whole its marks are characters that no text holds: then what ends where the next
begins is made one.
"""

import re
from xml.etree.ElementTree import Element

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
NAMED = {"Strong_20_Emphasis": "b", "Emphasis": "i"}
"""Styles that every document has, and what they mean."""
BOLD = {"bold", "600", "700", "800", "900"}
OPEN = {"b": "\ufdd0", "i": "\ufdd2"}
CLOSE = {"b": "\ufdd1", "i": "\ufdd3"}
SIGNS = {"\ufdd0": "**", "\ufdd1": "**", "\ufdd2": "*", "\ufdd3": "*"}
MARKS = re.compile("[\ufdd0-\ufdd3]")
NOTHING = re.compile(
    "\ufdd1([ \t]*)\ufdd0|\ufdd3([ \t]*)\ufdd2|\ufdd0([ \t]*)\ufdd1|\ufdd2([ \t]*)\ufdd3"
)


def emphasis(root: Element) -> dict[str, str]:
    """Return the styles of words in a document that are bold (``b``), italic (``i``) or both."""
    found = dict(NAMED)
    for style in root.iter(f"{STYLE}style"):
        if style.get(f"{STYLE}family") != "text":
            continue
        kinds = set(NAMED.get(style.get(f"{STYLE}parent-style-name", ""), ""))
        for said in style.iter(f"{STYLE}text-properties"):
            kinds |= {"b"} if said.get(f"{FORMAT}font-weight") in BOLD else set()
            kinds |= {"i"} if said.get(f"{FORMAT}font-style") in {"italic", "oblique"} else set()
        if kinds:
            found[style.get(f"{STYLE}name", "")] = "".join(sorted(kinds))
    return found


def marked(text: str, kinds: str | None) -> str:
    """Put marks around words; none around space at their edges, nor within other marks."""
    words = text.strip()
    if not kinds or not words or MARKS.search(words):
        return text
    start = text.index(words)
    opened = "".join(OPEN[kind] for kind in kinds)
    closed = "".join(CLOSE[kind] for kind in reversed(kinds))
    return text[:start] + opened + words + closed + text[start + len(words) :]


def without_marks(text: str) -> str:
    """Return a text whose words are all alike, as those of a heading are."""
    return MARKS.sub("", text)


def shown(text: str) -> str:
    """Return a text with the signs of Markdown; words that follow each other share them."""
    before = ""
    while before != text:
        before, text = text, NOTHING.sub(lambda found: "".join(filter(None, found.groups())), text)
    return MARKS.sub(lambda found: SIGNS[found[0]], text)
