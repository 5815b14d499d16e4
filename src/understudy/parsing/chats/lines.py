"""Chats as lines: ``Name: text``, with or without a time, or with the name in bold.

Prose with colons, forms, glossaries and lists of labels have such lines, too. What tells a chat is
that half of its lines have a name, and that the names come back.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from understudy.parsing.chats.whatsapp.lines import MARKS
from understudy.parsing.chats.written_times import CLOCK, DAY

NAME = r"[^\W\d_][\w.'’ -]{1,30}?"
NAMED = re.compile(rf"(?P<name>{NAME})\s?[:：]\s*(?P<text>\S.*)")
LABELS = re.compile(
    r"(?:name|date|time|tel|phone|mobile|fax|e-?mail|address|city|country|price|total|sum|amount|"
    r"qty|quantity|subject|to|from|cc|notes?|nb|page|figure|table|invoice|order|www|http|https|"
    r"question|answer|example|warning|problem|solution|input|output|instruction|response|step|"
    r"pros|cons|title|author|summary|definition|proof|theorem|model|colou?r|size|status|result|"
    r"имя|фамилия|фио|дата|время|тел|телефон|факс|почта|адрес|город|страна|цена|итого|сумма|"
    r"количество|кол-во|тема|кому|от|копия|примечание|внимание|стр|рис|табл|таблица|счет|счёт|"
    r"заказ|вопрос|ответ|пример|задача|решение|шаг|плюсы|минусы|автор|название|определение|"
    r"доказательство|модель|цвет|размер|статус|итог|результат|важно)"
    r"\.?",
    re.IGNORECASE,
)
"""What stands before a colon in forms and letters; no person's name."""
SIDES = frozenset(("me", "you", "user", "assistant", "human", "bot"))
"""Who speaks, though no letter is a capital."""
MOST_WORDS = 3
MIN_SAID = 3
"""Fewest messages of a chat whose lines only begin with names."""
ZONE = r"(?:Z|[+-]\d{2}:?\d{2})?"
STAMP = rf"(?:{DAY}(?:T|,?[ \u00a0\u202f]{{1,2}}){CLOCK}|{CLOCK})"
PERSON = r"(?P<name>[^\W_][^:：\[\]()<>*\t\n|{}]{0,38}?)"
TEXT = r"(?::|：)(?:[ \t]+(?P<text>.*)|(?P<empty>))"
FORMS = {
    "bracket": re.compile(rf"\[(?P<time>{STAMP})\][ \t]*(?:[-–—][ ])?{PERSON}\s?{TEXT}"),
    "round": re.compile(rf"\((?P<time>{STAMP})\)[ \t]*(?:[-–—][ ])?{PERSON}\s?{TEXT}"),
    "irc": re.compile(
        rf"\[?(?P<time>{STAMP}{ZONE})\]?[ \t]+"
        r"<[ @+~&%!]?(?P<name>[^<>\s]{1,32})>(?: (?P<text>.*)|$)"
    ),
    "weechat": re.compile(
        r"(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\t"
        r"(?!(?:-->|<--|--|\*|=!=)\t)[@+~&%!]?(?P<name>[^\s<>]{1,32})(?:\t(?P<text>.*)|$)"
    ),
    "before": re.compile(rf"(?P<time>{STAMP})[ \t]+(?:[-–—|][ ])?{PERSON}\s?{TEXT}"),
    "behind": re.compile(rf"{PERSON},?[ ]?[\[(](?P<time>{STAMP})[\])]\s?{TEXT}"),
    "copied": re.compile(rf"{PERSON},?[ ][\[(](?P<time>{DAY},?[ ]{CLOCK})[\])](?::)?(?P<text>)"),
    "bold": re.compile(
        rf"(?:[-*][ ])?(?P<mark>\*\*|__){PERSON}"
        r"(?:(?P=mark)\s?(?::|：)|\s?(?::|：)(?P=mark))[ \t]*(?P<text>.*)"
    ),
}
"""A file has its messages in one of them; the most telling come first."""
LOGS = frozenset({"irc", "weechat"})
"""Forms of what programs for IRC write."""
NEWS = re.compile(rf"(?:\[?(?P<time>{STAMP}{ZONE})\]?[ \t]+|(?=[-*=#]|Session ))(?P<text>\S.*)")
"""What a log of IRC has between the messages: who came, went, does. Other lines without a time are
the rest of a message, which bridges from other chats write so."""
MEETING = re.compile(r"From\s+(?P<name>\S.*?)\s+to\s+\S.*")
"""A name as Zoom writes it."""
LEVELS = re.compile(r"(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|fatal|critical)\b", re.I)
"""What a program's log has where a chat has names."""
TIMED = frozenset({*LOGS, "bracket", "round", "before", "behind", "copied"})
PLAIN = "plain"
RULE = re.compile(r"#{1,6} .*|[-=_*]{3,}")
"""A heading or a line across: no part of a message, and no sign against a chat."""


