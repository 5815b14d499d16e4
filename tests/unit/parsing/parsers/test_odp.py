import pytest

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed
from understudy.parsing.params import ParseParams
from unit.parsing.made import png, raw, zipped

PNG = png("")
NAMES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style"}
NAMES |= {"svg": "svg-compatible", "presentation": "presentation"}
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in NAMES.items()
)
STYLES = """<office:automatic-styles><text:list-style style:name="L2"><text:list-level-style-number
 text:level="2"/></text:list-style></office:automatic-styles>"""
SLIDES = """<draw:page><draw:frame presentation:class="date-time"><draw:text-box><text:p>1 May</text:p>
</draw:text-box></draw:frame><draw:frame presentation:class="outline" svg:x="1cm" svg:y="5cm"
 svg:width="20cm" svg:height="9cm"><draw:text-box><text:list text:style-name="L2"><text:list-item>
<text:p>look</text:p></text:list-item></text:list><text:list text:style-name="L2"><text:list-item>
<text:list><text:list-item><text:p>twice</text:p></text:list-item></text:list></text:list-item>
</text:list><text:list text:style-name="L2"><text:list-item><text:p>touch</text:p></text:list-item>
</text:list></draw:text-box></draw:frame><draw:frame presentation:class="title" svg:x="1cm"
 svg:y="1cm" svg:width="20cm" svg:height="2cm"><draw:text-box><text:p>Весна</text:p><text:p>на дворе
</text:p></draw:text-box></draw:frame><presentation:notes><draw:page-thumbnail/><draw:frame
 presentation:class="notes"><draw:text-box><text:p>Say it</text:p><text:p>slowly.</text:p>
</draw:text-box></draw:frame></presentation:notes></draw:page>
<draw:page><draw:g><draw:custom-shape svg:x="10cm" svg:y="1cm" svg:width="3cm" svg:height="2cm">
<text:p>right</text:p></draw:custom-shape><draw:custom-shape svg:x="1cm" svg:y="1cm" svg:width="3cm"
 svg:height="2cm"><text:p>left</text:p></draw:custom-shape></draw:g><draw:frame svg:x="1cm"
 svg:y="6cm" svg:width="9cm" svg:height="4cm"><table:table><table:table-row><table:table-cell>
<text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>
</table:table-row></table:table><draw:image xlink:href="Pictures/preview.svm"/></draw:frame>
<draw:frame svg:x="1cm" svg:y="12cm" svg:width="9cm" svg:height="4cm"><draw:image
 xlink:href="Pictures/1.png"/><svg:desc>a hive</svg:desc></draw:frame></draw:page>"""
EXPECTED = """## Весна на дворе

- look
  1. twice
- touch

> Notes: Say it
> slowly.

## Slide 2

left

right

| a | b |
| --- | --- |
"""


def parts(slides: str = SLIDES) -> dict[str, bytes]:
    content = f"""<?xml version="1.0"?><office:document-content {SPACES}
 xmlns:xlink="http://www.w3.org/1999/xlink">{STYLES}<office:body><office:presentation>{slides}
</office:presentation></office:body></office:document-content>"""
    return {
        "mimetype": b"application/vnd.oasis.opendocument.presentation",
        "content.xml": content.encode(),
        "Pictures/1.png": PNG,
    }


def read(members: dict[str, bytes]) -> Parsed:
    return PARSERS["odp"](raw("talk.odp", zipped(members)), ParseParams())


def test_a_deck_is_a_section_a_slide() -> None:
    """Titles, lists whose levels begin anew, notes, tables, groups from left to right; no dates."""
    (found,) = read(parts()).documents

    assert (EXPECTED, "Весна на дворе") == (found.text, found.title)
    assert [0, found.text.index("## Slide 2")] == list(found.pages)


def test_pictures_are_assets() -> None:
    """One that the archive lacks is a problem; the picture of a table is none."""
    found = read(parts())
    assert [PNG] == [one.content for one in found.attachments]
    assert ["a hive"] == [one.caption for one in found.documents[0].assets]
    assert not found.problems

    lacking = parts()
    del lacking["Pictures/1.png"]
    assert ["missing_part"] == [one.reason for one in read(lacking).problems]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (parts("<draw:page/>"), "no_text"),
        (parts("<draw:page>"), "bad_odp"),
        (parts(f"<draw:page>{'<draw:g>' * 190}{'</draw:g>' * 190}</draw:page>"), "no_text"),
        (parts("<draw:g>" * 50_000), "bad_odp"),
        ({**parts(), "content.xml": b"<a/>"}, "bad_odp"),
        ({"mimetype": b"x"}, "bad_odp"),
    ],
    ids=["blank", "open", "groups", "deep", "root", "member"],
)
def test_damaged_decks_are_refused(members: dict[str, bytes], reason: str) -> None:
    """With what is wrong."""
    with pytest.raises(InputError) as failure:
        read(members)

    assert reason == failure.value.reason
