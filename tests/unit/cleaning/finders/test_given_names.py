import sys

import pytest

from understudy.cleaning.finders.given_names import given_names
from understudy.cleaning.finding import find, prepare
from understudy.cleaning.names import given as lists
from understudy.cleaning.names.english_forms import by_form
from understudy.cleaning.names.english_orders import by_order
from understudy.cleaning.names.given import name_lists
from understudy.cleaning.names.roster import Roster
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pseudonyms import PUBLIC_KEY, Pseudonyms
from understudy.cleaning.stepping import Context
from understudy.core.errors import MissingExtraError
from unit.cleaning.crowd import context
from unit.soon import soon

NOBODY = Context(CleanParams(), Roster(None, ()), Pseudonyms(PUBLIC_KEY, 6))


def names(text: str) -> list[str]:
    return [text[one.start : one.end] for one in given_names(text, NOBODY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Veronica brought the smoker back.", ["Veronica"]),
        ("can you ask jennifer about the honey?", ["jennifer"]),
        ("Minutes taken by Gwendolyn Ashby-Cole.", ["Gwendolyn Ashby-Cole"]),
        ("Mr. Ottershaw called about the fence.", ["Ottershaw"]),
        (
            "my surname is now Wrexhollow, the name on it is Siobhán Mac Giolla.",
            ["Wrexhollow", "Siobhán Mac Giolla"],
        ),
        (
            "Driver: Oyebanjo, \0\0\0\0. The money came, and the sender Yerlan Abishev is known to us",
            ["Oyebanjo", "Yerlan Abishev"],
        ),
        ("between me and Oyinkansola Wrexhollow of Ikeja", ["Oyinkansola Wrexhollow"]),
        ("Happy birthday to our little Tiberius, she asked June to come", ["Tiberius", "June"]),
        ("It is Bethany with a y, and it was Zara's birthday", ["Bethany", "Zara"]),
        ("New payee added: DEVLIN R HOSKINS, a/c no. 12.", ["DEVLIN R HOSKINS"]),
        (
            "Present: Thuy Doan, B. Singh-Walia, and Adaeze N. – late",
            ["Thuy Doan", "B. Singh-Walia", "Adaeze N."],
        ),
        ("Name | Shift\nRuaridh Quigg | 6-9\nTBC | 9-11", ["Ruaridh Quigg"]),
        ("| Patient | Bed |\n|---|---|\n| Vroom, Ilse | 4 |", ["Vroom, Ilse"]),
        ("The lease was signed by R. T. Blenkinsop.", ["R. T. Blenkinsop"]),
        ("Kenji and Sofía's bees swarmed.", ["Kenji", "Sofía"]),
        ("Regards,\nBartholomew Quince", ["Bartholomew Quince"]),
        ("Patient: Oyelaran Fashola, seen on Monday.", ["Oyelaran Fashola"]),
        ("Charlotte said that Charlotte is too hot in July.", ["Charlotte"]),
        ("Dear Hope, thank you for the parcel.", ["Hope"]),
        ("Maria I will call you, Ivan P. Stone too.", ["Maria", "Ivan P. Stone"]),
        ("We met Ahmed bin Rashid at the port.", ["Ahmed bin Rashid"]),
        ("The last name: Wrexhollow, the first one is unclear.", ["Wrexhollow"]),
        (
            "Present: T. Wrexhollow, B. Quillfeather and Z. Oyebanji.",
            ["T. Wrexhollow", "B. Quillfeather", "Z. Oyebanji"],
        ),
        ("Thanks to Cllr Wrexhollow for the hall.", ["Wrexhollow"]),
        ("Seen by Dr. K. Wrexhollow on Monday.", ["K. Wrexhollow"]),
        ("Our landlord B. Quillfeather came by.", ["B. Quillfeather"]),
        ("Obafemi Wrexhollow, DOB 12.03.1970, stable.", ["Obafemi Wrexhollow"]),
        ("From: Wrexhollow, Linda <\0\0\0>\nSubject: the fence", ["Wrexhollow, Linda"]),
        ("Patient: Wrexhollow, Linda B.  seen today", ["Wrexhollow, Linda B."]),
        ("Ozzie and Vikas came, then Folake and Aigerim.", ["Ozzie", "Vikas", "Folake", "Aigerim"]),
        ("thanks priyanka, i spoke to bernadette and lorraine", ["priyanka", "bernadette"]),
        ("I asked Quigley about it, then spoke w/ McKenzie.", ["Quigley", "McKenzie"]),
        ("the parcel is signed by Chas. B. Wrexhollow", ["Chas. B. Wrexhollow"]),
        ("Surname WREXHOLLOW Forenames LINDA BETH Sex F", ["WREXHOLLOW", "LINDA BETH"]),
        ("Physician: Obi Quillfeather, M.D.", ["Obi Quillfeather"]),
        ("Reviewer: Obi Quillfeather  Score: 4", ["Obi Quillfeather"]),
        ("Best wishes, Rev. Martin Wrexhollow", ["Martin Wrexhollow"]),
        ("Ji-woo Park is here", ["Ji-woo Park"]),
        ("buzzer says Wrexhollow, second floor", ["Wrexhollow"]),
        ("the email from Wrexhollow never arrived", ["Wrexhollow"]),
        ("my flatmate Oyebanjo lost the keys, tell Wrexhollow", ["Oyebanjo", "Wrexhollow"]),
        ("Wrexhollow said no, Oyebanjo's mum agreed", ["Wrexhollow", "Oyebanjo"]),
        ("ask raj if dragan is coming", ["raj", "dragan"]),
        ("im femi btw, stayed at lakshmis last night", ["femi", "lakshmis"]),
        ("mark u there? hey rob, its grace", ["mark", "rob", "grace"]),
        ("mrs wrexhollow next door, dr patel said so", ["wrexhollow", "patel"]),
        ("my name is lucy escobar and i live here", ["lucy escobar"]),
        ("it is spelled n g u y e n on the card", ["n g u y e n"]),
        ("name R Fitzwilliam, card of T R Okonjo", ["R Fitzwilliam", "T R Okonjo"]),
        ("paid by j okafor and Holloway L., 12 Feb", ["j okafor", "Holloway L."]),
        ("WREXHOLLOW, Beatrice DOB 14 Jun, bed 3", ["WREXHOLLOW, Beatrice"]),
        ("FASTER PAYMENT DEEPAK DUBOIS 250.00", ["DEEPAK DUBOIS"]),
        ("Passenger: KEITA/CHIRAG MR", ["KEITA/CHIRAG"]),
        ('Tariq "Robbo" Kowalski signed', ['Tariq "Robbo" Kowalski']),
        ("Present: Ada, Quillon, Delphine and Zephrin", ["Ada", "Quillon", "Delphine", "Zephrin"]),
        ("the Kapoors are hosting the Yilmaz wedding", ["Kapoors", "Yilmaz"]),
        ("its uncle Wrexhollow, DeShawn and Siobhán", ["Wrexhollow", "DeShawn", "Siobhán"]),
        ("Sent to: Ms Tamsin Vale at the depot", ["Tamsin Vale"]),
        ("Kind regards, Anneliese Brandt", ["Anneliese Brandt"]),
        ("Anna took the dog to the vet, Tom watched Peter play", ["Anna", "Tom", "Peter"]),
        ("Mark and Hannah came over, Dawn from accounts will call", ["Mark", "Hannah", "Dawn"]),
    ],
)
def test_people_whom_nobody_listed_are_found(text: str, expected: list[str]) -> None:
    """Of many origins, with titles, initials and in greetings, with a surname that no list has."""
    assert expected == names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hope is not a plan. Will it rain? Mark the frames. Grace period: none.",
        "In April and May the bees of Georgia forage near Florence.",
        "The bus from Green Park left at nine. Doctor says it is fine, Nurse said so.",
        "On Thu, 4 Jan 2024 and on Jan 5 it rained; tell me when, ask about the fence.",
        "thanks mate, they met with Google and Microsoft, ask them for the Geo Data",
        "Best wishes, Rev. \0\0\0\0",
        "Parkinson's disease, Crohn's disease and the Babinski sign",
        "Lake Victoria, Mount Elgon and St. Mary's Hospital",
        "Johnson & Johnson, Ford and Wells Fargo fell",
        "The Discharge Summary, DOB and MRN are columns of it.",
        "Discharge Summary, MRN missing, was sent by our driver. E. coli too.",
        "Take Allegra at night and Claritin at noon.",
        "Add salt. Skip the rest. The default is True, never None.",
        "Case-insensitive, LoRA and NaN are Unknown here.",
        "Config says no, Logbook says yes, the dog's called Biscuit and the cat is called Rolo",
        "a Russell Hobbs kettle, Royal Albert cups, a Maxi-Cosi seat, not Sutton but Almaty",
        "File name | Size\nAnnual Plan | 12\nFile | Name\nx.pdf | Holiday Photos",
        "Wells Fargo wants a check, Chase wants nothing; happy birthday to you",
        "Santa Monica Boulevard is closed, take Lincoln Avenue",
        "Dear all, hello world, hi team, good morning everyone",
        "Chase Bank And Apple Pay Are Down On Monday Morning",
        "see src/alex/notes.py and alex@hive.example",
        "January was cold, the rose bloomed, a robin sang",
        "We have plan B. Next comes plan C. Then we stop.",
        "The last name is required, the first name optional. Last name First",
        "We saw a Robin Hood film and Joy Division on Monday.",
        "buzzer says Office, tell Reception, ask for Billing; Amazon said no",
        "the email from Vodafone, a parcel from Zara, signed for by Reception",
        "the new Thinkpad can do it, the Hoover is here, Traffic was bad",
        "i miss summer, im rich, its early, let go, sue them, may be",
        "dr said rest, mrs of the year, my mate can fix it, uncle is late",
        "ENGLAND 3-1 SCOTLAND, FULL NAME: BLOCK CAPITALS, STANDING ORDER",
        "Plan B. Vitamin C, hepatitis B. Active Directory (AD) works",
        "First name: Optional, Surname: See passport, Attn: Accounts Payable",
        "Leeds, Bristol and Cardiff; the French are hosting; Server-Sent Events",
        "Harry Potter is on, Jack Daniels and Granny Smith apples",
        "Thanks Mum! Regards,\nAccounts Department",
        "took Max to the groomer, Bella the labrador barked, our cat Luna's fur",
        "Taylor Swift tickets, a Sally Rooney novel, watching Peter Rabbit",
        "the Renault Zoe, HMS Victory and Queen Elizabeth II bridge, Alexander technique",
        "Newton's laws, Pascal's triangle, an Emmy and a Tony, Siri says rain",
    ],
)
def test_what_is_nobody_stays(text: str) -> None:
    """Places, firms, drugs, months, eponyms, code and words at starts of sentences."""
    assert [] == names(text)


