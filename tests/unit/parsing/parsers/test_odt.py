import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed
from understudy.parsing.params import ParseParams
from unit.parsing.made import png, raw, zipped

PNG = png("")
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
NAMES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style"}
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in NAMES.items()
)
STYLES = """<office:automatic-styles><style:style style:name="P1" style:family="paragraph"
 style:parent-style-name="Title"/><text:list-style style:name="L1"><text:list-level-style-number
 text:level="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>
</office:automatic-styles>"""
BODY = """<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p>
</text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="P1">Памятка</text:p>
<text:table-of-content><text:index-body><text:p>Contents</text:p></text:index-body></text:table-of-content>
<text:h text:outline-level="2">Зимовка</text:h>
<text:p>One<text:s text:c="2"/><text:a xlink:href="http://x">two</text:a><text:tab/>three<office:annotation><text:p>remark
</text:p></office:annotation><text:line-break/>four<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>До весны.</text:p></text:note-body></text:note>.</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>first</text:p><text:list><text:list-item>
<text:p>inner</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>second</text:p>
</text:list-item></text:list>
<table:table><table:table-column table:number-columns-repeated="2"/><table:table-header-rows><table:table-row>
<table:table-cell><text:p>a|b</text:p></table:table-cell><table:table-cell><text:p>c</text:p></table:table-cell>
</table:table-row></table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated="2">
<text:p>x</text:p><text:p>y</text:p></table:table-cell><table:table-cell table:number-columns-repeated="999999"/>
</table:table-row></table:table>
<text:p text:style-name="Preformatted_20_Text">if x:</text:p>
<text:p text:style-name="Preformatted_20_Text"><text:s text:c="4"/>go()</text:p>
<text:p><draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame>After<draw:frame><draw:text-box>
<text:p>Boxed</text:p></draw:text-box></draw:frame></text:p>"""
EXPECTED = """# Памятка

## Зимовка

One  [two](http://x) three
four[^1].

1. first
   - inner
2. second

| a\\|b | c |
| --- | --- |
| x y | x y |

```
if x:
    go()
```

After

Boxed

[^1]: До весны.
"""


STRONG = """<office:automatic-styles><style:style style:name="T1" style:family="text">
<style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="T2"
 style:family="text" style:parent-style-name="Emphasis"><style:text-properties
 fo:font-weight="bold"/></style:style><style:style style:name="T3" style:family="text">
<style:text-properties fo:font-weight="normal"/></style:style></office:automatic-styles>"""


def parts(body: str = BODY) -> dict[str, bytes]:
    content = f"""<?xml version="1.0"?><office:document-content {SPACES}
 xmlns:xlink="http://www.w3.org/1999/xlink">{STYLES}<office:body><office:text>{body}</office:text>
</office:body></office:document-content>"""
    return {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": content.encode(),
        "Pictures/1.png": PNG,
    }


def read(members: dict[str, bytes]) -> Parsed:
    return PARSERS["odt"](raw("note.odt", zipped(members)), ParseParams())


def refusal(members: dict[str, bytes]) -> str:
    with pytest.raises(InputError) as failure:
        read(members)
    return failure.value.reason


def test_a_text_keeps_its_structure() -> None:
    """Headings, lists, tables, notes, code; no deleted words, remarks or contents."""
    (found,) = read(parts()).documents

    assert (EXPECTED, "Памятка") == (found.text, found.title)


def test_pictures_are_assets() -> None:
    """One that the archive lacks is a problem."""
    found = read(parts())
    assert [PNG] == [one.content for one in found.attachments]
    assert ["image/png"] == [one.mime for one in found.documents[0].assets]

    lacking = parts()
    del lacking["Pictures/1.png"]
    assert ["missing_part"] == [one.reason for one in read(lacking).problems]


