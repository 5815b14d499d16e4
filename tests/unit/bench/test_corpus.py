"""Documents made for the quality benchmark: the truth is the document."""

import pytest

from bench.parsing.corpus.blocks import Heading, Listing, Made, Paragraph, Table, spans, truth
from bench.parsing.corpus.kinds import KINDS, make
from bench.parsing.corpus.plan import tasks
from bench.parsing.corpus.prose import Prose
from bench.parsing.corpus.sheets import make_book
from bench.parsing.corpus.writers import opendocument, printing, web
from bench.parsing.measures import cell_f1, heading_f1, nid, token_f1
from unit.parsing.made import text_of


def test_the_truth_is_markdown() -> None:
    """Notes stand at the end, lists are nested, cells have one line."""
    made = Made(
        "x",
        "en",
        (
            Heading(2, "Hive"),
            Paragraph("A **bold** word^[Noted.] and [more](http://x)."),
            Listing(("one", Listing(("deep",)), "two"), is_numbered=True),
            Table(("a", "b"), (("c\nd", "e"),), caption="Table 1"),
        ),
    )

    assert (
        "## Hive\n\nA **bold** word and more.\n\n1. one\n   - deep\n2. two\n\nTable 1\n\n"
        "| a | b |\n| --- | --- |\n| c d | e |\n\n[^1]: Noted.\n" == truth(made)
    )


def test_inline_text_is_cut_into_styles() -> None:
    """Every form once."""
    found = [(span.text, span.style, span.href) for span in spans("a **b** *c* `d` [e](f)^[g]")]

    styled = [one for one in found if one[1]]
    assert [
        ("b", "bold", ""),
        ("c", "italic", ""),
        ("d", "code", ""),
        ("e", "link", "f"),
        ("g", "note", ""),
    ] == styled


@pytest.mark.parametrize("language", ["en", "ru", "zh", "he"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_makes_one_document(kind: str, language: str) -> None:
    """And another seed another one."""
    assert truth(make(kind, language, 1)) == truth(make(kind, language, 1))
    assert truth(make(kind, language, 1)) != truth(make(kind, language, 2))


def test_no_sentence_comes_twice_in_a_document() -> None:
    """What repeats is easy for no reason."""
    prose = Prose("en", 3)
    sentences = [prose.sentence() for _ in range(300)]

    assert len(set(sentences)) == len(sentences)


def test_the_halves_share_no_seed_and_no_writer_of_a_kind() -> None:
    """Else what was learnt on one would be praised on the other."""
    dev, held = tasks("dev"), tasks("held")

    assert not {one.seed for one in dev} & {one.seed for one in held}
    both = {(one.suffix, one.writer) for one in dev} & {(one.suffix, one.writer) for one in held}
    assert not both
    assert len(dev) + len(held) == len({one.name for one in [*dev, *held]})


@pytest.mark.parametrize("kind", ["paper", "manual", "sheet", "invoice"])
def test_our_reading_of_the_page_is_the_truth(kind: str) -> None:
    """The writer of web pages loses nothing, or the benchmark would measure it."""
    made = make(kind, "en", 77)
    found = text_of("a.html", web.site(made))

    assert token_f1(truth(made), found) > 0.99
    assert nid(truth(made), found) > 0.99
    assert heading_f1(truth(made), found) in {None, 1.0}
    assert cell_f1(truth(made), found) in {None, 1.0}


@pytest.mark.parametrize("kind", ["report", "manual", "sheet"])
def test_other_writers_hold_every_word(kind: str) -> None:
    """Sources for LibreOffice, typst and pandoc."""
    made = make(kind, "ru", 5)
    words = [word for word in truth(made).split() if word.isalpha()]
    for source in (
        opendocument.text_file(made),
        printing.typst_source(made),
        printing.pandoc_source(made),
    ):
        assert [] == [word for word in words if word not in source]


def test_a_workbook_has_its_truth() -> None:
    """Every value that is shown stands in it."""
    book = make_book("en", 3)
    shown = [cell.shown for sheet in book.sheets for cell in sheet.cells.values()]

    assert [] == [value for value in shown if value not in book.truth]
