"""Which pages of a PDF are read as pictures, and which of two texts of a page is kept."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from understudy.core import patience
from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.decoding import CONTROLS
from understudy.parsing.documents import NO_TEXT
from understudy.parsing.files import RawFile, Recognised
from understudy.parsing.legibility import is_legible, legibility
from understudy.parsing.ocr import Page, recognise
from understudy.parsing.ocr_layout import Seen
from understudy.parsing.ocr_lines import blocks
from understudy.parsing.page_images import opened
from understudy.parsing.paragraphs import Block, goes_on, joined, vocabulary_of
from understudy.parsing.params import OcrParams
from understudy.parsing.pdf_engines import SECONDS_A_PAGE, PageFacts, Print
from understudy.parsing.pdf_lines import MARGIN, PAGE_NUMBER
from understudy.parsing.pdf_rulings import NO_RULINGS
from understudy.parsing.recognition import Pixels

UNMAPPED = re.compile(rf"{CONTROLS.pattern}|[\ue000-\uf8ff\ufffd]")
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[\x00-\u024f]")
CYRILLIC = re.compile(r"[\u0400-\u052f]")
SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that leave no space between words."""
FEW, SOME = 50, 300
"""Letters of a page: a stamp on a scan has fewer than few; a page of prose has more than some."""
MIN_LETTERS = 100
"""Fewer letters do not show whether they make words."""
LEGIBLE = 0.6
"""Share of letters in what looks like words; of 70 pages of all kinds, good ones had 0.75 to 1, two
with a wrong map to Unicode 0.2 and 0.4."""
SECONDS_A_PICTURE = 15.0
"""What recognising a page of text may take longer than reading the file alone."""
INK = 24
"""Levels of 255 by which a page's darkest part differs from its lightest when it is not blank."""

Verdict = Literal["text", "doubt", "junk", "scan"]
"""Of a text layer: good; maybe not the best text; none that can be used; none."""


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
    if facts.characters < FEW and facts.image_share > 0.5:
        return "doubt"
    if _is_junk(facts, text):
        return "junk"
    covered = facts.image_share > 0.9
    return "doubt" if covered and (facts.hidden_share > 0.5 or facts.characters < SOME) else "text"


def _is_junk(facts: PageFacts, text: str) -> bool:
    """Tell letters without a meaning: wrong maps to Unicode, failed recognition by a scanner."""
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


@dataclass
class Scans:
    """What came of the pages that were read as pictures."""

    pages: dict[int, Page] = field(default_factory=dict)
    """Those whose recognised text is the better one, by their numbers from 0."""
    failures: dict[int, InputError] = field(default_factory=dict)
    """Those without any text that can be used."""
    silent: list[int] = field(default_factory=list)
    """Those that show something without a text layer, and no text was found in it."""
    recognised: list[Recognised] = field(default_factory=list)

    @property
    def engines(self) -> list[str]:
        """Names of the recognisers that were used."""
        return sorted({name for page in self.pages.values() for name in page.engine.split("+")})

    def blocks(self) -> list[Block]:
        """Return what stands on the pages; of several, without what repeats and page numbers."""
        if len(self.pages) < 2:
            return [
                block for number, page in self.pages.items() for block in blocks(page.lines, number)
            ]
        running = _running(self.pages)
        made = []
        for number, page in self.pages.items():
            own = [line for line in page.lines if not _repeats(line, page, running)]
            made += blocks(own, number)
        return made


def read_scans(file: RawFile, found: Print, params: OcrParams) -> Scans:
    """Read the pages whose text layer is missing, junk or doubtful as pictures."""
    layers: dict[int, list[str]] = {}
    for line in found.lines:
        layers.setdefault(line.page, []).append(line.text)
    texts = ["\n".join(layers.get(number, [])) for number in range(found.pages)]
    verdicts = {
        number: said
        for number, facts in enumerate(found.facts)
        if (said := verdict(facts, texts[number], params)) != "text"
    }
    scans = Scans()
    if not verdicts:
        return scans
    done = attempt(partial(_read_all, file=file, texts=texts, params=params, scans=scans), verdicts)
    if done.failure is not None:  # the file cannot be drawn at all
        scans.failures = {
            number: done.failure for number, said in verdicts.items() if said in {"junk", "scan"}
        }
    return scans