def test_a_flat_file_is_read_the_same() -> None:
    """One piece of XML with its pictures in it; one that is damaged is a problem."""
    picture = f"<office:binary-data>{base64.encodebytes(PNG).decode()}</office:binary-data>"
    image = '<draw:image xlink:href="Pictures/1.png"/>'
    flat = parts()["content.xml"].decode().replace("document-content", "document")
    title = f"<office:meta><dc:title {DC}>Двор</dc:title></office:meta>"
    flat = flat.replace(image, f"<draw:image>{picture}</draw:image>")
    flat = flat.replace("<office:automatic", f"{title}<office:automatic", 1)

    found = PARSERS["odt"](raw("note.fodt", flat), ParseParams())

    assert (EXPECTED, "Двор") == (found.documents[0].text, found.documents[0].title)
    assert [PNG] == [one.content for one in found.attachments]
    broken = flat.replace(picture, picture[:60] + "</office:binary-data>")
    assert PARSERS["odt"](raw("note.fodt", broken), ParseParams()).problems


def test_lists_that_follow_each_other_are_one() -> None:
    """If they look alike: each level of a list may begin one."""
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    inner = f"<text:list-item><text:list>{item.format('b')}</text:list></text:list-item>"
    lists = "".join(f"<text:list>{one}</text:list>" for one in (item.format("a"), inner))
    other = f'<text:list text:style-name="L1">{item.format("c")}</text:list>'

    assert "- a\n  - b\n\n1. c\n" == read(parts(lists + other)).documents[0].text


def test_an_encrypted_text_is_refused() -> None:
    """Its parts are there, but nobody can read them."""
    manifest = b'<manifest xmlns="m"><file-entry><encryption-data/></file-entry></manifest>'
    members = {**parts(), "content.xml": b"\1\2", "META-INF/manifest.xml": manifest}

    assert "encrypted" == refusal(members)


DEEP = "<text:list><text:list-item>"
CELL = (
    '<table:table-cell table:number-columns-repeated="999999"><text:p>x</text:p></table:table-cell>'
)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (parts("<text:p>x"), "bad_odt"),
        (parts(""), "no_text"),
        (parts("<text:section>" * 50_000), "bad_odt"),
        (parts(DEEP * 90 + "x" + "</text:list-item></text:list>" * 90), "no_text"),
        (
            parts(
                f"<table:table>{f'<table:table-row>{CELL}</table:table-row>' * 5000}</table:table>"
            ),
            "too_large",
        ),
        ({**parts(), "content.xml": b"<a/>"}, "bad_odt"),
        ({**parts(), "content.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "bad_odt"),
        ({**parts(), "content.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}, "zip_bomb"),
        ({"mimetype": b"x"}, "bad_odt"),
    ],
    ids=["open", "blank", "deep", "lists", "cells", "root", "entity", "bomb", "member"],
)
def test_damaged_texts_are_refused(members: dict[str, bytes], reason: str) -> None:
    """Before they eat the memory."""
    assert reason == refusal(members)


def test_lists_may_be_nested_as_deep_as_the_limit() -> None:
    """The walk calls itself at each level and must come back."""
    for name, end in (
        (DEEP, "</text:list-item></text:list>"),
        ("<text:section>", "</text:section>"),
    ):
        times = 95 if name == DEEP else 190
        assert (
            "x" in read(parts(name * times + "<text:p>x</text:p>" + end * times)).documents[0].text
        )


@settings(max_examples=60)
@given(data=st.data())
def test_damage_anywhere(data: st.DataObject) -> None:
    """Of the archive, or of the text in a sound one: records, or a reason."""
    members = parts()
    text = members["content.xml"]
    at = data.draw(st.integers(0, len(text)))
    junk = data.draw(st.binary(max_size=12))
    whole = zipped(members)
    cut = data.draw(st.integers(0, len(whole)))
    for content in (
        zipped({**members, "content.xml": text[:at] + junk + text[at + len(junk) :]}),
        whole[:cut],
        whole[:cut] + junk + whole[cut + len(junk) :],
        b"PK\x03\x04" + junk,
    ):
        try:
            PARSERS["odt"](raw("note.odt", content), ParseParams())
        except InputError as failure:
            assert failure.reason


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<text:p>a {span('T1', 'b ')}{span('T1', 'c')}, d</text:p>", "a **b c**, d"),
        (f"<text:p>{span('T2', 'both')} {span('Emphasis', 'one')}</text:p>", "***both*** *one*"),
        (f"<text:p>{span('T1', ' ')}plain{span('T3', ' word')}</text:p>", "plain word"),
        (f"<text:p>{span('T1', 'a' + span('Emphasis', 'b'))}</text:p>", "a*b*"),
        (f"<text:p>{span('T1', 'a')}</text:p><text:p>{span('T1', 'b')}</text:p>", "**a**\n\n**b**"),
        (f"<text:h text:outline-level='1'>A {span('T1', 'b')}</text:h>", "# A b"),
        ("<text:p>f**** it, 2 * 3</text:p>", "f**** it, 2 * 3"),
    ],
)
def test_bold_and_italic_words(body: str, expected: str) -> None:
    """Marked once where they follow each other; a person's own stars stay."""
    content = parts(body)["content.xml"].decode().replace(STYLES, STRONG)
    spaces = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    content = content.replace("xmlns:xlink", f"{spaces} xmlns:xlink", 1)

    (found,) = read({**parts(), "content.xml": content.encode()}).documents

    assert f"{expected}\n" == found.text


