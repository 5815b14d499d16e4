"""Russian codes of messages, doors and devices: a word for a code, what it opens, the code.

*Код подтверждения: 4417*, *441718 - ваш код*, *код от калитки 2580#*. A code opens something when a
word says what, beside it or near; codes of errors, goods and towns open nothing.
"""

import re
from collections.abc import Iterator

from understudy.cleaning.signs import clues

_OPENS = clues.words(
    r"смс\w*", "sms", "пуш", r"подтвержд\w+", r"авторизац\w+", r"доступ\w?", r"вход\w{0,3}",
    r"вой(?:ти|ду)",
    r"(?:для |пункт\w )?получени\w", r"выдачи", r"активац\w+", r"восстановлени\w", r"снятия",
    r"(?:раз)?блокировк\w", r"охран\w",
    r"ячейк\w{1,2}", r"бокс\w{0,2}", r"сигналк\w", r"ключ\w{0,3}",
    r"постамат\w{0,2}",
    r"посылк\w{1,2}",
    "симк[аиу]",
    r"телефон\w?", "айфон[а-я]?", "чемодан[а-я]?", r"сейф\w{0,2}",
    r"ноут\w{0,5}", r"комп\w{0,6}", r"замк\w{1,2}", "замок",
    r"сигнализац\w+", r"госуслуг\w{0,3}",
    r"проверочн\w+", r"одноразов\w+", r"секретн\w+", r"резервн\w+", r"аварийн\w+", r"конференци\w",
    r"верификац\w+", r"безопасности", r"привязк\w", r"оплат\w", r"банк\w{0,2}", r"сбер\w*",
    r"аккаунт\w?",
    r"домофон\w{0,3}", r"подъезд\w{0,3}", r"двер\w{1,4}", r"калитк\w{1,2}", r"ворот\w{0,3}",
    r"шлагбаум\w{0,2}", r"парадн\w{1,3}", r"тамбур\w{0,2}", r"гараж\w{0,2}", r"ключниц\w{1,2}",
    r"лифт\w{0,2}",
    r"входн\w{2,3}", r"дверн\w{2,3}", "wi-?fi", r"вай[ -]?фа\w{1,2}", r"квартир\w{1,2}",
    r"этаж\w{0,2}", "кв", "гость",
    r"камер\w хранени\w", r"приложени\w", r"регистрац\w+", r"карт[ыеуа]", r"ваш\w?",
    r"приш[её]?л\w?",
)  # fmt: skip
_WARNS = clues.words(
    r"никому", r"не сообщ\w+", r"не говор\w*", r"вводи\w{0,2}", r"введи\w{0,2}", r"ввести",
    r"действ\w+ \d",
    r"истека\w+", r"подтвержд\w+", r"для входа", r"приш[лё]\w*", r"смс\w*", "sms", r"ваш\w?", "пуш",
    r"проверочн\w+", r"одноразов\w+", r"секретн\w+", r"постамат\w{0,2}", r"ячейк\w{1,2}",
    r"чемодан\w?",
    r"курьер\w{0,2}", r"продикту\w+",
)  # fmt: skip
_DOORS = clues.words(
    r"домофон\w{0,3}", r"подъезд\w{0,3}", r"двер\w{1,4}",
    r"калитк\w{1,2}", r"ворот\w{0,3}", r"этаж\w{0,2}", r"квартир\w{1,2}", "кв", r"парадн\w{1,3}",
    r"гараж\w{0,2}", r"бокс\w{0,2}", r"ключниц\w{1,2}", r"ячейк\w{1,2}", r"чемодан\w?",
    r"шкафчик\w{0,2}",
    r"воротах",
    r"шлагбаум\w{0,2}", r"вход\w{0,3}", r"замк\w{1,2}",
)  # fmt: skip
_OTHER = clues.words(
    r"ошибк\w+", r"товар\w*", r"город\w*", r"стран\w+", r"валют\w+", "оквэд", "окпо", "оквед",
    "октмо",
    r"окато", "мкб", "кбк", r"тн ?вэд", r"регион\w*", r"подразделени\w+", r"услуг\w*", r"исходн\w+",
    r"штрих-?", "qr", "кьюар", r"коробк\w+", r"упаковк\w+", "бар-?", r"диагноз\w*", r"продук\w+",
    r"ответ\w*", r"статус\w*",
    r"возврат\w*", r"строк\w?", r"классифик\w+", r"бюджетн\w+", r"групп\w+", r"направлени\w+",
    r"специальност\w+", r"цвет\w*", r"краск\w+", r"детал\w+", r"запчаст\w+", r"модел\w+",
    r"ваканс\w+",
    r"промо-?", r"скидк\w+", r"купон\w*", r"акци\w+", r"болезн\w+", r"вида", r"причин\w+",
    r"программ\w+", r"проект\w*", r"артикул\w*", r"издели\w+", r"предмет\w*", r"назначени\w+",
    "http",
    r"налог\w*", r"телефонн\w+", r"почтов\w+", r"кабинет\w*", r"аэропорт\w*", r"платежа",
    r"вычета", r"дохода", r"поставщик\w*", r"материал\w*", r"размер\w*", r"рейс\w*", r"клиента",
    r"компании",
)  # fmt: skip
_VALUE = (
    r"(?P<value>[#*]?[0-9]{3}[ -][0-9]{3}(?![ -]?[0-9])|[0-9]{2}[ -][0-9]{2}(?![ -]?[0-9])|"
    r"[#*][0-9]{1,5}[#*][0-9]{2,8}[#*]?|[#*]?[0-9]{1,8}(?:[a-zа-яё#*]|ключ|key|кл)[0-9]{0,8}[#*]?|"
    r"[#*a-zа-яё][0-9]{2,8}[#*a-zа-яё]?|"
    r"[0-9]{3,8}[#*]?|[0-9]{1,2}(?:-[0-9]{1,2}){2,3}|"
    r"(?=[a-z-]*[0-9])[a-z0-9]{2,8}(?:-[a-z0-9]{2,8}){1,5}|"
    r"(?=[a-z]*[0-9])(?=[0-9]*[a-z])[a-z0-9]{4,16})(?![\w%]|[.,:/-][0-9])"
    r"(?! ?(?:строк|руб|р\b|₽|шт|человек|раз\b|дн|мин|час|сек|год|кг|гр?\b|мм?\b|см|тыс|страниц|"
    r"символ|знак|цифр))"
)
_SIGN = (
    r"(?:\?[ \t]|[ \t]?[:=№][ \t]?\n?|[ \t][—–-][ \t]|[ \t](?:это|такой|будет|был|теперь|сейчас|"
    r"тот же)[ \t]|[ \t]|\n)"
)
_CODE = re.compile(
    r"(?<![\w-])(?:код[а-яё]{0,3}|пин-?код[а-яё]{0,2}|"
    r"парол[а-яё]{0,3})(?P<of>(?:,?[ \t][^\W\d]{1,16}(?:-[^\W\d]{1,10})?){0,5}?)"
    rf"{_SIGN}[«\"*]?{_VALUE}",
    re.IGNORECASE,
)
# 441718 - ваш код для входа
_AHEAD = re.compile(
    r"(?<![\w.,/№#-])(?<!№ )(?:(?<!\w )|(?<=держи )|(?<=лови )|(?<=вот )|(?<=пришло )|"
    r"(?<=смс ))(?P<value>[0-9]{3}[ -][0-9]{3}|[0-9]{4,8})"
    r"(?:[ ]?(?:[—–:-]|это)[ ]?|[ ]\(|[ ](?=код (?:подтвержд|для вход|из смс|доступ|"
    r"активац)))(?:(?:ваш|твой|мой|наш|одноразовый|проверочный|секретный|"
    r"это|новый)[ ])*"
    r"(?:код|пароль|пин(?:-?код)?)(?P<of>(?:[ ][^\W\d]{1,16}){0,4})(?![^\W_])",
    re.IGNORECASE,
)
# набери 33к4417 на домофоне; домофон: 47#1290
_DIALLED = re.compile(
    r"(?<![^\W_])(?:откры|набер|набир|нажм|введи|вводи|домоф|калитк|шлагб|парадн)[а-яё]{0,6}"
    r"(?:[ \t]?[:=][ \t]?|[ \t](?:[—–-][ \t]|с |по |на дом[а-яё]+ |цифры |код |кнопки )?)"
    r"(?P<value>[#*]?[0-9]{1,5}(?:[a-zа-яё#*]|ключ|key|кл)[0-9]{2,8}[#*]?|"
    r"[#*a-zа-яё][0-9]{2,8}[#*]?)(?![\w%]|[.,:][0-9])",
    re.IGNORECASE,
)
# сейф 4417, кодовый замок 258: a bare figure at the end of a clause
_LOCK = re.compile(
    r"(?<![^\W_])(?:сейф[а-яё]{0,2}|сигналк[аиу]|сигнализаци[яию]|комбинаци[яию](?: замка| сейфа)?|"
    r"(?:раз)?блокировк[аиу]|(?:кодов[а-яё]{2} |навесн[а-яё]{2} )?(?:замок|замк[аеу])|puk|"
    r"пук(?:-?код[а-яё]?)?|пин(?:-?код[а-яё]?)?|сим-?пин)"
    r"(?:[ ](?:от|для|на|телефона|симки|карты|сим-?карты|[а-яё]{2,12})){0,3}"
    r"(?:[ ]?[:=—–-][ ]?|[ ](?:[—–-][ ])?)(?P<value>[0-9]{3,8}|[0-9]{1,2}(?:-[0-9]{1,2}){2,3})"
    r"(?=[ ]?(?:[,.;)!\n](?![0-9])|\Z|потом|затем|и |никому))",
    re.IGNORECASE,
)
# What only flats have: 33В7734
_BELL = re.compile(r"[0-9]{1,4}(?:[вкbk#*]|ключ)[0-9]{2,6}", re.IGNORECASE)
_NEAR = 30
_BEHIND = 45
_BESIDE = 16
_ENDS = re.compile(r" ?(?:[,.;)\n]|\Z)")


