from pathlib import Path

import pytest

from understudy.cleaning import CleanParams
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.people import People
from understudy.forgetting.people import Everybody
from unit.cleaning.crowd import conversation

PEOPLE = People.model_validate(
    {
        "persona": {"name": "Vera"},
        "people": [{"name": "Anna Light", "aliases": ["Anna", "user1"]}, {"name": "Timur"}],
    }
)


@pytest.fixture
def everybody(tmp_path: Path) -> Everybody:
    """Two called Anna in one chat, a Boris of two accounts, and the persona."""
    spoken = {"Anna": "user1", "Anna (2)": "user2", "Vera": "user9"}
    chats = [
        conversation(*((name, "hello") for name in spoken)).model_copy(
            update={"id": "a", "accounts": spoken}
        ),
        *(
            conversation(("Boris", "hello"), ("Vera", "hello")).model_copy(
                update={"id": account, "accounts": {"Boris": account}}
            )
            for account in ("user5", "user6")
        ),
        conversation(("Anna", "another one")).model_copy(
            update={"id": "b", "accounts": {"Anna": "user7"}}
        ),
    ]
    jsonl.write(tmp_path / "conversations.jsonl", chats)
    return Everybody(CleanParams(), PEOPLE, tmp_path / "conversations.jsonl", None)


def accounts(everybody: Everybody, words: str) -> tuple[str, ...]:
    found = everybody.find(words)
    assert found is not None
    return found.accounts


def test_a_person_is_found_by_whatever_they_are_called(everybody: Everybody) -> None:
    """A name in any case, an account, a pseudonym."""
    boris = everybody.find("boris")
    assert boris is not None

    assert ("user5", "user6") == boris.accounts == accounts(everybody, boris.pseudonym)
    assert boris.entry is None
    assert "PERSON-" == boris.pseudonym[:7]
    assert everybody.find("nobody") is None


def test_one_account_of_a_name_is_one_person(everybody: Everybody) -> None:
    """Who is meant by an account alone does not take a namesake along."""
    boris = everybody.find("user5")
    assert boris is not None

    known = everybody.marks(boris.marks)
    assert ("user5",) == boris.accounts
    assert known.includes("Boris", "user5")
    assert known.includes("Another name", "user5")
    assert not known.includes("Boris", "user6")
    assert ("Boris",) == boris.shared


def test_somebody_listed_is_found_with_all_of_their_names(everybody: Everybody) -> None:
    """By an alias, or an account among the aliases."""
    for words in ("Anna Light", "anna", "user1"):
        anna = everybody.find(words)
        assert anna is not None
        assert "Anna Light" == anna.entry
        assert {"Anna Light", "Anna", "user1"} <= anna.names
        assert everybody.marks(anna.marks).includes("Anna Light")


def test_the_persona_is_not_forgotten(everybody: Everybody) -> None:
    """By no name of hers."""
    with pytest.raises(SetupError, match="the persona cannot be forgotten"):
        everybody.find("Vera")


def test_a_name_of_several_people_is_asked_about(tmp_path: Path) -> None:
    """The message tells their accounts and pseudonyms."""
    people = People.model_validate(
        {
            "persona": {"name": "Vera"},
            "people": [
                {"name": "Anna Light", "aliases": ["Anna"]},
                {"name": "Anna Dark", "aliases": ["Anna"]},
            ],
        }
    )

    with pytest.raises(SetupError, match=r"several people: Anna Dark PERSON-.*Anna Light PERSON-"):
        Everybody(CleanParams(), people, None, None).find("Anna")


def test_near_names_are_offered(everybody: Everybody) -> None:
    """Those that are spelled alike, or have it as a part."""
    assert "Boris" in everybody.near("Borris")
    assert "Anna Light" in everybody.near("light")