MATHML = "http://www.w3.org/1998/Math/MathML"
CHART = f"""<office:document-content {SPACES} xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0">
<office:body><chart:chart><table:table><table:table-row><table:table-cell/><table:table-cell><text:p>2025</text:p>
</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>May</text:p></table:table-cell>
<table:table-cell><text:p>4.5</text:p></table:table-cell></table:table-row></table:table></chart:chart>
</office:body></office:document-content>"""
OBJECT = '<draw:frame><draw:object xlink:href="./Object%20{}"/></draw:frame>'


def test_formulas_and_charts_are_read() -> None:
    """They are files of their own in the archive; a missing one is no loss."""
    body = f"<text:p>Let {OBJECT.format(1)} be.{OBJECT.format(2)}{OBJECT.format(3)}</text:p>"
    files = parts(body) | {
        "Object 1/content.xml": f"<math xmlns='{MATHML}'><mi>a</mi><mo>=</mo><mi>π</mi></math>".encode(),
        "Object 2/content.xml": CHART.encode(),
    }

    table = "|  | 2025 |\n| --- | --- |\n| May | 4.5 |"
    assert f"Let $a = \\pi$ be.\n\n{table}\n" == read(files).documents[0].text


def test_lists_count_as_they_are_printed() -> None:
    """Styles of the whole file, lists that go on, and numbers that a person set."""
    shared = f"""<office:document-styles {SPACES}><office:styles><text:list-style style:name="Steps">
    <text:list-level-style-number text:level="1" text:start-value="3"/></text:list-style>
    </office:styles></office:document-styles>"""

    def item(text: str, more: str = "") -> str:
        return f"<text:list-item {more}><text:p>{text}</text:p></text:list-item>"

    start = '<text:list text:style-name="Steps" {}>'
    body = start.format("") + item("a") + item("b") + "</text:list><text:p>Stop.</text:p>"
    body += start.format('text:continue-numbering="true"') + item("c") + "</text:list>"
    body += (
        "<text:p>Stop.</text:p>"
        + start.format("")
        + item("d", 'text:start-value="9"')
        + "</text:list>"
    )
    files = parts(body) | {"styles.xml": shared.encode()}

    assert "3. a\n4. b\n\nStop.\n\n5. c\n\nStop.\n\n9. d\n" == read(files).documents[0].text


def test_a_cell_stands_where_it_spans_and_a_title_once() -> None:
    """As in the tables of other formats."""

    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = [
        cell("Title", 'table:number-columns-spanned="3"') + covered * 2,
        cell("Year", 'table:number-rows-spanned="2"')
        + cell("May", 'table:number-columns-spanned="2"')
        + covered,
        covered + cell("6") + cell("7"),
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    text = read(parts(f"<table:table>{body}</table:table>")).documents[0].text

    assert "| Title |  |  |\n| --- | --- | --- |\n| Year | May | May |\n| Year | 6 | 7 |\n" == text


def test_spans_that_nobody_needs_are_refused() -> None:
    """Every row asks for all the rows below it."""
    wide = 'table:number-rows-spanned="999999" table:number-columns-spanned="255"'
    row = f"<table:table-row><table:table-cell {wide}/><table:table-cell table:number-columns-repeated='256'><text:p>x</text:p></table:table-cell></table:table-row>"

    with pytest.raises(InputError) as failure:
        read(parts(f"<table:table>{row * 3000}</table:table>"))

    assert "too_large" == failure.value.reason
