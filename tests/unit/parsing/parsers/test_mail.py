import base64
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed
from understudy.parsing.mail.heads import looks_like_mail
from understudy.parsing.mail.text import unflowed
from understudy.parsing.params import ParseParams
from unit.parsing.made import docx, parsed, png, raw, zipped

PNG = png("")
HEAD = "From: Vera <vera@example.org>\nTo: anna@example.org\nSubject: Hives\n"
FROM = "From vera@example.org Wed May  1 12:00:00 2024\n"


def read(data: bytes | str, name: str = "letter.eml") -> Parsed:
    return PARSERS["mail"](raw(name, data), ParseParams())


def text(data: bytes | str) -> str:
    (found,) = read(data).documents
    return found.text


def refusal(data: bytes | str) -> InputError:
    with pytest.raises(InputError) as failure:
        read(data)
    return failure.value


def written() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Вера <vera@example.org>"
    message["To"] = "anna@example.org"
    message["Subject"] = "Осмотр пасеки"
    message["Date"] = "Wed, 01 May 2024 12:00:00 +0900"
    message.set_content("Добрый день!\n\n> вопрос\nответ\n-- \nВера\n")
    return message


def test_a_mail_is_a_document() -> None:
    """Subject, people, the moment with its zone, quotes and the signature."""
    (found,) = read(written().as_bytes()).documents

    assert "Осмотр пасеки" == found.title
    assert found.text == (
        "# Осмотр пасеки\n\nFrom: Вера <vera@example.org>\nTo: anna@example.org\n"
        "Date: 2024-05-01T12:00:00+09:00\n\nДобрый день!\n\n> вопрос\nответ\n--\nВера\n"
    )


def test_plain_text_is_preferred_and_files_are_named() -> None:
    """The HTML form is dropped; pictures are assets, shown or attached."""
    message = written()
    message.add_alternative("<p>HTML form</p>", subtype="html")
    message.add_attachment(b"12345", maintype="application", subtype="pdf", filename="отчёт.pdf")
    message.add_attachment(PNG, maintype="image", subtype="png", filename="hive.png")

    found = read(message.as_bytes())

    assert "HTML form" not in found.documents[0].text
    ending = f"Attachments:\n\n- отчёт.pdf (5 bytes)\n- hive.png ({len(PNG)} bytes)\n"
    assert found.documents[0].text.endswith(ending)
    assert [PNG] == [one.content for one in found.attachments]
    assert ["image/png"] == [one.mime for one in found.documents[0].assets]


def test_what_is_attached_is_read() -> None:
    """As if it lay in a folder called like the mail; programs and signatures are named only."""
    message = written()
    for name, data in [
        ("Памятка.docx", docx()),
        ("hives.csv", b"hive,eggs\nA,yes\nB,no\n"),
        ("setup.exe", b"MZ\x90\x00\x03" + bytes(60)),
        ("cut.pdf", b"%PDF-1.7 cut"),
        ("all.zip", zipped({"inside.md": b"# Inside\n"})),
    ]:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)

    found = read(message.as_bytes())

    expected = ["letter.eml", "letter.eml/Памятка.docx"]
    assert expected == [one.source.path for one in found.documents]
    assert "- setup.exe (65 bytes)" in found.documents[0].text
    assert {"letter.eml/hives.csv"} == {one.source.path for one in found.rows}
    problems = {one.where: one.reason for one in found.problems}
    assert {"letter.eml/cut.pdf": "bad_pdf", "letter.eml/all.zip": "nested_archive"} == problems


def test_html_is_read_where_there_is_no_text() -> None:
    """Tables that only place things are undone, tables of data stay."""
    html = (
        "<table><tr><td><h2>News</h2></td></tr><tr><td><table><tr><th>a</th><th>b</th></tr>"
        "<tr><td>1</td><td>2</td></tr></table></td></tr></table><script>x()</script>"
    )
    found = text(f"{HEAD}Content-Type: text/html\n\n{html}")

    assert found.endswith("## News\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n")


def test_a_mail_in_a_mail_is_a_section() -> None:
    """With a heading of the next level."""
    message = written()
    message.add_attachment(written())

    found = text(message.as_bytes())

    assert found.count("Добрый день!") == 2
    assert "\n## Осмотр пасеки\n" in found


@pytest.mark.parametrize(
    ("charset", "content"),
    [
        ("windows-1251", "Зимовка пчёл в омшанике".encode("cp1251")),
        ("no-such", "Зимовка пчёл в омшанике".encode()),
        ("us-ascii", "Зимовка пчёл в омшанике".encode()),
        ("iso-2022-jp", "日本語の手紙".encode("iso-2022-jp")),
        ("utf-8", "Зимовка пчёл в омшанике прошла хорошо, корма хватило".encode("cp1251")),
        ("iso-8859-1", "“naïve”".encode("cp1252")),
    ],
)
def test_charsets(charset: str, content: bytes) -> None:
    """A claim that is wrong or unknown is not believed."""
    found = text(f"{HEAD}Content-Type: text/plain; charset={charset}\n\n".encode() + content)

    expected = ("Зимовка пчёл в омшанике", "日本語の手紙", "“naïve”")
    assert any(one in found for one in expected)


def test_raw_bytes_in_header_fields() -> None:
    """Fields that should have been encoded, and words split between two encoded ones."""
    halves = [base64.b64encode(part).decode() for part in ("щё".encode()[:3], "щё".encode()[3:])]
    coded = " ".join(f"=?utf-8?b?{half}?=" for half in halves)
    found = text(f"From: Анна <a@example.org>\nSubject: {coded}\n\nbody".encode())

    assert found.startswith("# щё\n\nFrom: Анна <a@example.org>\n")


