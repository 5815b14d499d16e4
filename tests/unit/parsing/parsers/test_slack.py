import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import Parsed
from unit.parsing.examples.slack import ANSWER, DAY, DAYS, FIRST, LISTS, zipped
from unit.parsing.made import parsed

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def read(days: dict[str, Any], top: str = "", **lists: Any) -> Parsed:
    given_lists = {f"{name}.json": value for name, value in lists.items()}
    return parsed("slack.zip", zipped({**LISTS, **given_lists, **days}, top))


@pytest.mark.parametrize("top", ["", "workspace/"])
def test_a_workspace(top: str) -> None:
    """Days are joined, answers answer their thread, channels are known by id."""
    found = read(DAYS, top)

    assert [
        ("Анна, Bob Ray", "shelf/D1", [("Анна", "привет", None, "text")]),
        (
            "hives",
            "shelf/C1",
            [("Анна", "Как @Bob Ray & #hives?", None, "text"), ("Bob Ray", "Strong", 0, "text")],
        ),
    ] == [
        (
            chat.title,
            chat.group,
            [(one.author, one.text, one.reply_to, one.kind) for one in chat.messages],
        )
        for chat in found.conversations
    ]
    hives = found.conversations[1]
    assert datetime(2024, 5, 1, 10, 0, 0, 200, UTC) == hives.messages[0].sent_at
    assert {"Анна": "U1", "Bob Ray": "U2"} == hives.accounts
    assert () == found.remarks


OLD_FILE = {
    "subtype": "file_share",
    "text": "<@U1|ann> uploaded a file: <https://a.org/1|a.png> and commented: mine",
    "file": {"initial_comment": {"comment": "mine"}},
}


@pytest.mark.parametrize(
    ("message", "author", "text", "kind"),
    [
        ({"subtype": "channel_join", "text": "<@U1> has joined"}, "Анна", "@Анна has joined",
         "service"),
        ({"subtype": "me_message", "text": "waves"}, "Анна", "waves", "text"),
        ({"subtype": "thread_broadcast"}, "Анна", "hi", "text"),
        ({"subtype": "tombstone", "text": "This message was deleted."}, "Анна", "", "deleted"),
        ({"subtype": "huddle_thread", "text": "A huddle started"}, "Анна", "", "call"),
        ({"subtype": "bot_message", "user": None, "bot_id": "B1", "username": "rss"}, "rss", "hi",
         "service"),
        ({"bot_id": "B1", "bot_profile": {"name": "Jira"}, "user": "U7"}, "Jira", "hi", "service"),
        ({"user": "U3"}, "Feeder", "hi", "service"),
        ({"user": "USLACKBOT"}, "Slackbot", "hi", "service"),
        ({"user": "U8"}, "U8", "hi", "text"),
        ({"user": "U8", "user_profile": {"display_name": "Вера"}}, "Вера", "hi", "text"),
        ({"edited": {"user": "U1", "ts": "1714557700.000000"}}, "Анна", "hi", "text"),
        ({"text": "", "files": [{"id": "F1"}]}, "Анна", "", "media"),
        ({"files": [{"id": "F1"}], "upload": True}, "Анна", "hi", "text"),
        (OLD_FILE, "Анна", "mine", "text"),
        ({**OLD_FILE, "file": {}}, "Анна", "", "media"),
        ({"text": "", "attachments": [{"is_share": True, "text": "news"}]}, "Анна", "news",
         "forwarded"),
        ({"text": None}, "Анна", "", "media"),
        ({"text": "&gt; when?\n&gt;today?\nat five &gt;_&lt;"}, "Анна", "at five >_<", "text"),
        ({"text": "&gt; when?"}, "Анна", "when?", "forwarded"),
    ],
)  # fmt: skip
def test_kinds_of_messages(message: dict[str, Any], author: str, text: str, kind: str) -> None:
    """Only people's own words are text."""
    day = [{"type": "message", "user": "U1", "ts": "1714557600.000200", "text": "hi", **message}]

    (chat,) = read({"hives/2024-05-01.json": day}).conversations

    assert [(author, text, kind)] == [(one.author, one.text, one.kind) for one in chat.messages]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<@U2|bobby>, <@U99>, <@U99|zoe>", "@Bob Ray, @unknown, @zoe"),
        ("<#C1|hives> <#C1> <#C1|> <#C99>", "#hives #hives #hives #unknown"),
        ("<!here> <!channel> <!subteam^S1|@crew> <!subteam^S1>", "@here @channel @crew @unknown"),
        ("<https://a.org/?a=1&amp;b=2> <https://a.org|the &lt;page&gt;>",
         "https://a.org/?a=1&b=2 the <page>"),
        ("<mailto:a@b.org|a@b.org> <tel:+7|+7>", "a@b.org +7"),
        ("<!date^1714557600^{date}|1 May>", "1 May"),
        ("1 &lt; 2 &amp;amp; 3\n:smile: <>", "1 < 2 &amp; 3\n:smile: <>"),
    ],
)  # fmt: skip
def test_text_is_what_the_app_shows(text: str, expected: str) -> None:
    """References become names, letters are written as such, once."""
    day = [{"type": "message", "user": "U1", "ts": "1714557600.000200", "text": text}]

    (chat,) = read({"hives/2024-05-01.json": day}).conversations

    assert expected == chat.messages[0].text


