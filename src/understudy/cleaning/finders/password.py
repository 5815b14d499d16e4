"""Passwords, codes and keys that somebody writes behind the word for them."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.stepping import Context

_NAMES = (
    r"(?:[a-z0-9]{1,20}[_.-]){0,3}(?:passwords?|passwd|passphrase|passcode|pass|pwd|psw|"
    r"pw(?=[ ]?[:=]|[ ](?:is|was)\b|'s\b|[ ][^\s\0]{0,60}[0-9])|secret|"
    r"token|api[_ -]?key|secret[_ -]?key|"
    r"access[_ -]?key|private[_ -]?key|client[_ -]?secret)"
    r"|парол[а-яё]{1,3}|пасс?ворд[а-яё]{0,2}|пасс(?![а-яё])|токен(?:а|у|ом|е)?|(?:api|апи|секретн[а-яё]{2,3}|"
    r"защитн[а-яё]{2,3})[ -]ключ[а-яё]{0,2}"
    r"|ключ[а-яё]{0,2} (?:api|апи|доступа|шифрования)|кодов[а-яё]{2,3} слов[а-яё]{1,2}"
)  # fmt: skip
_FOR = (
    r"(?:[ \t]+(?:бота|доступа|приложения|пользователя|администратора))?(?:[ \t]+(?:от|для|на|к|"
    r"ко|в|for|to|of|on)[ \t]+[^\s:=,.;!?\0]{1,30}(?:[ \t]+[^\s:=,.;!?\0]{1,30}){0,2}?)?"
)
_QUOTED = r"\"[^\"\n\0]{3,80}\"|'[^'\n\0]{3,80}'|«[^»\n\0]{3,80}»|`[^`\n\0]{3,80}`|“[^”\n\0]{3,80}”"
_VALUE = rf"(?P<value>{_QUOTED}|[^\s\0\"'`«»“”<>]{{4,200}})"
_ASSIGNED = re.compile(
    rf"(?<![^\W_])(?P<name>{_NAMES})(?![^\W_]){_FOR}[\"'`]?[ \t]{{0,3}}(?P<sign>:=|[:=]|=>|->|"
    r"[ \t][—–-][ \t]|(?:[ \t]is|'s)(?:[ \t](?:now|still|just))?(?=[ \t:])|"
    r"(?:[ \t](?:was|will be|has been))?(?:[ \t](?:re)?set)?[ \t](?:to|was)(?=[ \t:])|"
    r"(?:[ \t](?:у[ \t](?:меня|него|неё|нее|нас|них)|там|тут|пока|сейчас|теперь|вроде|вот|новый|"
    r"старый|временный|прежний|прошлый|обычный|тот|общий|стоит|поставил[аи]?|был|это|будет|такой|"
    r"же)){1,3}(?:,|[ \t][—–-])?(?=[ \t:])|"
    rf"(?=[ \t])|\n)[: \t]{{0,3}}\n?[ \t]{{0,3}}{_VALUE}",
    re.IGNORECASE,
)  # fmt: skip
_CODE = re.compile(
    r"(?<![^\W_])(?:(?:pin|пин)(?:[ -]?(?:code|код[а-яё]{0,2}))?(?:[ \t]+карты)?|passcode|cvv2?|"
    r"cvc2?|cvv2?/cvc2?|свс|цвв)"
    r"(?![^\W_])"
    r"(?:[ \t]+(?:от|для|of|for|code)[ \t]+[^\W\d]{1,20}(?:[ \t]+[^\W\d]{1,20})?)?"
    r"(?P<sign>[ \t]{0,2}[:=—–-][ \t]{0,2}|[ \t]is[ \t]|[ \t]код[ \t]|[ \t])(?P<value>[0-9]{3,8})"
    r"(?![\w%]|[.,][0-9])",
    re.IGNORECASE,
)  # fmt: skip
# Of doors and gates; of what has codes of other kinds, only behind a sign: alarm code 101.
_DOOR = re.compile(
    r"(?<![^\W_])(?:(?:(?P<open>gate|(?:front )?door|entry|entrance|lockbox|key ?pad)|garage|lock|"
    r"safe|alarm)[ -]?code|code (?:to|for|of) (?:(?:the|my|our|his|her|their) )?(?:gate|door|"
    r"garage|lock|safe|alarm|building|entrance)|"
    r"код[а-яё]{0,2} (?:(?:от|на|для|к|в) )?(?:[а-яё]{2,10} )?"
    r"(?:домофон|подъезд|двер[ьи]|ворот|калитк|замк|сейф|сигнализац|шлагбаум|парадн|тамбур|"
    r"вход|ячейк|гараж|ключниц|лифт)[а-яё]{0,4}|"
    r"(?:домофон|подъезд|калитк|шлагбаум|парадн|вход|двер|ворот)[а-яё]{0,3},? (?:по )?"
    r"код[а-яё]{0,2})(?![^\W_])"
    r"(?P<sign>[ \t]?[:=][ \t]?|[ \t][—–-][ \t]|[ \t](?:is|was|это)[ \t]|[ \t])"
    r"(?P<value>[#*a-zа-яё]?[0-9]{2,8}(?:[a-zа-яё#*]{1,2}[0-9]{1,8})?[#*a-zа-яё]?)(?![\w%]|[.,:][0-9])",
    re.IGNORECASE,
)
# домофон 47#1290; a bare figure there is a flat's
_BELL = re.compile(
    r"(?<![^\W_])(?:домофон|калитк|шлагбаум|парадн)[а-яё]{0,3}"
    r"(?:[ \t]?[:=][ \t]?|[ \t](?:[—–-][ \t])?)"
    r"(?P<value>[#*]?[0-9]{1,5}[a-zа-яё#*][0-9]{2,8}[#*]?|[#*a-zа-яё][0-9]{2,8}[#*]?)"
    r"(?![\w%]|[.,:][0-9])",
    re.IGNORECASE,
)
# код 42В, второй подъезд: what opens a door is said near it, before or behind.
_ENTRY = clues.words(
    r"подъезд\w{0,3}", r"домофон\w{0,3}", r"двер\w{1,4}", r"калитк\w{1,2}", r"ворот\w{0,3}",
    r"шлагбаум\w{0,2}", r"парадн\w{1,3}", r"этаж\w{0,2}", "кв", r"квартир\w{1,2}", r"вход\w{0,2}",
)  # fmt: skip
_ENTRY_NEAR = 30
_OF_AN_ENTRY = re.compile(
    r"(?<![\w-])(?<!исходный )(?<!qr )код[а-яё]{0,2}(?:[ \t]?[:=][ \t]?|[ \t](?:[—–-][ \t])?)"
    r"(?P<value>[#*]?[0-9]{1,5}[a-zа-яё#*](?:[0-9]{1,6}[#*]?)?|[#*a-zа-яё][0-9]{2,8}[#*]?|"
    r"[0-9]{3,5}(?= ?(?:[,.;)\n]|\Z)))"
    r"(?![\w%]|[.,:-][0-9])",
    re.IGNORECASE,
)
_WORDS = """
    key token required optional invalid incorrect wrong forgotten reset none null nil true false
    string str text empty hidden missing expired changed weak strong secret password login
    user username admin-only your yours the same see ask tbd todo n/a обязателен
    обязательный необязателен неверный неверен неправильный забыл забыла забыли сменить
    сменил сменила изменить сбросить сброс придумать придумайте придумай введите введи нужен
    нужно какой скажи скажите пришли пришлите напиши напишите тот такой прежний старый новый
    пустой скрыт истек устарел подойдет подошел удален сложный простой слабый надежный
    строка minimum must should will может должен минимум
