import re
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning import finding
from understudy.cleaning.edits import apply, settle
from understudy.cleaning.finding import (
    FINDERS,
    Check,
    Found,
    find,
    finds,
    kinds_of,
    masked,
    pseudonym,
    traits,
)
from understudy.cleaning.names.roster import Roster
from understudy.cleaning.params import CleanParams
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context
from understudy.cleaning.steps.anonymise import anonymise
from understudy.core.errors import SetupError
from unit.cleaning.crowd import context
from unit.cleaning.finders.likenesses import LIKE
from unit.cleaning.finders.sentences import marked, unmarked
from unit.soon import soon

CONTEXT = context()
ALL = context(anonymise={"finders": tuple(FINDERS)})
OTHERS = replace(CONTEXT, roster=Roster(None, ["Jo Harvest", "Кирилл", "Полис"]))
FEW = context(anonymise={"finders": ("names", "email", "password")})
PIECES = [unmarked(sentence) for _, sentence in marked()]
SNIPPETS = st.one_of(
    st.text(max_size=60),
    st.text("+7891()-. :/@#телtelAaБб_\u0663\u00a0", max_size=40),
    # Pieces of sentences in which there is something, cut anywhere.
    st.lists(
        st.tuples(st.sampled_from(PIECES), st.integers(0, 30), st.integers(1, 40)), max_size=3
    ).map(lambda cuts: "".join(text[start : start + size] for text, start, size in cuts)),
)
"""Texts near to what finders look for."""


def test_the_finders_were_seen() -> None:
    """A guard that loops asserts what it looped over."""
    assert {"email", "phone", "names"} <= set(FINDERS)
    assert set(CleanParams().anonymise.finders) <= set(FINDERS)


@pytest.mark.parametrize("name", sorted(FINDERS))
def test_a_finder_declares_its_kinds(name: str) -> None:
    """Else its pseudonyms would not be known for what they are, and hidden again."""
    declared = traits(name).kinds

    assert declared
    assert all(pseudonym().fullmatch(f"{kind}-0123abcd") for kind in declared)


@given(text=SNIPPETS)
@pytest.mark.parametrize("name", sorted(FINDERS))
def test_finds_of_any_text_are_in_order_and_of_declared_kinds(name: str, text: str) -> None:
    """So they can be edits of one list."""
    found = FINDERS[name](text, CONTEXT)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert {one.kind for one in found} <= set(traits(name).kinds)


@given(text=SNIPPETS)
@pytest.mark.parametrize("name", sorted(FINDERS))
def test_a_check_only_passes_over_texts_without_finds(name: str, text: str) -> None:
    """It saves time and may not cost a find."""
    check = traits(name).needs

    if check is not None and not passes(check, text):
        assert [] == FINDERS[name](text, CONTEXT)


def passes(check: Check, text: str) -> bool:
    return bool(check(text) or check(plain(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("пиши на vasya[a]mail.example", "vasya[a]mail.example"),
        (
            "write to jo\u00a0at\u00a0example\u00a0dot\u00a0org",
            "jo\u00a0at\u00a0example\u00a0dot\u00a0org",
        ),
        ("we live at The Old Rectory, Mill Lane", "The Old Rectory, Mill Lane"),
        ("she was born on the fifth of May", "fifth of May"),
        ("маме пятого мая исполнится сорок", "пятого мая"),
        ("звони +৭ ৯১৬ ১২৩ ৪৫ ৬৭", "+৭ ৯১৬ ১২৩ ৪৫ ৬৭"),
        ("контрольное слово: Барсик", "Барсик"),
        ("it's Qwerty12!x", "Qwerty12!x"),
        ("driving licence NL 1E0 X192K", "NL 1E0 X192K"),
        ("account no NL1E0 X192K4", "NL1E0 X192K4"),
        ("J.D., 54 M", "J.D."),
    ],
)
def test_no_check_hides_a_text_from_its_finder(text: str, expected: str) -> None:
    """Each of these was seen by a finder alone, and by none where checks choose the finders."""
    assert expected in [text[one.start : one.end] for one in find(text, ALL)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("тел. _8 903 555 12 34_", "8 903 555 12 34"),
        ("СНИЛС _112-233-445 95_ у них", "112-233-445 95"),
        ("from _85.143.22.10_, as ever", "85.143.22.10"),
        ("пиши _@anna_k_", "@anna_k"),
        ("he said ‘open https://x.example/?token=abcd1234’", "https://x.example/?token=abcd1234"),
        ("at ‘12 rue Victor Hugo, 69002 Lyon’", "12 rue Victor Hugo, 69002 Lyon"),
    ],
)
def test_marks_around_a_find_are_no_part_of_it(text: str, expected: str) -> None:
    """Emphasis of Markdown and of messengers, quotes."""
    assert expected in [text[one.start : one.end] for one in find(text, CONTEXT)]


def test_no_find_ends_inside_a_word() -> None:
    """Figures and letters are one word."""
    text = "B-204, Green Park7 Apartments"

    assert ["B-204, Green"] == [text[a:b] for a, b, *_ in FINDERS["address"](text, CONTEXT)]


@given(text=LIKE)
def test_checks_look_at_pieces_alone(text: str) -> None:
    """A check that needs two pieces costs finds: each alone would be remembered as harmless."""
    wordy = re.sub(r"\d", "", text)

    for name in FINDERS:
        check = traits(name).check(CONTEXT.roster)
        assert check is None or sees_pieces(check, wordy), (name, wordy)


