"""BM25 over stems and pairs of stems."""

import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from understudy.core import jsonl
from understudy.retrieval.terms import phrases, terms


class Lexical:
    """A BM25 index of passages, one document a passage.

    References:
        Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009; the
        variant is Lucene's, as named in Kamphuis et al., Which BM25 Do You Mean?, ECIR 2020.
    """

    def __init__(self, model: Any) -> None:
        self._model = model

    @classmethod
    def build(cls, texts: list[str], *, k1: float, b: float) -> "Lexical":
        """Index some texts; the position of a text is its row."""
        model = _bm25s().BM25(method="lucene", k1=k1, b=b)
        words = [phrases(terms(text)) or [""] for text in texts]
        # Left to itself, bm25s numbers words in the order of a set, which no two processes share.
        numbers = {word: i for i, word in enumerate(sorted({w for one in words for w in one}))}
        numbered = [[numbers[word] for word in one] for one in words]
        model.index((numbered, numbers), show_progress=False)
        return cls(model)

    def search(self, query: str, count: int, allowed: NDArray[np.bool_]) -> list[tuple[int, float]]:
        """Return (row, score) of the best allowed rows that share a stem, ties by row."""
        known = [term for term in phrases(terms(query)) if term in self._model.vocab_dict]
        if not known:
            return []
        scores = np.where(allowed, self._model.get_scores(known), 0.0)
        best = np.argsort(-scores, kind="stable")[:count]
        return [(int(row), float(scores[row])) for row in best if scores[row] > 0]

    def save(self, folder: Path) -> None:
        """Write the index; the same texts give the same bytes."""
        folder.mkdir(parents=True, exist_ok=True)
        self._model.save(str(folder), show_progress=False)
        for path in folder.glob("*.json"):  # bm25s writes dictionaries in the order of a set
            jsonl.write_text(path, _sorted_json(path))

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Read what ``save`` wrote."""
        return cls(_bm25s().BM25.load(str(folder), load_corpus=False))


def _bm25s() -> Any:
    import bm25s

    # It sets its own level to DEBUG when it is imported.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s


def _sorted_json(path: Path) -> str:
    return json.dumps(jsonl.read_json(path), sort_keys=True, ensure_ascii=False) + "\n"
