"""Where the units of a Markdown text begin and end: headings, items, table rows, sentences.

Rules, no model: the same text has the same units everywhere. Abbreviations are those of English and
Russian; other languages are split at their full stops.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal, NamedTuple

import regex

Kind = Literal["heading", "item", "note", "row", "code", "rule", "sentence"]
_BlockKind = Literal["heading", "item", "note", "row", "code", "rule", "prose"]

_CLOSERS = r"\"'»”’)\]*_`"
_OPENERS = r"\"'«„“‘(\[*_`—–\-"
# Those of Arabic, Urdu, Armenian, Hindi and Amharic stand before a space as ours do.
_STOPS = ".!?…؟۔։।॥።"
_UNSPACED = "。！？｡"
_STOP = re.compile(
    rf"(?<![{_STOPS}])[{_STOPS}]++(?:[{_CLOSERS}]|\[\d+\])*+(?=\s)|[{_UNSPACED}]++[」』”’）]*+"
)
_CHARACTER = regex.compile(r"\X")
_NEXT = re.compile(rf"\s+[{_OPENERS}\s]*(\w+)?")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_ITEM = re.compile(r"\s*(?:[-*+•‣◦▪·]|\d{1,3}[.)]|[a-zа-яё]\))\s+\S")
_NUMBERED_ITEM = re.compile(r"\s*(?!1[.)])\d")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:\s")
_QUOTE = re.compile(r"(?:\s*>)+")
_FENCE = re.compile(r"(?:\s*>)*\s*(`{3,}+(?=[^`]*$)|~{3,}+)")
_DELIMITER = re.compile(r"(?:\s*>)*\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})\s*$")
_STARTS: dict[_BlockKind, re.Pattern[str]] = {
    "code": _FENCE,
    "rule": re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,}|=+\s*)$"),
    "heading": _HEADING,
    "row": re.compile(r"(?:\s*>)*\s*\|"),
    "note": _NOTE,
}
_NUMBER = re.compile(r"[\d.,:%–-]*\d[%°]?|[IVXLC]+")
_INITIAL = re.compile(r"[A-ZА-ЯЁ](?:\.[A-ZА-ЯЁ])*")
# A stop is looked back at no further than this, so that a text of one line costs no square.
_LOOK_BACK = 40


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Never the end of a sentence, except after a number, where they are units ("5 см.", "2009 г.").
# "В 2009 г. Павел" goes on all the same: a preposition and a number are no sentence.
_ALWAYS = _words(
    "mr mrs ms mx dr prof rev gen capt lt sgt gov st mt e.g i.e cf vs viz approx ca esp incl resp "
    "т.е т.к т.н т.о см ср напр г гг в вв г-н г-жа им ул пер просп пр-т пос пгт обл р-н тов акад "
    "проф доц инж св англ лат нем фр греч рус букв прибл"
)
# Abbreviations only in front of a number: "No. 5", "рис. 2", but "The answer is no."
_BEFORE_NUMBER = _words(
    "no nos nr fig figs eq eqs sec secs ch chap vol p pp art ed pt para ref tab jan feb mar apr "
    "jun jul aug sep sept oct nov dec рис табл стр с гл п пп разд ст ч т д кв корп оф илл ил прил "
    "каб тел"
)
# Like initials: the end of a sentence only where the next word is one that starts sentences.
_SOMETIMES = _words("inc ltd jr sr co corp bros dept univ al ph.d a.m p.m")
# Written with a space, too, and then each half would be taken for another abbreviation.
_DOUBLE = _words("т.е т.к т.н т.о т.д т.п н.э e.g i.e a.m p.m")
_PREPOSITIONS = _words("в во к ко с со до после около от по на из у in by since until from to")
_STARTERS = _words(
    "the then it he she we they this that these those there here in on at but and so if when for "
    "his her its our their my your after before as to an no not you what how who why where some "
    "all each every now from with by of он она оно они мы вы это этот эта эти на по для но из при "
    "после когда если так там тут здесь тогда потом затем его её их до как все всё не за от под "
    "над без где что кто чтобы каждый каждая каждое"
)


class Unit(NamedTuple):
    """A piece of a Markdown text that is read as one."""

    kind: Kind
    start: int
    """First code point; never a space."""
    end: int
    """One past the last; the code point before it is never a space."""


class _Block(NamedTuple):
    """Lines that belong together, before prose is split."""

    kind: _BlockKind
    start: int
    end: int


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the units of a text, in order.

    Spans do not overlap, and every character that is not a space lies in one of them. An empty text
    has none.

    >>> text = "Mr. Lee left. He ran, i.e. flew!"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Mr. Lee left.', 'He ran, i.e. flew!']
    """
    return [(unit.start, unit.end) for unit in units(text)]


def units(text: str) -> list[Unit]:
    """Return the units of a Markdown text with their kinds.

    A heading, a list item or footnote with its indented lines, a table row and a fenced code block
    are units of their own whatever they hold, in a quotation too; a rule is a thematic break.
    Everything else is prose, and a unit of it is a sentence, which may go over a line's end but not
    over a blank line.
    """
    found: list[Unit] = []
    for block in _blocks(text):
        if block.kind == "prose":
            found += (Unit("sentence", *span) for span in _split(text, block.start, block.end))
        else:
            found.append(Unit(block.kind, block.start, block.end))
    return found


