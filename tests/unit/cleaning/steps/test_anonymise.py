from dataclasses import replace

from understudy.cleaning.edits import apply, settle
from understudy.cleaning.names import Roster
from understudy.cleaning.pseudonyms import PUBLIC_KEY, Pseudonyms
from understudy.cleaning.steps.anonymise import anonymise
from unit.cleaning.crowd import context

CONTEXT = context()
MADE = Pseudonyms(PUBLIC_KEY, 6)


def cleaned(text: str) -> str:
    return apply(text, settle(text, lambda now: anonymise(now, CONTEXT), where="d"))


def test_each_kind_has_its_pseudonym() -> None:
    """The same for every spelling of one person, address or number."""
    timur = MADE.make("PERSON", "timur aliev")
    email = MADE.make("EMAIL", "t@x.example")
    phone = MADE.make("PHONE", "79001234567")

    assert f"{timur}: {email}, {phone}; {timur} {email} {phone}" == cleaned(
        "Тимуру: T@X.example, 8 (900) 123-45-67; timur t@x.EXAMPLE +79001234567"
    )


def test_a_name_beside_or_inside_an_address_leaves_nothing_behind() -> None:
    """The address is one thing, the name in front of it another."""
    assert f"{MADE.make('PERSON', 'анна')} {MADE.make('EMAIL', 'светлякова@x.example')}" == cleaned(
        "Анна светлякова@x.example"
    )


def test_pseudonyms_and_the_persona_stay() -> None:
    """What was hidden once is not hidden again."""
    text = "PERSON-0000aa, PHONE-123456789, EMAIL-abcdef and Vera"

    assert text == cleaned(text)


def test_a_name_that_looks_like_a_pseudonyms_digits_is_not_hidden_in_it() -> None:
    """Else each round would hide it again."""
    crowd = replace(CONTEXT, roster=Roster(None, ["Beef Adaba"]))

    assert [] == anonymise("PERSON-beef, EMAIL-adaba", crowd)
    assert 1 == len(anonymise("Beef", crowd))
