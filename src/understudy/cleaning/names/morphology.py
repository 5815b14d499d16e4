"""What a dictionary says of a Russian word: given name, patronymic, surname, place, or none.

pymorphy3 reads a word in every way it can be read and says how usual each is. From that come the
evidence that a word is a name (`sense_of`), and the one form that all cases of a name share
(`lemma`), which is what its pseudonym is made from.
"""

import functools
import re
from types import MappingProxyType
from typing import Any, NamedTuple

from understudy.cleaning.names.ordinary import ORDINARY
from understudy.cleaning.names.russian_given import USUAL
from understudy.cleaning.names.russian_short import (
    is_call,
    is_pet_name,
    is_spoken_patronymic,
    owner,
    rather_names,
    usual_forms,
)
from understudy.core.extras import need
from understudy.core.people import same_name

_SURNAME = re.compile(
    r".{2,}(?:[оеё]в|[иы]н|[оеё]в[аыу]|[иы]н[аыу]|[оеё]в(?:ой|ым|ых|ыми)|[иы]н(?:ой|ым|ых|ыми)"
    r"|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|их)|(?:енко|швили|дзе|ян|янц|ук|юк|чук|иди|оглу|заде)"
    r"|(?:ян|ук|юк|чук)(?:а|у|ом|ем|е)|их|ых)"
)
_POSSESSIVE = re.compile(r"(.{2,}(?:[ое]в|[иы]н))(?:а|у|е|ой|ым|ом|ых|ыми)?")
"""Лапина, which is a fish as well: a man, a woman or a family of one name."""
_HYPHEN = re.compile("[-‐‑]")
_OF_A_FAMILY = frozenset(
    {
        f"{age}{end}"
        for age in ("младш", "старш")
        for end in ("ий", "ая", "его", "ей", "ему", "им", "ую")
    }
    | {"оглы", "кызы", "заде", "бек", "хан"}
)
_OF_PEOPLES = re.compile(
    r".{3,}(?:бек|[дж]жан|ж[ао]н|дж[ао]н|улл[ао]|г[ую]ль|мура[дт]|магомед|му?хаммед|у[тд]дин|мирза)"
    r"(?:а|у|ом|е|)"
)
"""How names of the Caucasus and of Central Asia end, of which there is no list to the end."""
_LONGEST = 60  # letters of a word
_SURE_LENGTH = 6
"""From so many letters on, what the dictionary has as a given name alone is no slip of a word."""
_NOTHING = MappingProxyType(
    dict.fromkeys(("given", "patronymic", "surname", "place", "ordinary"), 0.0)
)


class Sense(NamedTuple):
    """How usual each reading of a word is, from 0 to 1."""

    given: float
    patronymic: float
    surname: float
    place: float
    ordinary: float
    """Any other word that the dictionary has."""
    is_known: bool
    """Whether the dictionary has the word at all; else the readings are guessed from its end."""
    is_usual: bool
    """Whether it is a form of a given name that is usual in Russian texts."""
    is_owner: bool
    """Whether it says what is a usual short name's: *Катин*, *Славкина*."""
    is_called: bool = False
    """Whether it is how somebody is called by a short name: *Надюх*, *Оль*."""

    @property
    def name(self) -> float:
        """How usual it is as a part of somebody's name."""
        return self.given + self.patronymic + self.surname


class Reading(NamedTuple):
    """One way to read a word as a part of a name."""

    form: str
    """The form that all its cases share."""
    kind: str
    case: str
    gender: str
    score: float


@functools.cache
def dictionary() -> Any:
    """Load the dictionary: 0.1 s once.

    Raises:
        MissingExtraError: pymorphy3 is not installed.
    """
    plugin = "finder 'natasha'"
    words = need("pymorphy3_dicts_ru", extra="ner", plugin=plugin)
    package = need("pymorphy3", extra="ner", plugin=plugin)
    return package.MorphAnalyzer(path=words.get_path())


