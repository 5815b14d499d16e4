"""Outlook's messages (.msg), written anew as mails that everything else can read.

References:
    [MS-OXMSG] Outlook Item (.msg) File Format, sections 2.1 to 2.4; [MS-OXPROPS] for the numbers.
"""

import base64
import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.decoding import decode
from understudy.parsing.ole import SIGNATURE, Container, OleError

PROPERTIES = "__properties_version1.0"
"""The stream that every message of Outlook has."""
NOTES = ("IPM.NOTE", "IPM.SCHEDULE", "REPORT.")
"""Classes of what is sent; others are contacts, tasks and the like."""
DEEPEST = 10
"""Messages attached to each other."""
LONGEST = 2_000
"""Characters of a header field."""
OWN = re.compile(r"(?:content-|mime-version|x-ms-has-attach)", re.IGNORECASE)
"""Header fields that say how the mail was packed on its way, which is not how it lies here."""
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
SENT, RECEIVED = 0x0039, 0x0E06
FIELD = re.compile(r"([!-9;-~]{1,80}):[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)


def is_outlook(data: bytes) -> bool:
    """Tell whether a file may be a message of Outlook, by its first bytes."""
    return data.startswith(SIGNATURE)


def as_mail(data: bytes, where: str) -> bytes:
    """Write a message as a mail: header, body in the forms it has, attachments.

    Raises:
        InputError: It is damaged, or no message (``bad_mail``).
    """
    try:
        return _Item(Container(data), where).mail()
    except (OleError, struct.error, OverflowError) as error:
        why = f"it is no sound message of Outlook ({error}); save it as .eml"
        raise InputError(where, why, reason="bad_mail") from error


class _Item:
    """A message, or one that is attached to it."""

    def __init__(self, box: Container, where: str, prefix: str = "", depth: int = 1) -> None:
        self._box = box
        self._where = where
        self._prefix = prefix
        self._depth = depth

    def mail(self) -> bytes:
        """Write it."""
        kind = self._text("001A").upper()
        if kind and not kind.startswith(NOTES):
            why = f"it is no mail but {kind!r} of Outlook; nothing of it is read"
            raise InputError(self._where, why, reason="bad_mail")
        body = self._body()
        for part in self._attached():
            if not isinstance(body, MIMEMultipart) or body.get_content_subtype() != "mixed":
                whole = MIMEMultipart("mixed")
                whole.attach(body)
                body = whole
            body.attach(part)
        head = "".join(f"{name}: {value}\n" for name, value in self._fields(kind).items())
        return head.encode("utf-8", "replace") + body.as_bytes()

    def _fields(self, kind: str) -> dict[str, str]:
        """Return the header as it came, with what it lacks; mails that were sent have none."""
        written = self._text("007D").replace("\r\n", "\n")
        fields = {
            found[1].title(): found[2]
            for found in FIELD.finditer(written)
            if not OWN.match(found[1])
        }
        own = {
            "From": _person(self._text("0C1A"), self._text("5D01") or self._text("0C1F")),
            "To": ", ".join(self._recipients()) or _encoded(self._text("0E04")),
            "Subject": _encoded(self._text("0037")),
            "Date": self._date(),
            "Message-Id": _plain(self._text("1035")),
            "In-Reply-To": _plain(self._text("1042")),
            "References": _plain(self._text("1039")),
            "Thread-Index": base64.b64encode(self._bytes("0071", "0102") or b"").decode(),
            "Auto-Submitted": "auto-generated" if kind.startswith("REPORT.") else "",
        }
        return {**{name: value for name, value in own.items() if value}, **fields}

    def _body(self) -> MIMEText | MIMEMultipart:
        plain = self._text("1000")
        html = self._bytes("1013", "0102")
        page = self._text("1013") if html is None else decode(html, self._where)
        if not page.strip():
            return MIMEText(plain, "plain", "utf-8")
        if not plain.strip():
            return MIMEText(page, "html", "utf-8")
        both = MIMEMultipart("alternative")
        both.attach(MIMEText(plain, "plain", "utf-8"))
        both.attach(MIMEText(page, "html", "utf-8"))
        return both

    def _attached(self) -> Iterator[MIMEBase]:
        for path in self._storages("__attach_version1.0_#"):
            one = _Item(self._box, self._where, f"{path}/", self._depth)
            name = one._text("3707") or one._text("3704")
            content = one._bytes("3701", "0102")
            within = f"{path}/__substg1.0_3701000D"
            if content is None and f"{within}/{PROPERTIES}" in self._box.places:
                if self._depth < DEEPEST:
                    yield self._enclosed(f"{within}/")
                continue
            part = MIMEBase("application", "octet-stream")
            if re.fullmatch(r"[\w.+-]{1,60}/[\w.+-]{1,60}", kind := one._text("370E")):
                part.set_type(kind)
            part.set_payload(base64.encodebytes(content or b"").decode())
            part["Content-Transfer-Encoding"] = "base64"
            part.add_header("Content-Disposition", "attachment", filename=_plain(name) or "file")
            yield part

    def _enclosed(self, prefix: str) -> MIMEBase:
        """Return a message that is attached; one that cannot be read is empty."""
        inner = _Item(self._box, self._where, prefix, self._depth + 1)
        done = attempt(lambda item: item.mail(), inner)
        part = MIMEBase("message", "rfc822")
        part.set_payload((done.value or b"Subject:\n\n").decode("utf-8", "replace"))
        return part

    def _recipients(self) -> Iterator[str]:
        for path in self._storages("__recip_version1.0_#"):
            one = _Item(self._box, self._where, f"{path}/")
            yield _person(one._text("3001"), one._text("39FE") or one._text("3003"))

    def _storages(self, name: str) -> list[str]:
        start = f"{self._prefix}{name}"
        return [
            path for path in self._box.places
            if path.startswith(start) and "/" not in path[len(self._prefix) :]
        ]  # fmt: skip

    def _date(self) -> str:
        for number in (SENT, RECEIVED):
            ticks = self._numbers.get(number, 0)
            if ticks:
                return format_datetime(EPOCH + timedelta(microseconds=ticks // 10))
        return ""

    @property
    def _numbers(self) -> dict[int, int]:
        """Properties of a fixed size."""
        content = self._box.read(f"{self._prefix}{PROPERTIES}") or b""
        head = 24 if self._prefix else 32
        rows = (content[at : at + 16] for at in range(head, len(content) - 15, 16))
        return {
            struct.unpack_from("<HHIQ", one)[1]: struct.unpack_from("<HHIQ", one)[3] for one in rows
        }

    def _text(self, number: str) -> str:
        """Return a text, in Unicode or in some charset; empty when there is none."""
        wide = self._bytes(number, "001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._bytes(number, "001E")
        return "" if not narrow else decode(narrow.rstrip(b"\0"), self._where)

    def _bytes(self, number: str, kind: str) -> bytes | None:
        return self._box.read(f"{self._prefix}__substg1.0_{number}{kind}")


def _person(name: str, address: str) -> str:
    """Write a name and an address; Exchange's own addresses are none."""
    if "@" not in address:
        return _encoded(name)
    return f"{_encoded(name.strip(chr(39)))} <{_plain(address)}>".strip()


def _encoded(text: str) -> str:
    text = _plain(text)
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=10_000).encode()


def _plain(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