"""
_SAYS_NOTHING = frozenset(_WORDS.split())
_CODE_OF_A_PROGRAM = re.compile(
    r"[\w.]+[(\[]|\*\w|\w+=\w|\$?[A-Z]+(?:_[A-Z]+)+\Z"
)  # token = make(), pass *args
_SURE = re.compile(r"(?i)(?:\w+[_.-])?(?:passw|passp|passc|парол|пас|pwd|pw)")
_AMOUNT = re.compile(r"[+-]?[0-9]{0,5}(?:[.,][0-9]+)?")
_MEASURE = re.compile(r"[0-9]{1,4}[^\W\d_]{1,3}")  # the pass was 100m long
_CLOSE = 3
_FEWEST = 8
"""Signs of a password that no word or sign announces as one."""
_PIN = re.compile(r"пин[ \t][0-9]{4}")
_NAMING = ("cvv", "cvc", "свс", "цвв", "код", "code", "карты")
"""Of these, a figure may follow without a sign."""
_MAY_OPEN = re.compile(r"(?i)код|домоф|калитк|шлагб|парадн").search
_TRAILING = ".,;:)]}…"


def _is_worth(text: str) -> bool:
    """Tell whether one of the words may be there."""
    low = text.lower()
    # Unrolled: a loop over the words costs three times as much, and every message pays for it.
    return (
        ("домоф" in low or "калитк" in low or "шлагб" in low or "парадн" in low)
        or ("pass" in low or "пасс" in low or "пасв" in low or "парол" in low or "pw" in low)
        or ("key" in low or "ключ" in low or "token" in low or "токен" in low or "secret" in low)
        or ("pin" in low or "пин" in low or "cv" in low or "код" in low or "psw" in low)
        or ("code" in low or "свс" in low or "цвв" in low)
    )


@FINDERS.register("password")
@finds("PASSWORD", needs=_is_worth)
def password(text: str, _: Context) -> list[Found]:
    """Find what is given as a password, an access key, a PIN or a card's code."""
    found: list[Found] = []
    for match in _ASSIGNED.finditer(text):
        start, end = _inner(text, *match.span("value"))
        value = text[start:end]
        if len(value) >= 3 and _is_secret(value, match):
            found.append(Found(start, end, "PASSWORD", value))
    for match in _CODE.finditer(text):
        said = match[0].lower()
        named = any(word in said for word in _NAMING) or _PIN.fullmatch(said)
        if named or match["sign"].strip():  # not "pin 13 of the board"
            found.append(Found(*match.span("value"), "PASSWORD", match["value"]))
    for match in _DOOR.finditer(text):
        is_russian = match[0][0].lower() in "кд"
        if (match["open"] or is_russian or match["sign"].strip()) and _figures(match["value"]) > 2:
            found.append(Found(*match.span("value"), "PASSWORD", match["value"].lower()))
    if _MAY_OPEN(text):
        found += _of_doors(text)
    return apart(found)


