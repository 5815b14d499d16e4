import pytest

from unit.parsing.made import parsed, text_of


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
