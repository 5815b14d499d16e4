"""Pages of a PDF that are read as pictures, and the document that comes of them and the others."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from understudy.core import patience
from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.documents import NO_TEXT
from understudy.parsing.files import RawFile, Recognised
from understudy.parsing.ocr.layout import Seen
from understudy.parsing.ocr.lines import blocks
from understudy.parsing.ocr.recognition import Pixels
from understudy.parsing.ocr.transcripts import Page, recognise
from understudy.parsing.paragraphs import Block, goes_on, joined, vocabulary_of
from understudy.parsing.params import OcrParams
from understudy.parsing.pdf.engines import SECONDS_A_PAGE, PageFacts, Print
from understudy.parsing.pdf.lines import MARGIN, PAGE_NUMBER
from understudy.parsing.pdf.page_images import opened
from understudy.parsing.pdf.rulings import NO_RULINGS
from understudy.parsing.pdf.text_layers import Verdict, is_better, may_be_hidden, verdict

SECONDS_A_PICTURE = 15.0
"""What recognising a page of text may take longer than reading the file alone."""
INK = 24
"""Levels of 255 by which a page's darkest part differs from its lightest when it is not blank."""


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

    def without_numbers(self) -> list[Page]:
        """Return the pages in order; of several, without their numbers."""
        if len(self.pages) < 2:
            return list(self.pages.values())
        return [
            replace(page, lines=tuple(line for line in page.lines if not _repeats(line, page, ())))
            for page in self.pages.values()
        ]

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
    """Read the pages whose text layer is missing, junk, unseen or little as pictures."""
    layers: dict[int, list[str]] = {}
    for line in found.lines:
        layers.setdefault(line.page, []).append(line.text)
    texts = ["\n".join(layers.get(number, [])) for number in range(found.pages)]
    verdicts = _verdicts(file, found.facts, texts, params)
    scans = Scans()
    if not verdicts:
        return scans
    done = attempt(partial(_read_all, file=file, texts=texts, params=params, scans=scans), verdicts)
    if done.failure is not None:  # the file cannot be drawn at all
        scans.failures = {
            number: done.failure for number, said in verdicts.items() if said in {"junk", "scan"}
        }
    return scans


def _verdicts(
    file: RawFile, facts: Sequence[PageFacts], texts: Sequence[str], params: OcrParams
) -> dict[int, Verdict]:
    """Return what the layers of pages are worth; those that are good are left out."""
    said = [verdict(one, text, params) for one, text in zip(facts, texts, strict=False)]
    suspects = [
        number
        for number, one in enumerate(facts)
        if params.pages == "auto" and may_be_hidden(one, said[number])
    ]
    # A file that cannot be drawn keeps its layers: nobody can read it as pictures either.
    shares = attempt(partial(_hidden, file), suspects).value if suspects else None
    for number, share in (shares or {}).items():
        hidden = max(share, facts[number].hidden_share)
        said[number] = verdict(replace(facts[number], hidden_share=hidden), texts[number], params)
    return {number: one for number, one in enumerate(said) if one != "text"}


def _hidden(file: RawFile, numbers: Sequence[int]) -> dict[int, float]:
    """Return the share of letters of each page that nobody sees."""
    shares = {}
    with opened(file.data, file.place) as drawer:
        for number in numbers:
            patience.allow(SECONDS_A_PAGE)
            shares[number] = drawer.hidden_share(number)
    return shares


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
            used = is_better(page.text, texts[number], said)
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
