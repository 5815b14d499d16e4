"""What the text layer of a PDF page is worth, and which of two texts of a page is kept.

The rule, page by page. No layer: the page is read as a picture. Junk: so it is, and what is
recognised takes the layer's place. Letters that nobody sees, below a picture: the better text is
kept. Text that covers far less than the picture beside or below it, a stamp or a page number: the
page is read, and the layer stays unless there is much more in the picture. Print on a background,
however large the picture, is text.
"""

import re
from typing import Literal

from understudy.parsing.decoding import CONTROLS
from understudy.parsing.ocr.legibility import is_legible, legibility
from understudy.parsing.params import OcrParams
from understudy.parsing.pdf.engines import PageFacts

UNMAPPED = re.compile(rf"{CONTROLS.pattern}|[\ue000-\uf8ff\ufffd]")
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[\x00-\u024f]")
CYRILLIC = re.compile(r"[\u0400-\u052f]")
SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that leave no space between words."""
HALF = 0.5
"""Share of a page up to which a picture is a figure, and of letters up to which none is hidden."""
WHOLE = 0.9
"""Share of a page from which a picture covers it, but for a margin."""
FEW, SOME = 50, 300
"""Letters of a page: a stamp on a scan has fewer than few; a page of prose has more than some."""
LITTLE = 0.1
"""Area of a text relative to the picture's below which it is little beside it: the footers that
archives print on scans have 0.01 to 0.03, a slide of three lines has 0.1, prose 0.3 to 0.6."""
MIN_LETTERS = 100
"""Fewer letters do not show whether they make words."""
LEGIBLE = 0.6
"""Share of letters in what looks like words; of 70 pages of all kinds, good ones had 0.75 to 1, two
with a wrong map to Unicode 0.2 and 0.4."""

Verdict = Literal["text", "part", "doubt", "junk", "scan"]
"""Of a text layer: good; little beside a picture; seen by nobody; none that can be used; none."""


def verdict(facts: PageFacts, text: str, params: OcrParams) -> Verdict:
    """Tell whether the text layer of a page is what a reader sees.

    Args:
        facts: What the engine saw of the page.
        text: Its text layer.
        params: Section ``parse.ocr``.
    """
    if params.pages == "never":
        return "text"
    if params.pages == "always" or facts.characters == 0:
        return "scan"
    if is_junk(facts, text):
        return "junk"
    if facts.image_share <= HALF:
        return "text"
    if facts.hidden_share > HALF:
        return "doubt"
    most = SOME if facts.image_share > WHOLE else FEW
    little = facts.characters < most or facts.text_share < LITTLE * facts.image_share
    return "part" if little else "text"


def may_be_hidden(facts: PageFacts, said: Verdict) -> bool:
    """Tell whether a layer that seems fine is worth the look that shows whether anybody sees it."""
    return said in {"text", "part"} and facts.image_share > HALF and facts.characters > 0


def is_junk(facts: PageFacts, text: str) -> bool:
    """Tell letters without a meaning: wrong maps to Unicode, failed recognition by a scanner."""
    if facts.image_share > HALF and facts.characters < FEW:
        return False  # too few to tell by, and read as a picture in any case
    if unmapped(text) > 0.05 * facts.characters:
        return True
    if not text.isascii() and CYRILLIC.search(text):
        words = WORD.findall(text)
        if sum(map(_is_mixed, words)) > max(2, 0.1 * len(words)):
            return True
    is_picture = facts.image_share > 0.8
    if _has_no_spaces(facts, text) or (not is_picture and is_legible(text, LEGIBLE)):
        return False  # without a look at the words of most pages
    lengths = [len(word) for word in WORD.findall(text)]
    letters = sum(lengths)
    if is_picture and (lengths.count(1) > 0.25 * len(lengths) or letters < 3.2 * len(lengths)):
        return True
    return letters >= MIN_LETTERS and not is_legible(text, LEGIBLE)


def unmapped(text: str) -> int:
    """Return how many characters of a text mean nothing: control, private and replacement codes."""
    if text.replace("\n", "").isprintable() and "\ufffd" not in text:  # far faster than to search
        return 0
    return len(UNMAPPED.findall(text))


def _has_no_spaces(facts: PageFacts, text: str) -> bool:
    return not text.isascii() and len(SPACELESS.findall(text)) > 0.2 * facts.characters


def _is_mixed(word: str) -> bool:
    return CYRILLIC.search(word) is not None and LATIN.search(word) is not None


def is_better(recognised: str, layer: str, said: Verdict) -> bool:
    """Tell whether a recognised text is to take the place of a text layer.

    Args:
        recognised: Text that passed the gate of `recognise`.
        layer: The text layer.
        said: What it is worth; of one that is ``text``, nothing is better.
    """
    ours, theirs = (sum(letter.isalnum() for letter in text) for text in (recognised, layer))
    if said in {"text", "scan"}:
        return said == "scan"
    if said == "junk":
        return ours > 0.3 * theirs
    if ours > 1.5 * theirs:
        return True
    # What is printed is exact, whatever a recogniser makes of it; what is hidden is not.
    return said == "doubt" and ours > 0.6 * theirs and legibility(recognised) > legibility(layer)
