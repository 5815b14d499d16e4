import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.edits import Edit, apply
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pseudonyms import KEY_VARIABLE, PUBLIC_KEY, Pseudonyms
from understudy.cleaning.records import Cleaned, Cleaner
from understudy.cleaning.speakers import Speakers
from understudy.core.errors import InputError, SetupError
from understudy.core.people import People
from understudy.core.records import Conversation, Document, Message, Row
from unit.cleaning.crowd import AUTHORS, PEOPLE, SOURCE, VOCABULARY, conversation, heard

CLEANER = Cleaner(CleanParams(stop_phrases=["see you"]), PEOPLE, AUTHORS, VOCABULARY)
MADE = Pseudonyms(PUBLIC_KEY, 6)
TIMUR = MADE.make("PERSON", "timur aliev")


def document(text: str, **fields: object) -> Document:
    given = {
        "id": "doc", "source": SOURCE, "title": "t", "language": "en", "collection": "c", "group": "g",
    }  # fmt: skip
    return Document.model_validate({**given, "text": text, **fields})


def row(cells: dict[str, str | tuple[str, ...]], group: str = "g") -> Row:
    return Row(id="row", source=SOURCE, line=1, cells=cells, collection="c", group=group)


def read(record: Document | Conversation | Row, field: str) -> str:
    """Find a field by the place that an edit names."""
    value: object = record.model_dump()
    place = field.split(".")
    while place:
        if isinstance(value, dict):  # a column's name may hold dots
            size = next(n for n in range(len(place), 0, -1) if ".".join(place[:n]) in value)
            value, place = value[".".join(place[:size])], place[size:]
        else:
            value, place = value[int(place[0])], place[1:]
    return str(value)


def assert_replayed(before: Document | Conversation | Row, after: Cleaned) -> None:
    """Making the edits on file, step by step, gives the cleaned record."""
    fields = {edit.field for edit in after.edits}
    for field in fields:
        text = read(before, field)
        here = [edit for edit in after.edits if edit.field == field]
        for step in dict.fromkeys(edit.step for edit in here):
            made = [Edit(e.start, e.end, e.replacement) for e in here if e.step == step]
            text = apply(text, made)
        assert read(after.record, field) == text
    assert all(edit.record == before.id for edit in after.edits)


def test_a_document_is_cleaned_and_its_pages_move() -> None:
    """Each page still starts with the word that it started with."""
    text = "Timur came.\r\nSee you\r\n\ufeffPage two, Timur.\r\nЕще page three"
    pages = [0, text.index("Page two"), text.index("Еще")]

    cleaned = CLEANER.document(document(text, title="By Timur", pages=pages))

    assert f"{TIMUR} came.\nPage two, {TIMUR}.\nЕще page three" == cleaned.record.text
    assert f"By {TIMUR}" == cleaned.record.title
    starts = [cleaned.record.text[page:].split()[0] for page in cleaned.record.pages]
    assert [TIMUR, "Page", "Еще"] == starts
    assert_replayed(document(text, title="By Timur"), cleaned)


def test_a_chapter_and_questions_hold_no_names() -> None:
    """They are shown and embedded like the text."""
    before = document("Text.", chapter="Of Timur", questions=["Who is Timur?", "Why?"])

    after = CLEANER.document(before)

    assert (f"Of {TIMUR}", (f"Who is {TIMUR}?", "Why?")) == (
        after.record.chapter,
        after.record.questions,
    )
    assert_replayed(before, after)
    asked = CLEANER.document(document("Text.", questions=["See you", "Why?"]))
    assert ("Why?",) == asked.record.questions  # a blank one could find nothing


