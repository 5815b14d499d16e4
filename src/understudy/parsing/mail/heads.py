"""What the beginning of a mail, or of a mailbox of many, looks like."""

import re

KNOWN = frozenset(
    {"from", "to", "cc", "bcc", "subject", "date", "message-id", "received", "mime-version"}
    | {"content-type", "return-path", "sender", "reply-to", "delivered-to", "in-reply-to"}
)
"""Header fields of which every mail has some (RFC 5322), in lower case."""
TELLING = frozenset({"message-id", "received", "mime-version", "return-path", "delivered-to"})
"""Header fields that nobody writes by hand."""
FIELD = re.compile(r"([!-9;-~]{1,80}):(?=[ \t]|$)")
BOX = re.compile(
    r"From (?:[^\n]{0,150}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b[^\n]{0,40}?\d\d:\d\d[^\n]{0,40}\d{4}"
    r"|\S*[ \t]*$)"
)
"""Line before each message of an .mbox: who sent it and when; some programs leave both out."""
PEOPLE = frozenset(
    {"from", "to", "cc", "bcc", "received", "return-path", "sender", "delivered-to", "reply-to"}
)
SAVED = re.compile(r"^from:[^\n]{0,20}<?saved by ", re.MULTILINE)
RELATED = "multipart/related"
LOOKED_AT = 20_000
"""Characters; the headers of a mail that went through many hands take some thousand."""
MOST_LINES = 400


def looks_like_mail(text: str) -> bool:
    """Tell a mail or a mailbox from prose, Markdown and chats.

    The text begins with header fields and nothing else, among them two that are known and do not
    come alone: one that only programs write, or three that people know. Behind the ``From `` line
    of an .mbox two known ones are enough.
    """
    lines = text[:LOOKED_AT].lstrip("\ufeff").lstrip("\r\n").splitlines()[:MOST_LINES]
    boxed = bool(lines) and BOX.match(lines[0]) is not None
    names = _fields(lines[1:] if boxed else lines)
    known = names & KNOWN
    if len(known) < 2:
        return False
    return boxed or bool(known & TELLING) or len(known) >= 3


def looks_like_page(text: str) -> bool:
    """Tell a page that a browser or Word saved with its pictures (MHTML) from a mail.

    It says so, or it is of several parts that belong together and comes from nobody to nobody.
    """
    head = text[:LOOKED_AT].replace("\r\n", "\n").lstrip("\ufeff\n").partition("\n\n")[0].lower()
    lines = f"{head}\n\n".splitlines()
    names = _fields(lines[lines[0].startswith("from ") :])  # the first line of a mailbox
    if "snapshot-content-location" in names or SAVED.search(head):
        return True
    return RELATED in head and not names & PEOPLE


def _fields(lines: list[str]) -> set[str]:
    """Return the names of the header fields up to the first line that is none, in lower case."""
    names: set[str] = set()
    for line in lines:
        if names and line[:1] in {" ", "\t"} and line.strip():
            continue
        found = FIELD.match(line.removeprefix(">") if not names else line)
        if found is None:
            return names if not line.strip() else set()
        names.add(found[1].lower())
    return names
