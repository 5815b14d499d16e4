from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.chats.lines import form_of
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for
from unit.parsing.examples.chat_text import BEFORE, BEHIND, BOLD, BRACKET, COPIED, IRC, PLAIN
from unit.parsing.made import parsed, raw

NOON = datetime(2024, 5, 1, 12, 5, tzinfo=UTC)


def said(text: str, name: str = "a.txt", **params: Any) -> list[tuple[str, str, str]]:
    (chat,) = parsed(name, text, **params).conversations
    return [(one.author, one.text, one.kind) for one in chat.messages]


NEWS = """\
--- Log opened Wed May 01 12:00:00 2024
12:04 -!- anna [a@example.org] has joined #yard
12:05 < anna> hi there
12:05 * vera waves
12:06 <@vera> hello
12:07 < anna> ok
12:08 -!- vera [v@example.org] has quit [bye]
"""


def test_a_log_of_irc() -> None:
    """Whatever stands between the messages is the program's; the file's name tells the day."""
    assert said(NEWS) == [
        ("", "--- Log opened Wed May 01 12:00:00 2024", "service"),
        ("", "-!- anna [a@example.org] has joined #yard", "service"),
        ("anna", "hi there", "text"),
        ("", "* vera waves", "service"),
        ("vera", "hello", "text"),
        ("anna", "ok", "text"),
        ("", "-!- vera [v@example.org] has quit [bye]", "service"),
    ]
    for name in ("#yard.2024-05-01.log", "yard_20240501.log"):
        found = parsed(name, NEWS)
        assert found.conversations[0].messages[2].sent_at == NOON
        assert found.remarks == ()
    assert parsed("yard.log", NEWS).remarks[0].reason == "no_dates"


def test_a_zone_in_a_log_of_irc() -> None:
    """It tells the moment."""
    text = IRC.replace("[12:0", "[2024-05-01T14:0").replace("] ", ":00+0200] ")
    first = parsed("a.log", text).conversations[0].messages[0]

    assert (first.author, first.sent_at) == ("anna", NOON)


def test_a_meeting() -> None:
    """Zoom writes to whom; that is no part of the name."""
    text = "".join(
        f"12:0{i}:00\t From {name} to Everyone:\n\twords of {name}\n"
        for i, name in enumerate(["Anna K", "Vera", "Anna K", "Vera"])
    )

    assert said(text)[:2] == [
        ("Anna K", "words of Anna K", "text"),
        ("Vera", "words of Vera", "text"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLAIN, [("Anna", "Are you at the yard?"), ("Вера", "Да, с утра."),
                 ("Anna", "Then I come,\nby noon."), ("Вера", "Жду.")]),
        (BOLD, [("Anna", "Are you there now?"), ("Vera", "yes"), ("Anna", "ok"), ("Vera", "fine")]),
        (BRACKET, [("Anna", "hi"), ("vera", "hello\nsecond line"), ("Anna", "ok")]),
        (BEFORE, [("Anna", "hi"), ("Vera", ""), ("Anna", "ah"), ("Vera", "yes")]),
        (BEHIND, [("Анна", "Ты на пасеке?"), ("Вера", "Да, с самого утра"), ("Анна", "Хорошо, жди меня")]),
        (COPIED, [("Anna", "Are you there?\nyes"), ("Вера", "Да")]),
        (IRC, [("anna", "hi there"), ("vera", "hello"), ("anna", "ok")]),
    ],
)  # fmt: skip
def test_each_form(text: str, expected: list[tuple[str, str]]) -> None:
    """A line without a name goes on with the message before."""
    assert [(author, words) for author, words, _ in said(text)] == expected


@pytest.mark.parametrize(("one", "other"), [("Boss", "me"), ("user", "assistant")])
def test_sides_may_be_called_in_small_letters(one: str, other: str) -> None:
    """So people paste, and so models are shown dialogues."""
    text = f"{one}: where is the report\n{other}: there\n{one}: where\n{other}: left drawer\n"

    assert [one, other, one, other] == [author for author, _, _ in said(text)]


def test_times() -> None:
    """With a day they are moments; without one they are said to be none."""
    (dated,) = parsed("a.txt", BEHIND, chats={"time_zone": "UTC"}).conversations
    timed = parsed("a.txt", BRACKET)

    assert dated.messages[0].sent_at == NOON
    assert dated.clock == "zone"
    assert timed.conversations[0].messages[0].sent_at is None
    assert [one.reason for one in timed.remarks] == ["no_dates"]


def test_an_order_that_no_date_tells_is_asked_for() -> None:
    """3 April or 4 March: a parameter says, nothing is guessed."""
    text = "Anna (03/04/2024 12:05): hi\nVera (03/04/2024 12:06): ho\n"

    with pytest.raises(InputError) as failure:
        said(text)

    assert failure.value.reason == "ambiguous_dates"
    assert said(text, chats={"day_first": True})