def test_flowed_lines_are_joined() -> None:
    """Lines that end in a space, within one level of quoting; never the signature's mark."""
    assert unflowed("one \ntwo\n>> a \n>> b\n> c \nd\n-- \nme") == (
        "one two\n> > a b\n> c \nd\n-- \nme"
    )
    assert "日本" == unflowed("日 \n本", glued=True)


def test_a_mailbox_has_a_document_for_each_message() -> None:
    """Escaped lines are restored; a sentence that begins with From starts nothing."""
    box = (
        f"{FROM}{HEAD}\n>From here on\n\nFrom now on we meet\n\n{FROM}\nnothing but text\n\n"
        f"{FROM}{HEAD}\nthird\n"
    )
    found = read(box, "all.mbox")

    assert ["all.mbox#1", "all.mbox#3"] == [one.group for one in found.documents]
    assert "\nFrom here on\n\nFrom now on we meet\n" in found.documents[0].text
    assert [("all.mbox#2", "bad_mail")] == [(one.where, one.reason) for one in found.problems]
    again = read(box.replace("\n", "\r\n"), "all.mbox")
    assert [one.text for one in found.documents] == [one.text for one in again.documents]


@pytest.mark.parametrize(
    "data",
    [
        "just text\n",
        "\n\n",
        b"\x89PNG" + b"\0" * 50,
        HEAD
        + "".join(
            f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(100_000)
        ),
        HEAD + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 100_000,
        HEAD + "Content-Type: message/rfc822\n\n" * 20_000,
        HEAD
        + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(300))
        + "x\n" * 2_000_000,
        "From: a\r"
        + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\r--b{n}\r" for n in range(300))
        + "x\r" * 2_000_000,
        HEAD + "Content-Type: text/html\n\n" + "<div>" * 100_000 + "x",
        f"{FROM}\n\n{FROM}\n\n",
    ],
    ids=["text", "blank", "bytes", "nested", "many", "messages", "lines", "returns", "html", "box"],
)
def test_what_is_no_mail_is_refused(data: bytes | str) -> None:
    """And so is what would take minutes to read."""
    assert refusal(data).reason in {"bad_mail", "bad_html"}


@pytest.mark.parametrize("field", ["To", "Subject", "Content-Type", "Content-Disposition", "Date"])
@pytest.mark.parametrize(
    "value", [";", "(", '"', "=?a?q?", "=?utf-8?b?", "<", ";a=b", ",", "\udcff"]
)
def test_hostile_header_fields(field: str, value: str) -> None:
    """Whatever a field holds, and however much of it, the mail is read."""
    data = f"From: a\n{field}: {value * 60_000}\n\nbody\n".encode("utf-8", "surrogateescape")

    assert read(data).documents


@given(at=st.integers(0, 1000), junk=st.binary(max_size=30))
def test_damage_anywhere(at: int, junk: bytes) -> None:
    """Records, or a reason."""
    message = written()
    message.add_attachment(PNG, maintype="image", subtype="png")
    data = message.as_bytes()
    at = at * len(data) // 1000
    for broken in (data[:at], data[:at] + junk + data[at + len(junk) :]):
        try:
            assert read(broken) == read(broken)
        except InputError as failure:
            assert failure.reason


@pytest.mark.parametrize(
    "start",
    [
        HEAD,
        "\n" + HEAD,
        "Received: from a\n\tby b; Wed\nDate: Wed, 1 May 2024\n\n",
        "Return-Path: <a>\nSubject: x\n\nhello",
        FROM + "Subject: x\nFrom: y\n\n",
        "From \nSubject: x\nFrom: y\n\n",
    ],
)
def test_mails_are_known(start: str) -> None:
    """By their header fields."""
    assert looks_like_mail(start)


@pytest.mark.parametrize(
    "start",
    [
        "",
        "Subject: x\n\nDear all",
        "Subject: x\nDate: today\n\nDear all",
        "# Subject: x\nFrom: a\nTo: b\n",
        "From: Anna\nTo: Vera\nDear Vera, subject: hives\n",
        "13/05/2025, 18:04 - Anna: From: x\n13/05/2025, 18:05 - Vera: To: y\n",
        "---\ntitle: x\ndate: 2024-01-01\n---\n",
        "From Monday on we meet\nat noon\n",
        "Anna: hi\nVera: ho\n",
    ],
)
def test_other_texts_are_not_mails(start: str) -> None:
    """Prose, Markdown, chats."""
    assert not looks_like_mail(start)


def test_a_charset_that_no_program_could_name_is_none() -> None:
    """The standard library raises for a NUL in it."""
    head = HEAD.encode() + b'Content-Type: text/plain; charset="ut\0f"\n\n'

    assert "ульи" in text(head + "ульи\n".encode())


def test_a_mailbox_may_begin_with_pictures() -> None:
    """A first mail of several parts makes it no saved page: behind its line stand two mails."""
    first = (
        "From: Anna <anna@example.org>\nSubject: a\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html\n\n'
        "<p>with a picture</p>\n--x--\n\n"
    )
    second = (
        "From: Vera <vera@example.org>\nSubject: b\nDate: Wed, 1 May 2024 12:00:00 +0000\n\nhi\n"
    )
    line = "From a@example.org Wed May  1 12:00:00 2024\n"
    found = parsed("box.mbox", line + first + line + second)

    assert ["a", "b"] == [one.title for one in found.documents]