@dataclass(frozen=True, slots=True)
class Line:
    """The first line of a message."""

    name: str
    text: str
    time: str | None = None


def first_line(line: str, form: str) -> Line | None:
    """Read the first line of a message in a form; None when it is none."""
    line = line.strip(MARKS + " \t\r")
    found = (NAMED if form == PLAIN else FORMS[form]).fullmatch(line)
    if found is None:
        return None
    name = " ".join(found["name"].split()).strip(" ,-–—")
    if form in TIMED and (meeting := MEETING.fullmatch(name)):
        name = meeting["name"]
    if not name or (form not in TIMED and not is_name(name)):
        return None
    return Line(name, (found["text"] or "").strip(), found.groupdict().get("time"))


def news(line: str) -> Line | None:
    """Read a line between the messages of a log of IRC; it has no name."""
    found = NEWS.fullmatch(line.strip(MARKS + " \t\r"))
    return Line("", found["text"], found["time"]) if found else None


def is_name(text: str) -> bool:
    """Tell what may be a person's name: a few words, each with a capital; or a side of a chat."""
    words = text.split()
    if text in SIDES:
        return True
    return len(words) <= MOST_WORDS and all(not word[0].islower() for word in words)


def are_people(said: Sequence[Line | None], *, returning: int, labels: float = 0.0) -> bool:
    """Tell whether lines are a chat's.

    Half of the lines, the first one too, have a name; there are two of them at least, most come
    back, and hardly one is a label of forms.

    Args:
        said: What each line says, None for one without a name.
        returning: How many names must come back.
        labels: Share of the named lines that may be a label all the same.
    """
    named = [one for one in said if one is not None]
    people = [one for one in named if not LABELS.fullmatch(one.name)]
    names = Counter(one.name for one in people)
    again = [count for count in names.values() if count > 1]
    return (
        len(people) >= MIN_SAID
        and said[0] is not None
        and len(names) >= 2
        and len(again) >= returning
        and len(named) >= 0.5 * len(said)
        and sum(again) >= 0.5 * len(named)
        and len(named) - len(people) <= labels * len(named)
        and any(len(one.text.split()) >= 3 for one in people)
    )


def form_of(text: str) -> str | None:
    """Return the form in which a text has a chat's messages; None when it is no chat.

    A line with a time and a name is more than one with a name: two are enough, however long the
    messages; such a line comes first, or below a heading.
    """
    lines = [line for line in text.split("\n") if line.strip() and not RULE.fullmatch(line.strip())]
    for form in FORMS:
        said = [first_line(line, form) for line in lines]
        if form in TIMED:
            # A log of IRC may begin with who came.
            if (form in LOGS or said[:1] != [None]) and _are_timed(said, form):
                return form
        elif said and are_people(said, returning=2, labels=0.1):
            return form
    said = [first_line(line, PLAIN) for line in lines]
    is_chat = bool(said) and are_people(said, returning=2, labels=0.1) and not _is_form(said)
    return PLAIN if is_chat else None


def _are_timed(said: Sequence[Line | None], form: str) -> bool:
    """Tell a chat whose messages have times from a log, a timetable or a diary.

    Names come back; a chat of two or three messages may do without where its form is a chat's
    alone and tells the day.
    """
    named = [one for one in said if one is not None]
    names = Counter(one.name for one in named)
    logged = sum(LEVELS.match(one.name) is not None for one in named)
    if form == "weechat" and not _are_words(named):
        return False
    if len(names) < 2 or len(named) < 0.1 * len(said) or logged > 0.1 * len(named):
        return False
    if len(named) <= 3 and form != "before":
        return all(re.search(DAY, one.time or "") for one in named) or len(names) < len(named)
    return len(names) <= len(named) / 2 and sum(n > 1 for n in names.values()) >= 2


def _are_words(named: Sequence[Line]) -> bool:
    """Tell what people say from what a device measures, which has the same columns."""
    said = sum(len(re.findall(r"[^\W\d_]{2,}", one.text)) > 1 for one in named)
    return 4 * said >= len(named)


def _is_form(said: Sequence[Line | None]) -> bool:
    """Tell three labels or more that come back in one order, again and again: a form's."""
    names = [one.name for one in said if one is not None]
    cycle = len(set(names))
    return cycle > 2 and all(name == names[i % cycle] for i, name in enumerate(names))
