"""How dates of birth are written: the patterns of finder ``birth_date``."""

import re

MONTHS = (
    "янв|jan", "фев|feb", "мар|mar", "апр|apr", "ма[йяе]|may", "июн|jun",
    "июл|jul", "авг|aug", "сен|sep", "окт|oct", "ноя|nov", "дек|dec",
)  # fmt: skip
_MONTH = (
    r"(?:январ[а-яё]{1,2}|феврал[а-яё]{1,2}|март[а-яё]{0,2}|апрел[а-яё]{1,2}|ма[яйе]|"
    r"июн[а-яё]{1,2}|июл[а-яё]{1,2}|август[а-яё]{0,2}|"
    r"сентябр[а-яё]{1,2}|октябр[а-яё]{1,2}|ноябр[а-яё]{1,2}|декабр[а-яё]{1,2}|(?:янв|фев|мар|апр|"
    r"авг|сент?|окт|нояб?|дек)\.?|"
    r"jan(?:uary)?\.?|feb(?:ruary)?\.?|mar(?:ch)?\.?|apr(?:il)?\.?|may|june?\.?|july?\.?|"
    r"aug(?:ust)?\.?|sept?(?:ember)?\.?|"
    r"oct(?:ober)?\.?|nov(?:ember)?\.?|dec(?:ember)?\.?)"
)  # fmt: skip
_YEAR = (
    r"(?:(?:18|19|20)[0-9]{2}(?:[ ]?(?:года|год|г\.(?!р)|г(?![\w.])))?"
    r"|['’]?[0-9]{2}(?:-?(?:го|м|ого|ом))?(?![0-9]))"
)
ORDINALS = (
    "перв|first", "втор|second", "треть|third", "четв[её]рт|fourth", "пят|fifth", "шест|sixth",
    "седьм|seventh", "восьм|eighth", "девят|ninth", "десят|tenth", "одиннадцат|eleventh",
    "двенадцат|twelfth", "тринадцат|thirteenth", "четырнадцат|fourteenth",
    "пятнадцат|fifteenth", "шестнадцат|sixteenth", "семнадцат|seventeenth",
    "восемнадцат|eighteenth", "девятнадцат|nineteenth", "двадцат|twentieth",
)  # fmt: skip
_TENS = "двадцать|тридцать|twenty|thirty"
_SPOKEN = (
    rf"(?:(?:{_TENS})[ -])?(?:{'|'.join(ORDINALS)}|тридцат|thirtieth)(?:ого|его|ое|ье|е)?"
    r"(?![^\W_])"
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])"
_NUMBER = r"(?:1[0-2]|0?[1-9])"
_FIGURES = (
    r"(?P<n1>[0-3]?[0-9])(?P<sep>[./-]|[ ]|\. )(?P<n2>[0-3]?[0-9])(?P=sep)(?P<n3>(?:18|19|20)"
    rf"[0-9]{{2}}|[0-9]{{2}})(?: ?(?:года|г\.(?! ?р)|г(?![\w.])))?"
    rf"|(?P<y1>(?:18|19|20)[0-9]{{2}})[./-](?P<m1>{_NUMBER})[./-](?P<d1>{_DAY})"
    rf"|(?P<d2>{_DAY})(?:-?(?:го|е|th|st|nd|rd))?(?: of)?[ .-]{{1,2}}(?P<w2>{_MONTH})"
    rf"(?:,?[ .-]{{1,2}}(?P<y2>{_YEAR}))?"
    rf"|(?P<d4>{_DAY})[./ -](?P<w4>XI{{0,2}}|IX|IV|VI{{0,3}}|I{{1,3}})[./ -](?P<y4>{_YEAR})"
    rf"|(?P<w3>{_MONTH}) (?P<d3>{_DAY})(?:th|st|nd|rd)?(?:,? (?P<y3>{_YEAR}))?"
)  # fmt: skip
_FULL = (
    rf"(?:{_FIGURES}"
    rf"|(?P<d5>{_SPOKEN})(?: of)? (?P<w5>{_MONTH})(?:,? (?P<y5>{_YEAR}))?)"
)
_END = r"(?:(?![\w])(?![./-][0-9])|(?=T[0-9]{2}:))"  # or the hour, as programs write it
_BORN = (
    r"д\. ?р\.?|д/р|др|дата[ ]рожд(?:ения|\.)|датой рождения|дат[уы] рождения|рожд(?:ения|ён|ена|"
    r"ённ?[а-яё]{0,3}|ен|енн?[а-яё]{0,3}|\.)?|г/р|по(?:я|й)в[а-яё]{2,4}(?:сь|ся) на свет|"
    r"родил(?:ся|ась|ись|ось)|уродил(?:ся|ась)|род\.|год рождения|др у|день рожд?ения|"
    r"дня рождения|днем рождения|днём рождения|днюх[а-яё]{1,2}|"
    r"born|dob|d\.o\.b\.?|date of birth|birth ?date|birthday|birth day|b-?day"
)  # fmt: skip
# Words between: of the owner, the place, or "is". Neither figures nor another clause.
_GAP = (
    r"(?:[ ]?[:=(—–-])?[^\d\0.;!?\n]{0,40}?"
    r"(?:[ ](?:г|гор|с|д|дер|п|пос|ст|обл|р)\.[^\d\0.;!?\n]{0,30}?)?[\s(]{0,2}"
)
BEHIND = re.compile(
    rf"(?<![^\W_])(?:(?:{_BORN}){_GAP}(?<![\w])(?<![0-9][./-])(?P<date>{_FULL}){_END}"
    r"|(?:год[а-яё]? рожд(?:ения|\.)|year of birth)(?:[ ]?[:—-]|[ ]is)? ?(?P<year>(?:18|19|20)"
    r"[0-9]{2})(?![./-]?[0-9]))",
    re.IGNORECASE,
)
# Without a year only right behind a birthday: "др 12.04", "birthday: 12/04"
BIRTHDAY = re.compile(
    r"(?<![^\W_])(?:др|д\. ?р\.|д/р|днюх[а-яё]{1,2}|д[её]н[ьюе]м? рождения|birthday|b-?day)"
    r"(?: (?:у )?[а-яё]{2,14})?(?:[ ]?[:=—–-]| is| on)?[ ]"
    rf"(?P<date>(?P<d6>{_DAY})(?:/(?={_NUMBER})|\.(?=0[1-9]|1[0-2]))(?P<w6>{_NUMBER})"
    rf"|(?P<w7>{_NUMBER})/(?P<d7>{_DAY}))(?![\w%])(?![.,:/-][0-9])"
    r"(?! ?(?:тыс|kg|lb|руб|₽|процент))",
    re.IGNORECASE,
)
# "12.05.1985 г.р.", "1985 года рождения"
_OF_BIRTH = (
    r"[ ,]{0,2}(?:\(?(?:г\.? ?р\.?|года? рожд(?:ения|\.)|д\. ?р\.?|рожд(?:ения|\.)|"
    r"г\. ?рожд(?:ения|\.)|\(?dob\)?)(?![^\W_])|(?: ?[—-] ?| ?\()(?:это )?(?:мо[яй] |е[её] |его )?"
    r"(?:дата рожд(?:ения|\.)|день рождения|д\. ?р\.|др)(?![^\W_])"
    r"(?![ :—-]{0,3}(?:[0-9]|не |на |была?|у )))"
)
FRONT = re.compile(
    rf"(?<![\w])(?<![0-9][./-])(?:(?P<date>{_FIGURES})|(?P<year>(?:18|19|20)[0-9]{{2}})){_OF_BIRTH}",
    re.IGNORECASE,
)
# "(b. 02/02/1972)", "Петров, р. 12.05.1958"
SHORT = re.compile(
    rf"(?:(?<=[(,])|(?<=[(,] ))(?:b|р|род|nat)\.? ?(?P<date>{_FULL}){_END}(?<=[0-9])", re.IGNORECASE
)
# "DOB 04/17/1983, sorry, I mean 04/18/1983"
CORRECTED = re.compile(
    r"[^\d\0\n]{0,25}?(?<![^\W_])(?:sorry|mean|meant|wait|actually|correction|rather|oops|not|or|"
    r"точнее|вернее|то есть|т\.е\.|ой|упс|нет|не|извин[а-яё]{1,5}|прост[а-яё]{2,4}|ошиб[а-яё]{1,6}|"
    r"опечат[а-яё]{1,6}|исправ[а-яё]{1,6}|поправ[а-яё]{1,6}|или|пардон)(?![^\W_])"
    rf"[^\d\0\n]{{0,20}}?(?<![\w./-])(?P<date>{_FULL}){_END}",
    re.IGNORECASE,
)
# A line of a clinic: name, date, number. Only full names and names with initials.
_NAME = (
    r"(?:[А-ЯЁ][а-яё]{1,20}(?:-[А-ЯЁ][а-яё]{1,20})? (?:[А-ЯЁ]\. ?[А-ЯЁ]\.|[А-ЯЁ][а-яё]{1,20} "
    r"[А-ЯЁ][а-яё]{2,20}(?:вич|вна|ична|ьич|оглы|кызы))|[A-Z][a-z'’-]{1,20} [A-Z][A-Za-z'’-]{1,20}|"
    r"[A-Z][a-z'’-]{1,20}, [A-Z][a-z'’-]{1,20})"
)
_NUMBERED = (
    r"(?:омс|дмс|енп|полис|снилс|паспорт|и/?б|ист(?:ория|\.)|(?:мед|амб)[а-яё.]{0,12} ?карт|№|инн|"
    r"прожив|адрес|mrn|nhs|ssn|policy|chart|record|medicare|insurance|member)"
)
_LISTED_DATE = (
    r"[ ]?[,;(|]?[ ]?(?P<date>(?P<n1>[0-3]?[0-9])(?P<sep>[./-])(?P<n2>[0-3]?[0-9])(?P=sep)"
    rf"(?P<n3>(?:19|20)[0-9]{{2}})|(?P<y1>(?:19|20)[0-9]{{2}})-(?P<m1>{_NUMBER})-(?P<d1>{_DAY}))"
    r"(?![\w])(?![./:-][0-9])"
)
# The number is hidden already by the time it stands before the name.
LISTED = (
    re.compile(
        rf"(?<![^\W_]){_NAME}{_LISTED_DATE}(?=[ ]?[,;)|]{{0,2}}[ ]?(?i:{_NUMBERED})(?![^\W_])"
        r"[^\n,;]{0,15}[0-9\0№])"
    ),
    re.compile(
        rf"(?i:{_NUMBERED})[ №:]{{0,3}}\0{{1,30}}[,;|]?[ ]{_NAME}{_LISTED_DATE}"
        r"(?=[ ]?(?:[,;)|]|\Z|\n))"
    ),
)
# "12.04 мне исполнится 30", "she turns 30 on May 5"; firms and towns have no such dates here
_SHORT_DATE = (
    rf"(?<![\w.,/-])(?P<date>{_FULL}|(?P<d6>{_DAY})[./](?P<w6>{_NUMBER}))(?![\w])(?![./:-][0-9])"
)
_WHO = (
    r"(?:мне|тебе|ему|ей|вам|маме|папе|жене|мужу|сыну|дочке|дочери|брату|сестре|бабушке|дедушке|"
    r"внуку|внучке|племянни(?:ку|це)|тёте|дяде|другу|подруге|малыш[уке]{1,2}|"
    r"пациент(?:у|ке)|мам|пап)"
)
_COMES = r"(?:исполн(?:ится|яется|илось|илс[яь])|стукн(?:ет|уло|ул))"
_AGE = r"(?:[0-9]{1,3}(?:[ ](?:лет|года?|годик[а-яё]{0,2}))?[ ])?"
TURNING = tuple(
    re.compile(rf"(?<![^\W_]){pattern}", re.IGNORECASE)
    for pattern in (
        rf"{_SHORT_DATE} (?:{_WHO} {_COMES}|{_COMES} {_WHO})(?![^\W_])",
        rf"{_WHO} {_COMES} {_AGE}{_SHORT_DATE}",
        rf"{_WHO} {_SHORT_DATE} {_COMES}",
        r"(?:I|he|she|mom|mum|dad|(?:my|his|her|our) [a-z]{3,12})(?:'ll| will|'s| is|'m| am)?"
        rf" (?:turn|turns|turned|turning|be|going to be) [0-9]{{1,3}} on (?:the )?{_SHORT_DATE}",
    )
)
NO_BIRTH = re.compile(
    r"(?i)\b(?:посл|назад|через|визит|осмотр|при[её]м|исследован|выписан|записан|поступ|"
    r"вес(?:а|ом|ит|ил[аи]?)?\b|рост(?:а|ом)?\b|операц|visit|seen\b|exam(?!ple)|scan(?:s|ned)?\b|"
    r"after\b|since\b)"
)
