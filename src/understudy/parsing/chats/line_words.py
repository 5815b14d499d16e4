"""What LINE itself writes into an export, in the languages that it is used in."""

import re
from calendar import monthrange
from datetime import date, time

from understudy.core.errors import InputError

TITLE = re.compile(
    r"(?:\[LINE\] ?)?(?:"
    r"Chat (?:history )?(?:with|in) (?P<en>.+)"
    r"|(?P<ja>.+?)(?:さん)?との?トーク(?:履歴)?"
    r"|(?P<ja_group>.+?)のトーク(?:履歴)?"
    r"|[與与] ?(?P<zh>.+?) ?的(?:聊天|聊天[記记紀]?[錄录])"
    r"|(?P<zh_group>.+?) ?的(?:聊天|聊天[記记紀]?[錄录])"
    r"|(?P<ko>.+?) ?님?과의 ?(?:대화|채팅)(?: ?기록)?"
    r"|ประวัติการ(?:สนทนา|แชท)(?:กับ|ใน) ?(?P<th>.+)"
    r")"
)
SAVED = re.compile(
    r"(?:Saved on|保存日時|儲存日期|保存日期|存檔日期|저장한 날짜|저장 ?일시|บันทึกเมื่อ|บันทึกวันที่)"
    r" ?[:：].*"
)
MARK = "[LINE]"
"""Begins the first line of most exports."""

