"""What Word files hold beside plain paragraphs: notes, formulas, charts, numbers, boxes."""

import re

import pytest

from understudy.core.errors import InputError
from unit.parsing.made import OFFICE, WORD, WORD_PARTS, parsed, text_of, zipped

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:m="{MATH}" xmlns:r="{OFFICE}" xmlns:a="{DRAWING}/main" '
    f'xmlns:c="{DRAWING}/chart" xmlns:dgm="{DRAWING}/diagram" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def word(body: str, **parts: str) -> bytes:
    """Return a Word file with a body; keywords are parts (``styles``) or relations (``r5``)."""
    files = dict(WORD_PARTS)
    files["word/document.xml"] = (
        f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode()
    )
    relations = files["word/_rels/document.xml.rels"].decode()
    for name, content in parts.items():
        if content.startswith("<Relationship "):
            relations = relations.replace("</Relationships>", f"{content}</Relationships>")
        else:
            files[f"word/{name}.xml"] = content.encode()
    files["word/_rels/document.xml.rels"] = relations.encode()
    return zipped(files)


def relation(name: str, kind: str, target: str, mode: str = "Internal") -> str:
    """Return an entry of the relations of the main part."""
    return (
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    )


def p(text: str, style: str = "", number: str = "", level: int = 0) -> str:
    """Return a paragraph."""
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        said += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{said}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


STYLES = f"""<w:styles xmlns:w="{WORD}">
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr>
<w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My 'own' chapter"/>
<w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/><w:pPr>
<w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="HTML Preformatted"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="H1"/>
<w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def test_headings_carry_the_numbers_that_word_prints() -> None:
    """By the rules of their styles, those that are based on others too."""
    body = p("Yard", "H1") + p("Gate", "H2") + p("Wall", "Mine") + p("Field", "H1") + p("Oak", "H2")
    text = text_of("a.docx", word(body, styles=STYLES, numbering=NUMBERING))

    headings = "# I Yard\n\n## I.1) Gate\n\n## I.2) Wall\n\n# II Field\n\n## II.1) Oak\n"
    assert headings == text


def test_a_level_that_was_passed_over_counts_as_begun() -> None:
    """As Word and LibreOffice do: the section behind I.1.1 is I.2."""
    rules = NUMBERING.replace(
        "</w:abstractNum><w:num ",
        '<w:lvl w:ilvl="2"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2-%3"/></w:lvl>'
        "</w:abstractNum><w:num ",
    )
    styles = STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="2"/><w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>',
    )
    body = p("One", "H1") + p("Deep", "H3") + p("Two", "H2")
    text = text_of("a.docx", word(body, styles=styles, numbering=rules))

    assert "# I One\n\n### 1-a Deep\n\n## I.2) Two\n" == text


def test_an_outline_level_makes_a_heading_and_a_circle_of_styles_none() -> None:
    """Whatever the style is called."""
    text = text_of("a.docx", word(p("First part", "Part") + p("plain", "Ring"), styles=STYLES))

    assert "# First part\n\nplain\n" == text


def test_a_list_goes_on_with_its_number() -> None:
    """Behind a paragraph between two items, as it is printed."""
    body = p("one", number="1") + p("two", number="1") + p("Stop.") + p("three", number="1")
    text = text_of("a.docx", word(body, styles=STYLES, numbering=NUMBERING))

    assert "1. one\n2. two\n\nStop.\n\n3. three\n" == text


def test_quotes_and_code_are_marked() -> None:
    """By Word's styles for them."""
    body = p("So he said.", "Q") + p("x = 1", "C") + p("  y = 2", "C") + p("end")
    text = text_of("a.docx", word(body, styles=STYLES))

    assert "> So he said.\n\n```\nx = 1\n  y = 2\n```\n\nend\n" == text


def run(text: str) -> str:
    """Return a run of a formula."""
    return f"<m:r><m:t>{text}</m:t></m:r>"


