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


def test_a_chapter_and_questions_are_kept() -> None:
    """Under any of their names, each question once and in order; the chapter is the group."""
    values = (
        {
            "chapter": "Глава 1.\n Хочу",
            "question": "Почему?",
            "potential_questions": ["Зачем?", " Почему? ", ""],
            "text": "one",
            "number": 7,
        },
        {"article": "B", "content": "two", "questions": "Who?"},
        {"section": "C", "text": "three"},
        {"text": "four"},
    )

    found = parsed("a.jsonl", lines(*values[:2])).documents
    found += parsed("a.jsonl", lines(*values[2:])).documents

    assert ["Глава 1. Хочу", "B", "C", None] == [one.chapter for one in found]
    assert [("Почему?", "Зачем?"), ("Who?",), (), ()] == [one.questions for one in found]
    assert ["a.jsonl#Глава 1. Хочу", "a.jsonl#B", "a.jsonl#C"] == [one.group for one in found[:3]]
    assert ["one\n", "two\n", "three\n", "four\n"] == [one.text for one in found]


def test_the_same_text_has_the_questions_of_both() -> None:
    """No question is lost with the double."""
    one, other = {"text": "x", "question": "a?"}, {"text": "x", "question": "b?"}

    (found,) = parsed("a.jsonl", lines(one, other)).documents

    assert ("a?", "b?") == found.questions


def test_a_question_that_is_no_text_is_a_problem() -> None:
    """The others are used."""
    values = ({"text": "x", "potential_questions": [{"q": "a?"}]}, {"text": "y", "chapter": "C"})

    found = parsed("a.jsonl", lines(*values))

    assert ["y\n"] == [one.text for one in found.documents]
    assert [("a.jsonl:1", "bad_question")] == [(one.where, one.reason) for one in found.problems]
