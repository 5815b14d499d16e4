"""What Russian speech makes of a usual name: *Тимурчик*, *Надюх*, *Катин*, *Палыч*.

Rules over the list of usual names, no dictionary: that a word is no other word is for the
dictionary to say (*розочка*, *донатик*).
"""

import functools
import re

from understudy.cleaning.names.inflection import forms
from understudy.cleaning.names.russian_given import MEN, USUAL

_OWNED = re.compile(r"(.{2,12})ин(?:[аоуы]|ой|ого|ому|ы[мх]|ыми|ом|)")
_PET = re.compile(
    r"(.{2,10}?)(?:"
    r"(?:(?:[ую]н)?ч?ик|[ауюя]сик|[ое]к|[ао]с|[яо]н|ыч|ец)(?:а|у|ом|ем|е|)"
    r"|(?:к|[ауюи]шк|[ое]чк|[еои]ньк|[уюе]х)(?:[аиеу]|ой)"
    r"|(?:[ую][слнш]|ян|ан)(?:[аяеиюу]|ей)"
    r")"
)
_STEM_ENDS = ("", "а", "я", "ь", "ик", "й", "ей", "ий")
_SPOKEN_PATRONYMICS = """
    алексанна алексаныч васильна евгенич иваныч ильинишна кузьминишна лексаныч лексеич лексевна
    марьванна марьиванна митревна митрич михална михалыч никитишна пална палыч санна саныч фоминишна
"""
_RATHER_NAMES = """
    алиска амина аминка аришка боря витя гиви ирка кеша ленка ленок ленчик лерка лиана лизка
    людок максим марго маринка наташка оленька рустик светик сонька софия толик
"""
_AS_IN = (("ий", ("ич", "ьич", "ьна")), ("ей", ("еич", "евна")), ("й", ("ич", "вна")))
_CONSONANT = re.compile(r"[^аеиоуыэюяйь]\Z")


@functools.cache
def usual_forms() -> frozenset[str]:
    """Return all cases of the usual names, by rule: dictionaries guess those of rare ones."""
    return frozenset(form for name in USUAL for form in forms(name))


@functools.cache
def rather_names() -> frozenset[str]:
    """Return the cases of names that are other words too, whom hardly a text means."""
    return frozenset(form for name in _RATHER_NAMES.split() for form in forms(name))


def owner(word: str) -> str | None:
    """Return the short name that a possessive is made of: *катин*, *славкиной*; or None.

    Args:
        word: A word in small letters, ё written as е.
    """
    match = _OWNED.fullmatch(word)
    if match is None:
        return None
    names = (match[1] + "а", match[1] + "я")
    return next((name for name in names if name in USUAL or is_pet_name(name)), None)


@functools.lru_cache(maxsize=100_000)
def is_pet_name(word: str) -> bool:
    """Tell a case of a pet name that is made of a usual one: *славка*, *тимурчику*, *леночкой*.

    Args:
        word: A word in small letters, ё written as е.
    """
    match = _PET.fullmatch(word)
    if match is None:
        return False
    stem = match[1].removesuffix("ь")
    return any(stem + end in USUAL for end in _STEM_ENDS)


def is_call(word: str, *, is_known: bool) -> bool:
    """Tell how somebody is called by a short name: *надюх*, *оль*, *серег*.

    Args:
        word: A word in small letters, ё written as е.
        is_known: Whether the dictionary has it, so that no pet name is made up: *так*, of *така*.
    """
    if len(word) < 3 or word[-1] in "аеиоуыэюяй":
        return False
    names = (word[:-1] + "я",) if word[-1] == "ь" else (word + "а",)
    return any(name in USUAL or (not is_known and is_pet_name(name)) for name in names)


def is_spoken_patronymic(word: str) -> bool:
    """Tell a patronymic as it is spoken: *палыч*, *сергеича*, *михалне*.

    Args:
        word: A word in small letters, ё written as е.
    """
    return word in _spoken_patronymics()


@functools.cache
def _spoken_patronymics() -> frozenset[str]:
    first = set(_SPOKEN_PATRONYMICS.split())
    for name in MEN:
        if len(name) < 4:
            continue
        for end, ends in _AS_IN:
            if name.endswith(end):
                first |= {name.removesuffix(end) + one for one in ends}
                break
        else:
            if _CONSONANT.search(name):
                first |= {name + "ыч", name + "на"}
    return frozenset(form for word in first for form in forms(word))
