from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.edits import apply, settle
from understudy.cleaning.names.roster import Roster
from understudy.cleaning.pseudonyms import PUBLIC_KEY, Pseudonyms
from understudy.cleaning.steps.anonymise import anonymise
from understudy.core.people import same_name
from unit.cleaning.crowd import context

CONTEXT = context()
# All six cases, from a grammar and not from our rules.
CASES = {
    "Тимур": "Тимур Тимура Тимуру Тимура Тимуром Тимуре",
    "Оксана": "Оксана Оксаны Оксане Оксану Оксаной Оксане",
    "Наталья": "Наталья Натальи Наталье Наталью Натальей Наталье",
    "Андрей": "Андрей Андрея Андрею Андрея Андреем Андрее",
    "Игорь": "Игорь Игоря Игорю Игоря Игорем Игоре",
    "Юрий": "Юрий Юрия Юрию Юрия Юрием Юрии",
    "Павел": "Павел Павла Павлу Павла Павлом Павле",
    "Алексей": "Алексей Алексея Алексею Алексея Алексеем Алексее",
    "Мария": "Мария Марии Марии Марию Марией Марии",
    "Ольга": "Ольга Ольги Ольге Ольгу Ольгой Ольге",
    "Саша": "Саша Саши Саше Сашу Сашей Саше",
    "Фёдор": "Фёдор Фёдора Федору Фёдора Федором Фёдоре",
}
SURNAMES = {
    "Соколов": "Соколов Соколова Соколову Соколова Соколовым Соколове",
    "Кузьмина": "Кузьмина Кузьминой Кузьминой Кузьмину Кузьминой Кузьминой",
    "Липский": "Липский Липского Липскому Липского Липским Липском",
    "Озерская": "Озерская Озерской Озерской Озерскую Озерской Озерской",
    "Мельник": "Мельник Мельника Мельнику Мельника Мельником Мельнике",
    "Шевченко": "Шевченко Шевченко Шевченко Шевченко Шевченко Шевченко",
}
MADE = Pseudonyms(PUBLIC_KEY, 6)


def cleaned(text: str) -> str:
    return apply(text, settle(text, lambda now: anonymise(now, CONTEXT), where="d"))


@given(
    first=st.sampled_from(sorted(CASES)),
    last=st.sampled_from(sorted(SURNAMES)),
    case=st.integers(0, 5),
    shape=st.sampled_from(["{first} {last}", "{last} {first}", "{first}"]),
    around=st.sampled_from(["Вчера {} не было.", "{} пишет", "говорили о {}, и не раз", "с {}\n"]),
)
def test_any_case_of_a_russian_name_is_one_pseudonym(
    first: str, last: str, case: int, shape: str, around: str
) -> None:
    """A text stays readable: who did what is told by one word, however the name was inflected."""
    name = f"{first} {last}"
    crowd = replace(CONTEXT, roster=Roster(None, [name]))
    written = shape.format(first=CASES[first].split()[case], last=SURNAMES[last].split()[case])
    text = around.format(written)

    hidden = apply(text, settle(text, lambda now: anonymise(now, crowd), where="d"))

    assert around.format(MADE.make("PERSON", same_name(name))) == hidden


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


def test_a_context_among_people_is_the_same_but_for_them() -> None:
    """What is written out for speed forgets no field."""
    before = replace(CONTEXT, unit="cell", column="note", language="ru")
    people = frozenset({"somebody"})
    assert replace(before, participants=people) == before.among(people)
    assert before is before.among(before.participants)