def sees_pieces(check: Check, text: str) -> bool:
    """Tell whether a check keeps the rule in a text without figures."""
    pieces = (f" {piece} " for piece in text.split())
    return not passes(check, f" {text} ") or any(passes(check, piece) for piece in pieces)


def test_a_check_of_two_pieces_breaks_the_rule() -> None:
    """What the test above would say of it."""
    assert not sees_pieces(re.compile("library card").search, "my library card")
    assert sees_pieces(re.compile("library|card").search, "my library card")


@given(
    asked=st.lists(
        st.tuples(st.one_of(SNIPPETS, LIKE), st.sampled_from([CONTEXT, OTHERS, FEW])), max_size=4
    ),
    chance=st.randoms(),
)
def test_what_is_remembered_costs_no_find(asked: list[tuple[str, Context]], chance: Random) -> None:
    """Pieces of texts without finds, in any other text and order, are looked at all the same.

    Also where others are known, and other finders asked.
    """
    pieces = [piece for text, _ in asked for piece in text.split()]
    chance.shuffle(pieces)

    for text, known in (*asked, (" ".join(pieces), CONTEXT)):
        assert by_all(text, known) == find(text, known)


def by_all(text: str, known: Context) -> list[Found]:
    """Find with every finder whose check is true, without a memory."""
    rest = masked(text, (match.span() for match in pseudonym().finditer(text)))
    found: list[Found] = []
    checks = {name: traits(name).check(known.roster) for name in known.params.anonymise.finders}
    chosen = [name for name, check in checks.items() if check is None or passes(check, rest)]
    for name in chosen:
        found += (more := FINDERS[name](rest, known))
        rest = masked(rest, (one[:2] for one in more))
    return sorted(found)


def test_figures_of_a_pseudonym_call_for_no_finder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text is read again after each find; what was found costs nothing then."""
    seen: list[str] = []
    watched = FINDERS["phone"]
    monkeypatch.setattr(
        finding,
        "_chosen",
        lambda text, *_: seen.append(text) or (watched,),  # type: ignore[func-returns-value]
    )

    find("PERSON-3f2a91 asked for 2-3 PHONE-1a2b3c.", CONTEXT)

    assert ["\0" * 13 + " asked for 2-3 " + "\0" * 12 + "."] == seen


HOSTILE = (
    *("1", "1 ", "1-", "+7 ", "a", "a.", "a@", "@a", "1.", "://", "a://a:", "http://a?token="),
    *("password ", "password: ", "пароль от а ", "ул ", "ул. А ", "А ", "Аа-аа ", "улица Аа 5, "),
    *("12 Aa ", "Aa, ", "г. Аа, ", "born ", "born a ", "5 марта ", "01.02.", "паспорт ", "45 12 "),
    *("-----BEGIN PRIVATE KEY-----", "eyJaaaaaaaaa.eyJaaaaaaaa", "sk-", "история болезни а "),
    *("полис 1234567 ", "DE89 3704 0044 ", "bc1q", "f:", "1:", "а123вс77 ", "a(at)b.", "(1", "\0"),
    *(
        "a собака b точка ",
        "t.me/a ",
        "x_",
        'password: "',
        "тел ",
        "call 1",
        "0 0",
        "8 (",
        "кв. 5 ",
    ),
    *("five ", "double ", "пять ", "девятьсот ", "five 5", "на Ленина ", "14 Maple ", "ending in "),
    *("**** ", "x4417 ", "answer to my ", "карта у врача номер "),
)


@pytest.mark.parametrize("name", sorted(FINDERS))
def test_no_text_takes_a_finder_long(name: str) -> None:
    """Time grows with the text and no faster: the square of it would take a minute."""
    for unit in HOSTILE:
        text = unit * (20_000 // len(unit)) + "!"
        soon(lambda text=text: FINDERS[name](text, CONTEXT), 4)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("password", "pass abcd1 "),
        ("password", "it's abc123 for the laptop "),
        ("plate", "reg AB12 CDE, "),
    ],
)
def test_what_stands_far_before_is_not_read_for_each_find(name: str, unit: str) -> None:
    """Nor is the text from its beginning to its end."""
    text = unit * (60_000 // len(unit)) + "!"

    soon(lambda: FINDERS[name](text, CONTEXT), 5)


def test_an_earlier_finder_hides_its_finds_from_later_ones() -> None:
    """Precedence is the order of the parameters."""
    text = "Timur@x.example"

    both = find(text, context(anonymise={"finders": ("email", "names")}))
    other = find(text, context(anonymise={"finders": ("names", "email")}))

    assert [(0, 15, "EMAIL")] == [one[:3] for one in both]
    assert [(0, 5, "PERSON")] == [one[:3] for one in other]


def test_a_kind_that_makes_no_pseudonym_is_refused() -> None:
    """On import, so nobody's text is hidden behind something that is not recognised."""
    with pytest.raises(ValueError, match=r"\['e-mail'\]: write them in capital letters"):
        finds("e-mail")


def test_an_unknown_finder_is_answered_with_near_names() -> None:
    """Where it is looked up first."""
    with pytest.raises(SetupError, match="unknown personal data finder 'emial'.*email"):
        kinds_of(["emial"])


@given(text=SNIPPETS)
def test_nothing_is_found_in_what_was_hidden(text: str) -> None:
    """Hiding twice is hiding once."""
    edits = settle(text, lambda now: anonymise(now, ALL), where="d")

    assert [] == anonymise(apply(text, edits), ALL)
