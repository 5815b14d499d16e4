import pytest

from understudy.parsing.params import OcrParams
from understudy.parsing.pdf.engines import PageFacts
from understudy.parsing.pdf.text_layers import Verdict, is_better, verdict
from unit.parsing.scans import CHINESE, ENGLISH, RUSSIAN

PROSE = f"{ENGLISH} {ENGLISH} They came home late, and the yard smelled of lime and honey."
CAESAR = str.maketrans("abcdefghijklmnopqrstuvwxyz", "zabcdefghijklmnopqrstuvwxy")


@pytest.mark.parametrize(
    ("text", "image", "hidden", "area", "expected"),
    [
        (PROSE, 0.0, 0.0, 0.1, "text"),
        (PROSE, 0.4, 0.0, 0.01, "text"),
        ("", 1.0, 0.0, 0.0, "scan"),
        ("", 0.0, 0.0, 0.0, "scan"),
        ("Scanned by X", 0.9, 0.0, 0.3, "part"),
        ("A logo and three words", 0.3, 0.0, 0.01, "text"),
        (PROSE * 3, 1.0, 1.0, 0.3, "doubt"),
        (PROSE * 3, 0.6, 0.8, 0.3, "doubt"),
        (PROSE * 3, 0.4, 1.0, 0.3, "text"),
        (PROSE * 3, 1.0, 0.0, 0.3, "text"),
        (PROSE * 3, 1.0, 0.0, 0.02, "part"),
        (PROSE, 0.6, 0.0, 0.02, "part"),
        (PROSE, 0.6, 0.0, 0.1, "text"),
        (PROSE, 1.0, 0.0, 0.2, "part"),
        (PROSE.translate(CAESAR), 0.0, 0.0, 0.1, "junk"),
        ("\ue001\ue002\ue003 " * 30 + PROSE, 0.0, 0.0, 0.1, "junk"),
        ("Kаyесrgо pаsGора разбoрa пчёлы вeсна " * 5, 0.0, 0.0, 0.1, "junk"),
        ("a e r o d n er r e t t e i s n a m l " * 6, 0.95, 0.5, 0.1, "junk"),
        (CHINESE * 20, 0.95, 0.0, 0.3, "text"),
        (RUSSIAN * 6, 0.0, 0.0, 0.2, "text"),
        ("12 7 2021\n45,60 8 1 020\n" * 20, 0.0, 0.0, 0.1, "text"),
    ],
)
def test_a_text_layer_is_judged(
    text: str, image: float, hidden: float, area: float, expected: str
) -> None:
    """By what it says, who sees it, and how much of the page it and pictures cover."""
    facts = PageFacts(sum(not letter.isspace() for letter in text), image, hidden, area)

    assert expected == verdict(facts, text, OcrParams())
    assert verdict(facts, text, OcrParams(pages="never")) == "text"
    assert verdict(facts, text, OcrParams(pages="always")) == "scan"


JUNK = "".join("~^|" if letter in "aeo" else letter for letter in PROSE)


@pytest.mark.parametrize(
    ("recognised", "layer", "said", "expected"),
    [
        (PROSE, JUNK, "doubt", True),
        (JUNK, PROSE, "doubt", False),
        (PROSE[:30], PROSE, "doubt", False),
        (PROSE, "Scanned by X", "part", True),
        (PROSE, JUNK, "part", False),
        (PROSE[:90], PROSE.translate(CAESAR), "junk", True),
        ("12", PROSE, "junk", False),
        ("12", PROSE, "scan", True),
        (PROSE * 3, "12", "text", False),
    ],
)
def test_the_better_text_is_kept(
    recognised: str, layer: str, said: Verdict, expected: bool
) -> None:
    """Words beat junk that nobody sees, much more text beats a stamp, and print stays print."""
    assert expected == is_better(recognised, layer, said)
