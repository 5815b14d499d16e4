"""Where people are named in a Russian text: what a tagger says, weighed with a dictionary.

A tagger that learned from news sees names in chats where there are none (drugs, organs, months,
eponyms) and misses those that are written in lower case or stand alone. A dictionary knows which
words can be names, and words around say whether one is: *пациент* before it speaks for a person,
*болезнь* or *улица* against it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from understudy.cleaning.names.morphology import Sense, base, has_surname_ending, sense_of
from understudy.cleaning.names.surroundings import is_term
from understudy.core.people import same_name

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑’'][^\W\d_]+)*")
_GAP = re.compile(r"[ \t\u00a0]+")
_CAPITALISED = r"[А-ЯЁ][а-яё]+(?:[-‐‑][А-ЯЁ][а-яё]+)?"
_S = r"[ \u00a0]?"
_INITIALS = re.compile(
    rf"(?<!\w)(?:(?P<last>{_CAPITALISED})[ \u00a0]+[А-ЯЁ]\.(?P<two>{_S}[А-ЯЁ](?:\.|(?!\w)))?"
    rf"|[А-ЯЁ]\.(?P<three>{_S}[А-ЯЁ]\.)?{_S}(?P<first>{_CAPITALISED}))"
)
_SENTENCE_END = re.compile(r"(?:\A|[.!?…:\n])[\s\"'«„“‘(\[*_>•\-–—]*\Z")
_ADJECTIVE = re.compile(r"[сц]к(?:ий|ая|ое|ие|ого|ому|им|ом|ой|ую|их)\Z")
_OF_A_STREET = re.compile(r"(?:[ое]в|[иы]н)а\Z|[сц]кого\Z")
_LOOK_BACK = 20
_PEOPLE_DO_WORDS = """
    болеть брать взять вспомнить встретить говорить дать договориться думать ждать забрать забыть
    заболеть звонить знать играть интересоваться купить написать набрать обещать обидеться ответить
    отдать отправить перезвонить писать позвонить позвать показать помочь попросить прислать
    приехать приходить прийти приезжать просить проспать работать рассказать решить родиться
    сказать скинуть
    смеяться спать спросить спрашивать уволиться уехать уйти учиться хотеть читать
"""
_PEOPLE_DO = frozenset(_PEOPLE_DO_WORDS.split())
"""A usual name at the start of a sentence is somebody before these, whatever else it means."""
_MOST_WORDS = 4  # of one name, beyond which capitals are a headline

_ROLES_WORDS = """
    адвокат бабушка бригадир брат водитель врач гражданин гражданка г-жа г-н господин госпожа
    дедушка директор доктор дочь дядя жена заведующий звать истец капитан клиент клиентка коллега
    лейтенант майор мама мастер медсестра менеджер муж начальник невролог няня ответчик отец пациент
    пациентка папа пенсионер племянник подруга полковник прораб профессор рентгенолог репетитор
    сестра свидетель секретарь сосед соседка сотрудник сотрудница староста супруг супруга сын тетя
    терапевт товарищ тренер ученик ученица учитель учительница хирург фио
"""
_ROLES = frozenset(_ROLES_WORDS.split())
"""After these, a word with a capital letter is somebody."""
_NAMED_AFTER_WORDS = """
    аппарат баржа библиотека болезнь больница бульвар вирус г гора город грыжа закон залив им
    имени имя индекс институт кафе киста клетка клиника книга кольцо комплекс конфета корабль
    коэффициент крейсер критерий лимфома магазин марка метод метро модель мост музей мыс
    набережная название назвать область озеро опера операция опухоль остров отель палата палочка
    парк паром пароход переулок песня пик площадь поселок пр пр-т правило премия прием проба
    пролив проспект проток пункт район распределение реакция река ресторан рефлекс роман ряд
    салат село симптом синдром сказка скала сорт стадион станция стихи столица схема тайфун
    театр тельце теорема теплоход тест торт точка треугольник узел ул улица университет
    уравнение ураган фабрика феномен фильм фонд формула функция цикл число шкала шоколад шторм
    яхта
"""
_NAMED_AFTER = frozenset(_NAMED_AFTER_WORDS.split())
"""What bears a name is nobody: an illness, a street, a cake."""
_PLACE_AFTER_WORDS = """
    в во до из из-за на над около под через
"""
_PLACE_AFTER = frozenset(_PLACE_AFTER_WORDS.split())
_NICKNAMES_OF_PLACES_WORDS = """
    питер питера питере питером питеру
