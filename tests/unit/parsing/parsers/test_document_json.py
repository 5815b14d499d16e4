import pytest

from understudy.core.errors import InputError
from unit.parsing.made import lines, parsed


def test_each_object_is_a_document() -> None:
    """With its own title and group; what has no text is a problem of its own."""
    values = ({"id": 1, "title": "T", "text": "one"}, {"text": "# Two\n\nb"}, {"text": " "})
    found = parsed("a.jsonl", lines(*values))

    assert [one.title for one in found.documents] == ["T", "Two"]
    assert found.documents[0].group == "a.jsonl#1"
    assert len({one.group for one in found.documents}) == 2
    assert [one.reason for one in found.problems] == ["no_text"]


def test_an_object_twice_is_one() -> None:
    """The same id and text; another text under the same id is another document."""
    found = parsed("a.jsonl", lines(*[{"id": 1, "text": "x"}] * 2, {"id": 1, "text": "y"}))

    assert [one.text for one in found.documents] == ["x\n", "y\n"]


def test_a_file_of_blanks_is_refused() -> None:
    """Nothing in it can be used."""
    with pytest.raises(InputError) as failure:
        parsed("a.jsonl", lines({"text": ""}, {"text": "\n"}))

    assert failure.value.reason == "no_text"