def test_spellings_of_a_name_are_one_person() -> None:
    """So they get one pseudonym."""
    found = given_names(
        "Veronica Lang came. VERONICA LANG left, and Veronica  Lang's bag too.", NOBODY
    )

    assert {"veronica lang"} == {one.identity for one in found}
    assert 3 == len(found)


def test_somebody_known_has_the_key_of_the_roster() -> None:
    """Whichever finder comes first, the pseudonym is the same."""
    text = "I think Fiona Catterick-Bee took the frames."

    found = [
        find(text, context(anonymise={"finders": finders}))
        for finders in (("names", "given_names"), ("given_names", "names"), ("names",))
    ]

    assert [found[0]] * 3 == found
    assert ["fiona catterick-bee"] == [one.identity for one in found[0]]


def test_the_persona_stays() -> None:
    """Their name is part of the voice."""
    assert [] == given_names("Vera said that Vera Lipskaya comes on Sunday.", context())


def test_a_surname_behind_what_is_hidden_is_found() -> None:
    """A stranger bears the first name of somebody who is known; words and firms stay."""
    text = "It was Ben Castellanos, not our Ben. Ask Ben Gloria Castellanos about Ben Ford."
    hidden = text.replace("Ben", "\0\0\0")

    assert ["Castellanos", "Gloria Castellanos"] == names(hidden)
    assert [] == names("Is it \0\0\0 Monday? Or \0\0\0 Green, or \0\0\0 Paris then.")


