"""Forms of Russian names by the endings of their cases.

Rules, no dictionary: a name of three letters or more gets the case endings that its last letters
call for. Covered are first names (Тимур, Оксана, Наталья, Андрей, Юрий, Игорь, Павел), surnames in
-ов, -ин and the like of both genders, and surnames that are adjectives (Липский, Озерская).

Limits: diminutives (Тимурчик) are other names: give them as aliases. How somebody is called (Оксан,
Кать) is apart from the cases, because it often is another word (`vocative`). Possessives of men's
names (Павлов, Иванов) are left alone because they are surnames and feast days; those of names in -а
and -я (Оксанин) are covered. Letters that are lost in the stem are known for -ел, -ец, -ок, -ек and
Лев only. Other alphabets have no forms here.
"""

import functools
import re

_CYRILLIC = re.compile(r"[а-яіїєґў]{3,}")
_HUSHING = "жшчщц"
_NO_Y = "гкхжшчщ"  # after these letters и is written for ы
_LOST = re.compile(r"(.{2,})(?:е([лцк])|о(к))")

_HARD = ("а", "у", "ом", "е")
_SOFT_Y = ("я", "ю", "ем", "е", "и")
_SOFT_SIGN = ("я", "ю", "ем", "е", "и", "ью")
_MASCULINE_ADJECTIVE = ("ий", "ый", "ой", "ого", "его", "ому", "ему", "им", "ым", "ом", "ем")
_FEMININE_ADJECTIVE = ("ая", "яя", "ой", "ей", "ую", "юю", "ою", "ею")
_POSSESSIVE = ("", "а", "о", "у", "ы", "е", "ой", "ого", "ому", "ым", "ом", "ых", "ыми")


@functools.lru_cache(maxsize=100_000)  # a form is shared by all who bear the name
def forms(name: str) -> frozenset[str]:
    """Return the forms of a name, itself among them.

    Args:
        name: One word, case folded, ё written as е.

    >>> sorted(forms("тимур"))
    ['тимур', 'тимура', 'тимуре', 'тимуром', 'тимуру']
    """
    if not _CYRILLIC.fullmatch(name):
        return frozenset({name})
    return frozenset({name, *_inflected(name)})


def vocative(name: str) -> str:
    """Return how somebody is called by a short name; empty where it is the name itself.

    >>> [vocative(name) for name in ("лена", "катя", "саша", "майя", "тимур")]
    ['лен', 'кать', 'саш', '', '']
    """
    if not _CYRILLIC.fullmatch(name) or name[-1] not in "ая" or name[-2] in "аеийоуыьэюя":
        return ""
    return name[:-1] if name[-1] == "а" else f"{name[:-1]}ь"


def _inflected(name: str) -> list[str]:
    if name.endswith(("ая", "яя")) and len(name) > 4:
        return _with(name[:-2], _FEMININE_ADJECTIVE)
    if name.endswith(("ский", "цкий", "ый", "ой")):
        return _with(name[:-2], _MASCULINE_ADJECTIVE)
    last = name[-1]
    if last in "ая":
        return _feminine(name)
    if last in "йь":
        return _with(name[:-1], _SOFT_Y if last == "й" else _SOFT_SIGN)
    return [] if last in "оеиуыэюъ" else _masculine(name)


def _feminine(name: str) -> list[str]:
    stem, last = name[:-1], name[-1]
    if last == "я":
        return _with(stem, ("и", "ю", "е", "ей", "ею", *(f"ин{end}" for end in _POSSESSIVE)))
    y = "и" if stem[-1] in _NO_Y else "ы"
    soft = ("ей", "ею") if stem[-1] in _HUSHING else ()
    possessive = "ын" if stem[-1] == "ц" else "ин"
    return _with(
        stem, (y, "у", "е", "ой", "ою", *soft, *(f"{possessive}{end}" for end in _POSSESSIVE))
    )


def _masculine(name: str) -> list[str]:
    lost = _LOST.fullmatch(name)
    stem = "льв" if name == "лев" else lost.expand(r"\1\2\3") if lost else name
    endings = [*_HARD]
    if name[-1] in _HUSHING:
        endings.append("ем")
    if name.endswith(("ов", "ев", "ин", "ын")):
        endings.append("ым")
    return _with(stem, endings)


def _with(stem: str, endings: tuple[str, ...] | list[str]) -> list[str]:
    return [stem + ending for ending in endings]
