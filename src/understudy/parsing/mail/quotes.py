"""What of a mail its author wrote: without quotations, forwarded mails, signatures.

Libraries for it know English and a few Western languages: of the Russian replies among the tests'
examples mail-parser-reply 1.36 reads 1 of 19, email-reply-parser 0.5.12 reads 6, quotequail 0.5.4
reads 5 (docs/chats.md).
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

QUOTED = re.compile(r"[ \t]{0,3}>")
INITIALS = re.compile(r"[ \t]?[A-ZА-ЯЁ]\w{0,3}> ?")
"""How The Bat! marks whose lines it quotes."""
SIGNATURE = re.compile(r"--[ \t]?$|--[ \t]*$")
LONGEST_SIGNATURE = 10
"""Lines; what stands below two dashes without their space is no signature when it is longer."""
LONGEST_ATTRIBUTION = 3
"""Lines: programs break it like any other."""
MOST_CHARACTERS = 500
"""Of an attribution; an address and two long names are 200."""
FOOTER = re.compile(r"_{40,}[ \t]*$")
"""Above the footer of a mailing list, and above what Outlook forwards."""
RULE = re.compile(r"[ \t]*[-_=*~]{2,}[ \t]*$")

FORWARDED = (
    "forwarded message|forwarded by|begin forwarded message|пересылаемое сообщение|"
    "перенаправленное сообщение|пересланное сообщение|переадресованное сообщение|"
    "начало переадресованного сообщения|начало пересылаемого сообщения|переслане повідомлення|"
    "weitergeleitete nachricht|anfang der weitergeleiteten nachricht|message transféré|"
    "début du message transféré|mensaje reenviado|mensagem encaminhada|messaggio inoltrato"
)
ANSWERED = (
    "original message|original appointment|исходное сообщение|оригинальное сообщение|"
    "первоначальное сообщение|вихідне повідомлення|ursprüngliche nachricht|original-nachricht|"
    "message d'origine|message original|mensaje original|mensagem original|messaggio originale|"
    "oorspronkelijk bericht|wiadomość oryginalna"
)
SEPARATOR = re.compile(
    rf"[ \t]*(?:[-–—_=*]{{2,}}[ \t]*(?:(?P<forwarded>{FORWARDED})|(?:{ANSWERED}))\b.{{0,200}}"
    r"|(?P<begun>(?:begin forwarded message|начало (?:переадресованного|пересылаемого) сообщения|"
    r"anfang der weitergeleiteten nachricht|début du message transféré)):?[ \t]*)$",
    re.IGNORECASE,
)
FROM = "from|от|от кого|von|de|da|van|od|від|від кого"
OTHERS = (
    "sent|date|to|cc|bcc|subject|reply-to|importance|отправлено|дата|кому|копия|тема|отправитель|"
    "надіслано|копія|gesendet|datum|an|betreff|envoyé|à|objet|enviado|enviado el|fecha|para|"
    "asunto|inviato|data|oggetto|verzonden|aan|onderwerp|assunto|wysłano|do|temat"
)
LABEL = re.compile(
    rf"[ \t*_]*(?:(?P<author>{FROM})|(?:{OTHERS}))[ \t*_]*:[*_]*[ \t]*\S", re.IGNORECASE
)
BLOCK = 8
"""Lines from the first within which the header of a quoted mail has an author and two more."""

VERB = re.compile(
    r"(?<!\w)(?:wrote|writes|quoting|zitat von|писал[аи]?|написал[аи]?|писал\(а\)|написал\(а\)|"
    r"пишет|пишете|пише|написав|написав\(ла\)|schrieb|a écrit|escribió|escreveu|ha scritto|"
    r"pisze|napisała?|napisał\(a\)|skrev|schreef|geschreven)(?!\w)",
    re.IGNORECASE,
)
DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d\d|\d{1,2}:\d\d)")
ADDRESS = re.compile(r"<?[\w.+%-]+@[\w-]+\.[\w.-]+")
OPENING = re.compile(
    r"[ \t]*(?:on|am|le|el|il|em|op|den|w dniu|пользователь|вы|у|mon|tue|wed|thu|fri|sat|sun|"
    r"пн|вт|ср|чт|пт|сб|вс|нд|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b",
    re.IGNORECASE,
)
USER = re.compile(r"[ \t]*пользователь\b", re.IGNORECASE)
SENTENCE = re.compile(r"[.!?…:;][ \t]*$")

PHONE = re.compile(
    r"[ \t*_]*(?:sent (?:from (?:my |mail for|yahoo|outlook|samsung|proton|ip(?:hone|ad)|android|"
    r"gmail|mobile|windows|a mobile)|with (?:proton|airmail|spark)|via ).{0,80}"
    r"|(?:get|скачать|получить) outlook (?:for|для) .{0,120}"
    r"|отправлено (?:с|из|от) (?:мо\w+ |моб|ip(?:hone|ad)|почты|яндекс|android|samsung|outlook|"
    r"mail|gmail|прилож|windows|телефон|смартфон|планшет|устройств|xiaomi|huawei|honor).{0,80}"
    r"|надіслано (?:з|із) .{0,80}|von meinem .{0,60} gesendet|gesendet (?:mit|von mein) .{0,60}"
    r"|envoyé (?:de|depuis) mon .{0,60}|enviado desde mi .{0,60})$",
    re.IGNORECASE,
)
MANY_BLANK = re.compile(r"\n(?:[ \t]*\n){2,}")


class Spoken(NamedTuple):
    """What of a mail is whose."""

    text: str
    """Its author's own words; may be empty."""
    forwarded: str | None
    """A mail of somebody else that it passes on; None when it passes on none."""