WEEKDAYS = {
    **dict(zip("月火水木金土日", range(7), strict=True)),
    **dict(zip("一二三四五六天", range(7), strict=True)),
    **dict(zip("월화수목금토일", range(7), strict=True)),
    **dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), range(7), strict=True)),
    **dict(zip(("จันทร์", "อังคาร", "พุธ", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์"), range(7), strict=True)),
    **dict(zip(("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."), range(7), strict=True)),
}
_WORD = r"[^\W\d_][^\d\t,()（）]{0,14}"
YEAR_FIRST = re.compile(
    r"(?P<era>[RH])?(?P<year>\d{1,4})(?:[./\-] ?|年 ?|년 ?)"
    r"(?P<month>\d{1,2})(?:[./\-] ?|月 ?|월 ?)(?P<day>\d{1,2})(?:\.| ?[日일])?"
    rf"(?: ?[(（](?P<bracketed>{_WORD})[)）]|,? ?(?P<name>{_WORD}))?"
)
YEAR_LAST = re.compile(
    rf"(?:(?P<name>{_WORD}), ?)?"
    r"(?P<first>\d{1,2})(?P<mark>[./\-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})"
    rf"(?: ?[(（](?P<bracketed>{_WORD})[)）])?"
)
ERAS = {"R": 2018, "H": 1988}
"""Japanese era to the year before its first; some phones count so."""
BUDDHIST = 543
"""Years by which Thai phones may be ahead."""
EARLIEST, LAST = 1900, 2400
"""Years between which a day is one."""

TIME = re.compile(
    r"(?P<before>上午|下午|午前|午後|오전|오후|AM|PM|凌晨|早上|中午|晚上)? ?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)? ?"
    r"(?P<after>[AaPp]\.?[Mm]\.?)?"
)
FORENOON = {"上午", "午前", "오전", "am", "凌晨", "早上"}

_PHOTO = "Photo|写真|照片|圖片|图片|사진|รูป|รูปภาพ|ภาพ"
_VIDEO = "Video|動画|影片|视频|視頻|동영상|วิดีโอ"
_VOICE = (
    "Voice message|ボイスメッセージ|語音訊息|语音信息|语音消息|음성 메시지|음성메시지|ข้อความเสียง"
)
_FILE = r"File|ファイル|檔案|文件|파일|ไฟล์"
_OTHER = (
    "Contact|連絡先|聯絡資訊|联系人|연락처|รายชื่อติดต่อ|Location|位置情報|位置|위치|위치정보|ตำแหน่ง|ที่ตั้ง"
    "|Album|アルバム|相簿|相册|앨범|อัลบั้ม|Gift|プレゼント|ギフト|禮物|礼物|선물|ของขวัญ|Music|音楽|Poll|投票|투표"
    "|Notes?|ノート|記事本|记事本|노트|โน้ต|Event|イベント|活動|Link|リンク"
)
MEDIA = re.compile(
    rf"\[(?:{_PHOTO}|{_VIDEO}|{_VOICE}|null)\]|\[(?:{_FILE}|{_OTHER})\](?:[ \u3000:\n].*)?",
    re.DOTALL,
)
"""Behind some of them stands the file's name, or the address of a place."""
STICKER = re.compile(
    r"\[(?:Sticker|スタンプ|貼圖|贴图|表情貼|스티커|สติกเกอร์|สติ๊กเกอร์|Emoji|絵文字)\]"
)
CALL = re.compile(r"☎.*", re.DOTALL)
"""Calls, as long as they lasted or missed."""
UNSENT = re.compile(
    r"(?:Message unsent\.?|.{1,60} unsent a message\.?"
    r"|(?:.{1,60}が)?メッセージの送信を取り消しました。?"
    r"|.{1,60}已收回訊息。?|.{1,60}(?:撤回了一条消息|已撤回消息|收回了訊息)。?"
    r"|.{0,60}메시지(?:를 |가 )?(?:전송 )?(?:취소(?:했습니다|되었습니다)|삭제했습니다)\.?"
    r"|.{0,60}(?:ได้)?ยกเลิกข้อความแล้ว|.{0,60}ยกเลิกการส่งข้อความ)"
)


def clock(text: str) -> time | None:
    """Read a time of day of 12 or 24 hours; None when it is none."""
    found = TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"])
    half = found["before"] or found["after"]
    if half:
        is_morning = half.lower().replace(".", "") in FORENOON
        hour = hour % 12 + (0 if is_morning else 12) if hour <= 12 else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


class Day:
    """A line with a day, before it is known which of its numbers is the month.

    Args:
        dates: What it may mean: the month first, then the day first; one where there is no doubt.
        weekday: 0 for Monday; None where the line does not tell, or not in a known language.
    """

    def __init__(self, dates: list[date | None], weekday: int | None) -> None:
        self.dates = dates
        self.weekday = weekday

    def fits(self, way: int) -> bool | None:
        """Tell whether one way of reading can be right; None when nothing tells."""
        found = self.dates[way]
        if found is None or self.weekday is None:
            return None if found is not None else False
        return found.weekday() == self.weekday

    def read(self, way: int) -> date | None:
        """Return the day, read one way; None when there is no such day."""
        return self.dates[way] if len(self.dates) > 1 else self.dates[0]

    @property
    def is_told(self) -> bool:
        """Whether the line says that it is a day of the week, which hardly any prose does."""
        return self.weekday is not None


def day(line: str) -> Day | None:
    """Read the header of a day; None when a line is none."""
    line = line.strip()
    found = YEAR_FIRST.fullmatch(line)
    if found is not None:
        year = int(found["year"])
        if found["era"]:
            year += ERAS[found["era"]]
        elif len(found["year"]) != 4:
            return None
        only = _date(year, found["month"], found["day"])
        return Day([only], _weekday(found["bracketed"] or found["name"])) if only else None
    found = YEAR_LAST.fullmatch(line)
    if found is None:
        return None
    year, first, second = int(found["year"]), found["first"], found["second"]
    dates = [_date(year, first, second), _date(year, second, first)]
    return Day(dates, _weekday(found["name"] or found["bracketed"])) if any(dates) else None


def _date(year: int, month: str, number: str) -> date | None:
    year -= BUDDHIST if year > LAST else 0
    m, d = int(month), int(number)
    if not (1 <= m <= 12 and EARLIEST <= year <= LAST):
        return None
    return date(year, m, d) if 1 <= d <= monthrange(year, m)[1] else None


def _weekday(name: str | None) -> int | None:
    if not name:
        return None
    bare = name.strip().casefold()
    for prefix in ("週", "周", "星期", "วัน"):
        bare = bare.removeprefix(prefix)
    bare = bare.removesuffix("曜日").removesuffix("요일")
    if bare == "日":  # Chinese and Japanese alike
        return 6
    return WEEKDAYS.get(bare, WEEKDAYS.get(bare[:3]))


def day_or_month_first(days: list[Day], where: str, day_first: bool | None) -> int:
    """Return the way to read days with the year last: 0 with the month first, 1 with the day.

    The weekday beside it tells, or a number above 12; where neither does in any of the lines,
    ``parse.chats.day_first``, and else the order of the lines.

    Raises:
        InputError: The lines contradict each other, or nothing tells (``ambiguous_dates``).
    """
    open_ones = [one for one in days if len(one.dates) > 1 and one.dates[0] != one.dates[1]]
    if not open_ones:
        return 0
    wrong = [any(one.fits(way) is False for one in open_ones) for way in (0, 1)]
    if wrong[0] != wrong[1]:
        return wrong.index(False)
    if day_first is not None and not all(wrong):
        return int(day_first)
    rising = [_rises([one.read(way) for one in days]) for way in (0, 1)]
    if not any(wrong) and rising[0] != rising[1]:
        return rising.index(True)
    remedy = "export the chat anew" if all(wrong) else "set parse.chats.day_first"
    why = f"day and month cannot be told apart in its dates (as {open_ones[0].dates[0]}); {remedy}"
    raise InputError(where, why, reason="ambiguous_dates")


def _rises(days: list[date | None]) -> bool:
    known = [one for one in days if one is not None]
    return known == sorted(known)
