import functools
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from understudy.core.errors import InputError
from understudy.parsing.files import Parsed
from understudy.parsing.params import ParseParams
from understudy.parsing.parsers.pptx import parse
from unit.parsing.made import png, raw, zipped
from unit.soon import soon

BOX = (Inches(1), Inches(5), Inches(3), Inches(1))
EXPECTED = """## Осмотр весной

- сначала смотреть
- потом трогать
  - рамки с краю
- итог

> Notes: Сказать про дым.
> И про ветер.

## Slide 2

left box

second paragraph

right box

inside a group

| Thing | Price |
| --- | --- |
| a \\| b | 30 |

## Harvest

Yield of the yard

|  | 2023 | 2024 |
| --- | --- | --- |
| lime | 12 | 14.5 |
| acacia |  | 3 |

| x | wind |
| --- | --- |
| 1 | 2.5 |
"""


def read(data: bytes, name: str = "deck.pptx") -> Parsed:
    """Parse a deck."""
    return parse(raw(name, data), ParseParams())


def saved(deck: "Presentation") -> bytes:
    """Return the bytes of a deck."""
    written = io.BytesIO()
    deck.save(written)
    return written.getvalue()


@functools.cache
def deck() -> bytes:
    """Write a deck with lists, boxes, a group, a table, charts, notes and a hidden slide."""
    made = Presentation()
    listed = made.slides.add_slide(made.slide_layouts[1])
    listed.shapes.title.text = "Осмотр весной"
    frame = listed.placeholders[1].text_frame
    frame.text = "сначала смотреть"
    for text, level in (("потом трогать", 0), ("рамки с краю", 1), ("", 0), ("итог", 0)):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
    listed.notes_slide.notes_text_frame.text = "Сказать про дым.\nИ про ветер."

    boxes = made.slides.add_slide(made.slide_layouts[6])
    boxes._element.set("show", "0")
    table = boxes.shapes.add_table(2, 2, Inches(1), Inches(6), Inches(4), Inches(1)).table
    for place, text in enumerate(("Thing", "Price", "a | b", "30")):
        table.cell(place // 2, place % 2).text = text
    group = boxes.shapes.add_group_shape()
    group.shapes.add_textbox(*BOX).text_frame.text = "inside a group"
    right = boxes.shapes.add_textbox(Inches(5), Inches(1) - Pt(2), Inches(3), Inches(1))
    right.text_frame.text = "right box"
    left = boxes.shapes.add_textbox(Inches(1), Inches(1), Inches(3), Inches(1))
    left.text_frame.text = "left box\nsecond paragraph"
    boxes.shapes.add_picture(io.BytesIO(png("")), Inches(7), Inches(3))
    boxes.shapes.add_picture(io.BytesIO(png("")), Inches(8), Inches(3))

    drawn = made.slides.add_slide(made.slide_layouts[5])
    drawn.shapes.title.text = "Harvest"
    data = CategoryChartData()
    data.categories = ["lime", "acacia"]
    data.add_series("2023", (12, None))
    data.add_series("2024", (14.5, 3))
    place = (Inches(1), Inches(2), Inches(4), Inches(2))
    chart = drawn.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Yield of the yard"
    points = XyChartData()
    points.add_series("wind").add_data_point(1, 2.5)
    place = (Inches(1), Inches(5), Inches(4), Inches(2))
    drawn.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place, points)
    return saved(made)