def test_authors_become_the_persona_or_pseudonyms() -> None:
    """The pseudonym of an author is that of the name in the text, whatever the spelling."""
    talk = conversation(("Вера", "Тимур, привет"), ("Timur Aliev", "Hi Vera"), ("Vera L.", "so."))

    after = CLEANER.conversation(talk)

    assert ["Vera Lipskaya", TIMUR, "Vera Lipskaya"] == [m.author for m in after.record.messages]
    assert [f"{TIMUR}, привет", "Hi Vera", "so."] == [m.text for m in after.record.messages]
    assert_replayed(talk, after)


def test_messages_keep_place_kind_and_time() -> None:
    """Also one whose text goes: replies and evidence point at positions."""
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    messages = (
        Message(author="Vera", text="see you", sent_at=moment),
        Message(author="Timur", text="ok", sent_at=moment, reply_to=0, kind="forwarded"),
    )
    talk = conversation(("a", "b")).model_copy(update={"messages": messages})

    after = CLEANER.conversation(talk).record.messages

    assert ["", "ok"] == [message.text for message in after]
    assert [(None, "text"), (0, "forwarded")] == [(m.reply_to, m.kind) for m in after]
    assert [moment, moment] == [message.sent_at for message in after]


@pytest.mark.parametrize(
    ("work", "record"),
    [
        (CLEANER.document, document("\u200b see you")),
        (CLEANER.conversation, conversation(("Vera", "see you"), ("Timur", " "))),
        (CLEANER.row, row({"a": "see you", "b": ("", " ")})),
    ],
)
def test_a_record_without_text_is_dropped(work: object, record: object) -> None:
    """Counted as blank."""
    with pytest.raises(InputError) as caught:
        work(record)
    assert "blank" == caught.value.reason


def test_rows_are_cleaned_cell_by_cell() -> None:
    """Texts and lists of texts; columns stay."""
    before = row({"who.did": "Timur", "notes": ("see you, Timur", "fine")}, group="H-012")

    after = CLEANER.row(before)

    assert {"who.did": TIMUR, "notes": (f", {TIMUR}", "fine")} == after.record.cells
    assert "H-012" == after.record.group
    assert_replayed(before, after)


def test_paths_titles_and_groups_hold_no_names() -> None:
    """A changed group is marked, so that two chats of one person stay two; ids stay."""
    source = SOURCE.model_copy(update={"path": "chats/Чат с Тимуром.txt"})
    talks = [
        conversation(("Vera", "a"), title="Тимур", group=f"chats/{name}", id=name).model_copy(
            update={"source": source}
        )
        for name in ("Тимур", "Timur", "timur aliev")
    ]

    after = [CLEANER.conversation(talk) for talk in talks]

    assert [talk.id for talk in talks] == [one.record.id for one in after]
    assert {f"chats/Чат с {TIMUR}.txt"} == {one.record.source.path for one in after}
    assert {TIMUR} == {one.record.title for one in after}
    groups = [one.record.group for one in after]
    assert 3 == len(set(groups))
    assert all(re.fullmatch(rf"chats/{TIMUR}~[0-9a-f]{{8}}", group) for group in groups)
    for talk, one in zip(talks, after, strict=True):
        assert_replayed(talk, one)


def spoken(*said: tuple[str, str], accounts: dict[str, str], **fields: str) -> Conversation:
    """A conversation whose authors have accounts."""
    return conversation(*said, **fields).model_copy(update={"accounts": accounts})


def cleaner_of(*talks: Conversation, people: object = PEOPLE, **params: object) -> Cleaner:
    """A cleaner that knows who speaks in some conversations."""
    chosen = CleanParams.model_validate(params)
    return Cleaner(chosen, People.model_validate(people), Speakers.of(heard(*talks)).accounts)


ANNA = {"persona": {"name": "Anna Berg", "aliases": ["user2", 777]}}


