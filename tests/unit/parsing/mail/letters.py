"""Mails for the tests, as programs send them."""

from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime

MOSCOW = timezone(timedelta(hours=3))
VERA = "Вера Липская <vera@example.org>"
ANNA = "Anna Berg <Anna@Example.org>"
TIMUR = '"Алиев, Тимур" <timur@example.org>'


def letter(
    author: str,
    text: str,
    number: str,
    *,
    minute: int = 0,
    subject: str = "Ульи",
    to: str = VERA,
    html: str | None = None,
    **fields: str,
) -> EmailMessage:
    """Write a mail of 6 May 2024; ``_`` in names of further fields stands for ``-``."""
    message = EmailMessage()
    message["From"] = author
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(datetime(2024, 5, 6, 10, minute, tzinfo=MOSCOW))
    if number:
        message["Message-ID"] = f"<{number}@example.org>"
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    if html is None:
        message.set_content(text)
    else:
        message.set_content(html, subtype="html")
    return message


def mailbox(*messages: EmailMessage) -> bytes:
    """Write an .mbox."""
    return b"".join(
        b"From - Mon May  6 10:00:00 2024\n"
        + one.as_bytes().replace(b"\nFrom ", b"\n>From ")
        + b"\n"
        for one in messages
    )