def changed(part: str, before: bytes, after: bytes) -> bytes:
    """Return the deck with one part of its archive changed."""
    with zipfile.ZipFile(io.BytesIO(deck())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    assert before in parts[part]
    return zipped({**parts, part: parts[part].replace(before, after, 1)})


def test_a_deck_keeps_its_structure() -> None:
    """Titles, nested lists, boxes in reading order, groups, tables, charts, notes, hidden ones."""
    found = read(deck())

    (document,) = found.documents
    assert EXPECTED == document.text
    assert "Осмотр весной" == document.title
    assert () == found.problems


def test_a_page_is_a_slide() -> None:
    """Each page starts with the heading of its slide."""
    (document,) = read(deck()).documents

    starts = [document.text[start:].split("\n")[0] for start in document.pages]
    assert ["## Осмотр весной", "## Slide 2", "## Harvest"] == starts


def test_pictures_are_assets_once() -> None:
    """The same picture twice is one asset; a file name is no caption."""
    found = read(deck())

    (asset,) = found.documents[0].assets
    (attachment,) = found.attachments
    assert attachment.content.startswith(b"\x89PNG")
    assert (attachment.path, "image/png", None) == (asset.path, asset.mime, asset.caption)


def test_a_described_picture_leaves_its_caption() -> None:
    """As pictures of Word files do."""
    data = changed("ppt/slides/slide2.xml", b'descr="image.png"', b'descr="A frame of brood"')

    (document,) = read(data).documents

    assert "\n\nA frame of brood\n\n" in document.text
    assert ["A frame of brood"] == [asset.caption for asset in document.assets]


def test_an_unreadable_shape_is_a_problem() -> None:
    """Its slide and the rest of the deck are used."""
    data = changed("ppt/slides/slide2.xml", b"r:embed=", b'r:embed="rId99" r:other=')

    found = read(data)

    (problem,) = found.problems
    assert ("deck.pptx#slide 2", "unreadable_shape") == (problem.where, problem.reason)
    assert EXPECTED == found.documents[0].text


def test_a_chart_that_claims_to_be_huge_is_a_problem() -> None:
    """The library would make a point of each that is claimed."""
    with zipfile.ZipFile(io.BytesIO(deck())) as archive:
        name = next(
            name
            for name in archive.namelist()
            if name.startswith("ppt/charts/chart") and b"barChart" in archive.read(name)
        )
    data = changed(name, b'<c:ptCount val="2"/>', b'<c:ptCount val="2000000000"/>')

    found = read(data)

    assert ["unreadable_shape"] == [problem.reason for problem in found.problems]
    assert "## Harvest" in found.documents[0].text


def test_groups_within_groups_end() -> None:
    """Those beyond any real depth are a problem, what lies above is read."""
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    slide.shapes.add_textbox(0, 0, 10, 10).text_frame.text = "above"
    group = slide.shapes
    for _ in range(30):
        group = group.add_group_shape().shapes
    group.add_textbox(*BOX).text_frame.text = "deep"

    found = read(saved(made))

    assert "## Slide 1\n\nabove\n" == found.documents[0].text
    assert 1 == len(found.problems)


def test_smartart_is_read_as_a_list() -> None:
    """Its text lies in a part of its own."""
    frame = b"""<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="90" name="Art"/>
<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/>
<a:ext cx="1" cy="1"/></p:xfrm><a:graphic><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"><dgm:relIds
 xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="rId90"/>
</a:graphicData></a:graphic></p:graphicFrame></p:spTree>"""
    data = b"""<dgm:dataModel xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"><dgm:ptLst><dgm:pt><dgm:t>
<a:p><a:r><a:t>look</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>to</a:t></a:r>
<a:r><a:t>uch</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"""
    link = b"""<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006\
/relationships/diagramData" Target="../diagrams/data1.xml"/></Relationships>"""
    changes = {
        "ppt/slides/slide1.xml": (b"</p:spTree>", frame),
        "ppt/slides/_rels/slide1.xml.rels": (b"</Relationships>", link),
    }
    with zipfile.ZipFile(io.BytesIO(deck())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["ppt/diagrams/data1.xml"] = data
    for name, (before, after) in changes.items():
        parts[name] = parts[name].replace(before, after)

    found = read(zipped(parts))

    assert () == found.problems
    assert "- look\n- touch" in found.documents[0].text


def test_slide_shows_and_templates_are_decks() -> None:
    """They differ in their declared type alone."""
    before = b"presentationml.presentation.main+xml"
    data = changed("[Content_Types].xml", before, b"presentationml.slideshow.main+xml")

    assert EXPECTED == read(data, "deck.ppsx").documents[0].text


def test_a_deck_without_words_has_no_text() -> None:
    """Headings that only number the slides are none."""
    made = Presentation()
    made.slides.add_slide(made.slide_layouts[6])

    with pytest.raises(InputError) as failure:
        read(saved(made))

    assert "no_text" == failure.value.reason


LAUGHS = b"".join(
    [b'<!DOCTYPE p:sld [<!ENTITY a0 "ha">']
    + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode() for n in range(1, 12)]
    + [b"]>"]
)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04" + bytes(500),
        changed("ppt/presentation.xml", b"<p:presentation", b"<!DOCTYPE x []><p:presentation"),
        changed("ppt/presentation.xml", b"<p:sldIdLst>", b"<p:sldIdLst><p:sldId>"),
        changed("ppt/slides/slide1.xml", b"<p:sld ", LAUGHS + b"<p:sld "),
        changed("ppt/slides/slide1.xml", b"<p:cSld", b"<p:cSld><a:p" + b"><a:p" * 5000),
        changed("ppt/_rels/presentation.xml.rels", b"Target=", b"Other="),
        zipped({"ppt/presentation.xml": b"<p/>", "ppt/slides/slide1.xml": bytes(60_000_000)}),
    ],
    ids=["empty", "head", "doctype", "open", "laughs", "deep", "relation", "bomb"],
)
def test_a_damaged_deck_is_refused(data: bytes) -> None:
    """Wherever the damage is, and soon."""
    try:
        found = soon(lambda: read(data), 5)
    except InputError as failure:
        assert failure.reason in {"bad_pptx", "zip_bomb", "no_text"}
    else:
        assert len(found.documents[0].text) <= len(EXPECTED)


