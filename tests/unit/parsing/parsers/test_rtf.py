import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed
from understudy.parsing.params import ParseParams
from unit.parsing.made import png, raw

PNG = png("")
HEAD = r"""{\rtf1\ansi\ansicpg1251\deff0\uc1{\fonttbl{\f0\fswiss\fcharset204 Arial;}
{\f1\fmodern\fcharset0 Courier New;}{\f2\froman\fcharset2 Symbol;}{\f3\fnil\fcharset128 Mincho;}
{\f4\fswiss\fcharset0 Arial{\*\falt Helvetica};}}{\colortbl;\red0\green0\blue0;}
{\stylesheet{\ql Normal;}{\s1\sbasedon0\b\fs32 heading 1;}{\s2\outlinelevel1 Own;}{\s3\sbasedon2 Child;}
{\*\cs10 Strong;}}{\*\listtable{\list{\listlevel\levelnfc0\levelnfcn0{\leveltext\'02\'00.;}}
{\listlevel\levelnfc23{\leveltext\'01\u8226 ?;}}\listid7}}
{\*\listoverridetable{\listoverride\listid7\ls1}}{\info{\title The \'c4\'e2\'ee\'f0}{\author A}}
"""


def read(body: str | bytes) -> Parsed:
    data = body.encode("cp1251") if isinstance(body, str) else body
    return PARSERS["rtf"](raw("note.rtf", HEAD.encode() + data + b"}"), ParseParams())


def text(body: str | bytes) -> str:
    (found,) = read(body).documents
    return found.text


def test_a_text_keeps_its_structure() -> None:
    """Headings by style and outline level, emphasis, notes; no headers, comments, hidden words."""
    body = r"""{\header running head\par}\pard\plain\s1\b\fs32 Yard {\i one}\par
\pard\plain\s3 Child style\par\pard\outlinelevel2 Own level\par\pard\outlinelevel9 No level\par
\pard Two {\b bold}{\b  words}, {\i slanted}{\v hidden}{\deleted gone} and{\*\atnid A}{\*\annotation
remark}{\super\chftn}{\footnote\pard\plain{\super\chftn} Until {\b spring}.\par More.}.\line next\par
{\xe index}{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt a link}}
{\field{\*\fldinst TOC \\o}{\fldrslt Contents\par}}{\field{\*\fldinst{ PAGE }}{\fldrslt 7}}"""

    assert text(body) == (
        "# Yard one\n\n## Child style\n\n### Own level\n\nNo level\n\n"
        "Two **bold words**, *slanted* and[^1].\nnext\n\na link\n\n[^1]: Until **spring**. More.\n"
    )
    assert read(body).documents[0].title == "The Двор"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (r"\'c4\'e2\'ee\'f0", "Двор"),
        ("Двор", "Двор"),
        (r"{\f4\'c4\'e2\'ee\'f0}", "Двор"),
        (r"{\f4 caf\'e9}", "café"),
        (r"{\f3\'93\'fa\'96\'7b}", "日本"),
        (r"\u1044\'c4\u1074 ?\u1086{}\u-2?", "Дво\ufffe"),
        (r"{\uc2\u1044 ??x}{\uc0\u1044 y}", "ДxДy"),
        (r"\u1044\emdash z", "Дz"),
        (r"\u1044 {?}", "Д?"),
        (r"\u55357?\u56349?", "🐝"),
        (r"a\~b\_c\-d\emdash\ldblquote e\rdblquote\{\}\\", "a\u00a0b-cd—“e”{}\\"),
        (r"{\f2\'b7} x", "• x"),
        (r"{\upr{plain}{\*\ud{\u1044 ?}}}", "Д"),
    ],
)
def test_letters(words: str, expected: str) -> None:
    """By the code page of their font, or of the file, or as Unicode with what stands for it."""
    assert expected == text(rf"\pard {words} end\par").removesuffix("end\n").rstrip()


def test_lists_are_what_is_printed_before_their_items() -> None:
    """By labels, by the definition where there is none, or typed with a tab."""
    body = r"""\pard\ls1\ilvl0{\listtext 1.\tab}first\par
\pard\ls1\ilvl1{\listtext\'b7\tab}inner\par
\pard\ls1\ilvl0{\listtext 2.\tab}second\par\pard between\par
\pard\ls1\ilvl0{\listtext 3.\tab}third\par\pard\ls1\ilvl0 fourth\par\pard\ls1\ilvl1 dot\par
\pard after\par\pard\fi-360\li360 \bullet\tab typed\par\pard\fi-360\li720 \endash\tab deeper\par
\pard\fi-360\li360 \bullet\tab again\par\pard\fi-360\li360 4.\tab number\par"""

    assert text(body) == (
        "1. first\n   - inner\n2. second\n\nbetween\n\n3. third\n4. fourth\n   - dot\n\nafter\n\n"
        "- typed\n  - deeper\n- again\n\n4. number\n"
    )


