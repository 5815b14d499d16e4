import json
import random
from itertools import combinations
from pathlib import Path

from understudy.cleaning.near import write_near
from understudy.cleaning.params import NearParams
from understudy.core import jsonl
from understudy.core.near import Near
from understudy.core.records import Conversation, Document
from understudy.core.wording import jaccard, shingles
from unit.cleaning.crowd import SOURCE, conversation


def document(name: str, text: str) -> Document:
    return Document(
        id=name, source=SOURCE, title="t", text=text, language="en", collection="c", group=name
    )


def found(folder: Path, **params: object) -> tuple[list[Near], dict[str, dict[str, int]]]:
    counts = write_near(NearParams.model_validate(params), folder).counts
    return list(jsonl.read(folder / "near.jsonl", Near)), counts


def edited(rng: random.Random, words: list[str], changes: int) -> str:
    """A copy with some words replaced."""
    copy = list(words)
    for _ in range(changes):
        copy[rng.randrange(len(copy))] = "other"
    return " ".join(copy)


def test_near_documents_are_those_of_comparing_all_with_all(tmp_path: Path) -> None:
    """Edited copies of texts, some too far from them; the similarity is exact."""
    rng = random.Random(2)
    documents = []
    for number in range(20):
        words = [f"w{rng.randrange(5000)}" for _ in range(120)]
        for copy in range(3):
            documents.append(document(f"{number}-{copy}", edited(rng, words, 3 * copy)))
    jsonl.write(tmp_path / "documents.jsonl", documents)

    pairs, counts = found(tmp_path)

    sets = {one.id: shingles(one.text) for one in documents}
    expected = {
        (one.id, other.id): similarity
        for one, other in combinations(documents, 2)
        if (similarity := jaccard(sets[one.id], sets[other.id])) >= 0.8
    }
    assert expected == {(pair.one, pair.other): pair.similarity for pair in pairs}
    assert {"documents": {"compared": 60, "pairs": len(expected)}} == counts
    assert 20 <= len(expected) < 60


def test_near_chats_are_found_apart_from_documents(tmp_path: Path) -> None:
    """A chat that quotes a document is another kind of text."""
    text = "we look at the frames every week until the lime trees flower"
    jsonl.write(tmp_path / "documents.jsonl", [document("d", text)])
    chats = [
        conversation(("A", text), ("B", "good"), id="one"),
        conversation(("A", text), ("B", "good"), ("A", "yes"), id="two"),
        conversation(("A", "something else that nobody said before"), id="three"),
    ]
    jsonl.write(tmp_path / "conversations.jsonl", chats)

    pairs, counts = found(tmp_path)

    assert [("conversations", "one", "two")] == [(one.kind, one.one, one.other) for one in pairs]
    assert {"compared": 3, "pairs": 1} == counts["conversations"]
    assert [] == found(tmp_path, kinds=["documents"])[0]


def test_short_texts_are_near_nothing(tmp_path: Path) -> None:
    """And without a threshold nothing is compared; the file is there all the same."""
    same = [document("a", "Yes, of course!"), document("b", "yes of course")]
    jsonl.write(tmp_path / "documents.jsonl", same)

    assert [] == found(tmp_path)[0]
    assert 1 == len(found(tmp_path, min_words=3)[0])
    assert ([], {}) == found(tmp_path, min_words=3, min_similarity=None)
    assert b"" == (tmp_path / "near.jsonl").read_bytes()


def test_the_records_stay_as_they_are(tmp_path: Path) -> None:
    """None is dropped: a person decides what a near copy is worth."""
    chats = [conversation(("A", "one two three four five six"), id=name) for name in "ab"]
    jsonl.write(tmp_path / "conversations.jsonl", chats)
    before = (tmp_path / "conversations.jsonl").read_bytes()

    (pair,) = found(tmp_path)[0]

    assert 1.0 == pair.similarity
    assert before == (tmp_path / "conversations.jsonl").read_bytes()
    assert 2 == len(list(jsonl.read(tmp_path / "conversations.jsonl", Conversation)))
    assert json.loads((tmp_path / "near.jsonl").read_text())["kind"] == "conversations"
