"""People, and what is said of them, for the tests of cleaning."""

from collections.abc import Iterator

from understudy.cleaning.names.roster import Roster
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pseudonyms import PUBLIC_KEY, Pseudonyms
from understudy.cleaning.speakers import Talk
from understudy.cleaning.stepping import Context
from understudy.core.people import People
from understudy.core.records import Conversation, Message, Source

SOURCE = Source(path="chats/a.json", sha256="0" * 64)
PEOPLE = People.model_validate(
    {
        "persona": {
            "name": "Vera Lipskaya",
            "aliases": ["Вера Липская", "Вера", "Vera L.", "Vera"],
        },
        "people": [
            {"name": "Timur Aliev", "aliases": ["Тимур", "Timur"]},
            {"name": "Павел Рогов"},
            {"name": "Анна Светлякова"},
            {"name": "Анна Копейкина"},
            {"name": "Rose O'Brien"},
            {"name": "Will Ashdown"},
            {"name": "Роза Иванова"},
            {"name": "Hannah Linseed"},
            {"name": "Fiona Catterick-Bee"},
            {"name": "Ада"},
        ],
        "ordinary_words": ["копейкина"],
    }
)
AUTHORS: dict[str, tuple[str | None, ...]] = dict.fromkeys(
    ("Mark van der Berg", "Deleted Account", "Oksana", "Анна-Мария Кох", "+7 900 000-00-00"),
    (None,),
)
VOCABULARY = frozenset({"linseed", "bee", "honey"})


def roster() -> Roster:
    return Roster(PEOPLE, AUTHORS, VOCABULARY)


def context(**params: object) -> Context:
    return Context(CleanParams.model_validate(params), roster(), Pseudonyms(PUBLIC_KEY, 6))


def conversation(*messages: tuple[str, str], **fields: str) -> Conversation:
    """Make a conversation of (author, text)."""
    said = tuple(Message(author=author, text=text) for author, text in messages)
    given = {"id": "talk", "title": "a chat", "collection": "chats", "group": "chats/1"} | fields
    return Conversation(source=SOURCE, messages=said, **given)


def heard(*talks: Conversation) -> Iterator[Talk]:
    """Conversations as those are counted who speak in them."""
    return (Talk.model_validate_json(talk.to_line()) for talk in talks)
