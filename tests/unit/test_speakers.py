from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from understudy.core.people import People
from understudy.core.records import Conversation, Message, MessageKind, Source
from understudy.speakers import NAMESAKE, Speaker, speakers, table, unmet

SOURCE = Source(path="a.json", sha256="0" * 64)
PEOPLE = People.model_validate(
    {
        "persona": {"name": "Вера Липская", "aliases": ["Vera"]},
        "people": [{"name": "Tom Ferris", "aliases": ["Tom"]}, {"name": "Tom Wood"}],
    }
)


def chat(*said: Message, group: str = "chats/1", **accounts: str) -> Conversation:
    return Conversation(
        id="conversation-1", source=SOURCE, title="t", messages=said, accounts=accounts,
        collection="chats", group=group,
    )  # fmt: skip


def said(author: str, text: str = "", *, day: int = 0, kind: MessageKind = "text") -> Message:
    at = datetime(2024, 5, day, tzinfo=UTC) if day else None
    return Message(author=author, text=text, sent_at=at, kind=kind)


def test_speakers_are_counted_by_name_and_account() -> None:
    """All that they sent, but only their own words; not what the app says."""
    found = speakers(
        [
            chat(
                said("Tom", "so it is", day=3),
                said("Вера", "да", day=9),
                said("Tom", "joined", day=9, kind="service"),
                said("Tom", "a poem of somebody", day=9, kind="forwarded"),
                said("", "x", day=30, kind="service"),
                Tom="u1",
            ),
            chat(said("Tom", kind="media", day=1), said("Вера", "нет же"), Tom="u2", group="c/2"),
        ]
    )

    assert [("Tom", "u1", 2, 3, 1), ("Вера", None, 2, 3, 2), ("Tom", "u2", 1, 0, 1)] == [
        (one.name, one.account, one.messages, one.words, len(one.chats)) for one in found
    ]
    assert [(3, 9), (9, 9), (1, 1)] == [
        (one.first and one.first.day, one.last and one.last.day) for one in found
    ]


def test_an_account_among_the_aliases_is_known() -> None:
    """A nickname stands in no list; what the export calls the account does, with a plus or not."""
    aliases = {"persona": {"name": "Vera", "aliases": [5600, "+79990000000"]}}
    people = People.model_validate({**aliases, "people": [{"name": "Tom", "aliases": ["user7"]}]})
    found = [
        Speaker("bee_queen", "5600", {"a"}, 3, 9),
        Speaker("V.", "79990000000", {"a"}, 2, 9),
        Speaker("tt", "user7", {"a"}, 1, 9),
    ]

    lines = list(table(found, people))[1:]

    assert ["persona", "persona", "Tom"] == [line.split("<- ")[1] for line in lines]
    assert ["Vera"] == unmet(found, people)
    assert ["Vera", "5600", "+79990000000"] == unmet(found[2:], people)


def test_who_they_are_stands_beside() -> None:
    """The persona by any name; others by theirs; a name more of the persona's account is told."""
    found = [
        Speaker("вера  липская", "u1", {"a"}, 3, 9),
        Speaker("Вероника", "u1", {"a"}, 2, 1),
        Speaker("Tom", None, {"a", "b"}, 1, 1),
        Speaker("Anna\n\x1b[2J", "u2", {"b"}, 1, 1),
    ]

    head, *lines = table(found, PEOPLE)

    assert head.split() == ["messages", "words", "chats", "first", "day", "last", "day", "name"]
    assert [
        "вера липская  [u1]  <- persona",
        f"Вероника  [u1]  <- {NAMESAKE}",
        "Tom  <- Tom Ferris",
        "Anna [2J  [u2]",
    ] == [line[50:] for line in lines]
    assert lines[2].split()[:5] == ["1", "1", "2", "-", "-"]
    assert ["Vera"] == unmet(found, PEOPLE)
    assert ["Вера Липская", "Vera"] == unmet(found[1:], PEOPLE)


def test_nobody_is_known_before_people_are_listed() -> None:
    """The numbers are there all the same."""
    _, line = table([Speaker("Tom", None, {"a"}, 1, 1)], None)

    assert line.endswith("  Tom")


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.text("a b", max_size=4))))
def test_nothing_is_lost(spoken: list[tuple[str, str]]) -> None:
    """Messages and words are those of all, the busiest first."""
    messages = [said(author, text) for author, text in spoken]
    found = speakers([chat(*messages)] if messages else [])

    assert len(messages) == sum(one.messages for one in found)
    assert sum(len(text.split()) for _, text in spoken) == sum(one.words for one in found)
    assert sorted((one.messages for one in found), reverse=True) == [one.messages for one in found]