def _parses(word: str) -> Any:
    """Return how the dictionary reads a word; of one that is longer than any, how it reads its end.

    It takes prefixes off one by one, each a call deeper: *супер* 300 times would be too deep.
    """
    return dictionary().parse(word[-_LONGEST:])


@functools.lru_cache(maxsize=100_000)
def sense_of(word: str, is_word: bool = False) -> Sense:
    """Return what the dictionary says of a word, whatever its case.

    Args:
        word: The word.
        is_word: Whether texts write it in lower case, so that it is a word whatever else it is.
    """
    folded = same_name(word)
    is_known = dictionary().word_is_known(word.lower())
    if not is_known and len(parts := _HYPHEN.split(folded)) > 1:
        return _sense_of_parts(parts)
    shares, has_noun = _shares(word, is_known)
    if is_word and not shares["given"]:
        shares["ordinary"] = 1.0
    elif is_word or folded in ORDINARY:
        shares["ordinary"] = max(shares["ordinary"], 0.5)
    is_pet, is_listed = is_pet_name(folded), _is_listed(word, folded, is_known)
    is_called = is_call(folded, is_known=is_known)
    is_far = not is_known and _OF_PEOPLES.fullmatch(folded) is not None
    if is_far or (not is_known and (is_pet or is_listed or is_called)):
        shares = {**_NOTHING, "given": 1.0}  # instead of what is guessed from its end
    if folded in rather_names():
        shares = {**_NOTHING, "given": 0.7, "place": min(shares["place"], 0.1), "ordinary": 0.1}
    if is_spoken_patronymic(folded) and shares["patronymic"] < 0.5 and folded not in ORDINARY:
        shares = {**_NOTHING, "patronymic": 1.0}
    is_rare = is_known and len(word) >= _SURE_LENGTH and shares["given"] >= 0.99
    is_rare = is_rare and sum(shares.values()) < 1.01 and folded not in ORDINARY
    is_other = has_noun or shares["surname"] >= 0.3 or shares["place"] >= 0.3
    return Sense(
        **shares,
        is_known=is_known,
        is_usual=is_listed or is_pet or is_rare or is_far or (is_called and not is_known),
        is_owner=not is_other and owner(folded) is not None,
        is_called=is_called,
    )


def _shares(word: str, is_known: bool) -> tuple[dict[str, float], bool]:
    """Return how usual each reading is, and whether one is a noun that is no surname."""
    shares = dict(_NOTHING)
    has_noun = False
    for parse in _parses(word.lower()):
        kind = _kind(parse.tag)
        if kind == "given" and "plur" in parse.tag and len(word) >= len(parse.normal_form):
            # People are named one by one, so that several of the name Тагир are a man Тагиров; but
            # "Маш" is how Маша is called.
            kind = "surname" if word.lower().endswith(("ов", "ев")) else "ordinary"
        # Guessed from its end, every word can be a noun, and many a given name (a drug in -ол).
        has_noun = has_noun or (is_known and kind in {"ordinary", "given"} and "NOUN" in parse.tag)
        if is_known or kind not in {"ordinary", "given"}:
            shares[kind] += parse.score
    return shares, has_noun


def _is_listed(word: str, folded: str, is_known: bool) -> bool:
    """Tell a case of a usual name; the cases of one that the dictionary lacks are made by rule."""
    if not is_known:
        return folded in usual_forms()
    forms = {folded, *(one.form for one in _readings(word) if one.kind == "given")}
    return not forms.isdisjoint(USUAL)


