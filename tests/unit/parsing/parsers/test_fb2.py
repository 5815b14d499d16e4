import base64

import pytest

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed
from understudy.parsing.params import ParseParams
from unit.parsing.made import png, raw

PNG = png("")
BODY = """<body><title><p>Автор</p><p>Летний сад</p></title>
<epigraph><p>Эпиграф.</p><text-author>Кто-то</text-author></epigraph>
<section><title><p>Глава 1</p><empty-line/><p>Начало</p></title>
<p>Текст<a l:href="#n1" type="note">[1]</a> с <emphasis>курсивом</emphasis> и <strong>силой</strong>,
 <a l:href="http://x">ссылка</a>.</p><subtitle>* * *</subtitle><subtitle>Ниже</subtitle>
<poem><title><p>Стих</p></title><stanza><v>Строка раз</v><v>Строка два</v></stanza>
<stanza><v>Ещё</v></stanza><text-author>Поэт</text-author></poem>
<cite><p>Цитата.</p><text-author>Он</text-author></cite><image l:href="#c.png" alt="улей"/>
<section><title><p>Внутри</p></title><p>x</p><table><tr><th>a</th><th>b</th><th>c</th></tr><tr>
<td colspan="2">d</td><td>e</td></tr></table></section></section></body>
<body name="notes"><title><p>Примечания</p></title><section id="n1"><title><p>1</p></title><p>Сноска<a
 l:href="#n3">3</a>.</p><p>Вторая.</p></section><section id="n2"><title><p>2</p></title><p>Ничья.</p>
</section><section id="n3"><p>Сноска к сноске.</p></section></body>"""
EXPECTED = """# Автор Летний сад

> Эпиграф.
>
> Кто-то

## Глава 1 Начало

Текст[^1] с *курсивом* и **силой**,
ссылка.

---

**Ниже**

**Стих**

Строка раз
Строка два

Ещё

Поэт

> Цитата.
>
> Он

улей

### Внутри

x

| a | b | c |
| --- | --- | --- |
| d | d | e |

[^1]: Сноска[^2]. Вторая.

[^2]: Сноска к сноске.

Ничья.
"""


def book(body: str = BODY, *, encoding: str = "utf-8", more: str = "") -> bytes:
    picture = base64.encodebytes(PNG).decode()
    return f"""<?xml version="1.0" encoding="{encoding}"?>
<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">
<description><title-info><genre>prose</genre><book-title>Летний сад</book-title>{more}</title-info>
</description>{body}<binary id="c.png" content-type="image/png">{picture}</binary></FictionBook>
""".encode(encoding)


def read(data: bytes) -> Parsed:
    return PARSERS["fb2"](raw("book.fb2", data), ParseParams())


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
def test_a_book_keeps_its_structure(encoding: str) -> None:
    """Sections, poems, quotations, tables, notes in the order in which the text asks for them."""
    found = read(book(encoding=encoding))

    assert (EXPECTED, "Летний сад") == (found.documents[0].text, found.documents[0].title)
    assert [PNG] == [one.content for one in found.attachments]
    assert ["улей"] == [one.caption for one in found.documents[0].assets]


def test_a_cover_is_a_picture() -> None:
    """One that is not there is a problem, and the book is read."""
    cover = '<coverpage><image l:href="#{}"/></coverpage>'

    assert not read(book(more=cover.format("c.png"))).problems
    assert ["missing_part"] == [one.reason for one in read(book(more=cover.format("x"))).problems]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_slips_of_hand_are_mended(encoding: str) -> None:
    """Bare ampersands, entities of HTML, control codes."""
    body = "<body><section><p>A &amp; B & C&nbsp;&laquo;Д&raquo; &x; &#65;\x01</p></section></body>"

    assert "A & B & C\u00a0«Д» &x; A\n" == read(book(body, encoding=encoding)).documents[0].text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<a/>", "bad_fb2"),
        (book()[:-300], "bad_fb2"),
        (book("<body><p> </p></body>"), "no_text"),
        (book("<section>" * 50_000), "bad_fb2"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><FictionBook/>', "bad_fb2"),
        (b"\xff\xfe\x00garbage", "bad_fb2"),
    ],
    ids=["root", "cut", "blank", "deep", "entities", "garbage"],
)
def test_damaged_books_are_refused(data: bytes, reason: str) -> None:
    """With what is wrong."""
    with pytest.raises(InputError) as failure:
        read(data)

    assert reason == failure.value.reason
