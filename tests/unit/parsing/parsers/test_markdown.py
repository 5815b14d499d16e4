import base64

import pytest

from unit.parsing.made import parsed, text_of
from unit.parsing.made_pictures import field


def test_markdown_stays_as_it_stands() -> None:
    """Headings, lists, code and line breaks are the author's."""
    text = "# Глава\n\nТекст *как есть*.\n\n- a\n  - b\n\n```\n# no heading\n\n\n---\n```\n"

    assert text_of("a.md", text) == text


def test_front_matter_gives_the_title() -> None:
    """It is no part of the text; a rule at the start is not front matter."""
    (found,) = parsed("a.md", '---\ntitle: "The yard"\ntags:\n  - a\n---\n# Other\n').documents

    assert (found.title, found.text) == ("The yard", "# Other\n")
    assert text_of("a.md", "---\nJust words.\n---\nmore\n").startswith("---\nJust words.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title\n=====\n\nx\n", "# Title\n\nx\n"),
        ("x\n\nPart\n---\ny\n", "x\n\n## Part\ny\n"),
        ("a\nb\n---\n", "a\nb\n---\n"),
        ("- item\n---\n", "- item\n---\n"),
        ("| a | b |\n|---|---|\n", "| a | b |\n|---|---|\n"),
        ("```\nTitle\n=====\n```\n", "```\nTitle\n=====\n```\n"),
    ],
)
def test_underlined_headings_become_ordinary(text: str, expected: str) -> None:
    """One way of writing headings is enough for what comes after."""
    assert text_of("a.md", text) == expected


def test_without_a_heading_the_file_names_it() -> None:
    """The language comes from the words."""
    (found,) = parsed("notes/весна.md", "Пчёлы не торопятся никогда.").documents

    assert (found.title, found.language, found.collection) == ("весна", "ru", "shelf")


def test_pictures_within_the_text_are_assets() -> None:
    """In their place, or named and given at the end; in code they are what is talked about."""
    red, blue = (base64.b64encode(field(colour)).decode() for colour in ("red", "blue"))
    text = (
        f"# Yard\n\nBefore. ![A hive](data:image/png;base64,{red}) After.\n\n![][image1]\n\n"
        f"End, ![not given][x].\n\n```\n![code](data:image/png;base64,AA==)\n```\n\n"
        f"![bad](data:image/png;base64,AAA)\n\n[image1]: <data:image/png;base64,{blue}>\n"
    )

    found = parsed("a.md", text, vlm={})

    (document,) = found.documents
    assert (
        "# Yard\n\nBefore. A hive After.\n\nEnd, ![not given][x].\n\n```\n"
        "![code](data:image/png;base64,AA==)\n```\n\nbad\n" == document.text
    )
    assert {"A hive", None} == {asset.caption for asset in document.assets}
    assert ["bad_picture"] == [one.reason for one in found.problems]
    assert ["A hive", " After"] == [
        document.text[: one.at].split("\n")[-1][-6:] for one in found.wanted
    ]
