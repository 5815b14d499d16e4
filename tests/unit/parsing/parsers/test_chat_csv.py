from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for
from unit.parsing.examples.chat_csv import CSV, RUSSIAN
from unit.parsing.made import lines, parsed, raw


def test_a_message_a_line() -> None:
    """Columns are known in any case; an empty text is something that was no text."""
    (chat,) = parsed("a.csv", CSV).conversations

    assert [(one.author, one.text, one.kind) for one in chat.messages] == [
        ("Anna", "hi, you", "text"),
        ("Вера", "привет", "text"),
        ("Anna", "ok", "text"),
        ("Вера", "", "media"),
    ]
    assert chat.messages[0].sent_at == datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert chat.clock == "exact"


def test_a_column_of_chats_parts_them() -> None:
    """Each is a conversation of its own; day and hour may stand in two columns."""
    yard, home = parsed("a.csv", RUSSIAN, chats={"time_zone": "UTC"}).conversations

    assert [(one.author, one.text) for one in yard.messages] == [("Анна", "Еду"), ("Вера", "Жду")]
    assert (home.title, home.group) == ("Дом", "shelf/Дом")
    assert home.messages[1].sent_at == datetime(2024, 5, 13, 12, 3, tzinfo=UTC)


def test_a_bad_line_costs_itself() -> None:
    """All lines are accounted for."""
    found = parsed("a.csv", CSV + "Anna,oh,soon\nVera\n")

    assert found.messages == 4
    assert [(one.where, one.reason) for one in found.problems] == [
        ("a.csv:6", "bad_row"),
        ("a.csv:5", "bad_date"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "author,text,time\n" + "".join(f"Reader {i},good,2024-05-0{i}\n" for i in range(1, 9)),
        CSV.replace("Created At", "Stars"),
        "author,title\nA,b\nA,c\nB,d\nB,e\n",
        "text,label\na,b\na,c\n",
        "a,b\n",
    ],
)
def test_other_tables_stay(text: str) -> None:
    """Reviews by people of whom none comes back, columns that messages do not have."""
    assert parser_for(raw("a.csv", text)) == "table_csv"


def test_a_listed_table_stays_a_table() -> None:
    """``parse.tables`` overrules what it looks like."""
    assert parser_for(raw("a.csv", CSV, table="t")) == "table_csv"


def test_no_columns_of_messages() -> None:
    """Says which are wanted."""
    with pytest.raises(InputError, match="author and text"):
        PARSERS["chat_csv"](raw("a.csv", "x,y\n1,2\n"), ParseParams())


@pytest.mark.parametrize(
    "names",
    [("author", "text", "time"), ("Sender", "body", "created_at"), ("nickname", "message", "date"),
     ("user", "msg", "timestamp"), ("Отправитель", "Текст", "Дата")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_flat_objects_are_messages(names: tuple[str, str, str], name: str) -> None:
    """One a line, or in a list, whatever the keys are called."""
    rows = [("Anna", "hi", 1714564800), ("Vera", "ho", 1714564860)] * 2
    values = [dict(zip(names, row, strict=True)) for row in rows]
    text = lines(*values) if name == "a.jsonl" else lines(values)

    assert parser_for(raw(name, text)) == "chat_json"
    (chat,) = parsed(name, text).conversations
    assert [one.author for one in chat.messages] == ["Anna", "Anna", "Vera", "Vera"]
    assert chat.messages[0].sent_at == datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_instructions_stay_rows() -> None:
    """Alpaca's tables are no chats."""
    text = lines(*[{"instruction": "do", "input": "", "output": "done"}] * 4)

    assert parser_for(raw("a.jsonl", text)) == "table_json"


def test_messages_of_other_names() -> None:
    """A list of messages says what it is; two keys of one sense do not."""
    chat = {"messages": [{"sender_name": "Anna", "message": "hi", "date": "2024-05-01T12:00Z"}]}
    unsure = {"messages": [{"user": "Anna", "nickname": "A", "message": "hi"}]}

    (found,) = parsed("a.json", lines(chat)).conversations
    assert (found.messages[0].author, found.messages[0].text) == ("Anna", "hi")
    with pytest.raises(InputError):
        parser_for(raw("a.json", lines(unsure)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)
KEYS = st.sampled_from(["author", "Text", "time", "date", "user", "body", "id", "chat", "reply_to"])


@given(st.lists(st.dictionaries(KEYS, JSON), max_size=4), st.booleans())
def test_any_value_in_any_field(messages: list[dict[str, object]], is_listed: bool) -> None:
    """Records or a refusal with a reason."""
    good = [{"author": name, "text": "hi", "time": 1714564800} for name in ("A", "B", "A", "B")]
    value: object = {"messages": [*good, *messages]} if is_listed else [*good, *messages]
    file = raw("a.json", lines(value))

    try:
        found = PARSERS["chat_json"](
            file, ParseParams.model_validate({"chats": {"time_zone": "Asia/Tokyo"}})
        )
    except InputError as failure:
        assert failure.reason
    else:
        assert found.messages