def may_be(low: str) -> bool:
    """Tell whether one of the words may be in a text of small letters."""
    return (
        ("код" in low or "пин" in low or "пук" in low or "puk" in low or "парол" in low)
        or ("домоф" in low or "калитк" in low or "шлагб" in low or "парадн" in low)
        or ("сейф" in low or "замок" in low or "замк" in low or "сигнал" in low)
        or ("комбинац" in low or "блокир" in low or "откры" in low)
    )


def find(text: str) -> Iterator[re.Match[str]]:
    """Yield codes; group ``value`` is what opens."""
    for match in _CODE.finditer(text):
        if _opens(text, match):
            yield match
    for match in _AHEAD.finditer(text):
        if not _OTHER.search(match["of"]):
            yield match
    yield from _DIALLED.finditer(text)
    yield from _LOCK.finditer(text)


def _opens(text: str, match: re.Match[str]) -> bool:
    """Tell whether a word says what a code opens, and none that it is of something else."""
    start, end = match.span()
    said = f"{text[max(0, start - 12) : start]}{match['of']}"
    if _OTHER.search(said) or sum(sign.isdigit() for sign in match["value"]) < 2:
        return False
    if _OPENS.search(match["of"]) or _BELL.fullmatch(match["value"]):
        return True
    if _is_near(_WARNS, text, start, end):
        return True
    # код 42В, второй подъезд; код 404 is of something else
    is_bare = match["value"].isdecimal() and not _ENDS.match(text, end)
    if is_bare:
        return False
    return clues.before(_OPENS, text, start, _BESIDE) or _is_near(_DOORS, text, start, end)


def _is_near(clue: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return clues.before(clue, text, start, _NEAR) or clues.after(clue, text, end, _BEHIND)