ROOT = f"<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/><m:e>{run('x')}</m:e></m:rad>"
FORMULAS = [
    (f"<m:f><m:num>{run('a')}</m:num><m:den>{run('b')}</m:den></m:f>", r"\frac{a}{b}"),
    (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>", "x^{2}"),
    (
        f"<m:sSubSup><m:e>{run('x')}</m:e><m:sub>{run('i')}</m:sub><m:sup>{run('2')}</m:sup></m:sSubSup>",
        "x_{i}^{2}",
    ),
    (ROOT, r"\sqrt{x}"),
    (ROOT.replace("<m:deg/>", f"<m:deg>{run('3')}</m:deg>"), r"\sqrt[3]{x}"),
    (
        f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{run('i=1')}</m:sub>"
        f"<m:sup>{run('n')}</m:sup><m:e>{run('i')}</m:e></m:nary>",
        r"\sum_{i=1}^{n} i",
    ),
    (f"<m:d><m:e>{run('a')}</m:e><m:e>{run('b')}</m:e></m:d>", r"\left(a|b\right)"),
    (
        f"<m:d><m:dPr><m:begChr m:val='{{'/><m:endChr m:val=''/></m:dPr><m:e>{run('a')}</m:e></m:d>",
        r"\left\{a\right.",
    ),
    (f"<m:func><m:fName>{run('sin')}</m:fName><m:e>{run('x')}</m:e></m:func>", r"\sin{x}"),
    (f"<m:acc><m:e>{run('y')}</m:e></m:acc>", r"\hat{y}"),
    (
        f"<m:m><m:mr><m:e>{run('1')}</m:e><m:e>{run('2')}</m:e></m:mr>"
        f"<m:mr><m:e>{run('3')}</m:e><m:e>{run('4')}</m:e></m:mr></m:m>",
        r"\begin{matrix}1 & 2 \\ 3 & 4\end{matrix}",
    ),
    (run("α≤50%"), r"\alpha \leq 50\%"),
]


@pytest.mark.parametrize(("formula", "latex"), FORMULAS)
def test_formulas_are_latex(formula: str, latex: str) -> None:
    """They were lost: what is no text to mammoth leaves nothing."""
    body = f"<w:p><w:r><w:t>Let </w:t></w:r><m:oMath>{formula}</m:oMath></w:p>"

    assert f"Let ${latex}$\n" == text_of("a.docx", word(body))


def test_a_formula_of_its_own_line_has_two_dollars() -> None:
    """As Markdown with formulas writes it."""
    body = f"<w:p><m:oMathPara><m:oMath>{run('a+b')}</m:oMath></m:oMathPara></w:p>"

    assert "$$a+b$$\n" == text_of("a.docx", word(body))


CHART = f"""<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main"><c:chart><c:title><a:t>Honey</a:t>
</c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>2025</c:v>
</c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strLit><c:pt idx="0"><c:v>May</c:v></c:pt>
<c:pt idx="1"><c:v>June</c:v></c:pt></c:strLit></c:cat><c:val><c:numLit><c:pt idx="1"><c:v>4.5</c:v>
</c:pt></c:numLit></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"""


def test_a_chart_is_its_data() -> None:
    """The picture is drawn from what the file saves."""
    body = "<w:p><w:r><w:t>See:</w:t></w:r><w:r><w:drawing><c:chart r:id='r9'/></w:drawing></w:r></w:p>"
    data = word(body + p("After"), chart=CHART, r9=relation("r9", "chart", "chart.xml"))

    table = "|  | 2025 |\n| --- | --- |\n| May |  |\n| June | 4.5 |"
    assert f"See:\n\nHoney\n\n{table}\n\nAfter\n" == text_of("a.docx", data)


def test_a_diagram_is_its_words() -> None:
    """SmartArt keeps them in a part of its own."""
    diagram = f"""<dgm:dataModel xmlns:dgm="{DRAWING}/diagram" xmlns:a="{DRAWING}/main"><dgm:pt><dgm:t>
    <a:p><a:r><a:t>Lid</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p/></dgm:t></dgm:pt>
    <dgm:pt><dgm:t><a:p><a:r><a:t>Floor</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>"""
    body = "<w:p><w:r><w:drawing><dgm:relIds r:dm='r9'/></w:drawing></w:r></w:p>"
    data = word(body + p("After"), diagram=diagram, r9=relation("r9", "x", "diagram.xml"))

    assert "Lid\n\nFloor\n\nAfter\n" == text_of("a.docx", data)


def test_a_picture_elsewhere_is_not_looked_for() -> None:
    """It is named by an address on the web; the rest of the file is sound."""
    body = "<w:p><w:r><w:drawing><a:blip r:link='r9'/></w:drawing></w:r></w:p>" + p("Words")
    data = word(body, r9=relation("r9", "image", "https://example.org/a.png", "External"))

    assert "Words\n" == text_of("a.docx", data)


def test_notes_stand_at_the_end_with_their_marks() -> None:
    """Footnotes and endnotes are counted together, where they are referred to."""
    notes = {
        f"{kind}notes": f'<w:{kind}notes xmlns:w="{WORD}"><w:{kind}note w:id="1">{p(said)}'
        f"</w:{kind}note></w:{kind}notes>"
        for kind, said in (("foot", "A small thing."), ("end", "A last thing."))
    }
    relations = {
        f"r{kind}": relation(f"r{kind}", f"{kind}notes", f"{kind}notes.xml")
        for kind in ("foot", "end")
    }
    body = "<w:p><w:r><w:t>One</w:t></w:r><w:r><w:endnoteReference w:id='1'/></w:r></w:p>"
    body += "<w:p><w:r><w:t>Two</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>"

    expected = "One[^1]\n\nTwo[^2]\n\n[^1]: A last thing.\n\n[^2]: A small thing.\n"
    assert expected == text_of("a.docx", word(body, **notes, **relations))


def test_boxes_are_ticked_or_not() -> None:
    """Content controls of Word 2010."""
    box = (
        "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='%d'/></w14:checkbox></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )
    body = f"<w:p>{box % 1}<w:r><w:t> lid</w:t></w:r></w:p><w:p>{box % 0}<w:r><w:t> floor</w:t></w:r></w:p>"

    assert "[x] lid\n\n[ ] floor\n" == text_of("a.docx", word(body))


def test_a_dropped_letter_begins_its_word() -> None:
    """Word keeps it in a frame of its own."""
    frame = "<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr><w:r><w:t>B</w:t></w:r></w:p>"

    assert "Bees fly.\n" == text_of("a.docx", word(frame + p("ees fly.")))


def test_the_main_part_may_have_another_name() -> None:
    """The relations of the package say which it is."""
    files = {
        re.sub("document(?=[0-9.])", "document2", name): content
        for name, content in WORD_PARTS.items()
    }
    files = {
        name: content.replace(b"/document.xml", b"/document2.xml")
        for name, content in files.items()
    }

    assert text_of("a.docx", zipped(files)).startswith("# Yard\n")


@pytest.mark.parametrize("part", ["styles", "numbering"])
def test_a_damaged_part_is_a_reason(part: str) -> None:
    """Never a crash."""
    with pytest.raises(InputError) as failure:
        parsed("a.docx", word(p("x"), **{part: "<w:styles"}))

    assert failure.value.reason == "bad_docx"


def test_relations_name_no_file_above_the_archive() -> None:
    """What is not in the archive is not read."""
    body = "<w:p><w:r><w:drawing><c:chart r:id='r9'/></w:drawing></w:r></w:p>" + p("Words")
    data = word(body, r9=relation("r9", "chart", "../../../../etc/passwd"))

    assert "Words\n" == text_of("a.docx", data)


def test_a_chart_that_is_shown_often_ends_the_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few bytes name it again and again; the words of the file are kept."""
    monkeypatch.setattr("understudy.parsing.word.parts.MOST_ADDED", 1000)
    points = "".join(f'<c:pt idx="{at}"><c:v>{at}</c:v></c:pt>' for at in range(100))
    large = CHART.replace("<c:numLit>", f"<c:numLit>{points}")
    body = "<w:p><w:r><w:drawing><c:chart r:id='r9'/></w:drawing></w:r></w:p>" * 300 + p("After")
    data = word(body, chart=large, r9=relation("r9", "chart", "chart.xml"))

    text = text_of("a.docx", data)
    assert text.endswith("After\n")
    assert 5 > text.count("Honey") > 1
