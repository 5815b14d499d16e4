import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.auditing import reviewing
from understudy.core import jsonl
from understudy.core.errors import SetupError
from unit.cleaning.crowd import conversation
from unit.cleaning.test_records import document, row

HEADER = ",".join(reviewing.COLUMNS) + "\n"


@pytest.fixture
def cleaned(tmp_path: Path) -> Path:
    """Two long documents, a chat of eighty messages, forty rows."""
    folder = tmp_path / "cleaned"
    words = " ".join(f"word{n}" for n in range(300))
    jsonl.write(
        folder / "documents.jsonl",
        [document(words, id=f"d{n}").model_copy(update={"title": "word0"}) for n in range(2)],
    )
    talk = conversation(*(("Vera", f"hello there my friend {n}") for n in range(80)))
    jsonl.write(folder / "conversations.jsonl", [talk])
    rows = [
        row({"a": "BIRTH_DATE-1a2b3c пришла к врачу", "n": str(n)}).model_copy(
            update={"id": f"r{n}"}
        )
        for n in range(40)
    ]
    jsonl.write(folder / "rows.jsonl", rows)
    (folder / "manifest.json").write_text("{}")
    return folder


def filled(drawn: list[reviewing.Unit], missed: dict[int, str], path: Path, **how: str) -> Path:
    """A review of everything drawn."""
    rows = list(
        csv.DictReader(
            io.StringIO(reviewing.sheet(drawn, how.get("state", "clean-1")).removeprefix("\ufeff"))
        )
    )
    text = io.StringIO()
    writer = csv.DictWriter(text, reviewing.COLUMNS, delimiter=how.get("separator", ","))
    writer.writeheader()
    for n, one in enumerate(rows):
        writer.writerow({**one, "checked": "x", "missed": missed.get(n, "")})
    path.write_bytes(text.getvalue().encode(how.get("encoding", "utf-8")))
    return path


def test_the_draw_is_in_proportion(cleaned: Path) -> None:
    """Every stratum has its share, at least one text; the same draw twice."""
    drawn = reviewing.draw(cleaned, 42, seed=1)

    assert {"documents": 2, "conversations": 27, "rows": 13} == Counter(one.kind for one in drawn)
    assert drawn == reviewing.draw(cleaned, 42, seed=1)
    assert drawn != reviewing.draw(cleaned, 42, seed=2)
    assert 126 == len(reviewing.draw(cleaned, 1000, seed=1))


def test_what_was_hidden_is_told_from_codes_that_look_like_it(tmp_path: Path) -> None:
    """ISO-9001 is no pseudonym: what cleaning never hid would make its recall look better."""
    said = "PERSON-3f2a91 and BIRTH_DATE-1a2b3c; ISO-9001, COVID-2019, H-0012, MYPERSON-3f2a91"
    unit = reviewing.Unit("r.0", "rows", "c", "en", said)

    assert 2 == reviewing.read_review(filled([unit], {}, tmp_path / "a.csv")).hidden


def test_a_larger_draw_keeps_the_smaller(cleaned: Path) -> None:
    """A review can be gone on with."""
    assert set(reviewing.draw(cleaned, 20, 1)) <= set(reviewing.draw(cleaned, 60, 1))


def test_texts_are_short_and_lose_nothing(cleaned: Path) -> None:
    """A document is cut; together the pieces are the text."""
    pieces = [one.text for one in reviewing.units(cleaned) if one.text_id.startswith("d0.")]

    assert [120, 120, 60] == [len(piece.split()) for piece in pieces]
    assert " ".join(f"word{n}" for n in range(300)) == " ".join(pieces)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_review_is_read_as_any_program_saves_it(
    cleaned: Path, tmp_path: Path, encoding: str, separator: str
) -> None:
    """Spreadsheet programs choose the separator and the letters by the country."""
    drawn = [one for one in reviewing.draw(cleaned, 126, 1) if one.kind == "rows"]
    missed = {0: "Анна | +7 916", 3: "улица", 5: "нет"}
    path = filled(drawn, missed, tmp_path / "r.csv", encoding=encoding, separator=separator)

    assert reviewing.Review(40, 2, 3, 40, "clean-1") == reviewing.read_review(path)


