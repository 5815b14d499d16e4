import pytest

from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from unit.parsing.made import EPUB_PARTS, raw, zipped

SHEET = """/* {} */ @page { margin: 1cm } .big, .huge.x { font-size: 20pt; font-weight: bold }
p.huge { font-size: 2em } .sub { font-size: 14pt; font-style: italic } .minor { font-weight: 700 }
.small { font-size: 80% } p { color: red }"""
PROSE = "".join(
    f"<p>Sentence number {number} of a long chapter of prose.</p>" for number in range(20)
)
NAV = """<html><body><nav epub:type="toc"><ol><li><a href="one.xhtml">Chapter 1. Spring</a><ol><li>
<a href="one.xhtml#s">Look</a></li></ol></li></ol></nav></body></html>"""
NCX = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "x">
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Chapter 1. Spring
</text></navLabel><content src="one.xhtml"/><navPoint><navLabel><text>Look</text></navLabel><content
 src="one.xhtml#s"/></navPoint></navPoint></navMap></ncx>"""


def text(body: str, *, contents: str = "", properties: str = "", kind: str = "") -> str:
    """Read a book of one chapter, with or without a table of contents."""
    opf = EPUB_PARTS["OPS/book.opf"].decode()
    item = f'<item id="toc" href="toc.x" media-type="{kind}" properties="{properties}"/>'
    opf = opf.replace("</manifest>", f"{item}</manifest>" if contents else "</manifest>")
    page = (
        f'<html><head><link rel="stylesheet" href="../OPS/s.css"/></head><body>{body}</body></html>'
    )
    parts = {"OPS/book.opf": opf.encode(), "OPS/one.xhtml": page.encode(), "OPS/s.css": SHEET}
    found = PARSERS["epub"](
        raw("b.epub", zipped({**EPUB_PARTS, **parts, "OPS/toc.x": contents})), ParseParams()
    )
    return found.documents[0].text


def headings(*arguments: str, **options: str) -> list[str]:
    return [line for line in text(*arguments, **options).split("\n") if line.startswith("#")]


def test_large_print_is_a_heading() -> None:
    """By rank of size; below it what is bold, unless it is a sentence; not in lists and tables."""
    body = f"""<p class="big">One</p>{PROSE}<p><span class="sub">Two</span></p><div class="minor">Three
</div><p class="minor">A warning.</p><p class="small">small</p><p><b>Four</b></p><p>not <b>all</b></p>
<ul><li><p class="big">item</p></li></ul><table><tr><td><p class="big">cell</p></td></tr></table>
<p style="font-size: x-large">Five</p>"""

    assert ["# One", "### Two", "#### Three", "#### Four", "## Five"] == headings(body)


def test_a_book_with_headings_is_left_alone() -> None:
    """Whoever marks some, marks all."""
    assert ["# One"] == headings(f'<h1>One</h1>{PROSE}<p class="big">Two</p>')


def test_a_book_in_large_print_has_none() -> None:
    """If most of it is large, or nothing is."""
    assert [] == headings(PROSE.replace("<p>", '<p class="big">', 6) + "<p>x</p>")
    assert [] == headings(f"<p class='minor'>Note</p>{PROSE}")


@pytest.mark.parametrize(
    ("contents", "properties", "kind"),
    [(NAV, "nav", "application/xhtml+xml"), (NCX, "", "application/x-dtbncx+xml")],
    ids=["nav", "ncx"],
)
def test_the_table_of_contents_names_headings(contents: str, properties: str, kind: str) -> None:
    """A title may be two paragraphs; a place that says something else is left alone."""
    body = f"<p>Chapter 1</p><p><i>Spring</i></p>{PROSE}<div id='s'><p>Look!</p></div><p>Look</p>"
    found = text(body, contents=contents, properties=properties, kind=kind)

    assert found.startswith("# Chapter 1 *Spring*\n\nSentence")
    assert found.endswith("\n\n## Look!\n\nLook\n")


def test_levels_agree_with_the_table_of_contents() -> None:
    """What is printed like one of its lines has the level of that."""
    body = f'<p class="huge">Cover</p><p class="big">Chapter 1. Spring</p>{PROSE}<p class="sub">Sub</p>'
    found = headings(body, contents=NAV, properties="nav", kind="application/xhtml+xml")

    assert ["# Cover", "# Chapter 1. Spring", "## Sub"] == found


@pytest.mark.parametrize(
    "contents", ["", "<ncx><navMap", "<nav><ol><li><a href='one.xhtml#q'>x</a>", "\0"]
)
def test_damaged_contents_are_no_loss(contents: str) -> None:
    """The text is what matters."""
    assert text(f"<p>One</p>{PROSE}", contents=contents or " ", properties="nav").startswith(
        "One\n"
    )
