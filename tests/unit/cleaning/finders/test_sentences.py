import time

import pytest

from understudy.cleaning.edits import apply
from understudy.cleaning.finding import FINDERS, Found, find, kinds_of, traits
from understudy.cleaning.params import CleanParams
from understudy.cleaning.steps.anonymise import anonymise
from unit.cleaning.crowd import context
from unit.cleaning.finders.sentences import kept, marked, unmarked

CONTEXT = context()
WIDE = str.maketrans(" -0123456789", "\u00a0\u2011０１２３４５６７８９")
# What is written in figures and plain words; the others know big and small letters apart.
FIGURES = {"PHONE", "CARD", "INN", "SNILS", "PASSPORT", "POLICY", "RECORD", "SSN", "BIRTH_DATE"}


def shown(text: str, found: list[Found]) -> str:
    """Write the marks."""
    for one in reversed(found):
        text = f"{text[: one.start]}⟦{text[one.start : one.end]}⟧{text[one.end :]}"
    return text


def test_there_are_sentences_for_every_kind() -> None:
    """A guard that loops asserts what it looped over."""
    kinds = set(kinds_of(CleanParams().anonymise.finders))

    assert kinds - {"PERSON", "ID"} == {kind for kind, _ in marked()}
    assert len(marked()) > 120


@pytest.mark.parametrize(("kind", "sentence"), marked())
def test_what_is_somebodys_is_found_whole(kind: str, sentence: str) -> None:
    """And nothing else: neither the words around nor the other dates and numbers."""
    text = unmarked(sentence)

    found = find(text, CONTEXT)

    assert sentence == shown(text, found)
    assert {kind} == {one.kind for one in found}


@pytest.mark.parametrize("sentence", kept())
def test_what_only_looks_like_it_stays(sentence: str) -> None:
    """Prices, scores, versions, dates of visits, models, coordinates: a text is made of them."""
    assert sentence == shown(sentence, find(sentence, CONTEXT))


@pytest.mark.parametrize(("kind", "sentence"), marked())
def test_each_kind_is_hidden_once_and_for_all(kind: str, sentence: str) -> None:
    """The pseudonym tells the kind, and is not taken for something else."""
    text = unmarked(sentence)

    hidden = apply(text, anonymise(text, CONTEXT))

    assert f"{kind}-" in hidden
    assert [] == anonymise(hidden, CONTEXT)


@pytest.mark.parametrize(
    ("kind", "sentence"), [pair for pair in marked() if pair[0] in FIGURES and "@" not in pair[1]]
)
def test_width_of_signs_and_kinds_of_spaces_do_not_count(kind: str, sentence: str) -> None:
    """A number that was copied from a page is the same number."""
    text = unmarked(sentence)

    wide = find(text.translate(WIDE), CONTEXT)

    assert find(text, CONTEXT) == wide


@pytest.mark.parametrize(("kind", "sentence"), [pair for pair in marked() if pair[0] in FIGURES])
def test_case_of_words_does_not_count(kind: str, sentence: str) -> None:
    """Neither of the words around a number nor of its letters."""
    text = unmarked(sentence)

    plain = [(one.start, one.end, one.kind) for one in find(text, CONTEXT)]

    assert plain == [(one.start, one.end, one.kind) for one in find(text.upper(), CONTEXT)]


@pytest.mark.parametrize(("kind", "sentence"), marked())
def test_a_check_lets_pass_what_a_finder_would_find(kind: str, sentence: str) -> None:
    """It saves time and may not cost a find."""
    text = unmarked(sentence)

    for name in FINDERS:
        check = traits(name).needs
        if check is not None and not check(text):
            assert [] == FINDERS[name](text, CONTEXT), name


@pytest.mark.parametrize(("kind", "sentence"), marked())
def test_a_check_looks_at_pieces_between_spaces(kind: str, sentence: str) -> None:
    """So pieces that pass none are harmless in any other text; those with figures never are."""
    # Figures are written by other signs that are none.
    text = "".join("Ⅷ" if sign.isdigit() else sign for sign in unmarked(sentence))

    for name in FINDERS:
        check = traits(name).needs
        if check is not None and check(text):
            assert any(check(f" {piece} ") for piece in text.split()), name


@pytest.mark.parametrize(
    "piece",
    [
        *("policy number is ", "policy A-", "4276 и потом ", "карта 4276, ", "паспорт 4 5 "),
        *("родился г. ", "born on ", "DOB 01/02/1990, not ", "двадцать ", "живу на Ленина Мира "),
        *("Ленина 1", "Москва, ", "5 Rue de la ", "Irene, 7 Bay ", "MRN 1A", "1Z 9A ", "00 1 "),
        *("passport A1", "код от дома ", "door code ", "birthday: ", "СНТ «Ключи ", "12 5th "),
        *("код подтверждения ", "дом 7 по Садовой ", "девять ", "живу, на ", "УЛ. ЛЕНИНА 1 "),
        *("пароль от вайфая ", "8-916-", "маша собака ", "12 марта у мамы ", "ленина 5 кв "),
        *(
            "acc no is ",
            "NI number (",
            "1 2 3 ",
            "code is now ",
            "12 the ",
            "Flat 1, A ",
            "reg 1A ",
        ),
        *("my insta is ", "DOBs: 1/2/90, ", "jo dot jo dot ", "lockbox: # ", "policy no - - "),
        *("https://x/reset/a-1", "/reset/a-b", "версия 1.2.3.4 ", "A12-34-", "д. Ключи д5кв"),
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    """A second is a hundred times what is needed; what grows with the square takes minutes."""
    text = piece * (40_000 // len(piece))

    began = time.process_time()
    find(text, CONTEXT)

    assert time.process_time() - began < 3