def _read_all(
    verdicts: Mapping[int, Verdict],
    *,
    file: RawFile,
    texts: Sequence[str],
    params: OcrParams,
    scans: Scans,
) -> None:
    with opened(file.data, file.place) as drawer:
        for number, said in verdicts.items():
            patience.allow(SECONDS_A_PAGE)
            where = f"{file.place}#page {number + 1}"
            if drawer.is_empty(number):
                continue
            picture = drawer.draw(number, params)
            page = read_page(picture, where, params)
            if page is None:
                scans.silent += [number] if said == "scan" and not is_blank(picture) else []
                continue
            if isinstance(page, InputError):
                if said in {"junk", "scan"}:
                    scans.failures[number] = page
                continue
            used = said == "scan" or is_better(page.text, texts[number], junk=said == "junk")
            scans.recognised.append(raw_text(file, page, page_number=number + 1, used=used))
            if used:
                scans.pages[number] = page
            elif said == "junk":
                why = "its text layer is no text, and recognition found too little of it"
                scans.failures[number] = InputError(where, why, reason="unreadable_text")


def read_page(picture: Pixels, where: str, params: OcrParams) -> Page | InputError | None:
    """Read one page; return why it cannot be read, and None for one without text.

    Args:
        picture: The page as a picture.
        where: Its place, for messages.
        params: Section ``parse.ocr``.
    """
    if is_blank(picture):
        return None
    patience.allow(SECONDS_A_PICTURE)
    done = attempt(partial(recognise, where=where, params=params), picture)
    if done.failure is not None and done.failure.reason == NO_TEXT:
        return None
    return done.value if done.value is not None else done.failure


def is_blank(picture: Pixels) -> bool:
    """Tell a picture in which nothing stands out: one of 50,000 dots may."""
    import numpy as np

    if int(picture.max()) - int(picture.min()) < INK:  # of one colour, most often
        return True
    grey = picture.mean(axis=2)
    low, high = np.percentile(grey, [0.002, 99.998])
    return bool(high - low < INK)


def raw_text(
    file: RawFile,
    page: Page,
    *,
    page_number: int | None = None,
    asset: str | None = None,
    used: bool = True,
) -> Recognised:
    """Keep the text of a page as it was recognised."""
    return Recognised(
        place=file.place,
        page=page_number,
        asset=asset,
        engine=page.engine,
        confidence=round(page.confidence, 3),
        turn=page.turn,
        used=used,
        text=page.text,
    )


def is_better(recognised: str, layer: str, *, junk: bool) -> bool:
    """Tell whether a recognised text is to take the place of a text layer.

    Args:
        recognised: Text that passed the gate of `recognise`.
        layer: The text layer.
        junk: The layer is no text.
    """
    ours, theirs = (sum(letter.isalnum() for letter in text) for text in (recognised, layer))
    if junk:
        return ours > 0.3 * theirs
    if ours > 1.5 * theirs:
        return True
    return ours > 0.6 * theirs and legibility(recognised) > legibility(layer)


def _running(pages: Mapping[int, Page]) -> frozenset[str]:
    """Return what the margins of half the pages have in common, digits apart."""
    seen: dict[str, set[int]] = {}
    for number, page in pages.items():
        for line in page.lines:
            if _in_margin(line, page):
                seen.setdefault(_bare(line.text), set()).add(number)
    return frozenset(text for text, on in seen.items() if len(on) >= max(2, len(pages) / 2))


def _repeats(line: Seen, page: Page, running: Iterable[str]) -> bool:
    if not _in_margin(line, page):
        return False
    return _bare(line.text) in running or PAGE_NUMBER.fullmatch(line.text) is not None


def _in_margin(line: Seen, page: Page) -> bool:
    middle = sum(y for _, y in line.corners) / len(line.corners) / max(1, page.height)
    return middle < MARGIN or middle > 1 - MARGIN


def _bare(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()).casefold())


def in_page_order(printed: Sequence[Block], scanned: Sequence[Block]) -> list[Block]:
    """Merge the blocks of printed and of scanned pages; a paragraph goes on across pages."""
    made: list[Block] = []
    words = vocabulary_of(block.text for block in scanned)
    for block in sorted([*printed, *scanned], key=lambda block: block.page):
        last = made[-1] if made else None
        if last is not None and last.page < block.page and _is_cut(last, block):
            made[-1] = replace(last, text=joined([last.text, block.text], words))
        else:
            made.append(block)
    return made


def _is_cut(last: Block, block: Block) -> bool:
    plain = not (last.level or block.level or block.bullet or last.verbatim or block.verbatim)
    return plain and goes_on(last.text, block.text)


def without(found: Print, pages: Iterable[int]) -> Print:
    """Return a print without what stands on some pages: their text layer, drawn lines, tables."""
    gone = set(pages)
    if not gone:
        return found
    return replace(
        found,
        lines=[line for line in found.lines if line.page not in gone],
        rulings=tuple(
            NO_RULINGS if page in gone else rulings for page, rulings in enumerate(found.rulings)
        ),
        guesses={page: seen for page, seen in found.guesses.items() if page not in gone},
    )
