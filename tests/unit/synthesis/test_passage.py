import hashlib

import pytest
from hypothesis import given

from understudy.core.records import Chunk
from understudy.synthesis.passage import Passage, is_content, plain_words, ticket
from understudy.synthesis.phrasings import PHRASINGS
from unit.synthesis.passages import ENGLISH, RUSSIAN, chunk, chunks


def answers(text: str, language: str = "en") -> list[str]:
    passage = Passage(chunk(text, language))
    return [text[unit.start : unit.end] for unit in passage.sentences()]


def test_only_whole_sentences_of_plain_prose_are_answers() -> None:
    """Introductions, questions, fragments, dialogue, markup and items are left out."""
    text = (
        "One is whole. Take these: \n\n- an item.\n\nIs it? “Two!”\n\n— Three.\n\n"
        "See [it](x).\n\n| Four. |\n\nNo stop\n\n# Five.\n\n**Six** is bold."
    )

    assert ["One is whole.", "“Two!”", "**Six** is bold."] == answers(text)


@given(chunks())
def test_a_quotation_stands_once_and_is_short(drawn: Chunk) -> None:
    """Whatever the passage, quoted words are verbatim, two or three, and lead to one place."""
    passage = Passage(drawn)
    for unit in passage.units:
        for quote in passage.quotations(unit.start, unit.end):
            assert quote.text == drawn.text[quote.start : quote.end]
            assert unit.start <= quote.start < quote.end <= unit.end
            assert 2 <= len(plain_words(quote.text)) <= 3
            assert passage.count(quote.text) == 1


def test_words_that_a_mark_parts_are_not_quoted() -> None:
    """A comma, a quotation mark, a new line or half a number within would be a puzzle."""
    text = "Boats, barges “and” rafts\nfloat here; by 3.5 knots."

    quotes = {quote.text for quote in Passage(chunk(text)).quotations(0, len(text))}

    assert {"float here", "by 3.5", "3.5 knots"} == quotes


@pytest.mark.parametrize(
    ("text", "phrase", "natural"),
    [
        ("Propolis is a glue.", "Propolis", "propolis"),
        ("Vienna is a city. We love Vienna.", "Vienna", "Vienna"),
        ("DNS is a service.", "DNS", "DNS"),
        ("New York is a city.", "New York", "New York"),
        ("Queen cups are cells.", "Queen cups", "queen cups"),
        ("# Queen Cups\n\nCups are cells.", "Cups", "cups"),
        ("Волга — это река. По Волге плывут, и Волга широка.", "Волга", "Волга"),
        ("Ёж — это зверёк.", "Ёж", "ёж"),
        ("lower stays.", "lower", "lower"),
    ],
)
def test_a_term_is_written_as_within_a_sentence(text: str, phrase: str, natural: str) -> None:
    """The first letter keeps its capital only in names and abbreviations."""
    assert natural == Passage(chunk(text)).natural(phrase)


def test_a_question_gives_away_from_four_words_on() -> None:
    """Words are compared without case and punctuation."""
    passage = Passage(chunk("The ramp is a steel plate, that joins."))

    assert not passage.gives_away("What does THE RAMP IS do?")
    assert passage.gives_away("Say: a STEEL plate; that joins?")


@pytest.mark.parametrize("language", sorted(PHRASINGS))
def test_the_phrasing_is_chosen_by_content(language: str) -> None:
    """The same passage and key have the same phrasing; others spread over all of them."""
    text = {"en": ENGLISH, "ru": RUSSIAN}[language]
    first, again = Passage(chunk(text, language)), Passage(chunk(text, language))
    name = "quoting.start"

    asked = [first.phrase(name, str(key), words="x") for key in range(100)]

    assert asked == [again.phrase(name, str(key), words="x") for key in range(100)]
    assert len(PHRASINGS[language][name]) == len(set(asked))


def test_a_phrasing_that_gives_away_is_passed_over() -> None:
    """When no phrasing is left, there is no question."""
    passage = Passage(chunk("What is meant by it? Nobody says what is an old oak."))
    name = "definition.is"

    asked = {passage.phrase(name, str(key), term="oak", a_term="an old oak") for key in range(60)}

    assert None not in asked
    assert "What is an old oak?" not in asked
    assert passage.phrase(name, "x", term="says what is an", a_term="is an old oak") is None


@pytest.mark.parametrize("language", sorted(PHRASINGS))
def test_every_kind_has_phrasings(language: str) -> None:
    """Five at least for each, all different."""
    kinds = {name.split(".")[0] for name in PHRASINGS[language]}

    assert {"quoting", "heading", "definition", "list"} == kinds
    for options in PHRASINGS[language].values():
        assert len(set(options)) == len(options) >= 5


def test_a_ticket_is_the_same_in_every_run() -> None:
    """Python's own hash is salted; this one may not be."""
    assert int(hashlib.sha256("а\nb".encode()).hexdigest()[:16], 16) == ticket("а", "b")


def test_content_words_say_something() -> None:
    """Function words of both languages do not, nor do single letters."""
    assert [True, True, False, False, False] == [
        is_content(word) for word in ("ferry", "мёд", "the", "Которая", "x")
    ]
