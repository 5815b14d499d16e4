import base64

import pytest

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed
from understudy.parsing.params import ParseParams
from unit.parsing.made import png, raw

PNG = png("")
PAGE = """<html><head><title>Двор</title></head><body><nav>menu</nav><h1>Улей</h1><p>Два ряда.</p>
<img src="pics/hive.png" alt="a hive"><img src="cid:two@x"><img src="http://[x"></body></html>"""


def saved(*parts: tuple[str, str, bytes], head: str = "Content-Type: multipart/related; ") -> bytes:
    """Write a saved page of parts: content type, other fields, bytes."""
    lines = f'MIME-Version: 1.0\n{head}boundary="B"\n\n'.encode()
    for kind, fields, content in parts:
        lines += (
            f"--B\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n{fields}\n".encode()
        )
        lines += b"\n" + base64.encodebytes(content)
    return lines + b"--B--\n"


def read(data: bytes) -> Parsed:
    return PARSERS["mhtml"](raw("page.mht", data), ParseParams())


def test_a_saved_page_is_the_page() -> None:
    """Not its menu, nor the head of a mail; pictures by address or by id are assets."""
    found = read(
        saved(
            (
                "text/html; charset=windows-1251",
                "Content-Location: http://a.org/x/y",
                PAGE.encode("cp1251"),
            ),
            ("image/png", "Content-Location: http://a.org/x/pics/hive.png", PNG),
            ("image/png", "Content-ID: <two@x>", png("x")),
        )
    )

    (document,) = found.documents
    assert ("# Улей\n\nДва ряда.\n\na hive\n", "Улей") == (document.text, document.title)
    assert 2 == len(found.attachments)
    assert ["a hive", None] == [one.caption for one in document.assets]


def test_the_first_page_that_says_something_counts() -> None:
    """A page in frames has others; one may be the whole mail; a charset may stand in the page."""
    empty = ("text/html", "", b"<frameset><frame></frameset>")
    page = '<meta charset="koi8-r"><p>Привет, двор</p>'.encode("koi8-r")
    alone = b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>Words</p>"

    assert "Привет, двор\n" == read(saved(empty, ("text/html", "", page))).documents[0].text
    assert "Words\n" == read(alone).documents[0].text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (saved(("text/plain", "", b"x")), "no_text"),
        (saved(("text/html", "", b"<p> </p>")), "no_text"),
        (saved(("text/html", "", b"<div>" * 1000)), "bad_html"),
        (b"no mail", "bad_mail"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, reason: str) -> None:
    """With what is wrong."""
    with pytest.raises(InputError) as failure:
        read(data)

    assert reason == failure.value.reason