def _of_doors(text: str) -> Iterator[Found]:
    """Yield codes of Russian doors that stand beside a word for the door, not behind it."""
    for match in _BELL.finditer(text):
        yield Found(*match.span("value"), "PASSWORD", match["value"].lower())
    for match in _OF_AN_ENTRY.finditer(text):
        near = clues.before(_ENTRY, text, match.start(), _ENTRY_NEAR)
        if near or clues.after(_ENTRY, text, match.end(), _ENTRY_NEAR):
            yield Found(*match.span("value"), "PASSWORD", match["value"].lower())


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop quotes around a value, or the punctuation of the sentence behind it."""
    if text[start] in "\"'«`“":
        return start + 1, end - 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return start, end


def _is_secret(value: str, match: re.Match[str]) -> bool:
    """Tell a password from the next word of a sentence about passwords.

    Behind a colon or in quotes it may be any word but those that forms and rules are made of;
    behind a mere space it must look like no word: letters with figures or signs.
    """
    if _says_nothing(value):
        return False
    sign = match["sign"].strip()
    if match["name"].lower() == "pass" and not sign and _is_strong(value):
        return True
    if not _SURE.match(match["name"]):
        # pass `x=1`, token F1, 512 tokens, in every pass of it: ...
        far = match.start("sign") - match.end("name") > _CLOSE
        if not sign or far or _AMOUNT.fullmatch(value):
            return False
    if sign not in {":", "=", ":=", "=>", "->"} or _looks_made(value):
        return _looks_made(value)
    quoted = match["value"][0] in "\"'«`“"
    alone = match.end("value") == len(match.string) or match.string[match.end("value")] == "\n"
    return quoted or alone or value != match["value"]


def _figures(value: str) -> int:
    return sum(sign.isdigit() for sign in value)


def _says_nothing(value: str) -> bool:
    """Tell what stands where a password would: a rule, a blank, a program's code, a link."""
    return (
        value.lower().replace("ё", "е") in _SAYS_NOTHING
        or set(value) <= set("*•.·xXхХ_-#")
        or _CODE_OF_A_PROGRAM.match(value) is not None
        or value.endswith(("...", "…"))
        or value.startswith(("http://", "https://", "${", "$(", "{", "<", "%("))
    )


def _is_strong(value: str) -> bool:
    """Tell what nobody writes but as a password: capitals, small letters and figures together."""
    kinds = any(map(str.isupper, value)), any(map(str.islower, value)), _figures(value) > 0
    return len(value) >= _FEWEST and all(kinds)


def _looks_made(value: str) -> bool:
    letters = any(sign.isalpha() for sign in value)
    figures = any(sign.isdigit() for sign in value)
    signs = any(sign in "!@#$%^&*_+=~|\\" for sign in value)
    if _MEASURE.fullmatch(value):
        return False
    return (figures and (letters or signs)) or (signs and letters) or (figures and len(value) >= 6)