def test_another_language_is_not_read() -> None:
    """Its nouns may be names in English."""
    assert [] == given_names(
        "Der Wolf und Frau Petra Schneider wohnen seit Jahren in Köln.", NOBODY
    )
    assert [] == given_names("Позвони Jennifer, она ждёт у входа в музей.", NOBODY)


def test_places_in_a_long_text_are_those_of_the_text() -> None:
    """It is read in pieces."""
    text = "The bees fly from the hive to the field and back. " * 120 + "Then Veronica came."

    assert ["Veronica"] == names(text)


def test_what_documents_write_small_is_a_word_at_the_start_of_a_sentence() -> None:
    """A flower of the handbook is nobody where a sentence begins with it."""
    known = Context(CleanParams(), Roster(None, (), frozenset({"clementine"})), NOBODY.pseudonyms)
    text = "Clementine trees bloom early. Clementine said so."

    assert [(0, 10), (30, 40)] == [one[:2] for one in given_names(text, NOBODY)]
    assert [(30, 40)] == [one[:2] for one in given_names(text, known)]


def test_lists_hold_names_of_the_world() -> None:
    """A guard against a version of Faker that keeps its lists elsewhere."""
    found = lists.name_lists()

    assert {"olivia", "mohammed", "hiroshi", "kwame", "zofia"} <= found.given
    assert {"smith", "nakamura", "patel"} <= found.surnames
    assert 500 < len(found.usual) < len(found.given)


def test_a_missing_package_is_told_before_the_first_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "faker", None)
    lists.name_lists.cache_clear()

    with pytest.raises(MissingExtraError, match=r"'faker'.*pip install 'understudy\[ner\]'"):
        prepare(context(anonymise={"finders": ("given_names",)}))


@pytest.mark.parametrize(
    "piece",
    [
        "A. A. ",
        "Wm. A. ",
        "Patient: Ann, B ",
        "ask Ann ",
        "Best Rev. ",
        "A B ",
        "a b ",
        "AA/",
        "Ann,",
    ],
)
def test_forms_of_names_take_no_longer_than_their_length(piece: str) -> None:
    """Even of what is nearly a name: the square of it would take minutes."""
    text = piece * (200_000 // len(piece))

    soon(lambda: [*by_form(text, [], name_lists()), *by_order(text, [], name_lists())], 4)