def test_an_account_may_stand_for_the_persona() -> None:
    """Whatever the name; a number is read as one. The name stands in texts as the persona's."""
    talk = spoken(
        ("Ann4ka", "it is me, Ann4ka"), ("Olga", "Hi Ann4ka"), ("Berg", "me too"),
        accounts={"Ann4ka": "user2", "Olga": "user3", "Berg": "777"},
    )  # fmt: skip

    after = cleaner_of(talk, people=ANNA).conversation(talk).record

    olga = MADE.make("PERSON", "olga")
    assert ["Anna Berg", olga, "Anna Berg"] == [message.author for message in after.messages]
    assert ["it is me, Ann4ka", "Hi Ann4ka"] == [m.text for m in after.messages[:2]]


def test_accounts_tell_people_of_one_name_apart() -> None:
    """Another account of the persona's name is somebody else, where the persona's own speaks."""
    talk = spoken(
        ("Anna Berg", "who am I?"), ("Anna Berg (user2)", "Anna"),
        accounts={"Anna Berg": "user1", "Anna Berg (user2)": "user2"},
    )  # fmt: skip
    alone = spoken(("Anna Berg", "who am I?"), accounts={"Anna Berg": "user1"}, id="alone")
    cleaner = cleaner_of(talk, alone, people=ANNA)

    other = MADE.make("PERSON", "anna berg user1")
    crowd = {"Anna Berg": tuple(f"user{number}" for number in range(3, 1000))}
    with pytest.raises(SetupError, match="share a pseudonym"):
        Cleaner(CleanParams.model_validate({"anonymise": {"digits": 4}}), People(**ANNA), crowd)
    assert [other, "Anna Berg"] == [m.author for m in cleaner.conversation(talk).record.messages]
    assert ["Anna Berg"] == [m.author for m in cleaner.conversation(alone).record.messages]


def test_accounts_are_hidden_with_the_names() -> None:
    """In the field of their own, and where a chat is called by one; groups stay distinct."""
    talks = [
        spoken(
            ("Vera", "hi"), ("Olga", "hm"), accounts={"Olga": f"user{number}", "Vera": "user1"},
            group=f"chats/{number}", id=f"{number}",
        )
        for number in (4200007919, 4200015838)
    ]  # fmt: skip

    after = [cleaner_of(*talks).conversation(talk) for talk in talks]
    kept = cleaner_of(*talks, anonymise={"chat_ids": "keep"}).conversation(talks[0]).record
    bare = cleaner_of(*talks, steps=["normalise"]).conversation(talks[0]).record

    assert [{}, {}, {}] == [*(one.record.accounts for one in after), kept.accounts]
    assert all(re.fullmatch("chats/ACCOUNT~[0-9a-f]{8}", one.record.group) for one in after)
    assert after[0].record.group != after[1].record.group
    for talk, one in zip(talks, after, strict=True):
        assert_replayed(talk, one)
    assert {talks[0].group} == {kept.group, bare.group}
    assert {"Vera Lipskaya": "user1", "Olga": "user4200007919"} == bare.accounts


def test_further_exports_of_a_chat_hide_names_too() -> None:
    """Their paths, as that of the first."""
    further = (SOURCE.model_copy(update={"path": "chats/Timur.txt"}),)
    talk = conversation(("Vera", "hi"), ("Timur", "hi")).model_copy(update={"further": further})

    after = CLEANER.conversation(talk)

    assert [f"chats/{TIMUR}.txt"] == [source.path for source in after.record.further]
    assert_replayed(talk, after)


def test_without_the_step_only_the_persona_is_renamed() -> None:
    """Roles need one name for all aliases; nobody else is touched."""
    cleaner = Cleaner(CleanParams(steps=["normalise"]), PEOPLE, {"Timur": (None,)})

    after = cleaner.conversation(conversation(("Вера", "Timur"), ("Timur", "a@b.example"))).record

    assert [("Vera Lipskaya", "Timur"), ("Timur", "a@b.example")] == [
        (message.author, message.text) for message in after.messages
    ]


def test_pseudonyms_are_not_hidden_again() -> None:
    """Material that was cleaned before keeps its people."""
    talk = conversation((TIMUR, f"hi {TIMUR}"))

    assert talk == CLEANER.conversation(talk).record


