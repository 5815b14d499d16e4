"""Discord's text: mentions and emoji as people see them, and what is no text at all."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from understudy.core.records import MessageKind
from understudy.parsing.chats.quoted_lines import SPACED, unquoted

_TOKEN = re.compile(
    r"<(?:(?P<mark>@[!&]?|\#)(?P<id>\d{1,24})"
    r"|a?:(?P<emoji>\w{1,64}):\d{1,24}"
    r"|/(?P<command>[^:<>\n]{1,120}):\d{1,24}"
    r"|t:(?P<time>-?\d{1,12})(?::[tTdDfFR])?)>"
)
_GIF = re.compile(r"https?://(?:[\w-]{1,30}\.)?(?:tenor|giphy|klipy)\.com/\S+", re.IGNORECASE)
"""What the picker of GIFs sends."""
UNKNOWN = "unknown"
"""Whose name an export does not tell."""


def shown(text: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """Return text as the app shows it.

    Exports hold it as it was sent where nobody had it formatted.

    Args:
        text: E.g. ``<@7> look <:bee:81>``.
        people: Names by id.
        channels: Names by id.
    """

    def one(found: re.Match[str]) -> str:
        if found["emoji"]:
            return f":{found['emoji']}:"
        if found["command"]:
            return f"/{found['command']}"
        if found["time"]:
            return _moment(int(found["time"])) or found[0]
        if found["mark"] == "#":
            return f"#{channels.get(found['id'], UNKNOWN)}"
        return f"@{people.get(found['id'], UNKNOWN)}"

    return _TOKEN.sub(one, text)


def kind_of(text: str, *, has_sticker: bool = False) -> tuple[MessageKind, str]:
    """Return a message's kind, and its own words: a GIF that was picked is none.

    What it quotes (lines behind ``>``) is somebody else's, and is its text where nothing else is.
    """
    text, quoted = unquoted(text, SPACED)
    if quoted and not text.strip():
        return "forwarded", quoted
    if text.strip() and not _GIF.fullmatch(text.strip()):
        return "text", text
    return ("sticker" if has_sticker and not text.strip() else "media"), ""


def _moment(seconds: int) -> str | None:
    if not 0 <= seconds < 1e11:
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
