"""Mailboxes as conversations: exact records, and every mail accounted for."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from understudy.core.errors import InputError
from understudy.core.records import Conversation
from understudy.parsing.files import Parsed
from unit.parsing.made import docx, parsed, png
from unit.parsing.mail.letters import ANNA, TIMUR, VERA, letter, mailbox
from unit.parsing.talks import joined

TALKS = {"mail": {"form": "conversations"}}
START = datetime(2024, 5, 6, 7, tzinfo=UTC)


def read(data: bytes, name: str = "inbox.mbox", **mail: object) -> Parsed:
    return parsed(name, data, mail={"form": "conversations", **mail})


def talks(data: bytes) -> list[Conversation]:
    return list(read(data).conversations)


def said(talk: Conversation) -> list[tuple]:
    """Author, words, minute, what it answers, kind."""
    return [
        (
            one.author, one.text, one.sent_at and (one.sent_at - START) // timedelta(minutes=1),
            one.reply_to, one.kind,
        )
        for one in talk.messages
    ]  # fmt: skip


ROOT = letter(VERA, "Анна, как твои ульи?\n\n-- \nВера\nПасека «Липа»\n", "1", to=ANNA, cc=TIMUR)
REPLY = letter(
    ANNA, "", "2", minute=7, subject="Re: Ульи", In_Reply_To="<1@example.org>",
    html="<div>Хорошо, <b>спасибо</b>!</div><div class=gmail_quote><div class=gmail_attr>пн, 6 мая "
    "2024 г. в 10:00, Вера &lt;vera@example.org&gt;:</div><blockquote>Анна, как твои ульи?"
    "</blockquote></div>",
)  # fmt: skip
ANSWER = letter(
    VERA, "Рада.\n\n-----Original Message-----\nFrom: Anna\nSent: Monday\nTo: Вера\n\nХорошо!", "3",
    minute=9, subject="RE: Ульи", to=ANNA, References="<1@example.org> <2@example.org>",
)  # fmt: skip
LATE = letter(TIMUR, "И у меня хорошо.\n\nSent from my iPhone", "4", minute=30, subject="Re: Ульи")


def test_a_thread_is_a_chat() -> None:
    """In time order, with names, addresses as accounts, moments, and who answered whom."""
    (talk,) = talks(mailbox(REPLY, ROOT, LATE, ANSWER))

    assert [
        ("Вера Липская", "Анна, как твои ульи?", 0, None, "text"),
        ("Anna Berg", "Хорошо, спасибо!", 7, 0, "text"),
        ("Вера Липская", "Рада.", 9, 1, "text"),
        ("Алиев, Тимур", "И у меня хорошо.", 30, None, "text"),
    ] == said(talk)
    assert {
        "Вера Липская": "vera@example.org",
        "Anna Berg": "anna@example.org",
        "Алиев, Тимур": "timur@example.org",
    } == talk.accounts
    assert ("Ульи", "exact", "shelf") == (talk.title, talk.clock, talk.collection)
    assert talk.group.startswith("shelf/thread-")  # ids hold names of machines and people


def test_strangers_subjects_are_threads_of_their_own() -> None:
    """Even "Re: hello" without ids joins nothing but what it answers, of the same people."""
    box = mailbox(
        letter(ANNA, "hi", "1", subject="hello", to=VERA),
        letter(TIMUR, "hi", "2", subject="hello", to="max@example.org", minute=1),
        letter("max@example.org", "re", "3", subject="Re: hello", to=TIMUR, minute=2),
        letter(VERA, "re", "", subject="RE: Hello", to=ANNA, minute=3),
        letter("eve@example.org", "re", "5", subject="Re: hello", to=ANNA, minute=4),
        letter(VERA, "new", "6", subject="hello", to=ANNA, minute=5),
    )

    assert [
        ["Anna Berg", "Вера Липская"], ["Алиев, Тимур", "max@example.org"],
        ["eve@example.org"], ["Вера Липская"],
    ] == [[one.author for one in talk.messages] for talk in talks(box)]  # fmt: skip


def test_every_mail_is_accounted_for() -> None:
    """Read as a message, or a problem with its place and reason."""
    broken = b"From - Mon May  6 10:00:00 2024\nthis is no mail at all\n\n"

    found = read(mailbox(ROOT, REPLY, REPLY, ANSWER) + broken)

    assert 3 == found.messages
    assert [
        ("messages", "inbox.mbox#3", "repeated"), ("messages", "inbox.mbox#5", "bad_mail")
    ] == [(one.kind, one.where, one.reason) for one in found.problems]  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        {"List_Unsubscribe": "<https://example.org>"},
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"X_Gmail_Labels": "=?utf-8?b?0KHQv9Cw0LwsINCS0YHRkQ==?="},
    ],
)
def test_what_programs_write_is_nobodys_words(fields: dict[str, str]) -> None:
    """Newsletters, absences, failures, spam."""
    (talk,) = talks(mailbox(letter(ANNA, "Buy now!", "1", **fields)))

    assert ["service"] == [message.kind for message in talk.messages]


def test_a_discussion_list_is_of_people() -> None:
    """Its mails can be unsubscribed from, too; an announcement has nobody to answer."""
    fields = {"List_Unsubscribe": "<mailto:x@example.org>", "Precedence": "list"}
    to_all = mailbox(letter(ANNA, "Hi", "1", List_Post="<mailto:bees@example.org>", **fields))
    to_none = mailbox(letter(ANNA, "Hi", "1", List_Post="NO", **fields))

    assert ["text", "service"] == [talks(box)[0].messages[0].kind for box in (to_all, to_none)]


def test_what_is_passed_on_is_nobodys_words() -> None:
    """With words above it these are the author's; deleted mails and drafts are not sent."""
    passed = (
        "---------- Forwarded message ---------\nFrom: Max <m@example.org>\nDate: x\n\nA swarm!\n"
    )
    within = letter(VERA, "", "3", subject="See below", minute=2)
    within.set_content("")
    within.add_attachment(letter(ANNA, "A swarm!", "9"))
    box = mailbox(
        letter(VERA, passed, "1", subject="Fwd: swarm"),
        letter(VERA, f"Look!\n\n{passed}", "2", subject="Look", minute=1),
        within,
        letter(VERA, "gone", "4", minute=3, X_Mozilla_Status="0009"),
        letter(VERA, "not yet", "5", minute=4, X_Gmail_Labels="Drafts"),
        letter(VERA, "> all of it\n> quoted\n", "6", minute=5),
    )

    assert [
        ("A swarm!", "forwarded"), ("Look!", "text"), ("", "forwarded"), ("gone", "deleted"),
        ("not yet", "deleted"), ("", "forwarded"),
    ] == [(one.text, one.kind) for talk in talks(box) for one in talk.messages]  # fmt: skip


