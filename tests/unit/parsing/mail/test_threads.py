from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.mail.threads import Letter, base_subject, names_of, threads

DAY = datetime(2024, 5, 6, tzinfo=UTC)
PEOPLE = ("anna@x.org", "vera@x.org", "max@x.org")


def letter(number: int, *references: int, at: int | None = None, **fields: object) -> Letter:
    given: dict = {
        "where": f"box#{number}", "identity": f"id{number}", "marks": (), "subject": "Hives",
        "references": tuple(f"id{one}" for one in references), "author": "Anna",
        "address": PEOPLE[0], "recipients": frozenset(PEOPLE[1:]), "kind": "text", "text": "x",
        "sent_at": DAY + timedelta(minutes=number if at is None else at),
    }  # fmt: skip
    return Letter(**{**given, **fields})


def numbers(letters: list[Letter]) -> list[list[str]]:
    return [[one.identity for one in thread.letters] for thread in threads(letters)]


@pytest.mark.parametrize(
    ("subject", "base"),
    [
        ("Re: Hives", "Hives"), ("RE[2]: Hives", "Hives"), ("Fwd: Re: AW: Hives", "Hives"),
        ("[bees] Re: Hives", "Hives"), ("[bees] Hives", "[bees] Hives"), ("Re:Re:Re:", "Re:Re:Re:"),
        ("На: Отв: Ульи", "Ульи"), ("Пер: Ульи", "Ульи"), ("Переписка", "Переписка"), ("", ""),
        ("Regarding: bees", "Regarding: bees"), ("Re^2: Hives", "Hives"), ("WG: Hives", "Hives"),
    ],
)  # fmt: skip
def test_subjects_lose_what_replies_put_before_them(subject: str, base: str) -> None:
    """In several languages, any number of times."""
    assert base == base_subject(subject)


def test_ids_make_threads_also_through_mails_that_are_missing() -> None:
    """Two answers to one that is in another file; a provider's own name of the thread."""
    here = [letter(1, 9), letter(2, 9, 8), letter(3), letter(4, marks=("gmail 7",))]

    assert [["id1", "id2"], ["id3"], ["id4"]] == numbers(here)
    assert [["id1", "id2"], ["id3"], ["id4", "id5"]] == numbers(
        [*here, letter(5, marks=("gmail 7",))]
    )


def test_the_key_of_a_thread_is_that_of_its_first_mail() -> None:
    """Whichever of its mails a file has, if they name it."""
    whole = [letter(1), letter(2, 1), letter(3, 1, 2)]

    (key,) = {
        thread.key for some in (whole, whole[:1], whole[1:], whole[2:]) for thread in threads(some)
    }
    assert key.startswith("thread-")
    assert "id1" not in key


def test_a_subject_joins_only_an_answer_of_the_same_people() -> None:
    """Not a stranger's, not one without a mark of a reply, not one of another year."""

    def answer(number: int, **fields: object) -> Letter:
        own = {"subject": "Re: hives", "address": PEOPLE[1], "recipients": frozenset({PEOPLE[0]})}
        return letter(number, **{**own, **fields})

    assert 1 == len(numbers([letter(1), answer(2)]))
    for other in (
        answer(2, subject="Hives"), answer(2, address="eve@x.org"), answer(2, at=60 * 24 * 300),
        answer(2, recipients=frozenset({PEOPLE[2]})), answer(0), answer(2, sent_at=None),
        answer(2, subject="Re:"),
    ):  # fmt: skip
        assert 2 == len(numbers([letter(1), other]))


def test_a_person_has_the_name_used_most() -> None:
    """Of an address; one without a name has none here."""
    here = [
        letter(1, author="A. Berg"), letter(2), letter(3), letter(4, author=PEOPLE[0]),
        letter(5, author=PEOPLE[1], address=PEOPLE[1]),
    ]  # fmt: skip

    assert {PEOPLE[0]: "Anna"} == names_of(here)


@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 8), max_size=3), st.sampled_from(["Hives", "Re: Hives", "x"]),
                  st.sampled_from(PEOPLE), st.sets(st.sampled_from(PEOPLE))),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_each_letter_is_in_one_thread(drawn: list[tuple], rng: object) -> None:
    """The same one in whatever order they lie; letters that name each other share it."""
    letters = [
        letter(n, *references, subject=subject, address=who, recipients=frozenset(to))
        for n, (references, subject, who, to) in enumerate(drawn)
    ]
    mixed = list(letters)
    rng.shuffle(mixed)  # type: ignore[attr-defined]

    found = {thread.key: {one.identity for one in thread.letters} for thread in threads(letters)}
    again = {thread.key: {one.identity for one in thread.letters} for thread in threads(mixed)}

    assert found == again
    assert sorted(one.identity for one in letters) == sorted(
        i for ids in found.values() for i in ids
    )
    of = {identity: key for key, ids in found.items() for identity in ids}
    for one in letters:
        assert all(of.get(name, of[one.identity]) == of[one.identity] for name in one.references)
