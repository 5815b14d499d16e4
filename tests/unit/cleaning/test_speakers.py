import pytest

from understudy.cleaning.names.roster import Roster
from understudy.cleaning.speakers import Speakers, check_persona
from understudy.core.errors import SetupError
from understudy.core.people import People
from understudy.core.records import Conversation, Message
from unit.cleaning.crowd import SOURCE, conversation, heard


def checked(people: dict, *talks: Conversation) -> str:
    """What is said of a persona; empty when they speak."""
    known, speakers = People.model_validate({"persona": people}), Speakers.of(heard(*talks))
    roster = Roster(known, speakers.accounts, accounts=speakers.accounts)
    try:
        check_persona(known, roster.key, speakers)
    except SetupError as error:
        return str(error)
    return ""


def talk(counts: dict[str, int], accounts: dict[str, str] | None = None) -> Conversation:
    said = [(author, "hm") for author, times in counts.items() for _ in range(times)]
    return conversation(*said).model_copy(update={"accounts": accounts or {}})


def test_authors_are_counted_by_account() -> None:
    """Words of their own count; whoever sent pictures only is an author all the same."""
    one = talk({"Vera": 2, "Olga": 1}, {"Vera": "user1"})
    picture = Message(author="Timur", text="", kind="media")
    other = Conversation(
        id="b", source=SOURCE, title="b", messages=(*talk({"Vera": 3}).messages, picture),
        collection="chats", group="b",
    )  # fmt: skip

    found = Speakers.of(heard(one, other))

    assert {("Vera", "user1"): 2, ("Vera", None): 3, ("Olga", None): 1} == found.wrote
    assert {"Vera": {"user1", None}, "Olga": {None}, "Timur": {None}} == found.accounts


def test_a_persona_who_speaks_is_found_by_name_alias_or_account() -> None:
    """In any spelling; no chats at all are no fault."""
    one = talk({"Вера Л.": 1, "Olga": 9}, {"Вера Л.": "user1"})

    assert "" == checked({"name": "вера  л."}, one)
    assert "" == checked({"name": "Vera", "aliases": ["Вера Л."]}, one)
    assert "" == checked({"name": "Vera", "aliases": ["USER1"]}, one)
    assert "" == checked({"name": "Vera"})


def test_a_silent_persona_is_answered_with_who_speaks() -> None:
    """Names like the persona's first, then who wrote most; accounts stand beside."""
    one = talk({"Olga": 50, "Timur": 9, "Vera Lipskaja": 3}, {"Timur": "user7"})

    told = checked({"name": "Vera Lipskaya", "aliases": ["user99"]}, one)

    assert "the persona ('Vera Lipskaya', 'user99') wrote none of the 62 messages" in told
    assert "'Vera Lipskaja' 3; 'Olga' 50; 'Timur' [user7] 9. Add the name" in told
    crowd = checked({"name": "Zoe"}, talk({f"Author {n}": n for n in range(1, 31)}))
    assert "'Author 30' 30; 'Author 29' 29" in crowd
    assert "'Author 19' 19; and 18 more." in crowd


@pytest.mark.parametrize("name", ["[", "a" * 5000, "🐝", "."])
def test_any_name_is_compared(name: str) -> None:
    """Whatever people call themselves."""
    assert repr(name) in checked({"name": "Zoe"}, talk({name: 1}))
