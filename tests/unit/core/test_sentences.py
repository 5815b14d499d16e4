import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.sentences import sentences, units

LINES = st.sampled_from(
    [
        "# Заголовок",
        "Title",
        "=====",
        "---",
        "- пункт один",
        "  continued",
        "2. second thing",
        "| a | b |",
        "```",
        "~~~~",
        "> Quoted. Text.",
        "Mr. Lee left. He ran!",
        "Он жил в г. Москве. Т. е. там...",
        "",
        " \t ",
        "\f",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=" \n.!?…aAяЯ1«»\"'()*-|#`~=0I"),
    st.lists(LINES).map("\n".join),
)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@given(TEXTS)
def test_units_are_in_order_and_lose_nothing(text: str) -> None:
    """Whatever the text, spans do not overlap, are trimmed, and cover all but spaces."""
    spans = sentences(text)

    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    assert not "".join(text[start:end] for start, end in gaps).strip()


@given(TEXTS)
def test_units_and_sentences_are_the_same_spans(text: str) -> None:
    """The kinds are only a second view."""
    assert sentences(text) == [(unit.start, unit.end) for unit in units(text)]


@pytest.mark.parametrize(
    "text",
    [
        # English | expected pieces are joined by a bar
        "Bees fly.| They come home.",
        "Use tools, e.g. a hammer, i.e. iron.| Then rest.",
        "Mr. Brown met Dr. J. K. Lee.| They spoke.",
        "It weighs 3.5 kg.| It holds 2.0 l.",
        "Wait... what did he say?| Nothing.",
        "Wait...| What did he say?",
        "“Go!” he said.| “Why?”| Nobody knew.",
        '"Go!" he said.| (It was late.)| Nobody went.',
        "The answer is no.| See No. 5 and Fig. 2, p. 14.| Done.",
        "We met at 5 p.m. Pavel was late.",
        "We met at 5 p.m.| The room was cold.",
        "So do I.| Pavel agrees.",
        "Tea, bread, etc.| Pavel brings it.",
        "Acme Inc. Reports come monthly.| Acme Inc.| The end.",
        "He lives in the U.S. Army base.| He left the U.S.| In May he came.",
        "Stop!!!| Now.",
        "A claim.[3]| Another one.[12]| End.",
        "**Bold start.** then more.| **Next.**| *Last one.*",
        "It rose by 5%.| 20 hives fell.",
        "See https://example.org/a.b?c=d.e for it.| Done.",
        "iPhone users wait.| It came.",
        # Russian
        "Улей стоит.| Пчёлы летят.",
        "Нужны гвозди, т. е. железо, и т. д.| Потом отдых.",
        "Нужны гвозди, т.е. железо и т.п.| Пчёлы летят.",
        "Он родился в 1905 г.| Павел помнит.",
        "Он жил в г. Муроме на ул. Садовой, д. 5.| Потом уехал.",
        "В XIX в. Прокопович сделал рамку.| В 2009 г. Павел её починил.| Это было в XX в.| Потом забыли.",
        "Книга А. С. Пушкина лежит.| Читай.",
        "См. рис. 3 и табл. 2.| Дальше.",
        "Высота 5 см.| Ширина 3,5 см.| Всё.",
        "«Иду!» — сказал он.| — Куда?| — Домой.",
        "Ну… и где он?| Вот…| Там.",
        "Мёд, перга и др.| Павел носит их.",
        "Гости из-за границы, напр. Иванов, были.| Ушли.",
        "Ёж спит.| Ёлка растёт.",
        # others
        "蜜蜂飞。| 它们回家！| 好",
        "Ça va?| Oui.",
        "No stop at the end",
    ],
)
def test_prose_is_split_where_a_reader_would(text: str) -> None:
    """English and Russian abbreviations, initials, numbers, quotes and dots are no ends."""
    expected = [piece.strip() for piece in text.split("|")]

    assert expected == split(text.replace("|", ""))


def test_markdown_blocks_are_units_of_their_own() -> None:
    """Headings, items, rows, code and rules never run into the prose around them."""
    text = (
        "# Der Titel. Mit Punkt\nFirst one. Second\none goes on.\n- item a. With two\n  and more\n"
        "- item b\n\n1. eins\n2) zwei\n* * *\n| a. B | c |\n|---|---|\nAfter.\n"
        "```py\nx = 1. \n\n- no item\n```\nSetext title\n---\nA sentence.\n---\nEnd"
    )

    expected = [
        ("heading", "# Der Titel. Mit Punkt"),
        ("sentence", "First one."),
        ("sentence", "Second\none goes on."),
        ("item", "- item a. With two\n  and more"),
        ("item", "- item b"),
        ("item", "1. eins"),
        ("item", "2) zwei"),
        ("rule", "* * *"),
        ("row", "| a. B | c |"),
        ("row", "|---|---|"),
        ("sentence", "After."),
        ("code", "```py\nx = 1. \n\n- no item\n```"),
        ("heading", "Setext title\n---"),
        ("sentence", "A sentence."),
        ("rule", "---"),
        ("sentence", "End"),
    ]

    assert expected == [(unit.kind, text[unit.start : unit.end]) for unit in units(text)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The price was\n12. Then it fell.", ["sentence", "sentence"]),
        ("It was in\n1. May", ["sentence", "item"]),
        ("- Да.\nНет.", ["item", "sentence"]),
        ("— Привет.\n— И вам.", ["sentence", "sentence"]),
        ("#hashtag is no heading", ["sentence"]),
        ("```\nnever closed\n\n# still code", ["code"]),
        ("~~~~\n~~~\n~~~~\nout", ["code", "sentence"]),
        ("- - -", ["rule"]),
        ("-5 degrees", ["sentence"]),
        ("```code``` in a line\n\n# Next", ["sentence", "heading"]),
        ("> ```\n> # code\n> ```\n> Words.", ["code", "sentence"]),
        ("> ```\n> code\n\nWords.", ["code", "sentence"]),
        ("```\n> ```\n```", ["code"]),
        ("a | b\n--|:-:\n1 | 2\n\na | b", ["row", "row", "row", "sentence"]),
        ("Text | of\nprose", ["sentence"]),
        ("> | a |\n> |---|\n> | b |", ["row", "row", "row"]),
        ("[^1]: One. Two.\n  Three.\n[^2]: Four.", ["note", "note"]),
        ("See [^1]: there.", ["sentence"]),
        ("یہ ہے۔ وہ ہے۔", ["sentence", "sentence"]),
        ("好。\u0301好。", ["sentence"]),
        ("   \n\n", []),
        ("", []),
    ],
)
def test_lines_that_only_look_like_blocks(text: str, kinds: list[str]) -> None:
    """Dialogue dashes, hashtags, dates and open fences are what a reader sees in them."""
    assert kinds == [unit.kind for unit in units(text)]


@pytest.mark.parametrize("text", ["." * 200_000, "a. " * 60_000, "«" * 200_000, "( " * 60_000])
def test_odd_texts_cost_no_square(text: str) -> None:
    """A table of contents of dots, or a book on one line, takes a moment."""
    started = time.perf_counter()

    sentences(text + "x")

    assert time.perf_counter() - started < 5