@pytest.mark.parametrize("tenth", range(10))
def test_a_cut_deck_is_refused(tenth: int) -> None:
    """The directory of the archive stands at its end."""
    with pytest.raises(InputError) as failure:
        read(deck()[: len(deck()) * tenth // 10])

    assert "bad_pptx" == failure.value.reason


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_parts(data: st.DataObject) -> None:
    """The archive is sound, the XML in it is not: records, problems or a refusal."""
    with zipfile.ZipFile(io.BytesIO(deck())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    names = [
        *(name for name in sorted(parts) if "/slides/" in name or "/charts/" in name),
        "ppt/presentation.xml",
        "[Content_Types].xml",
    ]
    hit = data.draw(st.sampled_from(names))
    content = bytearray(parts[hit])
    at = data.draw(st.integers(0, len(content)))
    content[at : at + data.draw(st.integers(0, 30))] = data.draw(
        st.sampled_from([b"", b"<", b"-1", b"9" * 20, b'"', b"x"])
    )
    try:
        found = read(zipped({**parts, hit: bytes(content)}))
    except InputError as failure:
        assert failure.reason in {"bad_pptx", "no_text"}
        assert "\n" not in str(failure)
    else:
        assert found == Parsed.model_validate_json(found.to_line())


def test_numbered_items_keep_their_numbers() -> None:
    """They start where the slide says, and lists within them have their own."""
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    frame = slide.shapes.add_textbox(*BOX).text_frame
    for text, level, start in (("a", 0, "3"), ("b", 0, "3"), ("c", 1, None), ("d", 0, "3")):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
        properties = paragraph._p.get_or_add_pPr()
        name = "buAutoNum" if start else "buChar"
        bullet = properties.makeelement(f"{{{properties.nsmap['a']}}}{name}", {})
        if start:
            bullet.set("startAt", start)
        properties.append(bullet)

    (found,) = read(saved(made)).documents
    assert "## Slide 1\n\n3. a\n4. b\n  - c\n5. d\n" == found.text


def test_a_merged_cell_stands_in_all_its_places() -> None:
    """A row read alone says what it is about; a title as wide as the table stands once."""
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    table = slide.shapes.add_table(3, 3, *BOX).table
    for at, text in enumerate(("Title", "", "", "Year", "May", "", "", "6", "7")):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).merge(table.cell(1, 2))

    (found,) = read(saved(made)).documents
    rows = "| Title |  |  |\n| --- | --- | --- |\n| Year | May | May |\n| Year | 6 | 7 |\n"
    assert f"## Slide 1\n\n{rows}" == found.text


def test_words_keep_what_hangs_at_them() -> None:
    """Links of one run or two, small figures, formulas; a link to a slide leads nowhere."""
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    frame = slide.shapes.add_textbox(*BOX).text_frame
    runs = [frame.paragraphs[0].add_run() for _ in range(5)]
    for run, text in zip(runs, ("See ", "the ", "plan", ", 10", "6"), strict=True):
        run.text = text
    for run in runs[1:3]:
        run.hyperlink.address = "https://a.org/x"
    runs[4].font._element.set("baseline", "30000")
    formula = """<a14:m xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"><m:oMath
xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>E=m</m:t></m:r></m:oMath>
</a14:m>"""
    frame.paragraphs[0]._p.append(etree.fromstring(formula))
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(6), Inches(4), Inches(1)).table
    linked = table.cell(0, 0).text_frame.paragraphs[0].add_run()
    linked.text, linked.hyperlink.address = "shop", "https://a.org/s"
    table.cell(0, 1).text = "open"

    (document,) = read(saved(made)).documents

    assert "See [the plan](https://a.org/x), 10⁶$E=m$" in document.text
    assert "| [shop](https://a.org/s) | open |" in document.text
