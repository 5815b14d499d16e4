"""Chats in pictures: exports that were printed, lines of ``Name: text``, screenshots of a phone.

What was recognised goes back through the parsers of text where they know its form.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from understudy.core.executor import attempt
from understudy.core.records import Conversation
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.lines import PLAIN, are_people, first_line
from understudy.parsing.chats.whatsapp.lines import header, looks_like_whatsapp
from understudy.parsing.files import PARSERS, RawFile
from understudy.parsing.ocr.bubbles import messages
from understudy.parsing.ocr.layout import rows
from understudy.parsing.ocr.transcripts import Page
from understudy.parsing.params import ParseParams

DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AaPp][Mm])?"
BRACKETED = re.compile(rf"[\[({{|]\s*({DAY})\s*,?\s*({CLOCK})\s*[\])}}|]\s*(.*)")
"""iOS's header, with brackets as a recogniser may see them."""
TELEGRAM = re.compile(rf"(\S.{{0,60}}?)\s*,\s*[\[(]\s*({DAY})\s*,?\s*({CLOCK})\s*[\])]\s*(.*)")
"""What Telegram's programs put before a message that is copied: ``Anna, [12.03.21 14:05]``."""


def chat(file: RawFile, pages: Sequence[Page], params: ParseParams) -> Conversation | None:
    """Return the chat that pictures show, their pages in order; None for anything else.

    Args:
        file: The file of the pictures.
        pages: What was recognised in them.
        params: Section ``parse``: zone and order of the date of printed exports.
    """
    lines = [row.text for page in pages for row in rows(page.lines)]
    return _export(file, lines, params) or _named(file, lines) or _screens(file, pages)


def _export(file: RawFile, lines: Sequence[str], params: ParseParams) -> Conversation | None:
    """Read lines with the date, time and name of each message as the app's own export."""
    joined: list[str] = []
    for line in map(_mended, lines):
        if header(line, 0) is None and joined:
            gap = "" if joined[-1].endswith(": ") else " "
            joined[-1] += gap + line  # a line ends in a picture where the paper ends
        else:
            joined.append(line)
    text = "\n".join(joined)
    if len(joined) < 2 or not looks_like_whatsapp(text):
        return None
    exported = replace(file, content=text.encode())
    done = attempt(lambda one: PARSERS["whatsapp"](one, params), exported)
    return done.value.conversations[0] if done.value and done.value.conversations else None


def _mended(line: str) -> str:
    """Return a message's header as an export has it, with its spaces and brackets."""
    if found := BRACKETED.fullmatch(line):
        return f"[{found[1]}, {found[2]}] {found[3]}"
    if found := TELEGRAM.fullmatch(line):
        return f"[{found[2]}, {found[3]}] {found[1]}: {found[4]}"
    return line


def _named(file: RawFile, lines: Sequence[str]) -> Conversation | None:
    """Read lines of ``Name: text``; prose with a colon and forms are none."""
    found = [first_line(line, PLAIN) for line in lines]
    if not found or not are_people(found, returning=1):
        return None
    messages: list[Said] = []
    for line, one in zip(lines, found, strict=True):
        if one is not None:
            messages.append(Said(author=one.name, text=one.text))
        else:
            last = messages[-1]
            messages[-1] = last._replace(text=f"{last.text} {line}")
    return _conversation(file, messages, file.name)


def _screens(file: RawFile, pages: Sequence[Page]) -> Conversation | None:
    """Read screenshots: bubbles on both sides, with the time in them."""
    screens = [messages(rows(page.lines)) for page in pages]
    if not screens or any(one is None for one in screens):
        return None
    said = [message for one in screens if one is not None for message in one.said]
    title = next((one.title for one in screens if one and one.title), "") or file.name
    named = [one._replace(author=one.author or title) for one in said]
    return _conversation(file, named, title)


def _conversation(file: RawFile, said: Sequence[Said], title: str) -> Conversation:
    """Make the one chat of messages that have no times."""
    (only,) = Talk(file, file.place, title, None).conversations(said)
    return only