"""
_NICKNAMES_OF_PLACES = frozenset(_NICKNAMES_OF_PLACES_WORDS.split())


class Span(NamedTuple):
    """A part of a text, in code points."""

    start: int
    end: int


@dataclass(slots=True)
class Word:
    """A word of a text, and what speaks for its being a part of a name."""

    start: int
    end: int
    text: str
    sense: Sense
    is_capital: bool
    is_tagged: bool = False
    is_named_after: bool = False
    """It names no person but what bears the name."""
    has_role: bool = False
    """The word before says that a person follows."""
    is_first: bool = False
    """It starts a sentence, where a capital letter says nothing."""
    is_called: bool = False
    """It stands alone at the start of a sentence, before a comma: somebody is spoken to."""
    is_person: bool = False


Tagger = Callable[[str], list[Span]]
"""A text to what it takes for people."""


def people(text: str, tagger: Tagger, vocabulary: frozenset[str] = frozenset()) -> list[Span]:
    """Return where people are named, in order.

    Args:
        text: A Russian text; NUL is what is hidden already.
        tagger: Asked only about a text in which there may be somebody; it takes most of the time.
        vocabulary: Words that are written in lower case elsewhere: ordinary ones.
    """
    words = _words(text, vocabulary)
    if any(word.has_role or _may_be_name(word) for word in words if word.is_capital):
        _take_tagged(words, tagger(text))
    for word in words:
        word.is_person = word.is_person or _is_certain(word)
    for last, following in pairwise(words):
        if last.is_first and not last.is_person and _is_doing(text, last, following):
            last.is_person = True
    _take_listed(text, words)
    _grow(text, words)
    runs = [*_runs(text, words), *_with_initials(text, words)]
    return _merged(runs)


def _take_tagged(words: list[Word], tagged: list[Span]) -> None:
    """Believe a tagger where a text gives no reason against it."""
    for span in tagged:
        inside = [word for word in words if span.start <= word.start and word.end <= span.end]
        for word in inside:
            word.is_tagged = True
        if _is_somebody(inside):
            for word in inside:
                word.is_person = not (len(inside) == 2 and _only_starts(word))


def _words(text: str, vocabulary: frozenset[str]) -> list[Word]:
    """Return the words of a text with what speaks for and against each."""
    words: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = Word(
            start,
            end,
            match[0],
            sense_of(match[0], same_name(match[0]) in vocabulary),
            match[0][0].isupper(),
        )
        before = max(0, start - _LOOK_BACK)
        word.is_first = _SENTENCE_END.search(text, before, start) is not None
        word.is_called = word.is_first and text[end : end + 1] in {",", "!"}
        _weigh(text, words, word)
        word.is_named_after = word.is_named_after or is_term(text, same_name(match[0]), end)
        words.append(word)
    return words


def _weigh(text: str, before: list[Word], word: Word) -> None:
    """Note what the words before say of a word."""
    is_quoted = text[max(0, word.start - 1) : word.start] in {"«", "„", "“", '"'}
    if not before or text[before[-1].end : word.start].strip(" \t\u00a0.,—–-("):
        word.is_named_after = is_quoted
        return
    last = before[-1]
    head = base(last.text)
    gap = text[last.end : word.start]
    is_near = "," not in gap and "(" not in gap
    is_named = head == "имя" and _is_of_somebody(before)
    is_near = is_near and not is_named
    word.has_role = head in _ROLES or is_named
    is_place = is_near and same_name(last.text) in _PLACE_AFTER and word.sense.place > 0
    is_carried = is_near and same_name(last.text) == "и" and len(before) > 1
    word.is_named_after = (
        is_quoted
        or is_place
        or (is_near and head in _NAMED_AFTER)
        or (is_near and same_name(last.text) == "по" and _is_genitive(word))
        or (is_carried and before[-2].is_named_after)
        or (last.is_named_after and last.is_capital and gap.isspace())
    )


def _is_of_somebody(before: list[Word]) -> bool:
    """Tell "на имя Ольги" and "от имени Ольги" from "имени Ольги", which is said of streets."""
    if same_name(before[-1].text) != "имени":
        return True
    return len(before) > 1 and same_name(before[-2].text) in {"от", "по", "с", "при"}


def _is_genitive(word: Word) -> bool:
    """Tell a surname in a case that *по* never asks for: "по Чехова" is along a street."""
    ends = _OF_A_STREET.search(same_name(word.text)) is not None
    return word.is_capital and ends and word.sense.given < 0.5


def _is_somebody(words: list[Word]) -> bool:
    """Tell whether what a tagger takes for a person is one."""
    if not words or words[0].is_named_after:
        return False
    if len(words) > 1:
        return any(_may_be_name(word) for word in words if len(word.text) > 1)
    word = words[0]
    if same_name(word.text) in _NICKNAMES_OF_PLACES:
        return False
    sense = word.sense
    if word.is_first and not word.is_called:
        is_adjective = not sense.is_known and _ADJECTIVE.search(word.text) is not None
        if sense.ordinary > sense.name or is_adjective:
            return word.has_role
    return word.has_role or sense.name >= 0.05 or has_surname_ending(word.text)


def _only_starts(word: Word) -> bool:
    """Tell whether a word has its capital from the sentence: "Сушь Оксана держит на сквозняке"."""
    is_ordinary = word.sense.ordinary >= 0.9 and not has_surname_ending(word.text)
    return word.is_first and is_ordinary and not word.has_role


def _is_certain(word: Word) -> bool:
    """Tell whether a word is a name whatever a tagger says."""
    sense = word.sense
    doubt = sense.ordinary + sense.place
    if word.is_named_after or len(word.text) < 3:
        return False
    if sense.patronymic >= 0.5:
        return word.is_capital or doubt == 0
    if not word.is_capital:
        is_other = sense.ordinary > 0.2 or sense.place > 0 or sense.surname >= 0.5
        return sense.is_usual and not is_other
    if word.has_role and not word.text.isupper():
        return sense.name >= 0.3 or (not sense.is_known and has_surname_ending(word.text))
    if word.is_called and sense.is_known:
        return sense.given >= 0.5
    is_sure = sense.given >= 0.8 and doubt < 0.15
    is_pet = sense.is_usual and not sense.is_known
    return (
        is_pet
        or ((is_sure or sense.is_owner) and not word.is_first)
        or (is_sure and sense.is_usual)
    )


def _take_listed(text: str, words: list[Word]) -> None:
    """Take usual names in a list with somebody who is certain: "Оля, Толик и Женя"."""
    for order in (words, words[::-1]):
        last: Word | None = None
        for word in order:
            if word.text == "и":
                continue
            if last is not None and last.is_person and _is_listed(text, last, word):
                word.is_person = True
            last = word


def _is_listed(text: str, known: Word, word: Word) -> bool:
    """Tell whether only a comma or *и* stands between two names."""
    if not word.is_capital or word.is_named_after or not word.sense.is_usual:
        return False
    left, right = sorted((known, word), key=lambda one: one.start)
    return text[left.end : right.start] in {", ", " и ", " или ", " с "} and word.sense.place < 0.5


def _is_doing(text: str, word: Word, following: Word) -> bool:
    """Tell "Мишка родился" from "Мишка стоит на полке"."""
    if not word.is_capital or word.is_named_after or not word.sense.is_usual:
        return False
    is_next = _GAP.fullmatch(text, word.end, following.start) is not None
    return is_next and base(following.text) in _PEOPLE_DO


def _may_be_name(word: Word) -> bool:
    """Tell whether a capital word can be part of the name beside it."""
    sense = word.sense
    is_ordinary = sense.is_known and sense.name < 0.05
    is_start = word.is_first and sense.ordinary >= 0.5 and sense.name < 0.5
    return word.is_capital and not (is_ordinary or is_start or word.is_named_after)


def _grow(text: str, words: list[Word]) -> None:
    """Take the rest of a name to its certain parts, forwards and then backwards."""
    for order in (words, words[::-1]):
        for last, following in pairwise(order):
            if not last.is_person or following.is_person:
                continue
            left, right = sorted((last, following), key=lambda word: word.start)
            if _GAP.fullmatch(text, left.end, right.start) and _belongs(last, following):
                following.is_person = True


def _belongs(known: Word, word: Word) -> bool:
    """Tell whether a word beside a part of a name is another part of it."""
    if word.is_named_after or len(word.text) < 2:
        return False
    if not word.is_capital:
        return not known.is_capital and word.sense.surname >= 0.9
    if known.sense.patronymic >= 0.5 and not word.is_first:
        return True
    return _may_be_name(word)


def _runs(text: str, words: list[Word]) -> list[Span]:
    """Join the words of one name."""
    runs: list[Span] = []
    length = 0
    for word in words:
        if not word.is_person:
            continue
        is_next = bool(runs) and _GAP.fullmatch(text, runs[-1].end, word.start) is not None
        if is_next and length < _MOST_WORDS:
            runs[-1] = Span(runs[-1].start, word.end)
            length += 1
        else:
            runs.append(Span(word.start, word.end))
            length = 1
    return runs


def _with_initials(text: str, words: list[Word]) -> list[Span]:
    """Return surnames with initials; with one initial only where something else speaks for it."""
    by_start = {word.start: word for word in words}
    by_end = {word.end: word for word in words}
    found = []
    for match in _INITIALS.finditer(text):
        start, end = match.span("last") if match["last"] else match.span("first")
        word = by_start.get(start) or by_end.get(end)
        if word is None or word.is_named_after:
            continue
        is_telling = word.is_person or word.is_tagged or word.sense.surname >= 0.3
        if match["two"] or match["three"] or is_telling:
            found.append(Span(*match.span()))
    return found


def _merged(spans: list[Span]) -> list[Span]:
    """Return spans that do not overlap, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