def own_words(text: str) -> Spoken:
    """Separate the words of a mail's author from those of others.

    Quotations go where they stand, with the line that says who wrote them; what was written between
    them stays. From the header of a quoted or forwarded mail, an attribution without marks behind
    it, or a signature on, all goes.

    Args:
        text: The body, as plain text or Markdown.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    initialled = sum(INITIALS.match(line) is not None for line in lines) > 1
    quoted = [
        QUOTED.match(line) is not None or (initialled and INITIALS.match(line) is not None)
        for line in lines
    ]
    last_quoted = max((at for at, is_quoted in enumerate(quoted) if is_quoted), default=-1)
    own: list[str] = []
    at = 0
    while at < len(lines):
        if quoted[at]:
            at += 1
            continue
        size = _attribution(lines, quoted, at)
        if size:
            if last_quoted < at + size:
                break
            at += size
            continue
        if _ends(lines, quoted, at):
            break
        own.append(lines[at])
        at += 1
    is_whole = len(own) == len(lines)
    words = "\n".join(lines).strip() if is_whole else _tidy(own)
    return Spoken(_without_phone(words), _forwarded(lines[at:]))


def passes_on(line: str) -> bool:
    """Tell whether a line says that a mail of somebody else is passed on below."""
    found = SEPARATOR.match(line)
    return found is not None and bool(found["forwarded"] or found["begun"])


def _ends(lines: Sequence[str], quoted: Sequence[bool], at: int) -> bool:
    """Tell whether nothing from a line on is the author's."""
    line = lines[at]
    if line.startswith("--") and SIGNATURE.match(line):
        rest = (i for i in range(at + 1, len(lines)) if lines[i].strip() and not quoted[i])
        said = len(list(islice(rest, LONGEST_SIGNATURE + 1)))
        return line == "-- " or 0 < said <= LONGEST_SIGNATURE
    if FOOTER.match(line) or SEPARATOR.match(line):
        return True
    return _is_header(lines, at)


def _is_header(lines: Sequence[str], at: int) -> bool:
    """Tell whether the header of another mail begins at a line."""
    if LABEL.match(lines[at]) is None:
        return False
    found = [LABEL.match(line) for line in lines[at : at + BLOCK] if line.strip()]
    labels = [one for one in found if one is not None]
    return len(labels) > 2 and any(one["author"] for one in labels)


def _attribution(lines: Sequence[str], quoted: Sequence[bool], at: int) -> int:
    """Return over how many lines something like "On Monday Anna wrote:" goes on; 0 for none."""
    joined = ""
    for size in range(1, LONGEST_ATTRIBUTION + 1):
        end = at + size
        if end > len(lines) or quoted[end - 1] or not lines[end - 1].strip():
            return 0
        joined += f" {lines[end - 1].strip()}"
        if len(joined) > MOST_CHARACTERS:
            return 0
        if joined.endswith(":"):
            following = next((i for i in range(end, len(lines)) if lines[i].strip()), None)
            is_marked = following is not None and quoted[following]
            return size if _says_who(joined, is_marked=is_marked, size=size) else 0
        if SENTENCE.search(joined):
            return 0
    return 0


def _says_who(line: str, *, is_marked: bool, size: int) -> bool:
    """Tell whether a line names the author of what follows.

    Args:
        line: Its parts joined.
        is_marked: Whether marks of a quotation follow it; then less will do.
        size: How many lines it was.
    """
    if size > 1 and not (OPENING.match(line) or DATE.search(line)):
        return False
    is_dated, is_addressed = DATE.search(line) is not None, ADDRESS.search(line) is not None
    if VERB.search(line):
        return (
            is_marked
            or USER.match(line) is not None
            or is_addressed
            or (is_dated and OPENING.match(line) is not None)
        )
    return is_dated and is_addressed


def _forwarded(rest: Sequence[str]) -> str | None:
    """Return the mail that is passed on below a line that says so."""
    if not rest or not passes_on(rest[0]):
        return None
    bare = [line[1:].removeprefix(" ") if line.startswith(">") else line for line in rest[1:]]
    return _tidy([line for line in bare if not LABEL.match(line) and not SEPARATOR.match(line)])


def _tidy(lines: Sequence[str]) -> str:
    """Join lines, without rules and empty lines at the end."""
    last = len(lines)
    while last and (not lines[last - 1].strip() or RULE.match(lines[last - 1])):
        last -= 1
    return MANY_BLANK.sub("\n\n", "\n".join(lines[:last])).strip()


def _without_phone(words: str) -> str:
    """Cut what a phone's program says of itself at the end."""
    while words and PHONE.match(words.rsplit("\n", 1)[-1]):
        words = words.rpartition("\n")[0].rstrip()
    return words
