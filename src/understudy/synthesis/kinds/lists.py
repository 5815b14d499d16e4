"""Questions for the items of a list that a sentence introduces."""

import re
from itertools import takewhile

from understudy.core.sentences import Unit
from understudy.synthesis.drafts import KINDS, Draft
from understudy.synthesis.passage import MARKUP, Passage
from understudy.synthesis.stopwords import STOPWORDS

_MARK = re.compile(r"(?:[-*+•‣◦▪·]|\d{1,3}[.)]|[a-zа-яё]\))\s+(?:\[[ xX]\]\s+)?")
_TAIL = " \t;,."
_WORD = r"[^\W\d_][\w\u0300-\u036f'’-]*"
# What a list has is asked for only where the sentence says no more than that: "has four parts:".
_REST = r"(?: \w+){0,3}\s*:[*_]*"

_HAS = re.compile(
    rf"[*_]*(?P<subject>(?:(?:The|An?|Our|Each|Every|Any|Your) )?{_WORD}(?: {_WORD}){{0,2}}?) "
    r"(?P<verb>has|have|contains?|includes?|needs?|requires?|holds?|names?|shows?|covers?|offers?|"
    rf"gives?|carry|carries|asks? for|consists? of|depends? on){_REST}"
)
_BASE_VERB = {"has": "have", "carries": "carry"}

# In Russian the introduction names a place or a purpose, then the verb; "что" takes the singular.
_SINGULAR = {
    "нужны": "нужно", "нужен": "нужно", "нужна": "нужно", "требуются": "требуется",
    "понадобятся": "понадобится", "необходимы": "необходимо", "входят": "входит",
    "попадают": "попадает", "лежат": "лежит", "стоят": "стоит", "висят": "висит",
    "хранятся": "хранится",
}  # fmt: skip
_SAME = (
    "нужно требуется понадобится необходимо входит попадает есть лежит стоит висит хранится берём "
    "берем кладём кладем ставим проверяем записываем пишем собираем готовим храним смотрим "
    "отмечаем держим делаем достаём берут кладут ставят проверяют записывают пишут собирают "
    "готовят хранят смотрят отмечают держат делают достают добавляют используют"
)
_AT_PLACE = re.compile(
    r"[*_]*(?P<place>(?:В|Во|На|Для|К|Ко|Из|С|Со|Под|При|До|После|Перед|По|У) "
    rf"{_WORD}(?: {_WORD})?) (?P<verb>{'|'.join([*_SINGULAR, *_SAME.split()])}){_REST}"
)
_OF_OWNER = re.compile(
    rf"[*_]*(?P<subject>{_WORD}(?: {_WORD}){{0,2}}?) "
    rf"(?P<verb>включает|включают|содержит|содержат|требует|требуют){_REST}"
)


@KINDS.register("list")
def enumeration(passage: Passage) -> list[Draft]:
    """Ask for the items under each introduction; the answer is the items joined by "; "."""
    drafts = []
    for position, intro in enumerate(passage.units):
        if intro.kind != "sentence" or not _text(passage, intro).rstrip("*_ ").endswith(":"):
            continue
        below = passage.units[position + 1 :]
        items = list(takewhile(lambda unit: unit.kind == "item", below))
        texts = [_item(passage, item) for item in items]
        if not _is_whole(passage, items, below[len(items) :]) or not all(map(_is_plain, texts)):
            continue
        answer = "; ".join(texts)
        question = _by_subject(passage, intro, answer) or _by_words(passage, intro, answer)
        if question is not None:
            drafts.append(Draft(question, answer, items[0].start, items[-1].end))
    return drafts


def _text(passage: Passage, unit: Unit) -> str:
    return passage.text[unit.start : unit.end]


def _item(passage: Passage, unit: Unit) -> str:
    return _MARK.sub("", _text(passage, unit), count=1).rstrip(_TAIL)


def _is_plain(item: str) -> bool:
    return bool(item) and ";" not in item and "\n" not in item and not MARKUP.search(item)


def _is_whole(passage: Passage, items: list[Unit], below: list[Unit]) -> bool:
    """Tell whether the items are a flat list with nothing broken off.

    A line of prose right below an item is the rest of that item in texts without indents, and an
    indented item belongs to the one above it: of both, the list would be told in part.
    """
    depths = {item.start - (passage.text.rfind("\n", 0, item.start) + 1) for item in items}
    if len(items) < 2 or len(depths) > 1:
        return False
    if not below or below[0].kind == "heading":
        return True
    return passage.text.count("\n", items[-1].end, below[0].start) > 1


def _by_subject(passage: Passage, intro: Unit, answer: str) -> str | None:
    """Ask what the introduction's subject has, where the sentence says just that."""
    text = _text(passage, intro)
    if passage.language == "ru":
        asked = _asked(passage, text)
        return passage.phrase("list.subject", answer, asked=asked) if asked else None
    match = _HAS.fullmatch(text)
    subject = _subject(passage, match["subject"]) if match else None
    if match is None or subject is None:
        return None
    first, *others = match["verb"].split(" ")
    base = " ".join([_BASE_VERB.get(first, first.removesuffix("s")), *others])
    do = "does" if first.endswith("s") else "do"
    return passage.phrase("list.subject", answer, do=do, subject=subject, verb=base)


def _asked(passage: Passage, text: str) -> str | None:
    """Return what follows "что" in a Russian question: "нужно для осмотра"."""
    match = _AT_PLACE.fullmatch(text)
    if match:
        place = match["place"]
        verb = _SINGULAR.get(match["verb"], match["verb"])
        return f"{verb} {place[:1].lower()}{place[1:]}"
    match = _OF_OWNER.fullmatch(text)
    subject = _subject(passage, match["subject"]) if match else None
    return f"{match['verb']} {subject}" if match and subject else None


def _subject(passage: Passage, subject: str) -> str | None:
    """Write a subject as within a sentence; None when it points at something said before."""
    article, space, noun = subject.partition(" ")
    if article in {"The", "A", "An", "Our", "Each", "Every", "Any", "Your"} and space:
        written, parts = f"{article.lower()} {noun}", noun
    else:
        written, parts = passage.natural(subject), subject
    return None if STOPWORDS & set(parts.casefold().split(" ")) else written


def _by_words(passage: Passage, intro: Unit, answer: str) -> str | None:
    """Quote the words of the introduction that say most, the first of equals."""
    options = passage.quotations(intro.start, intro.end)
    if not options:
        return None
    end = passage.telling(options)[0].end
    longest = min((option for option in options if option.end == end), key=lambda one: one.start)
    return passage.phrase("list.words", answer, words=longest.text)
