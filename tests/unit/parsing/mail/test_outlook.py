from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.mail.outlook import as_mail
from unit.parsing.made import docx, parsed
from unit.parsing.mail.letters import ANNA, letter
from unit.parsing.mail.outlook_files import attachment, container, item, recipient

SENT = datetime(2024, 5, 6, 7, 5, tzinfo=UTC)
TEXTS = {
    "001A": "IPM.Note", "0037": "Re: Ульи", "0C1A": "Вера Липская", "5D01": "vera@example.org",
    "1000": "Приеду.\r\n\r\nОт: Anna\r\nДата: 6 мая\r\nТема: Ульи\r\n\r\nПриедешь?\r\n",
    "1035": "<2@example.org>", "1042": "<1@example.org>",
}  # fmt: skip
SENT_ITEM = container(
    item(
        TEXTS,
        sent=SENT,
        **{"__recip_version1.0_#00000000": recipient("Anna Berg", "anna@example.org")},
    )
)


def test_a_message_is_a_mail() -> None:
    """What was sent has no header: its fields are made of its properties."""
    message = message_from_bytes(as_mail(SENT_ITEM, "a.msg"))

    assert ("<2@example.org>", "<1@example.org>") == (message["Message-ID"], message["In-Reply-To"])
    assert "Anna Berg <anna@example.org>" == message["To"]
    (found,) = parsed("a.msg", SENT_ITEM).documents
    assert "Re: Ульи" == found.title
    assert found.text.startswith(
        "# Re: Ульи\n\nFrom: Вера Липская <vera@example.org>\nTo: Anna Berg <anna@example.org>\n"
        "Date: 2024-05-06T07:05:00+00:00\n\nПриеду.\n"
    )


def test_it_belongs_into_its_thread() -> None:
    """With the moment of its sending and its author's own words."""
    (talk,) = parsed("a.msg", SENT_ITEM, mail={"form": "conversations"}).conversations
    first = letter(ANNA, "Приедешь?", "1").as_bytes()
    (begun,) = parsed("b.eml", first, mail={"form": "conversations"}).conversations

    (said,) = talk.messages
    assert ("Вера Липская", "Приеду.", SENT) == (said.author, said.text, said.sent_at)
    assert begun.group == talk.group


def test_a_header_that_came_with_it_counts() -> None:
    """But for the fields that say how the mail was packed."""
    written = (
        "Received: from x\r\n by y; Mon, 6 May 2024 07:01:00 +0000\r\nFrom: Anna <a@example.org>\r\n"
        "Content-Type: multipart/mixed; boundary=x\r\nMIME-Version: 1.0\r\nDate: Mon, 6 May 2024 10:00:00 "
        "+0300\r\nAuto-Submitted: auto-replied\r\n"
    )
    data = container(item({**TEXTS, "007D": written}, sent=SENT))

    (talk,) = parsed("a.msg", data, mail={"form": "conversations"}).conversations

    (said,) = talk.messages
    assert ("Anna", "service", SENT - timedelta(minutes=5)) == (
        said.author,
        said.kind,
        said.sent_at,
    )


def test_what_is_attached_is_read() -> None:
    """Files as files of their own, messages as parts."""
    inner = item({"0037": "Рой", "0C1A": "Max", "1000": "Рой на липе."}, head=24)
    box = {
        "__attach_version1.0_#00000000": attachment("письмо.docx", docx()),
        "__attach_version1.0_#00000001": {**item({}, head=8), "__substg1.0_3701000D": inner},
    }
    letter_itself, file = parsed("a.msg", container(item(TEXTS, sent=SENT, **box))).documents

    assert "## Рой\n\nFrom: Max\n\nРой на липе." in letter_itself.text
    assert "a.msg/письмо.docx" == file.source.path


def test_a_page_is_read_where_there_is_no_plain_text() -> None:
    """Bytes in a charset of their own."""
    page = {"__substg1.0_10130102": "<p>Приеду <b>завтра</b>.</p>".encode("cp1251")}
    texts = {number: text for number, text in TEXTS.items() if number != "1000"}

    (found,) = parsed("a.msg", container(item(texts, **page))).documents

    assert found.text.endswith("Приеду **завтра**.\n")


def test_contacts_and_damaged_files_are_no_mails() -> None:
    """Each says why."""
    with pytest.raises(InputError, match=r"no mail but 'IPM\.CONTACT'"):
        as_mail(container(item({"001A": "IPM.Contact"})), "a.msg")
    with pytest.raises(InputError, match="no sound message of Outlook"):
        as_mail(SENT_ITEM[:700], "a.msg")


@settings(max_examples=60)
@given(st.integers(512, len(SENT_ITEM) - 1), st.binary(min_size=1, max_size=8))
def test_a_changed_file_is_read_or_refused(at: int, change: bytes) -> None:
    """Nothing else happens."""
    data = SENT_ITEM[:at] + change + SENT_ITEM[at + len(change) :]
    attempt(lambda raw: parsed("a.msg", raw), data)
