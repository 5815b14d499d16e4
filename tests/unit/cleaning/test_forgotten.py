from dataclasses import replace

import pytest

from understudy.cleaning.forgotten import (
    Forgotten,
    Heard,
    Marks,
    by_account,
    by_name,
    marks_of,
    unaccounted,
)
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pseudonyms import PUBLIC_KEY, Pseudonyms, fingerprint
from understudy.cleaning.records import Cleaner
from understudy.core.errors import SetupError
from understudy.core.people import People
from understudy.core.records import Asset, Conversation, Message
from unit.cleaning.crowd import PEOPLE, SOURCE, conversation
from unit.cleaning.test_records import row

MADE = Pseudonyms(PUBLIC_KEY, 16)
TABLES = CleanParams.model_validate({"tables": {"c": {"columns": {"patient": "person"}}}}).tables
PICTURE = Asset(id="asset-1", path="a.png", sha256="0" * 64, mime="image/png")


def marks(*identities: str) -> Marks:
    return Marks([MADE.make("PERSON", one) for one in identities], MADE)


def forgetting(*identities: str) -> Cleaner:
    """A cleaner that forgets people, of chats that each are a group of many."""
    params = CleanParams()
    cleaner = Cleaner(params, PEOPLE, {"Oksana": (None,), "Timur": (None,)})
    cleaner.forget(Forgotten(marks(*identities), params.tables))
    return cleaner


def heard(*messages: tuple[str, str], group: str = "chats/1") -> Heard:
    return Heard.model_validate_json(conversation(*messages, group=group).to_line())


def test_people_are_known_by_name_or_account() -> None:
    """Whatever the spelling; a shared name by itself only where no account is told."""
    known = marks(by_name("Oksana"), by_account("+7 900"), unaccounted("Anna"))

    assert known.includes("OKSANA", "user5")
    assert known.includes("Somebody", "7 900")
    assert known.includes("Anna")
    assert not known.includes("Anna", "user6")
    assert not known.includes("Timur")


def test_a_short_pseudonym_is_enough() -> None:
    """One that was copied from a cleaned text."""
    short = Marks([MADE.make("PERSON", by_name("Oksana"))[: len("PERSON-3f2a91")]], MADE)

    assert short.includes("Oksana")
    assert not short.includes("Oksanka")


def test_words_and_pictures_go_and_places_stay() -> None:
    """Of the forgotten alone; the reason is told, and edits say what was taken away."""
    talk = conversation(("Oksana", "three frames"), ("Vera", "thank you"), ("Oksana", ""))
    first = replace(talk.messages[0], assets=(PICTURE,))
    talk = talk.model_copy(update={"messages": (first, *talk.messages[1:])})

    cleaned = forgetting(by_name("Oksana")).conversation(talk)

    assert ["", "thank you", ""] == [one.text for one in cleaned.record.messages]
    assert () == cleaned.record.messages[0].assets
    assert ["forgotten"] == [one.reason for one in cleaned.emptied]
    edits = [one for one in cleaned.edits if one.step == "forgotten"]
    assert [("messages.0.text", 0, 12, "")] == [
        (one.field, one.start, one.end, one.replacement) for one in edits
    ]
    assert "Oksana" not in cleaned.record.to_line().decode()


def test_an_alias_of_people_yaml_is_the_same_person() -> None:
    """Who is listed is forgotten under each of their names, by the pseudonym of the whole."""
    cleaned = forgetting(by_name("Timur Aliev")).conversation(
        conversation(("Тимур", "frames"), ("Vera", "thank you"))
    )

    assert ["", "thank you"] == [one.text for one in cleaned.record.messages]


@pytest.mark.parametrize(
    ("others", "goes"),
    [((), True), (("Vera",), True), (("Vera", "Vera L."), True), (("Vera", "Timur"), False)],
)
def test_a_chat_of_two_goes_whole(others: tuple[str, ...], goes: bool) -> None:
    """Also where the other one has two names; parts of one chat are judged together."""
    known = Forgotten(marks(by_name("Oksana")), {})
    cleaner = Cleaner(CleanParams(), PEOPLE, {"Oksana": (None,)})
    known.hear(
        [
            heard(("Oksana", "hello"), ("Vera", "hello")),
            *(heard((name, "hello")) for name in others),
            heard(("Vera", "hello"), ("Timur", "hello"), group="chats/2"),
        ],
        cleaner.key,
    )

    assert goes == known.is_dialogue("chats/1")
    assert not known.is_dialogue("chats/2")


def test_rows_go_by_their_person_and_by_the_group_of_nobody_else() -> None:
    """A row without a name is the patient's whose group it is; a hive is no patient's."""
    own = [
        row({"patient": "Oksana"}, group="p1"),
        row({"patient": ""}, group="p1"),
    ]
    shared = [
        row({"patient": "Oksana"}, group="h1"),
        row({"patient": "Timur"}, group="h1"),
        row({"patient": ""}, group="h1"),
    ]
    known = Forgotten(marks(by_name("Oksana")), TABLES)
    known.see([*own, *shared])

    assert [True, True] == [known.is_about(one) for one in own]
    assert [True, False, False] == [known.is_about(one) for one in shared]


def test_marks_of_another_key_are_refused() -> None:
    """Nobody would be recognised; without anybody to be forgotten no key is asked for."""
    listed = PEOPLE.model_copy(update={"forgotten": {"0" * 16: ("PERSON-3f2a91",)}})

    assert marks_of(PEOPLE, CleanParams()) is None
    assert marks_of(None, CleanParams()) is None
    with pytest.raises(SetupError, match="another pseudonym key"):
        marks_of(listed, CleanParams())


def test_people_yaml_tells_who_is_forgotten() -> None:
    """Under the key of the parameters."""
    mark = MADE.make("PERSON", by_name("Oksana"))
    people = People.model_validate(
        {"persona": {"name": "Vera"}, "forgotten": {fingerprint(PUBLIC_KEY): (mark,)}}
    )

    found = marks_of(people, CleanParams())

    assert found is not None
    assert found.includes("Oksana")


def test_who_only_says_what_the_app_says_is_no_speaker() -> None:
    """A service line makes no chat of three."""
    known = Forgotten(marks(by_name("Oksana")), {})
    talk = Conversation(
        id="talk",
        source=SOURCE,
        title="",
        messages=(
            Message(author="Oksana", text="hello"),
            Message(author="Vera", text="hello"),
            Message(author="Timur", text="joined", kind="service"),
        ),
        collection="chats",
        group="chats/1",
    )
    known.hear([Heard.model_validate_json(talk.to_line())], Cleaner(CleanParams(), PEOPLE, {}).key)

    assert known.is_dialogue("chats/1")