def rich(*elements: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": kind, "elements": list(elements)}


def test_words_that_stand_in_blocks_alone() -> None:
    """As some clients write them; where there is a text, it says the same."""
    said = rich(
        {"type": "text", "text": "Ask "},
        {"type": "user", "user_id": "U2"},
        {"type": "text", "text": " & <them> "},
        {"type": "emoji", "name": "bee"},
        {"type": "link", "url": "https://a.org", "text": "here"},
        {"type": "broadcast", "range": "here"},
    )
    items = rich(rich({"type": "text", "text": "one"}), kind="rich_text_list")
    quote = rich({"type": "text", "text": "his\nwords"}, kind="rich_text_quote")
    message = {"ts": "1714557600.000100", "user": "U1", "text": ""}
    blocks = [{"type": "rich_text", "elements": [said, items, quote]}]

    both = [{**message, "blocks": blocks}, {**message, "text": "short", "blocks": blocks}]
    found = [read({"hives/2024-05-01.json": [one]}) for one in both]

    (long,), (short,) = ([*one.conversations[0].messages] for one in found)
    assert ("Ask @Bob Ray & <them> :bee:here@here\n• one", "text") == (long.text, long.kind)
    assert "short" == short.text


def test_folders_of_every_kind() -> None:
    """Private channels have names, chats of few are called like these, others like the folder."""
    folders = ("secret", "mpdm-ann--bob--x-1", "C77")

    found = read({f"{folder}/2024-05-01.json": [FIRST] for folder in folders})

    assert [
        ("C77", "shelf/C77"),
        ("Анна, Bob Ray, U9", "shelf/G2"),
        ("secret", "shelf/G1"),
    ] == [(chat.title, chat.group) for chat in found.conversations]


def test_times_and_not_days_order_messages() -> None:
    """A day's border is that of some other zone."""
    days = {"hives/2024-05-01.json": [ANSWER], "hives/2024-05-02.json": [FIRST]}

    (chat,) = read(days).conversations

    assert ["Анна", "Bob Ray"] == [one.author for one in chat.messages]


def test_a_single_day() -> None:
    """Names are those that the messages carry; a person is told what the archive has more."""
    found = parsed("hives/2024-05-01.json", json.dumps(DAY))

    (chat,) = found.conversations
    assert ("hives", "shelf/hives") == (chat.title, chat.group)
    assert ["Анна", "U2"] == [one.author for one in chat.messages]
    assert ["no_names"] == [one.reason for one in found.remarks]


def test_a_channel_of_slackdump() -> None:
    """The replies of a thread stand within its beginning; the API's answers have no name."""
    reply = {"type": "message", "user": "U2", "text": "yes", "ts": "1714557700.000100",
             "thread_ts": "1714557600.000100"}  # fmt: skip
    first = {"type": "message", "user": "U1", "text": "and?", "ts": "1714557600.000100",
             "thread_ts": "1714557600.000100", "slackdump_thread_replies": [reply]}  # fmt: skip
    whole = {"channel_id": "C1", "name": "hives", "messages": [first]}
    (chat,) = parsed("d/C1.json", json.dumps(whole)).conversations

    assert ("hives", "shelf/C1") == (chat.title, chat.group)
    assert [("U1", "and?", None), ("U2", "yes", 0)] == [
        (one.author, one.text, one.reply_to) for one in chat.messages
    ]
    (answer,) = parsed("d/C1.json", json.dumps({"ok": True, "messages": [first]})).conversations
    assert ("C1", "shelf/C1") == (answer.title, answer.group)


def test_what_is_damaged_costs_itself() -> None:
    """A day, a list, a message."""
    days = {
        **DAYS,
        "hives/2024-05-03.json": {"a": 1},
        "hives/2024-05-04.json": [{"type": "message", "user": "U1", "text": "x"}, 5],
    }

    found = read(days, channels={"a": 1})

    assert ["bad_slack", "bad_message", "bad_message"] == [one.reason for one in found.problems]
    assert "slack.zip/hives/2024-05-03.json" == found.problems[0].where
    assert 3 == found.messages


def test_nothing_said_is_refused() -> None:
    """An export without messages has a reason."""
    with pytest.raises(InputError) as caught:
        read({"hives/2024-05-01.json": []})

    assert "no_messages" == caught.value.reason


@given(data=st.data())
def test_any_value_anywhere(data: st.DataObject) -> None:
    """Records or an ``InputError``, never another end."""
    lists = copy.deepcopy(LISTS)
    name = data.draw(st.sampled_from(sorted(lists)))
    for one in lists[name][:1]:
        one[data.draw(st.sampled_from(sorted(one)))] = data.draw(values)  # type: ignore[index]
    broken = {**FIRST, data.draw(st.sampled_from(sorted(FIRST))): data.draw(values)}
    days = {"hives/2024-05-01.json": [broken, data.draw(values)], "D1/2024-05-01.json": [ANSWER]}

    assert parsed("slack.zip", zipped({**lists, **days})).messages
