"""What a dictionary says of a Russian word: given name, patronymic, surname, place, or none.

pymorphy3 reads a word in every way it can be read and says how usual each is. From that come the
evidence that a word is a name (`sense_of`), and the one form that all cases of a name share
(`lemma`), which is what its pseudonym is made from.
"""

import functools
import re
from typing import Any, NamedTuple

from understudy.cleaning.names.ordinary import ORDINARY
from understudy.cleaning.names.russian_given import USUAL, is_pet_name, owner
from understudy.core.extras import need
from understudy.core.people import same_name

_SURNAME = re.compile(
    r".{2,}(?:[оеё]в|[иы]н|[оеё]в[аыу]|[иы]н[аыу]|[оеё]в(?:ой|ым|ых|ыми)|[иы]н(?:ой|ым|ых|ыми)"
    r"|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|их)|(?:енко|швили|дзе|ян|янц|ук|юк|чук|иди|оглу|заде)"
    r"|(?:ян|ук|юк|чук)(?:а|у|ом|ем|е)|их|ых)"
)


_POSSESSIVE = re.compile(r"(.{2,}(?:[ое]в|[иы]н))(?:а|у|е|ой|ым|ом|ых|ыми)?")
"""Лапина, which is a fish as well: a man, a woman or a family of one name."""


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


@functools.lru_cache(maxsize=100_000)
def sense_of(word: str, is_word: bool = False) -> Sense:
    """Return what the dictionary says of a word, whatever its case.

    Args:
        word: The word.
        is_word: Whether texts write it in lower case, so that it is a word whatever else it is.
    """
    shares = dict.fromkeys(("given", "patronymic", "surname", "place", "ordinary"), 0.0)
    is_known = dictionary().word_is_known(word.lower())
    has_noun = False
    for parse in dictionary().parse(word.lower()):
        kind = _kind(parse.tag)
        if kind == "given" and "plur" in parse.tag and len(word) >= len(parse.normal_form):
            kind = "ordinary"  # people are named one by one, but "Маш" is how Маша is called
        # Guessed from its end, every word can be a noun, and many a given name (a drug in -ол).
        has_noun = has_noun or (is_known and kind in {"ordinary", "given"} and "NOUN" in parse.tag)
        if is_known or kind not in {"ordinary", "given"}:
            shares[kind] += parse.score
    if is_word and not shares["given"]:
        shares["ordinary"] = 1.0
    elif is_word or same_name(word) in ORDINARY:
        shares["ordinary"] = max(shares["ordinary"], 0.5)
    forms = {same_name(word), *(one.form for one in _readings(word) if one.kind == "given")}
    is_usual = not forms.isdisjoint(USUAL) or is_pet_name(same_name(word))
    is_other = has_noun or shares["surname"] >= 0.3 or shares["place"] >= 0.3
    is_owner = not is_other and owner(same_name(word)) is not None
    return Sense(**shares, is_known=is_known, is_usual=is_usual, is_owner=is_owner)


def has_surname_ending(word: str) -> bool:
    """Tell whether a word ends as Russian surnames do."""
    return _SURNAME.fullmatch(same_name(word)) is not None


@functools.lru_cache(maxsize=100_000)
def base(word: str) -> str:
    """Return the dictionary form of an ordinary word."""
    return same_name(str(dictionary().parse(word.lower())[0].normal_form))


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
    for parse in dictionary().parse(folded):
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
