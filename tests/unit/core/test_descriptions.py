import pytest

from understudy.core.descriptions import first_sentence, plugin_sentences
from understudy.dataset import FORMATS
from understudy.parsing.files import PARSERS
from understudy.retrieval import EMBEDDERS, INDEXES


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("One. Two.", "One."),
        (
            "Hide names, e.g. of people\n    and places. Others stay.",
            "Hide names, e.g. of people and places.",
        ),
        ("No full stop\n\nNext paragraph.", "No full stop"),
        ("Reads ``v1.2`` too. `More` here.", "Reads ``v1.2`` too."),
        ("", ""),
        (None, ""),
    ],
)
def test_a_sentence_ends_where_another_begins(words: str | None, expected: str) -> None:
    """Not at an abbreviation or a version."""
    assert expected == first_sentence(words)


def test_the_file_speaks_first() -> None:
    """Then the plug-in; an object is described by its file, or by its own class."""
    assert 2 == len(plugin_sentences(PARSERS, "text"))
    assert plugin_sentences(PARSERS, "text")[0].startswith("Plain text")
    assert ["Chat messages, as TRL"] == [s[:21] for s in plugin_sentences(FORMATS, "messages")]
    assert plugin_sentences(INDEXES, "flat")[0].startswith("Exact search")


def test_a_plugin_that_was_made_elsewhere_is_no_error() -> None:
    """It has no file here, so nothing is said of it."""

    class Foreign:
        """Of another kind."""

    len(EMBEDDERS)
    EMBEDDERS.register("foreign")(Foreign())  # type: ignore[arg-type]
    try:
        assert [] == plugin_sentences(EMBEDDERS, "foreign")
    finally:
        del EMBEDDERS._plugins["foreign"]
