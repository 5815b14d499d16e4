"""What KakaoTalk itself writes into an export, in Korean and English."""

import re
from collections.abc import Collection
from datetime import date, datetime, time
from typing import NamedTuple

from understudy.core.records import MessageKind
from understudy.parsing.chats.line_words import clock
from understudy.parsing.chats.written_dates import MONTHS

SAVED = re.compile(r"(?:저장한 날짜|Date Saved) ?: ?\d?.*")
TITLE = re.compile(
    r"(?:(?:\S+ saved )?KakaoTalk Chats with (?P<en>.+)|(?P<windows>.+?) with KakaoTalk Chats"
    r"|(?P<ko>.+?) ?(?:님과|과|와)? ?카카오톡 대화)"
)
END = re.compile(r"(?:-\d+)?\.txt\Z")
PEOPLE = re.compile(r" ?\(\d+ ?(?:명|people|persons?)\)\Z")
"""How many are in a group: it changes, the group does not."""
OWNERS = {"회원님", "you", "You"}
"""What the owner of a phone is called in its exports of some versions."""

_CLOCK = r"(?P<clock>(?:(?:오전|오후) ?)?\d{1,2}:\d\d(?: ?[AaPp]\.?[Mm]\.?)?)"
_KOREAN = r"(?P<year>\d{4})(?:년|\.) ?(?P<month>\d{1,2})(?:월|\.) ?(?P<day>\d{1,2})(?:일|\.)"
_ENGLISH = r"(?P<name>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}), (?P<year>\d{4})"
_RULE = r"(?:-+ *)"
STAMPS = {
    "korean": re.compile(rf"{_KOREAN} {_CLOCK}"),
    "clock_first": re.compile(rf"{_CLOCK}, {_ENGLISH}"),
    "day_first": re.compile(rf"{_ENGLISH}(?:,| at) {_CLOCK}"),
    "clock": re.compile(_CLOCK),
    "windows": re.compile(rf"\[(?P<author>[^\n]{{1,60}}?)\] \[{_CLOCK}\](?: |$)"),
}
"""How the lines of messages begin: by the phones of several languages and years, with the day or
below it, and by the program for Windows. A file has one form."""
DATED = {"korean", "clock_first", "day_first"}
DAYS = (
    re.compile(rf"{_RULE}?{_KOREAN}(?: .요일)?(?: {_RULE})?"),
    re.compile(rf"{_RULE}?(?:[A-Z][a-z]+day, )?{_ENGLISH}(?: {_RULE})?"),
)
NAMED = re.compile(r"(?P<author>[^\n]{1,60}?) :(?: (?P<text>.*)|$)")

EVENT = re.compile(
    r".{1,60}님이 (?:.+님을 (?:초대|내보)[가-힣 ]{1,8}|(?:들어왔|나갔|퇴장했|입장했)습니다)\.?"
    r"|.{1,60}님을 내보냈습니다\.?|(?:관리자|방장)가 메시지를 가렸습니다\.?"
)
ENGLISH_EVENT = re.compile(
    r"(?P<who>.{1,60}?) (?:invited .{1,300}|(?:left|joined)(?: (?:this|the) chat ?room)?)\.?"
)
"""Who came and went; the program for Windows sets no time before it, that of a Mac calls it a
message. Anybody may have left: in English it is the app's sentence of somebody who speaks."""
DELETED = re.compile(
    r"삭제된 메시지입니다\.?|메시지가 삭제되었습니다\.?"
    r"|(?:This message was deleted|This is a deleted message|Deleted message)\.?"
)
CALL = re.compile(
    r"(?:보이스톡|페이스톡|그룹콜|라이브톡|Voice ?(?:Call|Talk)|Video ?Call|Face ?Talk|Group ?Call)"
    r" ?(?:해요|취소|부재중|응답 ?없음|거절|종료|[Cc]ancell?ed|[Mm]issed|[Nn]o answer|[Dd]eclined"
    r"|[Ee]nded|\d{1,2}:\d\d(?::\d\d)?)"
)
STICKER = re.compile(
    r" ?\((?:이모티콘|emoticon)(?:_[^()\n]{0,60})?\) ?|\A(?:이모티콘|스티커|Emoticons?|Stickers?)\Z"
)
_SEEN = r"사진|동영상|음성 ?메시지|Photos?|Videos?|Voice ?(?:[Nn]ote|[Mm]essage)"
_NAMED = "파일|지도|연락처|음성|File|Map|Contact|Location|Audio"
MEDIA = re.compile(
    rf"[<(](?:{_SEEN}|{_NAMED})[^<>()\n]{{0,20}}[>)]|(?:{_SEEN})(?: \d+(?:장)?)?|\d+ [Pp]hotos"
    rf"|(?:{_NAMED}) ?: .*"
    r"|[0-9a-f-]{8,}\.(?:jpe?g|png|gif|webp|mp4|m4a|mov|3gp|avi|amr)"
)


class Line(NamedTuple):
    """A line that begins something: a message, or what the app says."""

    day: date | None
    """None where the day stands above."""
    time: time
    author: str
    """Empty for what the app says."""
    text: str


def begun(line: str, form: str) -> Line | None:
    """Read a line that begins with a time; None when it is none."""
    found = STAMPS[form].match(line)
    at = clock(found["clock"]) if found else None
    on = _date(found) if found and form in DATED else None
    if found is None or at is None or (form in DATED and on is None):
        return None
    rest = line[found.end() :]
    if form == "windows":
        return Line(None, at, found["author"].strip(), rest)
    if not rest:  # a phone with Android repeats day and time above those of a new day
        return Line(on, at, "", "") if on else None
    if rest[0] == ":":
        return Line(on, at, "", rest[1:].strip())
    named = NAMED.fullmatch(rest[2:])
    author, text = (named["author"].strip(), named["text"] or "") if named else ("", rest[2:])
    return Line(on, at, author, text) if rest.startswith(", ") else None


def day(line: str) -> date | None:
    """Read a line with nothing but a day; None when it is none."""
    found = next((found for one in DAYS if (found := one.fullmatch(line))), None)
    return _date(found) if found else None


def _date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = parts.get("month") or _month(parts["name"])
    try:
        return datetime(int(parts["year"]), int(month), int(parts["day"])).date()
    except ValueError:
        return None


def _month(name: str) -> int:
    return next((i for i, names in enumerate(MONTHS, 1) if name.lower() in names.split()), 0)


def title(line: str) -> str | None:
    """Return the chat's name from the first line of an export."""
    found = TITLE.fullmatch(END.sub("", line.strip()))
    name = next((name for name in found.groups() if name), None) if found else None
    return PEOPLE.sub("", name).strip() if name else None


def is_event(text: str, speakers: Collection[str]) -> bool:
    """Tell what the app says of those who come and go."""
    if EVENT.fullmatch(text):
        return True
    found = ENGLISH_EVENT.fullmatch(text)
    return found is not None and found["who"] in speakers


def told(author: str, text: str) -> tuple[MessageKind, str]:
    """Return the kind of a message and its own words; emoticons between them are none."""
    text = text.strip()
    if not author:
        return "service", text
    kinds: tuple[tuple[MessageKind, re.Pattern[str]], ...]
    kinds = (("deleted", DELETED), ("call", CALL), ("media", MEDIA))
    if kind := next((kind for kind, words in kinds if words.fullmatch(text)), None):
        return kind, ""
    words = STICKER.sub(" ", text).strip() if STICKER.search(text) else text
    return ("text" if words else "sticker" if text else "media"), words
