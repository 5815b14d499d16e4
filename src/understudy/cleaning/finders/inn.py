"""Russian taxpayer numbers (ИНН)."""

import re

from stdnum.ru import inn as standard

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.signs.checks import five_digits
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

_SHAPE = re.compile(
    r"(?<![0-9A-Za-z_+])(?<![0-9)][ .,/-])[0-9](?:[ -]?[0-9]){9}(?:(?:[ -]?[0-9]){2})?(?![\w])"
    r"(?![ .,-]?[0-9])(?!/(?![0-9]{9}(?![0-9]))[0-9])"  # ИНН/КПП 7707083893/770701001
)
# Of Kazakhs (ИИН), Ukrainians (ИПН, РНОКПП): their checks are others
_ABROAD = re.compile(
    r"(?i)(?<![^\W_])(?:иин|жсн|[иі]пн|рнокпп|"
    r"[иі]дентиф\w+ код\w?)(?:[ ]?[:№=—-]| это| у \w{2,5}| номер){0,2} ?\Z"
)
_ABROAD_NEAR = 30
_SAID = clues.words(r"инн ?[/,и] ?кпп", r"инн\w{0,2}", "tin", "inn", r"налогоплательщик\w*")
_OTHER = clues.words(
    r"тел(?:ефон\w*)?", r"сч[её]т\w*", r"р/с", "огрн", "phone", "кпп", r"паспорт\w*", r"снилс\w*",
)  # fmt: skip
# Right behind its name it is somebody's number though a digit is wrong.
_RIGHT_BEHIND = re.compile(r"(?i)(?<![^\W_])инн(?: ?/ ?кпп)?(?: ?[:№=—-]| это)? ?\Z")
_CLOCK = re.compile(r"20[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{4}")  # 202505121804
_PERSONAL = 12
_NAME = 16
"""Code points of the name and the signs behind it."""


@FINDERS.register("inn")
@finds("INN", needs=five_digits)
def inn(text: str, _: Context) -> list[Found]:
    """Find those whose control digits are right: a person's anywhere, a company's behind *ИНН*.

    Right behind *ИНН* a wrong digit does not count.

    A company's number has one control digit, which one of ten other numbers has right by chance.
    """
    text = plain(text)
    found: list[Found] = []
    for match in _SHAPE.finditer(text):
        number = digits(match[0])
        if set(number) == {"0"}:
            continue
        start = match.start()
        if not standard.is_valid(number):
            beside = _RIGHT_BEHIND.search(text, max(0, start - _NAME), start)
            if beside or _ABROAD.search(text, max(0, start - _ABROAD_NEAR), start):
                found.append(Found(*match.span(), "INN", number))
            continue
        bare = len(number) == _PERSONAL and match[0].isdecimal() and not _CLOCK.fullmatch(number)
        if bare or clues.nearest(_SAID, _OTHER, text, match.start()):
            found.append(Found(*match.span(), "INN", number))
    return found
