"""Chats of Signal Desktop, written by the program signal-export (``sigexport``).

It makes a folder for each chat, called like it, with the messages three times: ``data.json`` (one
a line), ``chat.md`` (``index.md`` before 2.0) and ``index.html``. The owner is called ``Me``.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, Talk, moment
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.params import ParseParams

FIELDS = {"date", "sender", "body", "quote", "reactions", "attachments"}
HEAD = re.compile(
    r"\[(?P<day>\d{4}-\d\d-\d\d),? (?P<time>\d\d:\d\d(?::\d\d)?)\] (?P<author>[^\n:]{1,200}): ?"
    r"(?P<rest>[^\n]*)"
)
MARKDOWN = {".md", ".markdown"}
NOBODY = "No-Sender"
CALL = re.compile(
    r"(?:(?:Incoming|Outgoing) (?:\w+ )?call(?: \([^()\n]*\))?|Missed (?:\w+ )?call)", re.IGNORECASE
)
DELETED = "(This message was deleted)"
REACTIONS = re.compile(r"\n\(- [^\n]* -\)\s*\Z")
STICKER = re.compile(r"(?:\A|\n)\(\( (?P<emoji>[^\n()]*) \)\)\s*\Z")
STICKER_FILE = re.compile(r"\[(?P<emoji>[^\[\]\n]*)\]\(\.\./exported_stickers/[^()\n]*\)\s*\Z")
ATTACHMENTS = re.compile(r"(?:!?\[[^\[\]\n]{0,300}\]\(\./media/\S{0,500}\)(?:\s+|\Z))+\Z")


@CLUES.register("signal_export")
def is_signal_export(file: RawFile) -> bool:
    """Tell ``data.json`` by the fields of its first message, Markdown by its first header."""
    if file.suffix in MARKDOWN:
        return HEAD.match(file.opening.lstrip("\ufeff\n\r ")) is not None
    first = file.glimpse
    return isinstance(first, dict) and first.keys() >= FIELDS


@PARSERS.register("signal_export")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one chat, which is called like the file's folder.

    What somebody else said and is quoted, and reactions, are left out; stickers, attachments
    without words, calls and messages that were taken back have kinds of their own. Times are local
    ones of the computer that made the export.

    Raises:
        InputError: There is no message in it (``bad_signal_export``), or it is damaged.
    """
    if file.suffix in MARKDOWN or file.glimpse is None:
        outcomes = [attempt(partial(_written, place=file.place), one) for one in _entries(file)]
    else:
        read = partial(_loaded, place=file.place)
        outcomes = [attempt(read, one) for one in file.json.values]
        outcomes += [attempt(_fail, failure) for failure in file.json.broken]
    said = [done.value for done in outcomes if done.value is not None]
    failures = [done.failure for done in outcomes if done.failure is not None]
    if not said:
        first = f" ({failures[0].why})" if failures else ""
        why = f"there is no message of a Signal chat in it{first}"
        raise InputError(file.place, why, reason="bad_signal_export")
    title = _title(file)
    talk = Talk(file, title, title, params.chats.time_zone)
    problems = tuple(Problem.of("messages", failure) for failure in failures)
    found = {"conversations": talk.conversations(said), "problems": problems}
    if "decoded" in vars(file):
        found["remarks"] = Remark.of(file.decoded)
    return Parsed(**found)


def _fail(failure: InputError) -> Said:
    raise failure


def _title(file: RawFile) -> str:
    name = file.name
    if name.casefold() in {"data", "chat", "index"}:
        name = PurePosixPath(file.place).parent.name or name
    return name


def _loaded(numbered: tuple[int, Any], place: str) -> Said:
    """Read a message of ``data.json``.

    Raises:
        InputError: A field is not what it should be (``bad_message``, ``bad_date``).
    """
    number, item = numbered
    where = f"{place}:{number}"
    if not isinstance(item, dict) or not isinstance(item.get("sender"), str):
        why = "a message without a sender"
        raise InputError(where, why, reason="bad_message")
    body = item.get("body")
    if body is not None and not isinstance(body, str):
        why = f"a text is {type(body).__name__}, not a string"
        raise InputError(where, why, reason="bad_message")
    text, kind = _content((body or "").strip(), is_call=item.get("call") is True)
    if item.get("deleted") is True:
        text, kind = "", "deleted"
    elif not text and kind == "text":
        text, kind = _without_words(item)
    sent_at = moment(item.get("date"), where)
    return Said(author=_author(item["sender"]), text=text, sent_at=sent_at, kind=kind)


def _without_words(item: dict[str, Any]) -> tuple[str, MessageKind]:
    sticker = item.get("sticker")
    if sticker:
        emoji = sticker.get("emoji") if isinstance(sticker, dict) else sticker
        return (emoji if isinstance(emoji, str) else ""), "sticker"
    # Timers and changes of groups have neither words nor anything else.
    return "", "media" if item.get("attachments") else "service"


def _content(text: str, *, is_call: bool) -> tuple[str, MessageKind]:
    if is_call or CALL.fullmatch(text):
        return "", "call"
    return ("", "deleted") if text == DELETED else (text, "text")


def _author(sender: str) -> str:
    return "" if sender == NOBODY else sender


def _entries(file: RawFile) -> Iterator[tuple[int, re.Match[str], str]]:
    """Yield each message: its line, its header, and all that stands below."""
    head, at, lines = None, 0, []
    for number, line in enumerate(file.text.split("\n"), 1):
        found = HEAD.fullmatch(line)
        if found is not None:
            if head is not None:
                yield at, head, "\n".join(lines)
            head, at, lines = found, number, [found["rest"]]
        elif head is not None:
            lines.append(line)
    if head is not None:
        yield at, head, "\n".join(lines)


def _written(entry: tuple[int, re.Match[str], str], place: str) -> Said:
    """Read a message of ``chat.md``; raises ``InputError`` for an impossible date."""
    number, head, body = entry
    sent_at = moment(f"{head['day']} {head['time']}", f"{place}:{number}")
    body = REACTIONS.sub("", _unquoted(body)).rstrip()
    _, kind = _content(body.strip(), is_call=False)
    author = _author(head["author"])
    if kind != "text":
        return Said(author=author, text="", sent_at=sent_at, kind=kind)
    sticker = STICKER.search(body) or STICKER_FILE.search(body)
    if sticker is not None and not body[: sticker.start()].strip():
        return Said(author=author, text=sticker["emoji"], sent_at=sent_at, kind="sticker")
    words = ATTACHMENTS.sub("", body).strip()
    means: MessageKind = "text" if words else "media" if body.strip() else "service"
    return Said(author=author, text=words, sent_at=sent_at, kind=means)


def _unquoted(body: str) -> str:
    """Return a message without what it quotes: lines with ``>`` behind an empty first line."""
    lines = body.split("\n")
    if lines[0].strip() or not any(line.startswith(">") for line in lines[1:4]):
        return body
    start = next(i for i, line in enumerate(lines) if line.startswith(">"))
    if any(line.strip() for line in lines[:start]):
        return body
    end = next((i for i in range(start, len(lines)) if not lines[i].startswith(">")), len(lines))
    return "\n".join(lines[end:])
