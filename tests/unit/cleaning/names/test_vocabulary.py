from pathlib import Path

from understudy.cleaning.names.vocabulary import vocabulary
from understudy.core import jsonl
from understudy.core.records import Document
from unit.cleaning.crowd import SOURCE


def test_the_vocabulary_is_what_stands_in_lower_case(tmp_path: Path) -> None:
    """Names and the first words of sentences are not in it."""
    texts = "Bees make honey. Ещё, ещё!", "TIMUR 12"
    documents = (
        Document(
            id=text, source=SOURCE, title="t", text=text, language="en", collection="c", group="g"
        )
        for text in texts
    )
    jsonl.write(tmp_path / "documents.jsonl", documents)

    assert {"make", "honey", "еще"} == vocabulary(tmp_path / "documents.jsonl")


def test_without_documents_there_is_none() -> None:
    """A project of chats alone."""
    assert frozenset() == vocabulary(None)