@pytest.mark.parametrize(
    "text",
    [
        "Note: bees do not fly in rain.\nThey wait for the sun.\nRemember: look twice.\n",
        "Name: Anna Petrova\nCity: Linden by the river\nName: Vera Smith\nCity: Oslo\n" * 3,
        "Breed: Buckfast of the north\nTemper: calm\nHoney: much\n" * 4,
        "Anna: one of three sisters\nVera: the second one\nOlga: the youngest one\n",
        "Question: why do they fly?\nAnswer: to eat.\nQuestion: where?\nAnswer: out.\n" * 2,
        "Q: why do they fly?\nA: to eat\nQ: where to then?\nA: out\n",
        "He said: come here at once.\nShe said: why?\nHe said: because.\nShe said: no.\n",
        "10:00 Breakfast: eggs\n11:00 Walk: the park\n",
        "01.05.2024 12:00 Hive 3: weak\n02.05.2024 12:00 Hive 4: strong\n",
        "2024-05-01 12:00:01 INFO: up\n2024-05-01 12:00:02 WARN: hot\n" * 3,
        "10:00 Breakfast: eggs\n11:00 Walk: the park\n12:00 Lunch: soup\n13:00 Nap: bed\n",
        "name: the first of two\nport: 80\nname: the second one\nport: 81\n",
        "user: the admin of all\nhost: a\nuser: the second one\nhost: b\n",
        "Roses are red\nViolets: blue\nSugar is sweet\nAnd so: are you\n",
        "# Bees\n\n**Worker**: does all the work\n\n**Queen**: lays\n\n**Drone**: eats\n",
        "",
    ],
)
def test_what_is_no_chat(text: str) -> None:
    """Notes, forms, glossaries, questions, prose, a timetable, a poem, a list of terms."""
    assert form_of(text) is None
    if text:
        assert parser_for(raw("a.txt", text)) == "text"
        assert parser_for(raw("a.md", text)) == "markdown"


def test_a_label_within_a_message_is_its_text() -> None:
    """Somebody wrote a note; nobody is called so."""
    text = "Anna: hello my dear\nVera: hm\n" * 6 + "Note: it rains\nAnna: bye\n"

    assert said(text)[-2] == ("Vera", "hm\nNote: it rains", "text")


@given(st.lists(st.sampled_from(["Anna: hi there all", "[12:05] Vera: x", "words", "", "**A B:** y",
                                 "Anna, [99.99.2024 25:61]", "<x>", "2024-13-45 12:00 Zoe: q"])))  # fmt: skip
def test_any_lines(lines: list[str]) -> None:
    """Records or a refusal, and every word of a chat is kept."""
    try:
        found = PARSERS["chat_text"](raw("a.txt", "\n".join(lines)), ParseParams())
    except InputError as failure:
        assert failure.reason in {"bad_chat_text", "bad_date", "ambiguous_dates"}
    else:
        assert found.messages


def test_a_day_in_brackets_does_not_make_irc_whatsapp() -> None:
    """Its headers are much alike, and all that people say would be news of the app."""
    text = (
        "[2024-05-01 14:00:01] *** Joins: anna (a@b)\n[2024-05-01 14:00:02] <anna> hi: there\n"
        "[2024-05-01 14:00:03] <@vera> hello\n[2024-05-01 14:00:04] <anna> ok\n"
    )

    (chat,) = parsed("log.txt", text).conversations

    assert [(one.author, one.text) for one in chat.messages if one.kind == "text"] == [
        ("anna", "hi: there"),
        ("vera", "hello"),
        ("anna", "ok"),
    ]


def test_a_line_without_a_time_in_irc_goes_on_with_the_message() -> None:
    """Bridges write them so; a change of the day is news."""
    text = IRC.replace("hi there", "hi there\nhow are you\n--- Day changed")

    (chat,) = parsed("log.txt", text).conversations

    assert [(one.text, one.kind) for one in chat.messages][:2] == [
        ("hi there\nhow are you", "text"),
        ("--- Day changed", "service"),
    ]


WEECHAT = """2024-05-01 14:00:00\t-->\tanna (~a@example.org) has joined #yard
2024-05-01 14:00:01\tanna\thi: is anybody here?
2024-05-01 14:00:02\t@vera\tgood evening to you
2024-05-01 14:00:03\t *\tvera waves
2024-05-01 14:00:04\tanna\tthe bees are out
2024-05-01 14:00:05\t--\tMode #yard [+o anna] by vera
2024-05-01 14:00:06\tvera\tgood to hear
"""


def test_logs_of_weechat() -> None:
    """Names stand between tabs; who came and what somebody does is nobody's words."""
    (chat,) = parsed("irc.libera.#yard.weechatlog.txt", WEECHAT).conversations

    assert [(one.author, one.text) for one in chat.messages if one.kind == "text"] == [
        ("anna", "hi: is anybody here?"),
        ("vera", "good evening to you"),
        ("anna", "the bees are out"),
        ("vera", "good to hear"),
    ]
    assert 3 == sum(one.kind == "service" for one in chat.messages)
    assert datetime(2024, 5, 1, 14, 0, 1, tzinfo=UTC) == chat.messages[1].sent_at


def test_measurements_between_tabs_are_no_chat() -> None:
    """Devices come back as names do, and have little to say."""
    text = "".join(f"2024-05-01 14:00:{n:02}\tsensor{n % 2}\t{n},5 C\n" for n in range(20))

    assert "text" == parser_for(raw("log.txt", text))