@given(st.integers(1, 400), st.data())
def test_the_bound_is_that_of_the_beta_distribution(of: int, data: st.DataObject) -> None:
    """Clopper and Pearson by their own formula, with SciPy's beta."""
    from scipy.stats import beta

    count = data.draw(st.integers(0, of))
    found = reviewing._exact(count, of)

    low = 0.0 if count == 0 else float(beta.ppf(0.025, count, of - count + 1))
    high = 1.0 if count == of else float(beta.ppf(0.975, count + 1, of - count))
    assert (low, high) == pytest.approx((found["low"], found["high"]), abs=1e-5)


def test_the_rate_of_a_review(cleaned: Path) -> None:
    """300 texts without a miss prove at most 1.2 %."""
    state = reviewing.state_of(cleaned)
    facts = reviewing.rate(reviewing.Review(300, 0, 0, 250, state), cleaned)

    assert (300, 0, 0.0, 0.012221) == tuple(
        facts[name] for name in ("records", "missed", "miss_rate", "upper_95")
    )
    assert 1.0 == facts["recall"]["value"]
    assert jsonl.sha256(cleaned / "manifest.json") == facts["cleaned"]
    assert reviewing.rate(reviewing.Review(3, 0, 0, 0, state), cleaned)["recall"] is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "does not exist: `understudy pii sample -o"),
        ("", "it lacks rows"),
        (
            "a,b\n1,2\n",
            "it lacks text_id, kind, collection, language, text, checked, missed, state",
        ),
        (f"{HEADER}a,,,,hello,,,s\n", "no text is marked as checked"),
        (f"{HEADER}a,,,,hello,no,-,s\n", "no text is marked as checked"),
        (f"{HEADER}a,,,,hello,x,,s\na,,,,hello,x,,s\n", "a stands in it twice"),
        (f"{HEADER}a,,,,hello,x,,s\nb,,,,hello,x,,t\n", "it is of s and of t"),
        ("PK\x03\x04", "is a workbook: save it as CSV"),
    ],
)
def test_what_is_no_review_is_refused(tmp_path: Path, text: str | None, message: str) -> None:
    """With what to do."""
    if text is not None:
        (tmp_path / "r.csv").write_text(text)

    with pytest.raises(SetupError, match=message):
        reviewing.read_review(tmp_path / "r.csv")


def test_a_review_of_another_state_is_refused(cleaned: Path) -> None:
    """What was missed before cleaning was changed says nothing of what it leaves now."""
    review = reviewing.Review(3, 0, 0, 0, reviewing.state_of(cleaned))
    (cleaned / "manifest.json").write_text('{"a": 1}')

    with pytest.raises(SetupError, match="the review is of clean-\\w+, and .* by now"):
        reviewing.rate(review, cleaned)


def test_no_text_is_a_formula() -> None:
    """A stranger's message that a spreadsheet program would reckon with is kept as it is."""
    unit = reviewing.Unit("a", "conversations", "chats", "en", '=HYPERLINK("http://x";"y")')

    (row,) = csv.DictReader(reviewing.sheet([unit], "s").removeprefix("\ufeff").splitlines())

    assert "'" + unit.text == row["text"]


def test_a_title_of_its_own_is_read(tmp_path: Path) -> None:
    """One that the text has is not read twice."""
    record = document("# Bees\n\nA text.", id="d1").model_copy(update={"title": "Bees"})
    other = record.model_copy(update={"id": "d2", "title": "Letter of Timur"})
    jsonl.write(tmp_path / "documents.jsonl", [record, other])

    texts = [unit.text for unit in reviewing.units(tmp_path)]
    assert ["# Bees\n\nA text.", "Letter of Timur\n\n# Bees\n\nA text."] == texts


def test_nothing_to_review_is_said(tmp_path: Path) -> None:
    """An empty folder has no miss rate."""
    with pytest.raises(SetupError, match="no text to review: run `dvc repro clean` first"):
        reviewing.draw(tmp_path, 3, 0)