class _Fence(NamedTuple):
    """The line that opened a code block."""

    mark: str
    is_quoted: bool

    def holds(self, line: str) -> bool:
        """Tell whether a line is in the block: code in a quotation ends with the quotation."""
        return not self.is_quoted or line.lstrip().startswith(">")

    def is_closed_by(self, line: str) -> bool:
        """Tell whether a line closes the block."""
        mark = (_QUOTE.sub("", line, count=1) if self.is_quoted else line).strip()
        return len(mark) >= len(self.mark) and set(mark) == {self.mark[0]}


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the blocks of a text, trimmed."""
    block: _Block | None = None
    fence: _Fence | None = None
    offset = 0
    lines = text.splitlines(keepends=True)
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        start, end = offset + len(line) - len(line.lstrip()), offset + len(line.rstrip())
        offset += len(line)
        if fence is not None and not (end > start and not fence.holds(line)):
            if block is not None and end > start:
                block = block._replace(end=end)
                fence = None if fence.is_closed_by(line) else fence
            continue
        fence = None
        if end <= start:
            if block is not None:
                yield block
            block = None
            continue
        kind = _kind(line, following, block, text)
        if block is not None and kind is None:
            block = _joined(block, line, end)
            continue
        if block is not None:
            yield block
        block = _Block(kind or "prose", start, end)
        fence = _opened(line)
    if block is not None:
        yield block


def _joined(block: _Block, line: str, end: int) -> _Block:
    """Add a line to a block; one that underlines prose makes it a heading."""
    underlined = block.kind == "prose" and _UNDERLINE.match(line) is not None
    return block._replace(end=end, kind="heading" if underlined else block.kind)


def _opened(line: str) -> _Fence | None:
    opening = _FENCE.match(line)
    return _Fence(opening[1], line.lstrip().startswith(">")) if opening else None


def _kind(line: str, following: str, block: _Block | None, text: str) -> _BlockKind | None:
    """Tell what a line starts; None when it goes on with the block before it."""
    if _is_row(line, following, block):
        return "row"
    if _underlines(line, block, text):
        return None
    for kind, pattern in _STARTS.items():
        if pattern.match(line):
            return kind
    is_prose = block is not None and block.kind == "prose"
    # As in CommonMark, a line of prose may happen to start with a number, unless that is 1.
    if _ITEM.match(line) and not (is_prose and _NUMBERED_ITEM.match(line)):
        return "item"
    is_list = block is not None and block.kind in {"item", "note"}
    return None if is_prose or (is_list and line[0].isspace()) else "prose"


def _is_row(line: str, following: str, block: _Block | None) -> bool:
    """Tell whether a line is a table's row by what stands around it; it may lack the outer bars."""
    if "|" not in line:
        return False
    is_below = block is not None and block.kind == "row" and not _FENCE.match(line)
    return is_below or ("|" in following and _DELIMITER.match(following) is not None)


def _underlines(line: str, block: _Block | None, text: str) -> bool:
    """Tell whether a line makes a heading of the line above; a sentence is no heading."""
    if block is None or block.kind != "prose" or not _UNDERLINE.match(line):
        return False
    above = text[block.start : block.end]
    return "\n" not in above and above[-1] not in ".!?…:;"


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a stretch of prose that starts and ends with no space."""
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends_sentence(text, stop, start, end):
            yield start, stop.end()
            start = stop.end()
            while text[start].isspace():
                start += 1
    yield start, end


def _ends_sentence(text: str, stop: re.Match[str], start: int, end: int) -> bool:
    marks = stop[0].rstrip(_CLOSERS.replace("\\", ""))
    if marks[-1] in _UNSPACED:
        whole = _CHARACTER.match(text, stop.end() - 1, end)
        return whole is None or bool(whole.end() == stop.end())  # a mark may combine with it
    after = _NEXT.match(text, stop.end(), end)
    following = (after[1] if after else None) or ""
    if following[:1].islower():
        return False
    if marks != "." or not following:
        return True
    before = text[max(start, stop.start() - _LOOK_BACK) : stop.start()].split()
    return not _abbreviates(before or [""], following)


def _abbreviates(before: list[str], following: str) -> bool:
    """Tell whether a full stop belongs to the word in front of it and ends no sentence.

    Args:
        before: The last words in front of the stop, the stop left out; at least one.
        following: The word after the stop; starts with a capital letter or a figure.
    """
    token = before[-1].lstrip(_OPENERS.replace("\\", ""))
    previous = before[-2] if len(before) > 1 else ""
    name = token.casefold()
    if len(name) == 1 and len(previous) == 2 and previous.endswith("."):
        joined = previous.casefold() + name
        name = joined if joined in _DOUBLE else name
    if name in _BEFORE_NUMBER and following[0].isdigit():
        return True
    if name in _ALWAYS:
        is_unit = _NUMBER.fullmatch(previous) is not None
        return not is_unit or (len(before) == 3 and before[0].casefold() in _PREPOSITIONS)
    is_pronoun = name == "i" and previous[:1].islower()  # "So do I."
    if not is_pronoun and (name in _SOMETIMES or _INITIAL.fullmatch(token)):
        return following.casefold() not in _STARTERS
    return False
