"""Passwords, codes and keys that somebody writes behind the word for them."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import codes
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_NAMES = (
    r"(?:[a-z0-9]{1,20}[_.-]){0,3}(?:passwords?|passwd|passphrase|passcode|pass|pwd|psw|"
    r"pw(?=[ ]?[:=]|[ ](?:is|was)\b|'s\b|[ ](?:(?:for|to|on|of|"
    r"is)[ ][^\s\0]{1,20}[ ])?[^\s\0]{0,60}[0-9])|p/w|bearer|"
    r"(?:api|secret|access|private|network|wi-?fi|router|hotspot|wpa2?|encryption|"
    r"recovery)[_ -]?key|secret|token|"
    r"(?:wi-?fi|network|guest|hotspot)[ ]code|"
    r"client[_ -]?secret|memorable word|(?:security|secret|memorable)(?: question(?:'s)?)? answer|"
    r"security word|safe ?word|answer to (?:my|the) (?:security|secret) question)"
    r"|парол[а-яё]{0,3}|пас(?=[ ]?:)|пасс?ворд[а-яё]{0,2}|пасс(?![а-яё])|токен(?:а|у|ом|е)?|"
    r"(?:api|апи|секретн[а-яё]{2,3}|"
    r"защитн[а-яё]{2,3})[ -]ключ[а-яё]{0,2}"
    r"|ключ[а-яё]{0,2} (?:api|апи|доступа|шифрования|безопасности|(?:от )?сети)|(?:кодов|секретн|"
    r"контрольн)[а-яё]{2,3} слов[а-яё]{1,2}"
    r"|(?:вай-?фа[йя]|wi-?fi|вафля|вайфайчик)(?![ ]?[:=]?[ ]?[^\s/\0]{2,40}[ ]?/)"
    r"(?=[ ]?[:=]|[ ](?:is[ ])?[a-z]{3,}[0-9]{2})"
)  # fmt: skip
_FOR = (
    r"(?:(?:[ \t]+(?!(?:до|из|за|по|при|не|или|но|от|для|на|"
    r"ко)[ \t])[а-яё-]{2,15}){1,2}?(?=[ \t:=])|,[ \t](?:временн|нов|стар|прежн|текущ|одноразов|"
    r"общ|стандартн)[а-яё]{2,3}|[ \t]\([^)0-9\0\n]{1,25}\))?"
    r"(?:[ \t]+(?:от|для|на|к|"
    r"ко|в|for|to|of|on)[ \t]+[^\s:=,.;!?\0]{1,30}(?:[ \t]+[^\s:=,.;!?\0]{1,30}){0,4}?)?"
)
_QUOTED = r"\"[^\"\n\0]{3,80}\"|'[^'\n\0]{3,80}'|«[^»\n\0]{3,80}»|`[^`\n\0]{3,80}`|“[^”\n\0]{3,80}”"
_VALUE = rf"(?P<value>{_QUOTED}|[^\s\0\"'`«»“”<>]{{4,200}})"
_ASSIGNED = re.compile(
    rf"(?<![^\W_])(?P<name>{_NAMES})(?![^\W_]){_FOR}[\"'`]?[ \t]{{0,3}}(?P<sign>:=|[:=]|=>|->|"
    r"[ \t][—–-][ \t]|(?:[ \t]is|'s)(?:[ \t](?:now|still|just))?(?=[ \t:])|"
    r"(?:[ \t](?:was|will be|has been))?(?:[ \t](?:re)?set)?[ \t](?:to|was)(?=[ \t:])|"
    r"(?:[ \t](?:у[ \t](?:меня|него|неё|нее|нас|них)|там|тут|пока|сейчас|теперь|вроде|вот|новый|"
    r"старый|временный|прежний|прошлый|обычный|на|везде|один|всегда|тот|общий|стоит|поставил[аи]?|"
    r"был|это|будет|такой|"
    r"же)){1,3}(?:,|[ \t][—–-])?(?=[ \t:])(?![ \t][^\s:]{1,30}(?:[ \t][^\s:]{1,30})?:[ \t])|"
    rf"(?=[ \t]+[^\s\0]{{0,60}}[0-9!@#$%^&*_+=~|\\])|"
    rf"(?<=[а-яё])(?=[ \t]+[A-Za-z]{{6,30}}(?![^\W_]))|\n)[: \t]{{0,3}}\n?[ \t]{{0,3}}{_VALUE}",
    re.IGNORECASE,
)  # fmt: skip
_PAIR = re.compile(
    r"(?<![^\W_])(?:log[ -]?ins?|cred(?:ential)?s|user(?:name)?s?(?:[ ]?/[ ]?pass(?:word)?)?|"
    r"wi-?fi)(?![^\W_])"
    r"(?:[ ](?:for|to|on|of)(?:[ ][\w'’.-]{1,20}){1,4}?(?=[ ]is[ ]|[ ]?[:=]))?"
    r"(?:[ ]is|[ ]?[:=-])?[ ]?[^\s/\0]{2,40}[ ]?/[ ]?(?P<value>[^\s\0/]{6,60})(?!\S)"
    r"|(?<![\w/.-])(?:root|admin(?:istrator)?|guest|ubuntu|sysadmin)(?:[ ][/:|][ ]|/)"
    r"(?P<account>(?=\S{0,50}[0-9])[^\s\0/]{6,60})(?!\S)",
    re.IGNORECASE,
)
# the router admin is still X; is it still X for the laptop
_STILL = re.compile(
    r"(?<![^\W_])(?:(?:router|wi-?fi|network|modem|printer|server|laptop|account|portal|netflix"
    r"|nas|"
    r"admin|login|log[ -]in|computer|tablet|till|pc)(?:[ ](?:admin|login|account|one))?(?:[ ]is"
    r"|['’]s|[ ]?[:=])|"
    r"(?:is[ ]it|it['’]?s|it[ ]is|still))(?:[ ](?:still|now|just"
    r"|always)){0,2}[ ](?P<value>[^\s\0]{6,60})"
    r"(?P<behind>[ ](?:for|on|to get into|to unlock)[ ](?:(?:the|my|our|your|his"
    r"|her)[ ])?(?:[\w'’-]{2,15}[ ]){0,2}?"
    r"(?:laptop|wi-?fi|pc|computer|ipad|tablet|router|log[ -]?in|account|e?mail|portal|printer"
    r"|server|vpn|"
    r"machine|system|admin|desktop|netflix|till|website|phone)(?![^\W_]))?",
    re.IGNORECASE,
)
_LOCKED = re.compile(
    r"(?i)locked out|log(?:ged|ging)?[ -]?(?:in|on)|sign(?:ed|ing)?[ -]in|still|credential|get into"
)
_SIGN = re.compile(r"(?<=\w)[!@#$%^&*_+=~]+(?=\w)|[!@#$%^&*]\Z").search
_WORDS = """
    key token required optional invalid incorrect wrong forgotten reset none null nil true false
    string str text empty hidden missing expired changed weak strong secret password login
    user username admin-only your yours the same see ask tbd todo n/a обязателен
    обязательный необязателен неверный неверен неправильный забыл забыла забыли сменить
    сменил сменила изменить сбросить сброс придумать придумайте придумай введите введи нужен
    нужно какой скажи скажите пришли пришлите напиши напишите тот такой прежний старый новый
    пустой скрыт истек устарел подойдет подошел удален сложный простой слабый надежный
    fine correct good bad great too very so right broken short long complex simple safe unsafe up
    down on off in out not no being only case-sensitive just always never written printed taped here
    there below above under on-the inside visible shared unknown public private unique different
    mandatory compulsory protected enabled disabled default blank easy hard obvious important stupid
    строка minimum must should will может должен минимум
