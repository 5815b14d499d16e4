"""Questions about what a term means, where a sentence defines it."""

import re
from typing import NamedTuple

from understudy.core.sentences import Unit
from understudy.synthesis.drafts import KINDS, Draft
from understudy.synthesis.passage import Passage
from understudy.synthesis.stopwords import STOPWORDS

_NAME = r"[^\W\d_][\w\u0300-\u036f]*(?:['’‑-][\w\u0300-\u036f]+)*"
_TERM = rf"(?P<term>{_NAME}(?: {_NAME}){{0,2}}?)[*_`\"»”]*"
_ENGLISH = re.compile(
    rf"[*_`\"“]*(?:(?P<article>An?|The) )?[*_`\"“]*{_TERM} (?P<verb>is|are) (?P<rest>.+)", re.DOTALL
)
_RUSSIAN = re.compile(rf"[*_`\"«]*{_TERM} [—–-]+ это (?P<rest>.+)", re.DOTALL)

_ARTICLE = re.compile(r"(?:an?|the|any|half|one of|a kind of)\s")
_PLURAL = re.compile(r"[a-z-]{3,}s\b(?<!ss)(?<!us)(?<!ous)(?<!ways)")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Sentences of the same form that say how something is, not what it is: "The answer is a lemon."
_NO_TERM = _set(
    "answer problem reason result point question trick rule aim goal idea fact truth key exception "
    "difference purpose advantage danger secret cause effect conclusion solution task lesson rest "
    "sunday monday tuesday wednesday thursday friday saturday today tomorrow yesterday "
    "важное лучшее первое второе третье последнее остальное другое итог вывод ответ вопрос задача "
    "цель причина проблема секрет суть смысл правило результат следствие разница преимущество "
    "опасность ошибка плюс минус исключение"
)
# The same after the verb: "is a pity"; but "is the time when ..." says what it is.
_NO_KIND = _set(
    "idea time sign mistake pity lot bit few shame matter must reason exception result joke answer "
    "problem question case end start beginning moment day week month hour minute year while way "
    "chance знак ошибка жаль повод причина время пора вопрос дело"
)
_SAYS_MORE = _set("of when that which who where in когда который которая которое которые где")
_JUDGES = _set("good great bad poor better best worst worse same")
_ALSO_NOUNS = _set("look use take go let make")
# Prepositions, numbers, relatives and marks end the noun phrase behind the verb.
_ENDS_PHRASE = _set(
    "in on at by for from with to into as than like over under about after before until not "
    "two three four five six seven eight nine ten twelve twenty thirty hundred thousand "
    ". , : ; ( ) — – of when that which who where когда который которая которое которые где"
)
_INFINITIVE = re.compile(r"\w+(?:ть|ти|чь|ться|тись|чься)\b")


class _Found(NamedTuple):
    variant: str
    term: str
    a_term: str


@KINDS.register("definition")
def definition(passage: Passage) -> list[Draft]:
    """Ask for each term that a sentence defines at its start, the term in its natural case."""
    drafts: dict[str, Draft] = {}
    for unit in passage.sentences():
        answer = passage.text[unit.start : unit.end]
        found = _defined(passage, unit)
        if found is None or found.term.casefold() in drafts:
            continue
        name = f"definition.{found.variant}"
        question = passage.phrase(name, found.term, term=found.term, a_term=found.a_term)
        if question is not None:
            drafts[found.term.casefold()] = Draft(question, answer, unit.start, unit.end)
    return list(drafts.values())


def _defined(passage: Passage, unit: Unit) -> _Found | None:
    sentence = passage.text[unit.start : unit.end]
    return _russian(passage, sentence) if passage.language == "ru" else _english(passage, sentence)


def _english(passage: Passage, sentence: str) -> _Found | None:
    """Read "(A) term is a ..." and "Terms are ..."; expletives and pronouns define nothing."""
    match = _ENGLISH.match(sentence)
    if match is None or not _is_term(match["term"]) or not _says_what(match["verb"], match["rest"]):
        return None
    article = match["article"]
    term = match["term"] if article else passage.natural(match["term"])
    a_term = f"{article.lower()} {term}" if article else term
    return _Found(match["verb"], term, a_term)


def _says_what(verb: str, rest: str) -> bool:
    """Tell whether what follows the verb is a noun phrase that may define."""
    if _remarks(rest):
        return False
    phrase, _ = _noun_phrase(rest)
    has_plural = any(_PLURAL.fullmatch(word) for word in phrase[:4])
    return _ARTICLE.match(rest) is not None or (verb == "are" and has_plural)


def _remarks(rest: str) -> bool:
    """Tell whether a noun phrase praises or places something instead of saying what it is."""
    phrase, after = _noun_phrase(rest)
    placed = _NO_KIND & set(phrase[:-1] if after in _SAYS_MORE else phrase)
    return bool(placed or _JUDGES & set(phrase))


def _noun_phrase(rest: str) -> tuple[list[str], str]:
    """Return the words up to what ends their phrase, and the word that stands after it."""
    start = re.findall(r"[\w'’-]+|[.,:;()—–]", rest.casefold())[:8]
    cut = next((i for i, word in enumerate(start) if word in _ENDS_PHRASE), len(start))
    return start[:cut], next((word for word in start[cut:] if word[0].isalnum()), "")


def _russian(passage: Passage, sentence: str) -> _Found | None:
    """Read "Термин — это ...", but not a remark about doing something."""
    match = _RUSSIAN.match(sentence)
    if match is None or not _is_term(match["term"]):
        return None
    if _remarks(match["rest"]):
        return None
    if _INFINITIVE.match(match["term"]) and _INFINITIVE.match(match["rest"]):
        return None
    term = passage.natural(match["term"])
    return _Found("is", term, term)


def _is_term(term: str) -> bool:
    """Tell whether every word can be part of a term; a possessive points at something else."""
    parts = term.casefold().split(" ")
    return (
        not any(part in (STOPWORDS - _ALSO_NOUNS) | _NO_TERM for part in parts)
        and not any(part.endswith(("'s", "’s", "ly")) for part in parts[:1])
        and len(term) > 2
    )
