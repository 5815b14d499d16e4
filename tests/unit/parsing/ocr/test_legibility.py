import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.ocr.legibility import is_legible, legibility

WORDS = Path(__file__).parents[4] / "README.md"


@pytest.mark.parametrize(
    "text",
    [
        "The natives' very naturally felt indignant at this additional encroachment.",
        "Смотритель маяка вёл журнал судов, т.е. книгу (см. стр. 27), и т.д.",
        "五月一日柳树花期已过，蜜蜂飞向草地。",
        "Müller aß Äpfel; l'été, c'est l'été. Don't e-mail H. G. Wells at x@y.org!",
        "Total: $1,200.50 - 15 % = 1 020.43 € · A4, H-1, 3rd, 20кг, COVID-19",
        "12 345,60 77 2021",
        "",
    ],
)
def test_what_people_write_is_legible(text: str) -> None:
    """Any language, abbreviations, numbers, addresses."""
    assert legibility(text) >= 0.95


@pytest.mark.parametrize(
    "text",
    [
        "Oqnbddchmfr ne sgd 62mc ïmmtZk Lddshmf ne sgd ïrrnbhZshnm enq BnlotsZshnmZk Khmfthrshbr",
        "a e r o | d n er r e t ~ t ^ e te }{ p@ ]] wESTM TTrT J1Z hrT x",
        "Kаyесrgо pаsGора vоzm0žnо w0rld h3llo cat5dog",
        "]=<> ,,_;; \\\\|| ~~^^ }{}{ ##@@",
    ],
    ids=["wrong map", "upside down", "mixed", "signs"],
)
def test_junk_is_not(text: str) -> None:
    """A font's wrong map to Unicode, failed recognition, letters of two scripts in a word."""
    assert legibility(text) < 0.5


def test_it_falls_with_damage() -> None:
    """The more letters are exchanged for others, the lower."""
    text = WORDS.read_text(encoding="utf-8")[:3000]
    draw = random.Random(0)

    def damaged(share: float) -> str:
        signs = "qxzjk0|^~WQ"
        return "".join(
            draw.choice(signs) if letter.isalpha() and draw.random() < share else letter
            for letter in text
        )

    scores = [legibility(damaged(share)) for share in (0.0, 0.05, 0.2, 0.6)]

    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.8
    assert scores[-1] < 0.4


@given(st.text("aeklst яксАB12.,-~ 中\n", max_size=80), st.sampled_from([0.1, 0.5, 0.6, 0.9]))
def test_the_verdict_is_that_of_the_whole_text(text: str, share: float) -> None:
    """It stops as soon as it is sure, and would not have changed its mind."""
    assert is_legible(text, share) == (legibility(text) >= share)