def test_setup_is_checked_before_the_first_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unknown steps, another key, pseudonyms too short for so many people."""
    with pytest.raises(
        SetupError, match="unknown cleaning step 'normalize'. Did you mean normalis"
    ):
        Cleaner(CleanParams(steps=["normalize"]), PEOPLE)
    crowd = {f"Кто-то {chr(0x430 + i % 32)}{chr(0x430 + i // 32)}": (None,) for i in range(1024)}
    with pytest.raises(SetupError, match="share a pseudonym"):
        Cleaner(CleanParams.model_validate({"anonymise": {"digits": 4}}), PEOPLE, crowd)
    monkeypatch.setenv(KEY_VARIABLE, "secret")
    with pytest.raises(SetupError, match="key_fingerprint"):
        Cleaner(CleanParams(), PEOPLE)
    Cleaner(CleanParams(steps=["normalise"]), PEOPLE)


GIVEN = [
    "Timur",
    "Oksana",
    "Johann",
    "Тимур",
    "Оксана",
    "Наталья",
    "Андрей",
    "Роза",
    "Hope",
    "Will",
]
FAMILY = ["", "Fernsby", "Marsh-Okoye", "Светлякова", "Бородин", "O'Neil", "van Dyke", "Подкова"]
WRITTEN = [
    "{}",
    "thanks, {}!",
    "{}-то",
    "*{}*",
    "у {} есть",
    "{}\n",
    "x\u200b {}",
    "а {}: да",
    "« {}»",
]
people_named = st.builds(
    lambda given, family: f"{given} {family}".strip(),
    st.sampled_from(GIVEN),
    st.sampled_from(FAMILY),
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Conversation], list[Document]]:
    """Chats of some people and documents, in which all of them are spoken of."""
    crowd = draw(st.lists(people_named, min_size=1, max_size=5, unique=True))
    said = st.builds(
        lambda name, how, case: how.format(case(name)),
        st.one_of(st.sampled_from(crowd), st.sampled_from(crowd).map(lambda name: name.split()[0])),
        st.sampled_from(WRITTEN),
        st.sampled_from([str, str, str.upper]),
    )
    messages = st.lists(st.tuples(st.sampled_from([*crowd, "Vera"]), said), min_size=1, max_size=4)
    chats = [
        conversation(
            *draw(messages), id=f"talk-{i}", group=f"chats/{draw(said)}{i}", title=draw(said)
        )
        for i in range(draw(st.integers(1, 3)))
    ]
    texts = draw(st.lists(st.lists(said, min_size=1, max_size=3).map(" ".join), max_size=2))
    return chats, [document(text, title=text) for text in texts]


@given(worlds())
def test_a_participants_name_never_survives(
    world: tuple[list[Conversation], list[Document]],
) -> None:
    """Not in that chat and not elsewhere: texts, titles, groups, paths, authors."""
    chats, documents = world
    people = People.model_validate({"persona": {"name": "Vera"}})
    authors = {message.author for chat in chats for message in chat.messages}
    cleaner = Cleaner(CleanParams(), people, dict.fromkeys(authors, (None,)))

    after = [
        *(cleaner.conversation(chat) for chat in chats),
        *(cleaner.document(one) for one in documents),
    ]

    names = {
        word
        for author in authors - {"Vera"}
        for word in re.findall(r"\w+", author)
        if len(word) > 1 and word[0].isupper()
    }
    for one in after:
        left = set(re.findall(r"[^\W_]+", one.record.model_dump_json()))
        assert not left & {*names, *(name.upper() for name in names)}
    groups = [one.record.group for one in after[: len(chats)]]
    assert len({chat.group for chat in chats}) == len(set(groups))
    for before, one in zip([*chats, *documents], after, strict=True):
        assert_replayed(before, one)
        assert one.record == type(one.record).model_validate_json(one.record.model_dump_json())