def test_tables_have_cells_that_span_others() -> None:
    """A row says for itself where its cells end; merged cells stand in each of their places."""
    body = r"""\trowd\cellx1000\cellx2000\cellx3000\pard\intbl a|b\cell\b c\b0\cell d\par e\cell\row
\trowd\clvmgf\cellx1000\cellx3010\pard\intbl x\cell wide\cell\row
\trowd\clvmrg\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl\cell y\cell\cell\row
\pard after\par\trowd\cellx1000\pard\intbl cut"""

    assert text(body) == (
        "| a\\|b | **c** | d e |\n| --- | --- | --- |\n| x | wide | wide |\n| x | y | y |\n\n"
        "after\n\ncut\n"
    )


def test_code_is_in_letters_of_one_width() -> None:
    """Unless most of the text is."""
    code = r"\pard\f1 if x:\line    go()\par\pard\f1\tab end\par"
    prose = r"\pard\f0 There is much more prose than code in it, as it should be.\par"

    assert text(prose + code).endswith("\n```\nif x:\n   go()\n    end\n```\n")
    assert "```" not in text(code)


def test_pictures_are_assets() -> None:
    """In hexadecimal or binary; not what stands there twice; drawings are a problem."""
    hexed = PNG.hex()
    lines = "\n".join(hexed[at : at + 128] for at in range(0, len(hexed), 128))
    caption = r"{\*\picprop{\sp{\sn wzDescription}{\sv a hive}}}"
    body = (
        rf"\pard One {{\*\shppict{{\pict{caption}\pngblip\picw9 {lines}}}}}".encode()
        + rf"{{\nonshppict{{\pict\wmetafile8 0102}}}}{{\pict\pngblip\bin{len(PNG)} ".encode()
        + PNG
        + rb"}{\pict\wmetafile8 010203}\par"
    )
    found = read(body)

    assert [PNG] == [one.content for one in found.attachments]
    assert ["a hive"] == [one.caption for one in found.documents[0].assets]
    assert ["bad_picture"] == [one.reason for one in found.problems]
    assert found.documents[0].text == "One a hive\n"


def test_text_boxes_stand_behind_their_paragraph() -> None:
    """Of a shape's properties nothing is text."""
    body = r"""\pard Before {\shp{\*\shpinst\shpleft9{\sp{\sn fLine}{\sv 0}}{\shptxt\pard In the
 box\par}}{\shprslt twice}}after\par Last\par"""

    assert text(body) == "Before after\n\nIn the box\n\nLast\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no such thing", "bad_rtf"),
        (rb"{\rtf1 }", "no_text"),
        (rb"{\rtf1 " + b"{" * 100_000, "bad_rtf"),
        (rb"{\rtf1 {\pict\pngblip\bin99999999 abc", "no_text"),
    ],
)
def test_damaged_files_are_refused(data: bytes, reason: str) -> None:
    """With what is wrong."""
    with pytest.raises(InputError) as failure:
        PARSERS["rtf"](raw("note.rtf", data), ParseParams())

    assert reason == failure.value.reason


@pytest.mark.parametrize(
    "body",
    [
        r"\pard\uc999999999\u65 bc\par Words\par",
        r"Words}}}}}}",
        r"{{{Words",
        r"\bin-5 Words",
        r"Words\bin99999999999 x",
        r"Words\'zz\'1\u99999999999999\cellx-9999999999\row\cell\row",
        r"Words{\field{\fldrslt{\field{\*\fldinst X}}}}\nestcell\nestrow",
        r"\trowd" + r"\cellx1" * 20_000 + r"\pard\intbl Words\cell\row",
        r"Words{\footnote" * 500,
        r"{\shp{\*\shpinst{\shptxt" * 300 + " Words",
    ],
)
def test_what_is_wrong_elsewhere_costs_no_words(body: str) -> None:
    """Braces without their partners, lengths beyond the end, numbers of any size."""
    assert "Words" in text(body)


@given(
    st.lists(
        st.sampled_from(
            [
                r"{",
                r"}",
                r"{\*\x",
                r"{\pict",
                r"{\footnote",
                r"{\fonttbl",
                r"{\field",
                r"{\fldrslt",
                r"{\shp{\*\shpinst",
                r"{\shptxt",
                r"\par",
                r"\cell",
                r"\row",
                r"\trowd",
                r"\cellx9",
                r"\intbl",
                r"\u9?",
                r"\'e9",
                r"\bin3",
                r"\b",
                r"\i0",
                r"\ls1",
                r"\pard",
                r"{\listtext",
                r"1.",
                r"word",
                r"\s1",
                r"\clvmrg",
                r"\pngblip",
                r"89504e47",
                r"\ud",
                r"{\upr",
                r"{\info{\title",
                r"\plain",
                r"\sect",
            ]
        ),
        max_size=60,
    )
)
def test_words_in_any_order(words: list[str]) -> None:
    """A document, or a reason."""
    try:
        assert read(" ".join(words)).documents
    except InputError as failure:
        assert failure.reason in {"no_text", "bad_rtf"}
