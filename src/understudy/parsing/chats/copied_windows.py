"""Texts that were copied out of the window of a chat: Slack's, Teams', Element's.

The name and the time stand above the text, alone or in one line, in as many ways as there are
versions of these programs; where a text ends, nothing tells for certain. So such a file is read as
prose, which has to be said: its author will have meant a chat.
"""

import re
from collections import Counter

from understudy.parsing.chats.lines import NAME, STAMP, is_name
from understudy.parsing.files import Remark

TIME = re.compile(rf"[\[(]?{STAMP}[\])]?")
HEADS = (
    re.compile(rf"(?P<name>{NAME})(?: APP)?,?[ \t]{{1,4}}[\[(]?{STAMP}[\])]?"),
    re.compile(rf"[\[(]{STAMP}[\])][ \t]{{1,4}}(?P<name>{NAME})"),
)
MANY = 0.1
"""Share of the lines that are heads, from which they are no chance."""
MOSTLY = 0.8
"""Share of heads with a text below: in a timetable stands one below the other."""
LIKE_A_CHAT = Remark(
    why="its lines look like a chat copied out of a window (Slack, Teams, Element: a name and a "
    "time above each text) and were read as prose; write each message as 'Name: text', "
    "or export it",
    reason="like_a_chat",
)


def remarks(text: str) -> tuple[Remark, ...]:
    """Say that a text looks like such a copy; nothing for any other."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    names: Counter[str] = Counter()
    above = 0
    at = 0
    while at < len(lines):
        name, size = _head(lines, at)
        at += size
        if name:
            names[name] += 1
            above += at < len(lines) and not _head(lines, at)[0]
    again = [count for count in names.values() if count > 1]
    is_copy = (
        len(again) >= 2 and sum(again) >= MANY * len(lines) and above >= MOSTLY * names.total()
    )
    return (LIKE_A_CHAT,) if is_copy else ()


def _head(lines: list[str], at: int) -> tuple[str, int]:
    """Return the name in the head of a message, and its lines; no name for another line."""
    line = lines[at]
    if len(line) > 80:
        return "", 1
    for form in HEADS:
        found = form.fullmatch(line)
        if found is not None and is_name(found["name"]):
            return found["name"], 1
    is_alone = at + 1 < len(lines) and TIME.fullmatch(lines[at + 1]) is not None
    return (line, 2) if is_alone and is_name(line) else ("", 1)
