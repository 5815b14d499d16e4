"""What documents write in lower case: words, whoever bears one of them as a name."""

from pathlib import Path

from understudy.cleaning.names.whole import WORD, folded
from understudy.core import jsonl
from understudy.core.records import Document


def vocabulary(documents: Path | None) -> frozenset[str]:
    """Return the words that documents write in lower case, folded; none without documents."""
    if documents is None:
        return frozenset()
    texts = jsonl.read(documents, Document)
    return frozenset(word for document in texts for word in small_words(document.text))


def small_words(text: str) -> set[str]:
    """Return the words that a text writes in lower case, folded."""
    return {folded(word) for word in WORD.findall(text) if word.islower()}