def _sense_of_parts(parts: list[str]) -> Sense:
    """Return what a double name is, if all its parts are names: *Анна-Мария*, *Хасанов-младший*."""
    senses = [sense_of(part) for part in parts if part not in _OF_A_FAMILY]
    name = min((sense.name for sense in senses if sense.place < 0.5), default=0.0)
    given = min((sense.given for sense in senses), default=0.0)
    certain = len(senses) > 1 or any(part in _OF_A_FAMILY for part in parts)
    return Sense(
        given=given if certain else 0.0,
        patronymic=0.0,
        surname=name if certain and given < 0.5 else 0.0,
        place=0.0,
        ordinary=0.0,
        is_known=name >= 0.3,
        is_usual=bool(senses) and all(sense.is_usual for sense in senses),
        is_owner=False,
        is_called=False,
    )


def has_surname_ending(word: str) -> bool:
    """Tell whether a word ends as Russian surnames do."""
    return _SURNAME.fullmatch(same_name(word)) is not None


@functools.lru_cache(maxsize=100_000)
def base(word: str) -> str:
    """Return the dictionary form of an ordinary word."""
    return same_name(str(_parses(word.lower())[0].normal_form))


@functools.lru_cache(maxsize=100_000)
def is_told(word: str) -> bool:
    """Tell a verb that tells or asks somebody: *скинь*, *будешь*."""
    tag = _parses(word)[0].tag
    return "impr" in tag or "2per" in tag


@functools.lru_cache(maxsize=100_000)
def is_noun(word: str) -> bool:
    """Tell a noun, or a word that may be one's name."""
    return "NOUN" in _parses(word.lower())[0].tag


def lemma(words: tuple[str, ...]) -> str:
    """Return what all forms of a name of several words share: its words' own forms, sorted.

    The words of one name stand in one case and gender; so "Иванова" beside "Ирина" is not read as a
    case of "Иванов". Surnames of women and men share a form. Initials stand as they are.

    >>> lemma(("Ирине", "Ивановой")) == lemma(("Иванову", "Ирину"))
    True
    """
    several = [_readings(word) for word in words]
    agreed = {
        (case, gender)
        for case in _CASES
        for gender in ("masc", "femn")
        if all(any(_agrees(one, case, gender) for one in readings) for readings in several)
    }
    best = max(
        sorted(agreed) or [("", "")],
        key=lambda place: sum(
            _best(readings, *place).score + (_best(readings, *place).form in USUAL)
            for readings in several
        ),
    )
    return " ".join(sorted(_best(readings, *best).form for readings in several))


_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_KINDS = {"given": "Name", "patronymic": "Patr", "surname": "Surn"}


@functools.lru_cache(maxsize=20_000)
def _readings(word: str) -> tuple[Reading, ...]:
    """Return the ways to read a part of a name; as it stands, where there is none."""
    folded = same_name(word)
    found = []
    for parse in _parses(folded):
        kind = _kind(parse.tag)
        if kind not in _KINDS or "plur" in parse.tag:
            continue
        form = same_name(str(parse.normal_form))
        found.append(
            Reading(form, kind, str(parse.tag.case), str(parse.tag.gender), float(parse.score))
        )
    return tuple(found) or (Reading(_first_form(folded), "", "", "", 0.0),)


def _first_form(word: str) -> str:
    """Return the first form of a surname that the dictionary has as another word or not at all."""
    possessive = _POSSESSIVE.fullmatch(word)
    if possessive:
        return possessive[1]
    is_noun = len(word) > 2 and dictionary().word_is_known(word)
    return base(word) if is_noun else word


def _agrees(reading: Reading, case: str, gender: str) -> bool:
    same_case = reading.case in {"", "None", case}
    return same_case and reading.gender in {"", "None", "ms-f", gender}


def _best(readings: tuple[Reading, ...], case: str, gender: str) -> Reading:
    fitting = [one for one in readings if _agrees(one, case, gender)] if case else []
    return max(fitting or readings, key=lambda one: (one.form in USUAL, one.score, one.form))


def _kind(tag: Any) -> str:
    for kind, grammeme in _KINDS.items():
        if grammeme in tag:
            return kind
    return "place" if "Geox" in tag else "ordinary"
