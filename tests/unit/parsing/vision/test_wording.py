import pytest

from understudy.parsing.vision.wording import described, said


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("  Words. \r\n\n\n\nMore.\x00\x07", "  Words.\n\nMore."),
        ("```markdown\n# Head\n\n- a\n```", "# Head\n\n- a"),
        ("```\ncode\n```\nand more", "```\ncode\n```\nand more"),
        ("Begin\n```\ncut", "Begin\n```\ncut\n```"),
        ("[no text]", ""),
        ("No text.", ""),
        ("[ornament]", ""),
        ("There is no text to speak of.", "There is no text to speak of."),
        ("e\u0301", "é"),
        ("\U000f7a1c0123456789abcdef.png\U000f7a1chi", "hi"),
    ],
)
def test_a_reply_is_tidied(reply: str, expected: str) -> None:
    """Marks of code around all of it go; no word is changed."""
    assert expected == said(reply)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A blue hive.", "[picture: A blue hive.]"),
        (
            "# Honey\nKilograms by month.\n\n---\n\n| m | kg |\n| --- | --- |\n| 5 | 3 |",
            "[picture: **Honey**]\n\nKilograms by month.\n\n| m | kg |\n| --- | --- |\n| 5 | 3 |"
            "\n\n[end of picture]",
        ),
        ("Steps:\n- A -> B", "[picture: Steps:]\n\n- A -> B\n\n[end of picture]"),
        ("- A -> B", "[picture:]\n\n- A -> B\n\n[end of picture]"),
        ("```\n# code\n```", "[picture:]\n\n```\n# code\n```\n\n[end of picture]"),
        ("Title\n=====\nwords", "[picture: Title]\n\nwords\n\n[end of picture]"),
    ],
)
def test_a_description_is_marked_and_makes_no_sections(text: str, expected: str) -> None:
    """Tables and lists stay what they are."""
    assert expected == described(text)