"""
_SAYS_NOTHING = frozenset(_WORDS.split())
_CODE_OF_A_PROGRAM = re.compile(
    r"[\w.]+[(\[]|\*\w|\w+=\w|\$?[A-Z]+(?:_[A-Z]+)+\Z"
)  # token = make(), pass *args
_SURE = re.compile(
    r"(?i)(?:\w+[_.-])?(?:wi-?fi|network|router|hotspot|wpa|bearer|p/w|passw|passp|passc|парол|пас"
    r"|pwd|pw|"
    r"ключ\w* (?:от )?сет)"
)
_CODE_WORD = re.compile(r"(?i)(?:кодов|контрольн|секретн)\w+ слов|memorable|\w+ word|.*answer")
_OF_A_THING = re.compile(r"(?i)парол\w* (?:от|для|на|к) (?:[а-яё-]+ ){0,2}[а-яё-]+")
_LATIN = re.compile(r"[A-Za-z]{6,30}")
_NETWORK = re.compile(r"(?i)ва[йф]|wi")
_DATE = re.compile(r"[0-9]{1,4}[./:-][0-9]{1,2}(?:[./:-][0-9]{1,4})?|.*\.[a-z]{2,4}")
# учётка ivanova / Gfhjkm12
_ACCOUNT = re.compile(
    r"(?<![^\W_])(?:уч[её]тк[аиуе]|уч[её]тные данные|доступы?|логин)[ ]?[:—-]?[ ][\w.@-]{3,40}"
    rf"(?: ?[/:|] ?| \| ){_VALUE}",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[+-]?[0-9]{0,5}(?:[.,][0-9]+)?")
_MEASURE = re.compile(r"[0-9]{1,4}[^\W\d_]{1,3}")  # the pass was 100m long
_CLOSE = 3
_SAYS_HOW = re.compile(r"(?:ed|ing|ly|[ai]ble|ous|ful|less|ive)\Z", re.IGNORECASE)
_OF_A_NETWORK = re.compile(r"(?i)wi-?fi|network|log[ -]?in|user|account|router|ssid")
_LONG, _SHORTEST, _LEAST = 16, 6, 5
_FAR = 500
"""Code points before a password that may tell of a network, or of somebody locked out."""
_FEWEST = 8
"""Signs of a password that no word or sign announces as one."""
_FIGURE = re.compile(r"\d").search
_MAY_BE_STILL = re.compile(r"(?i)still |admin|\b(?:is it|it['’]?s|it is) ").search
_TRAILING = ".,;:)]}…"


def _is_worth(text: str) -> bool:
    """Tell whether one of the words may be there; codes have figures."""
    low = text.lower()
    # Unrolled: a loop over the words costs three times as much, and every message pays for it.
    return (
        ("pass" in low or "пасс" in low or "пасв" in low or "парол" in low or "pw" in low)
        or ("key" in low or "ключ" in low or "token" in low or "токен" in low or "secret" in low)
        or ("psw" in low or "кодов" in low or "контрольн" in low or "bearer" in low)
        or ("memorable" in low or "security" in low or "answer" in low)
        or ("wifi" in low or "login" in low)
        or (_FIGURE(low) is not None and _is_worth_with_figures(text, low))
    )


def _is_worth_with_figures(text: str, low: str) -> bool:
    return (
        "wi-fi" in low
        or (not low.isascii() and _is_worth_in_russian(low))
        or ("/" in low and ("cred" in low or "user" in low or "root" in low))
        or ("guest" in low or "ubuntu" in low or "admin" in low)
        or (("it" in low or "still " in low) and _MAY_BE_STILL(low) is not None)
        or codes.may_be(text, low)
    )


def _is_worth_in_russian(low: str) -> bool:
    return ("вайф" in low or "вай-ф" in low or "логин" in low) or (
        "пас:" in low or "учет" in low or "учёт" in low or "доступ" in low
    )


@FINDERS.register("password")
@finds("PASSWORD", needs=_is_worth)
def password(text: str, _: Context) -> list[Found]:
    """Find what is given as a password, a key, a PIN, a code of a card, a door, a message."""
    found: list[Found] = []
    for match in _ASSIGNED.finditer(text):
        start, end = _inner(text, *match.span("value"))
        if end - start >= _CLOSE and _is_secret(text[start:end], match):
            found.append(Found(start, end, "PASSWORD", text[start:end]))
    for start, end in _beside(text):
        found.append(Found(start, end, "PASSWORD", text[start:end]))
    if _FIGURE(text):
        for start, end in codes.find(plain(text)):
            found.append(Found(start, end, "PASSWORD", text[start:end].lower()))
    return apart(found)


def _beside(text: str) -> Iterator[tuple[int, int]]:
    """Yield passwords behind the name of an account or a network and a sign between the two."""
    for match in _PAIR.finditer(text) if "/" in text else ():
        start, end = _inner(text, *match.span("value" if match["value"] else "account"))
        if _looks_made(text[start:end]) and end - start >= _SHORTEST:
            yield start, end
    for match in _STILL.finditer(text) if _MAY_BE_STILL(text) else ():
        start, end = _inner(text, *match.span("value"))
        if end - start >= _SHORTEST and _is_still(text[start:end], match):
            yield start, end
    for match in _ACCOUNT.finditer(text):
        start, end = _inner(text, *match.span("value"))
        if _is_strong(text[start:end]):
            yield start, end


def _is_still(value: str, match: re.Match[str]) -> bool:
    """Tell what opens something by its signs, or by what it is for and who is locked out."""
    if _figures(value) == 0 or _says_nothing(value) or not any(map(str.isalpha, value)):
        return False
    if "://" in value or "@" in value.strip("@"):
        return False
    if _SIGN(value) and _is_strong(value):
        return True
    start = match.start("value")
    is_for = match["behind"] is not None and _LOCKED.search(
        match.string, max(0, start - _FAR), start
    )
    return bool(is_for) and _figures(value) > 1 and value[0].isalpha() and "." not in value


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
    name, sign = match["name"], match["sign"].strip()
    if _is_latin(value, match) or (sign and _CODE_WORD.match(name)):
        return True
    if _NETWORK.match(name) or (not sign and _DATE.fullmatch(value)):
        return bool(_NETWORK.match(name)) and _looks_made(value)
    if not sign and _is_bare_secret(value, match):
        return True
    return _is_given(value, match)


def _is_given(value: str, match: re.Match[str]) -> bool:
    """Tell a password by the sign before it, by how it looks, and by its being alone."""
    sign = match["sign"].strip()
    if not _SURE.match(match["name"]):
        # pass `x=1`, token F1, 512 tokens, in every pass of it: ...
        far = match.start("sign") - match.end("name") > _CLOSE
        if not sign or far or _AMOUNT.fullmatch(value):
            return False
    if sign not in {":", "=", ":=", "=>", "->"} or _looks_made(value):
        return _looks_made(value) or (_is_told(match) and _is_name(value))
    quoted = match["value"][0] in "\"'«`“"
    alone = match.end("value") == len(match.string) or match.string[match.end("value")] == "\n"
    return quoted or alone or value != match["value"]


def _is_latin(value: str, match: re.Match[str]) -> bool:
    """Tell a Latin word at the end of a clause behind what it opens: *пароль от вайфая raduga*."""
    before = match.string[match.start() : match.start("value")].rstrip(" :")
    end = match.end("value")
    ends = value != match["value"] or match.string[end : end + 1] in ("", "\n")
    return ends and bool(_LATIN.fullmatch(value)) and bool(_OF_A_THING.fullmatch(before))


def _is_bare_secret(value: str, match: re.Match[str]) -> bool:
    """Tell a password that nothing but a space parts from its name."""
    if len(value) >= _LONG and _figures(value) > 1 and _looks_made(value):
        return True
    if match["name"].lower() != "pass":
        return False
    start = match.start()
    of_network = _OF_A_NETWORK.search(match.string, max(0, start - _FAR), start) is not None
    return _is_strong(value) or (
        of_network and len(value) >= _SHORTEST and _looks_made(value) and "=" not in value
    )


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


def _is_told(match: re.Match[str]) -> bool:
    """Tell ``password is sunflower``, at the end of a clause."""
    says = match["sign"].strip().lower()
    following = match.string[match.end("value") - 1 : match.end("value") + 1]
    return says in {"is", "'s", "was", "is now"} and (
        len(following) == 1 or following[0] in ".,;!)" or following[1] == "\n"
    )


def _is_name(value: str) -> bool:
    """Tell a word that may be a password from what is said of one."""
    return value.isalpha() and len(value) >= _LEAST and _SAYS_HOW.search(value) is None


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
