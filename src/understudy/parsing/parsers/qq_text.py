"""QQ's text export: a line with the time, the name and the number, and the words below it."""

import re
from functools import partial

from understudy.core.errors import InputError
from understudy.parsing.chats.conversations import Said, Talk, each, moment
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.params import ParseParams

HEADER = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d) (?P<hour>\d{1,2}):(?P<rest>\d\d:\d\d) (?:【[^】\n]{1,20}】)?"
    r"(?P<name>\S.{0,80}?|)[(<](?P<account>\d{4,12}|[^()<>\s]+@[^()<>\s]+)[)>]"
)
NAMELESS = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d) (?P<hour>\d{1,2}):(?P<rest>\d\d:\d\d) (?P<name>\S.{0,80})"
)
"""The header of a message where nobody has a number: only below the app's own head."""
OWN_HEAD = re.compile(r"消息记录（此消息记录为文本格式.*")
TITLE = re.compile(r"消息对象[:：]\s*(?P<title>\S.*)")
PICTURE = re.compile(r"\[(?:图片|表情|语音|视频|文件|闪照|动画表情|戳一戳|红包)\]")
SYSTEM = "10000"
"""Number of the app itself."""
WITHDRAWN = re.compile(r".{0,80}撤回了一条消息")
MIN_SAID = 2


@CLUES.register("qq_text")
def is_qq(file: RawFile) -> bool:
    """Tell an export by its head, or by the headers of two messages."""
    lines = [line.strip() for line in file.opening[:20_000].lstrip("\ufeff").split("\n")]
    if OWN_HEAD.fullmatch(lines[0]):
        return True
    heads = [HEADER.fullmatch(line) for line in lines if line]
    count = sum(head is not None for head in heads)
    first = heads[0] is not None if heads else False
    return count >= MIN_SAID and (first or any(map(TITLE.fullmatch, lines[:20])))


@PARSERS.register("qq_text")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one chat; two people of one name are told apart by their numbers.

    Raises:
        InputError: There is no message in it (``bad_qq``).
    """
    title, problems = file.name, list[Problem]()
    entries: list[tuple[int, re.Match[str], list[str]]] = []
    lines = [line.rstrip() for line in file.text.lstrip("\ufeff").split("\n")]
    is_bare = OWN_HEAD.match(lines[0]) is not None and not any(map(HEADER.fullmatch, lines))
    header = NAMELESS if is_bare else HEADER
    for number, line in enumerate(lines, 1):
        if head := header.fullmatch(line.lstrip()):
            entries.append((number, head, []))
        elif entries:
            entries[-1][2].append(line)
        elif named := TITLE.fullmatch(line.strip()):
            title = named["title"]
    said = list(each(entries, partial(_said, place=file.place), problems))
    if not said:
        why = "no line in it is the header of a QQ message; export it again as text"
        raise InputError(file.place, why, reason="bad_qq")
    chats = Talk(file, title, title, params.chats.time_zone).conversations(said)
    remarks = Remark.of(file.decoded)
    return Parsed(conversations=chats, problems=tuple(problems), remarks=remarks)


def _said(entry: tuple[int, re.Match[str], list[str]], place: str) -> Said:
    number, head, lines = entry
    stamp = moment(f"{head['day']} {head['hour']:0>2}:{head['rest']}", f"{place}:{number}")
    text = PICTURE.sub("", "\n".join(lines)).strip()
    account = head.groupdict().get("account")
    author = head["name"].strip() or account or ""
    if account == SYSTEM:
        return Said("", text, stamp, "service")
    if WITHDRAWN.fullmatch(text):
        return Said(author, "", stamp, "deleted", account=account)
    return Said(author, text, stamp, "text" if text else "media", account=account)
