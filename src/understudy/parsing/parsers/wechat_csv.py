"""WeChat as WeClone lays it out: CSV files with Chinese names of types, a folder for each chat."""

from functools import partial
from pathlib import PurePosixPath

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.written_times import Reader, reader
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.parsers.table_csv import lines_of

NEEDED = {"type_name", "is_sender", "talker", "msg", "CreateTime"}
KINDS: dict[str, MessageKind] = {
    "撤回": "deleted",
    "通话": "call",
    "电话": "call",
    "系统": "service",
    "拍一拍": "service",
    "表情": "sticker",
    "合并转发": "forwarded",
    "转发": "forwarded",
}
"""A part of the type's name to its kind; 文本 and 引用 (an answer) are texts, others media."""
TEXTS = ("文本", "引用", "text")
ME = "Me"
TRUE = {"1", "true", "yes"}


@CLUES.register("wechat_csv")
def is_wechat(file: RawFile) -> bool:
    """Tell an export by its columns."""
    header = file.opening.lstrip("\ufeff").split("\n", 1)[0]
    return {name.strip(' "\r') for name in header.split(",")} >= NEEDED


@PARSERS.register("wechat_csv")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read the chats of a file: one for each room, or the one with the person of its folder.

    Raises:
        InputError: It is no such table (``bad_wechat``), or has no message (``no_messages``).
    """
    lines = lines_of(file)
    header = [name.strip("\ufeff ") for name in lines[0]] if lines else []
    if not set(header) >= NEEDED:
        why = f"it lacks one of the columns {', '.join(sorted(NEEDED))}; export it again"
        raise InputError(file.place, why, reason="bad_wechat")
    rows = [dict(zip(header, cells, strict=False)) for cells in lines[1:]]
    stamps = [row.get("CreateTime") for row in rows]
    clock = reader(stamps, file.place, day_first=params.chats.day_first)
    read = partial(_said, clock=clock, width=len(header), place=file.place)
    chats: dict[str, list[Said]] = {}
    problems = []
    for numbered in enumerate(rows, 1):
        done = attempt(read, numbered)
        if done.failure is not None:
            problems.append(Problem.of("messages", done.failure))
        elif done.value is not None:
            chats.setdefault(numbered[1].get("room_name") or "", []).append(done.value)
    if not chats:
        first = f" ({problems[0].why})" if problems else ""
        raise InputError(file.place, f"no message in it{first}", reason="no_messages")
    folder = PurePosixPath(file.place).parent.name or file.name
    talks = [(Talk(file, key or folder, key or folder, params.chats.time_zone), said)
             for key, said in chats.items()]  # fmt: skip
    made = tuple(one for talk, said in talks for one in talk.conversations(said))
    return Parsed(conversations=made, problems=tuple(problems))


def _said(numbered: tuple[int, dict[str, str]], clock: Reader, width: int, place: str) -> Said:
    number, row = numbered
    where = f"{place}:{number}"
    if len(row) < width:
        why = f"{len(row)} cells, where the header has {width}"
        raise InputError(where, why, reason="bad_row")
    is_own = row["is_sender"].strip().casefold() in TRUE
    talker = row["talker"].strip()
    kind, text = _kind(row), row["msg"].strip()
    return Said(
        author=ME if is_own else talker,
        text=text if kind in {"text", "forwarded"} else "",
        sent_at=clock(row["CreateTime"], where),
        kind="media" if kind == "text" and not text else kind,
        key=row.get("MsgSvrID") or None,
        account=None if is_own else talker or None,
    )


def _kind(row: dict[str, str]) -> MessageKind:
    if (row.get("is_forward") or "").strip().casefold() in TRUE:
        return "forwarded"
    name = row["type_name"].strip()
    for part, kind in KINDS.items():
        if part in name:
            return kind
    return "text" if any(part in name.casefold() for part in TEXTS) else "media"
