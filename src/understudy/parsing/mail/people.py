"""Header fields of a mail that say who, when, in which thread, and whether a person wrote it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from understudy.parsing.mail.text import Mail, field

ADDRESS = re.compile(
    r"<\s*([^<>\s]{1,300}@[^<>\s]{1,300})\s*>|(?<![\w.+-])([\w.+-]{1,100}@[\w.-]{1,200})"
)
COMMENT = re.compile(r"\(([^()]{1,200})\)\s*$")
NUMBER = re.compile(r"<([^<>\s]{1,900})>")
MOST_REFERENCES = 1000
UNKNOWN_ZONE = re.compile(r"-0000\s*(?:\([^()]*\)\s*)?$")
"""A moment in UTC, told by a machine that does not say where it is (RFC 5322)."""
INDEX = 30
"""Characters of Outlook's Thread-Index that are the thread's; each reply adds some."""
BULK = {"bulk", "junk", "list", "auto_reply"}
REPORTS = {"multipart/report", "message/delivery-status"}
ROBOTS = re.compile(
    r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|noreply\w*)(?:[+.-].*)?@"
)
SPAM = {"spam", "спам", "junk"}
DRAFTS = {"draft", "drafts", "черновик", "черновики"}
REMOVED = 0x0008
"""Thunderbird's mark of a mail that was deleted or moved, until it packs the file."""


def author_of(message: Mail) -> tuple[str, str]:
    """Return the name and the address of who wrote a mail; the address is the name without one."""
    written = field(message, "from") or field(message, "sender")
    found = list(ADDRESS.finditer(written[:2000]))
    if not found:
        return written.strip().strip("\"'").strip(), ""
    last = found[-1]
    address = (last[1] or last[2]).casefold()
    name = written[: last.start()].strip().strip("\"'").strip()
    if not name and (comment := COMMENT.search(written[last.end() :])):
        name = comment[1].strip()
    return (name if name and "@" not in name else address), address


def recipients_of(message: Mail) -> frozenset[str]:
    """Return the addresses that a mail was sent to."""
    fields = " ".join(field(message, name) for name in ("to", "cc", "bcc"))
    return frozenset((one[1] or one[2]).casefold() for one in ADDRESS.finditer(fields))


def sent_at(message: Mail) -> datetime | None:
    """Return when a mail was sent, or else received; None when no field tells.

    A time without a zone is a local one.
    """
    for written in (field(message, "date"), field(message, "received").rpartition(";")[2]):
        try:
            moment: datetime = parsedate_to_datetime(written[:200])
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.tzinfo is None and UNKNOWN_ZONE.search(written):
            return moment.replace(tzinfo=UTC)
        return moment
    return None


def number_of(message: Mail) -> str:
    """Return the Message-ID; empty when there is none."""
    return next(_numbers(field(message, "message-id")), "")


def references_of(message: Mail) -> tuple[str, ...]:
    """Return the ids of the mails before one in its thread, the one it answers last."""
    before = list(_numbers(field(message, "references")))[-MOST_REFERENCES:]
    answered = next(_numbers(field(message, "in-reply-to")), None)
    if answered is not None:
        before = [*(one for one in before if one != answered), answered]
    own = number_of(message)
    return tuple(one for one in dict.fromkeys(before) if one != own)


def marks_of(message: Mail) -> tuple[str, ...]:
    """Return what Gmail and Outlook call the thread."""
    gmail, outlook = field(message, "x-gm-thrid"), field(message, "thread-index")
    marks = [f"gmail {gmail}"] if gmail else []
    return tuple([*marks, f"outlook {outlook[:INDEX]}"] if len(outlook) >= INDEX else marks)


def is_automatic(message: Mail) -> bool:
    """Tell whether a program wrote a mail: a newsletter, a notice, an absence, a failure.

    What comes over a mailing list that anybody may write to is a person's.
    """
    submitted = field(message, "auto-submitted").casefold()
    if submitted and not submitted.startswith("no"):
        return True
    if message.get_content_type() in REPORTS or field(message, "return-path") == "<>":
        return True
    if field(message, "x-autoreply") or field(message, "x-autorespond"):
        return True
    if ROBOTS.match(author_of(message)[1]) or SPAM & _labels(message):
        return True
    is_bulk = field(message, "precedence").casefold() in BULK or field(message, "list-unsubscribe")
    posts = field(message, "list-post")
    return bool(is_bulk) and (not posts or posts.casefold().startswith("no"))


def is_removed(message: Mail) -> bool:
    """Tell whether a mail was never sent, or thrown away."""
    status = field(message, "x-mozilla-status")
    if re.fullmatch(r"[0-9a-fA-F]{4}", status) and int(status, 16) & REMOVED:
        return True
    return bool(DRAFTS & _labels(message))


def _labels(message: Mail) -> set[str]:
    return {one.strip().casefold() for one in field(message, "x-gmail-labels").split(",")}


def _numbers(written: str) -> Iterator[str]:
    for found in NUMBER.finditer(written):
        yield found[1]
