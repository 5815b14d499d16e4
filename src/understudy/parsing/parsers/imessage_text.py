"""What the program imessage-exporter writes: a text file for each chat, in local time.

A message is a line with its time, a line with its sender, and its words. Replies stand twice: set
in below the message that they answer, which is left out, and in their own place.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from understudy.core.errors import InputError
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, Talk, each
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.params import ParseParams

HEADER = re.compile(
    r"(?P<time>(?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}), (?P<year>\d{4}) {1,2}"
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d) (?P<half>[AP])M)(?P<rest>.*)"
)
RECEIPT = re.compile(r"\s*(?:\((?:Read|Delivered|Unread)\b.*\))?")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EDITED = re.compile(r"Edited .{1,80}? later: (?P<text>.*)")
ATTACHED = re.compile(
    r"(?:/|~/|attachments/|\S*/Attachments/)\S.*|Attachment missing!?|Sticker from .*"
)
OWN = re.compile(
    r"This message responded to an earlier message\.|Sent with \w+( \w+)*|Couldn't .*|Tapbacks?:"
)
GONE = "This message was deleted from the conversation!"
"""Stands above the words of one that its owner deleted."""
UNSENT = re.compile(r".{1,200} unsent this message part(?: .{1,80} after sending)?!")
"""Stands in place of words that their author took back."""
APP = re.compile(
    r"SharePlay Message|Check\s?In(?:: .*)?|Photo album: .*|\S{1,60} message:"
    r"|Apple (?:Cash|Pay) transaction: .*|Handwritten messages are not yet supported!"
)
"""Begins what the program says of a message that an app made."""
LINK = re.compile(r"https?://\S+")
"""Alone in the first line it is a link that the phone shows: title and summary follow."""
TAPBACKS = re.compile(r"(?:Tapbacks|Reactions):")


@CLUES.register("imessage_text")
def is_imessage_text(file: RawFile) -> bool:
    """Tell an export by its first line."""
    head = file.opening.lstrip("\ufeff \r\n").split("\n", 1)[0]
    return HEADER.fullmatch(head.rstrip()) is not None


@PARSERS.register("imessage_text")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one chat; of an edited message the last text counts.

    Raises:
        InputError: There is no message in it (``bad_imessage``).
    """
    problems: list[Problem] = []
    said = list(each(_entries(file.text), partial(_said, place=file.place), problems))
    if not said:
        why = "there is no message of imessage-exporter in it; export it again, format txt"
        raise InputError(file.place, why, reason="bad_imessage")
    chats = Talk(file, file.name, file.name, params.chats.time_zone).conversations(said)
    remarks = (*Remark.of(file.decoded), *_previews(file.text))
    return Parsed(conversations=chats, problems=tuple(problems), remarks=remarks)


def _previews(text: str) -> tuple[Remark, ...]:
    """Say how often lines below an address were taken for the page's: they may be somebody's."""
    number = sum(_is_preview(lines[1:]) for _, _, lines in _entries(text))
    if not number:
        return ()
    why = (
        f"{number} of its messages begin with an address alone; lines right below it were taken "
        "for the page's title and left out; put a blank line before those that somebody wrote"
    )
    return (Remark(why=why, reason="link_previews"),)


def _entries(text: str) -> list[tuple[int, re.Match[str], list[str]]]:
    entries: list[tuple[int, re.Match[str], list[str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        head = HEADER.fullmatch(line.lstrip("\ufeff").rstrip())
        if head is not None:
            entries.append((number, head, []))
        elif entries:
            entries[-1][2].append(line.rstrip())
    return entries


def _said(entry: tuple[int, re.Match[str], list[str]], place: str) -> Said:
    number, head, lines = entry
    where = f"{place}:{number}"
    stamp = _moment(head, where)
    if not RECEIPT.fullmatch(head["rest"]):  # what happened: a name, a person who came
        is_gone = "unsent a message" in head["rest"]
        return Said("", head["rest"].strip(), stamp, "deleted" if is_gone else "service")
    if not lines or not lines[0].strip() or lines[0].startswith(" "):
        why = "a message without a sender; export the chat again"
        raise InputError(where, why, reason="bad_message")
    if lines[1:2] == [GONE]:
        return Said(lines[0].strip(), "", stamp, "deleted")
    words = _words(line for line in lines[1:] if not UNSENT.fullmatch(line))
    kind: MessageKind = "deleted" if any(map(UNSENT.fullmatch, lines[1:])) else "media"
    return Said(lines[0].strip(), words, stamp, "text" if words else kind)


def _words(said: Iterable[str]) -> str:
    """Return what the sender wrote, without paths, reactions and answers that stand below it.

    Nor what apps made, and what a page says of itself below its address.
    """
    lines = list(said)
    if lines and APP.fullmatch(lines[0]):
        return ""
    kept: list[str] = []
    for line in lines:
        if TAPBACKS.fullmatch(line):
            break
        if edited := EDITED.fullmatch(line):
            kept = [edited["text"]]
        elif not line.startswith("    ") and not ATTACHED.fullmatch(line) and not OWN.match(line):
            kept.append(line)
    return "\n".join(kept[:1] if _is_preview(kept) else kept).strip()


def _is_preview(lines: list[str]) -> bool:
    """Tell an address and what its page says of itself, which the program writes without a gap."""
    return len(lines) > 1 and LINK.fullmatch(lines[0]) is not None and bool(lines[1].strip())


def _moment(head: re.Match[str], where: str) -> datetime:
    hour = int(head["hour"]) % 12 + (12 if head["half"] == "P" else 0)
    try:
        return datetime(
            int(head["year"]),
            MONTHS.index(head["month"]) + 1,
            int(head["day"]),
            hour,
            int(head["minute"]),
            int(head["second"]),
        )
    except ValueError as error:
        why = f"{head['time']!r} is no time; correct it"
        raise InputError(where, why, reason="bad_date") from error
