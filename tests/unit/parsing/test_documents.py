import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.documents import document, outside_fences, tidy
from unit.parsing.made import raw

markdown = st.lists(st.sampled_from(["# A", "a  ", "", "  ", "```", "~~~~", "    x ", "- i"])).map(
    "\n".join
)


@given(markdown)
def test_tidy_keeps_every_word(text: str) -> None:
    """Only blank lines and space at line ends go; a second time changes nothing."""
    once = tidy(text)

    assert once.split() == text.split()
    assert once == tidy(once)
    assert once.endswith("\n")


def test_code_keeps_its_blank_lines() -> None:
    """Between fences nothing is touched."""
    assert tidy("a\n\n\n\n```\nx  \n\n\ny\n```\n\n\nb") == "a\n\n```\nx  \n\n\ny\n```\n\nb\n"


def test_fences_close_by_their_own_mark() -> None:
    """A heading in code is no heading; a shorter or other fence does not close."""
    lines = ["````", "# a", "```", "~~~", "````", "# b"]

    assert [outside for _, outside in outside_fences("\n".join(lines))][-1]
    assert [outside for _, outside in outside_fences("\n".join(lines))][:4] == [False] * 4


def test_the_title_is_the_outermost_heading() -> None:
    """What the source says comes first, then headings, then the file's name."""
    text = "### Lead\n\n# Main #\n\n```\n# code\n```\n"

    assert document(raw("x/file.md", ""), text).title == "Main"
    assert document(raw("x/file.md", ""), text, title="Own").title == "Own"
    assert document(raw("x/file.md", ""), "words\n").title == "file"


def test_documents_of_one_file_are_groups_of_their_own() -> None:
    """The group is the file, or its item; ids come from place and text."""
    one = document(raw("a.jsonl", ""), "words\n", item="1")
    two = document(raw("a.jsonl", ""), "words\n", item="2")

    assert (one.group, two.group) == ("a.jsonl#1", "a.jsonl#2")
    assert one.id != two.id
    assert document(raw("a.md", ""), "words\n").group == "a.md"


@pytest.mark.parametrize("text", ["", "\n", "--- ***\n", "![]()\n"])
def test_a_document_has_words(text: str) -> None:
    """Rules and brackets are not text."""
    with pytest.raises(InputError) as failure:
        document(raw("a.md", ""), text)

    assert failure.value.reason == "no_text"


def test_a_few_letters_have_no_language() -> None:
    """A sign on a picture is no evidence of English."""
    assert "und" == document(raw("a.txt", ""), "H-12 ok\n").language
    assert "en" == document(raw("a.txt", ""), "The hive is open and quiet.\n").language
