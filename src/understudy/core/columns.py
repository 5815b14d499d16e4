"""Names of columns that tell who somebody is, in English and Russian.

On the safe side: it decides what is printed and what a person is asked about, and hides nothing.
"""

import re

_WHOLE = """
patient client customer employee doctor nurse operator manager director driver teacher student
parent mother father guardian spouse owner recipient sender assignee reviewer author user contact
signed signature login account mobile tel ip street city zip postcode card plate dob ssn mrn iban
inn iin snils
имя имени отец отца мать матери больной больная больного тел инн карта карты счет счета
"""
"""Words that tell, but not as a part of any other."""
_ENDING = "name mail phone address"
"""Endings of words: *surname*, *email*."""
_BEGINNING = """
person surgeon physician radiologist technician referr passport policy policies insur licence
license
фамил отчеств пациент клиент врач доктор сотрудник исполнит ответствен лаборант сестр медсестр
хирург специалист оператор заведующ директор водител учител преподават ученик студент родител
опекун супруг владел получател отправител направил направивш принял принявш выдал выдавш пользоват
контакт моб почт адрес улиц паспорт полис снилс логин подпис
"""
"""Beginnings of words."""
_AND_NOT = {"фио": "лет", "автор": "и[зт]", "город": "[а-я]{3}"}
"""Beginnings of words, and what makes other words of them: *фиолетовый*, *авторизация*."""
_INSIDE = "birth рожд телефон"
"""What a word may hold anywhere."""
_SEVERAL = "medical record|record no|social security|post code|ф и о|д ?р"
"""What tells by several words alone, or by their first letters."""


def _any(words: str) -> str:
    return "|".join(words.split())


_START, _END = r"(?<![^\W\d_])(?:id|co)?", r"(?![^\W\d_])"
_AFTER = "(?:e?s|ids?|no|num|numbers?|code|by|holder)?"
_TELLING = re.compile(
    rf"(?:{_START}(?:{_any(_WHOLE)})|(?:{_any(_ENDING)})){_AFTER}{_END}"
    rf"|{_START}(?:{_any(_BEGINNING)})"
    rf"|{_START}(?:{'|'.join(f'{word}(?!{rest})' for word, rest in _AND_NOT.items())})"
    rf"|{_any(_INSIDE)}"
    rf"|{_START}(?:{_SEVERAL}){_END}"
)
_JOINTS = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])|[\W_]+")


def tells_who(name: str) -> bool:
    """Tell whether a column holds people, or what leads to them, by its name alone.

    >>> tells_who("PatientName"), tells_who("Ф.И.О."), tells_who("capacity")
    (True, True, False)
    """
    return _TELLING.search(_JOINTS.sub(" ", name).casefold().replace("ё", "е")) is not None