def test_files_are_read_beside_and_pictures_belong_to_the_message() -> None:
    """A mail without a word is media, or its subject."""
    message = letter(ANNA, "", "1", subject="Frames")
    message.add_attachment(png("<p>x</p>"), maintype="image", subtype="png", filename="a.png")
    message.add_attachment(docx(), maintype="application", subtype="x", filename="b.docx")
    found = read(mailbox(message, letter(ANNA, "", "2", subject="At noon? (eom)", minute=1)))

    (picture, noon) = [talk.messages[0] for talk in found.conversations]
    assert ("media", "", 1) == (picture.kind, picture.text, len(picture.assets))
    assert ("text", "At noon? (eom)") == (noon.kind, noon.text)
    assert ["inbox.mbox#1/b.docx"] == [one.source.path for one in found.documents]
    assert {one.path for one in found.attachments} >= {one.path for one in picture.assets}


def test_a_body_that_is_repeated_without_marks_stands_once() -> None:
    """Some programs quote by pasting: what an earlier mail says goes where it begins."""
    long = "Сначала осмотрите каждую рамку, потом запишите, сколько на ней расплода и корма."
    box = mailbox(
        letter(ANNA, long, "1"),
        letter(VERA, f"Так и сделаю.\n\n{long}", "2", minute=1, References="<1@example.org>"),
    )

    (talk,) = talks(box)

    assert [long, "Так и сделаю."] == [message.text for message in talk.messages]


def test_a_single_mail_and_a_collection_may_have_their_form() -> None:
    """By parameter; documents are the default."""
    one = ROOT.as_bytes()

    assert 1 == len(parsed("a.eml", one).documents)
    assert 1 == len(read(one, "a.eml").conversations)
    assert 1 == len(read(one, "a.eml", collections={"shelf": "documents"}).documents)
    assert 1 == len(
        read(one, "a.eml", form="documents", collections={"shelf": "conversations"}).conversations
    )
    with pytest.raises(InputError) as caught:
        read(b"no mail", "a.eml")
    assert caught.value.reason


def times_without_a_date() -> list[EmailMessage]:
    dated = letter(ANNA, "a", "1")
    del dated["Date"]
    dated["Received"] = "from x by y; Mon, 6 May 2024 07:01:00 -0000"
    none = letter(ANNA, "b", "2")
    none.replace_header("Date", "yesterday")
    return [dated, none]


def test_a_mail_without_a_date_has_that_of_its_receipt_or_none() -> None:
    """In UTC where a machine says that it does not know the zone."""
    found = talks(mailbox(*times_without_a_date()))

    assert [[("Anna Berg", "a", 1, None, "text")], [("Anna Berg", "b", None, None, "text")]] == [
        said(talk) for talk in found
    ]


def test_pieces_of_a_thread_join(tmp_path: Path) -> None:
    """Single files, and folders of which one has what I wrote; what stands in both stands once."""
    files = [read(one.as_bytes(), f"{n}.eml") for n, one in enumerate((ROOT, REPLY, ANSWER))]
    last = letter(ANNA, "Пока.", "5", minute=40, subject="Re: Ульи", References="<1@example.org>")
    inbox, sent = read(mailbox(REPLY, last), "in.mbox"), read(mailbox(ROOT, ANSWER), "out.mbox")
    other = read(letter(ANNA, "x", "7", subject="Ульи").as_bytes(), "other.eml")

    (chat, alone), told = joined(
        tmp_path, *(one.conversations for one in [*files, sent, inbox, other])
    )

    assert [
        ("Вера Липская", "Анна, как твои ульи?", 0, None, "text"),
        ("Anna Berg", "Хорошо, спасибо!", 7, None, "text"),
        ("Вера Липская", "Рада.", 9, None, "text"),
        ("Anna Berg", "Пока.", 40, None, "text"),
    ] == said(chat)  # a file that lacks a mail cannot say who answered it
    assert ["x"] == [one.text for one in alone.messages]
    assert (4, 3) == (told[0].conversations, told[0].messages)
    assert 4 == len(chat.further)
