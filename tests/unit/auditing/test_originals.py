import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.auditing.originals import originals
from understudy.cleaning import CleanParams
from understudy.cleaning.records import Cleaner
from understudy.core.errors import SetupError
from understudy.core.outcomes import EditRecord
from understudy.core.records import Conversation, Document, Row
from unit.cleaning.crowd import AUTHORS, PEOPLE, conversation
from unit.cleaning.test_records import document, row

CLEANER = Cleaner(CleanParams(stop_phrases=("so to say",)), PEOPLE, AUTHORS)
HIDING = frozenset({"anonymise", "authors", "accounts"})


def cleaned(*records: Document | Conversation | Row) -> list[EditRecord]:
    """The edits that cleaning makes of records."""
    edits: list[EditRecord] = []
    for record in records:
        if isinstance(record, Document):
            edits += CLEANER.document(record).edits
        elif isinstance(record, Conversation):
            edits += CLEANER.conversation(record).edits
        else:
            edits += CLEANER.row(record).edits
    return edits


def test_every_hidden_word_is_led_back() -> None:
    """Through normalising and stop phrases, which move what stands behind them."""
    records = [
        document("A\r\n so to say Timur wrote to x@bees.org", id="d1"),
        conversation(("Oksana", "so to say, Тимуру!"), ("Vera", "да")),
        row({"a.1": "by Oksana", "b": ""}),
    ]

    found = list(originals(records, cleaned(*records), HIDING))

    texts = [one.text for one in found]
    assert ["Timur", "x@bees.org"] == texts[:2]
    assert {"Oksana", "Тимуру"} <= set(texts[2:])
    assert {"PERSON", "EMAIL"} == {one.kind for one in found}
    assert "Vera" not in texts, "the persona is not hidden"


def test_kinds_of_two_words_are_led_back() -> None:
    """A birth date and an account's number have an underscore in their pseudonyms."""
    record = document("Timur, born 12.05.1985. Счёт 40817810099910004312.")

    found = {one.kind: one.text for one in originals([record], cleaned(record), HIDING)}

    expected = {"PERSON": "Timur", "BIRTH_DATE": "12.05.1985"}
    assert expected | {"ACCOUNT_NUMBER": "40817810099910004312"} == found


@given(st.lists(st.sampled_from(["Timur", "\r\n", "so to say ", "bee", "x@bees.org ", " "])))
def test_what_is_led_back_stood_in_the_text(words: list[str]) -> None:
    """Whatever the steps before moved."""
    record = document(" ".join(["bee", *words]))

    for one in originals([record], cleaned(record), HIDING):
        assert one.text in {"Timur", "x@bees.org"}


def test_edits_of_other_records_are_refused() -> None:
    """Files of two runs prove nothing."""
    edits = cleaned(document("Ask Timur.", id="d1"))

    with pytest.raises(SetupError, match="d1, which is not among the parsed records"):
        list(originals([document("Ask Timur.", id="d2")], edits, HIDING))
    with pytest.raises(SetupError, match="text of d1 is not the text that cleaning changed"):
        list(originals([document("Ask", id="d1")], edits, HIDING))
