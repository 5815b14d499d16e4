import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Conversation, Source
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for
from unit.parsing.examples.meta import zipped
from unit.parsing.examples.vk import ANNA, ANSWER, FILES, INDEX, PAGE, item, page, stub, words
from unit.parsing.made import parsed, raw

NAME, OWNER, DAY = "Анна Петрова", "Вы", "12 янв 2021 в 14:05:33"
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def read(data: bytes, name: str = "messages/123/messages0.html", **params: Any) -> Conversation:
    (chat,) = parsed(name, data, **params).conversations
    return chat


def only(header: str, body: str) -> tuple[str, str, str]:
    """Author, text and kind of the one message of a page."""
    (found,) = read(page(item(1, header, body))).messages
    return found.author, found.text, found.kind


def test_a_page() -> None:
    """Oldest first, emoji from entities, local times, accounts, the peer as its group."""
    chat = read(PAGE)

    assert (NAME, "messages/123", "unknown") == (
        chat.title,
        chat.group.replace("shelf", "messages"),
        chat.clock,
    )
    assert {NAME: "id123", OWNER: "id42"} == chat.accounts
    assert [(one.author, one.text) for one in chat.messages] == [
        (NAME, "Когда?\nВ пять?"),
        (OWNER, "да, в шесть 🐝"),
    ]
    assert datetime(2021, 1, 12, 14, 5, 33, tzinfo=UTC) == chat.messages[0].sent_at


def test_the_zone_of_the_parameters() -> None:
    """Times of a page are those of some zone."""
    chat = read(PAGE, chats={"time_zone": "Europe/Moscow"})

    assert "zone" == chat.clock
    assert datetime(2021, 1, 12, 11, 5, 33, tzinfo=UTC) == chat.messages[0].sent_at


def test_the_owner_has_no_name() -> None:
    """A person is told, for the persona is called so there."""
    assert ["owner_unnamed"] == [one.reason for one in parsed("messages0.html", PAGE).remarks]


@pytest.mark.parametrize(
    ("body", "text", "kind"),
    [
        (words("раз<br>два"), "раз\nдва", "text"),
        (words("a &lt;b&gt; &amp; &#128029;"), "a <b> & 🐝", "text"),
        (words("подпись", stub("Фотография", "https://sun.example/1.jpg")), "подпись", "text"),
        (words("", stub("Фотография", "https://sun.example/1.jpg")), "", "media"),
        (words("", stub("Файл", "https://vk.com/doc1")), "", "media"),
        (words("", stub("Voice of a new kind")), "", "media"),
        (words("", stub("Запись на стене", "https://vk.com/wall1_2")), "", "media"),
        (words("", stub("Стикер")), "", "sticker"),
        (words("", stub("Звонок")), "", "call"),
        (words("", stub("Сообщение удалено")), "", "deleted"),
        (words("", stub("1 прикреплённое сообщение")), "", "forwarded"),
        (words("", stub("12 attached messages")), "", "forwarded"),
        (words("вот", stub("2 прикреплённых сообщения")), "вот", "text"),
        (
            words(
                "", f'<a class="im_srv_lnk" href="https://vk.com/id123">{NAME}</a> вышла из беседы'
            ),
            f"{NAME} вышла из беседы",
            "service",
        ),
        (words(""), "", "media"),
        ("без хвоста", "без хвоста", "text"),
    ],
)
def test_kinds_of_messages(body: str, text: str, kind: str) -> None:
    """Attachments are stubs behind the words; what VK says is nobody's words."""
    assert (NAME, text, kind) == only(f"{ANNA}, {DAY}", body)


@pytest.mark.parametrize(
    ("header", "author", "account"),
    [
        (f"Вы, {DAY}", "Вы", "id42"),
        ("You, at 2:05:33 pm on 12 Jan 2021", "You", "id42"),
        (f'<a href="https://vk.com/public100">Пасека, клуб</a>, {DAY}', "Пасека, клуб", "club100"),
        (f'<a href="https://vk.com/id77">DELETED</a>, {DAY}', "DELETED", "id77"),
        (f"Частное сообщество, {DAY}", "Частное сообщество", None),
        (
            f"{ANNA}, {DAY}<span class='message-edited' title='12 янв 2021 в 15:00:00'> (ред.)</span>",
            NAME,
            "id123",
        ),
    ],
)
def test_headers(header: str, author: str, account: str | None) -> None:
    """The owner, people, communities, accounts that are gone; the mark of an edit is no date."""
    chat = read(page(item(1, header, words("да"))))

    assert author == chat.messages[0].author
    assert account == chat.accounts.get(author)
    assert datetime(2021, 1, 12, 14, 5, 33, tzinfo=UTC) == chat.messages[0].sent_at


def test_two_people_of_one_name() -> None:
    """Accounts keep them apart."""
    other = ANNA.replace("id123", "id124")
    chat = read(page(item(2, f"{other}, {DAY}", "b"), item(1, f"{ANNA}, {DAY}", "a")))

    assert [NAME, f"{NAME} (id124)"] == [one.author for one in chat.messages]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (item(3, f"{ANNA}, 12 foo 2021 в 14:05:33", "x"), "bad_date"),
        (item(3, "words without a date", "x"), "bad_message"),
        ('<div class="message" data-id="3">x</div>', "bad_message"),
    ],
)
def test_a_broken_message_costs_itself(broken: str, reason: str) -> None:
    """It is counted under its number; the others are read."""
    found = parsed("messages0.html", page(broken, item(1, f"{ANNA}, {DAY}", "да")))

    assert [("messages0.html#3", reason)] == [(one.where, one.reason) for one in found.problems]
    assert 1 == found.messages


def test_an_archive() -> None:
    """Titles from the list of chats, pages in the order of their numbers, all else left alone."""
    parts = {
        f"Archive/messages/2000000007/messages{start}.html": page(
            item(start, f"{ANNA}, {DAY}", f"{start}"), title=""
        )
        for start in (0, 50, 100, 1000)
    }
    parts["Archive/messages/-55/messages0.html"] = PAGE
    parts["Archive/messages/index-messages.html"] = INDEX.replace(b"123/", b"2000000007/")
    parts["Archive/photos/albums.html"] = b"<html>"
    found = parsed("vk.zip", zipped(parts))

    assert [(NAME, "shelf/-55"), (NAME, "shelf/2000000007")] == [
        (chat.title, chat.group) for chat in found.conversations
    ]
    assert ["1000", "100", "50", "0"] == [one.text for one in found.conversations[1].messages]
    assert ["owner_unnamed", "left_alone"] == [one.reason for one in found.remarks]
    assert "1 of its files" in found.remarks[1].why


def test_damage_in_an_archive_costs_a_page() -> None:
    """Also when the list of chats cannot be read."""
    parts = {
        "messages/index-messages.html": b"",
        "messages/1/messages0.html": b"",
        "messages/2/messages0.html": PAGE,
    }
    found = parsed("vk.zip", zipped(parts))

    assert ["vk.zip/messages/1/messages0.html"] == [one.where for one in found.problems]
    assert [NAME] == [chat.title for chat in found.conversations]


def test_the_list_of_chats_alone() -> None:
    """It holds no words of anybody's, and no text to search in."""
    with pytest.raises(InputError, match="only lists the chats") as failure:
        parsed("messages/index-messages.html", INDEX)

    assert "no_messages" == failure.value.reason


def answer(**message: Any) -> dict[str, Any]:
    found = copy.deepcopy(ANSWER)
    found["response"]["items"][0].update(message)
    return found


def test_an_answer_of_the_api() -> None:
    """Names from the profiles, exact times, replies, the group of the archive's folder."""
    chat = read(FILES["history.json"], "history.json")

    assert (NAME, "shelf/123", "exact") == (chat.title, chat.group, chat.clock)
    assert [(one.author, one.text, one.reply_to) for one in chat.messages] == [
        (NAME, "Когда?", None),
        ("Вера Горина", "да, в шесть", 0),
    ]
    assert {NAME: "id123", "Вера Горина": "id42"} == chat.accounts


@pytest.mark.parametrize(
    ("message", "text", "kind"),
    [
        ({"text": "a\nb"}, "a\nb", "text"),
        ({"text": "", "fwd_messages": [{"text": "чужое"}]}, "", "forwarded"),
        ({"text": "моё", "fwd_messages": [{"text": "чужое"}]}, "моё", "text"),
        ({"text": "", "attachments": [{"type": "photo"}]}, "", "media"),
        ({"text": "", "attachments": [{"type": "audio_message"}]}, "", "media"),
        ({"text": "", "attachments": [{"type": "sticker"}]}, "", "sticker"),
        ({"text": "", "attachments": [{"type": "call"}]}, "", "call"),
        ({"text": "", "action": {"type": "chat_kick_user"}}, "", "service"),
        ({"text": "было", "deleted": 1}, "", "deleted"),
        ({"text": "", "geo": {}}, "", "media"),
    ],
)
def test_kinds_of_answered_messages(message: dict[str, Any], text: str, kind: str) -> None:
    """What was forwarded is not the words of whoever forwarded it."""
    found = read(json.dumps(answer(**message)).encode(), "a.json").messages[-1]

    assert (text, kind) == (found.text, found.kind)


@pytest.mark.parametrize("wrap", ["whole", "bare", "messages", "list", "answers"])
def test_forms_of_answers(wrap: str) -> None:
    """Scripts save the answer, what is in it, its messages alone, or many answers."""
    inner = ANSWER["response"]
    value: Any = {
        "whole": ANSWER,
        "bare": inner,
        "messages": {"messages": inner["items"], "profiles": inner["profiles"]},
        "list": inner["items"],
        "answers": [inner, {"items": []}],
    }[wrap]
    file = raw("a.json", json.dumps(value))
    found = parsed("a.json", json.dumps(value))

    assert 2 == found.messages
    assert "shelf/123" == found.conversations[0].group
    assert "vk" == parser_for(file)
    assert (["names_missing"] if wrap == "list" else []) == [one.reason for one in found.remarks]


def test_an_answer_of_before_2018() -> None:
    """The author is the partner unless the message went out, whose author it then tells."""
    items = [{"id": 1, "date": 1400000000, "user_id": 123, "from_id": 42, "out": 1, "body": "да"}]
    chat = read(json.dumps({"items": items}).encode(), "a.json")

    assert [("id42", "да")] == [(one.author, one.text) for one in chat.messages]
    assert "shelf/123" == chat.group


def test_chats_of_an_answer_are_kept_apart() -> None:
    """A search returns messages of many; groups have titles, communities names."""
    inner = copy.deepcopy(ANSWER["response"])
    inner["items"][0].update(peer_id=2000000007, from_id=-5)
    inner["groups"] = [{"id": 5, "name": "Клуб"}]
    inner["conversations"] = [{"peer": {"id": 2000000007}, "chat_settings": {"title": "Пасека"}}]
    found = parsed("a.json", json.dumps(inner))

    assert ["Пасека", NAME] == [chat.title for chat in found.conversations]
    assert {"Клуб": "club5"} == found.conversations[0].accounts


def test_posts_on_a_wall_are_no_messages() -> None:
    """They have the same fields and more."""
    post = {"date": 1, "from_id": 1, "owner_id": 1, "text": "x", "post_type": "post", "id": 3}

    with pytest.raises(InputError):
        parser_for(raw("wall.json", json.dumps({"response": {"items": [post]}, "a": {"b": {}}})))


def test_a_large_archive_is_written_out_chat_by_chat(tmp_path: Path) -> None:
    """Its conversations are the same as those of a small one."""
    (tmp_path / "a.zip").write_bytes(FILES["Archive.zip"])
    source = Source(path="a.zip", sha256="0" * 64)
    found = PARSERS["vk"](RawFile(source, "shelf", None, tmp_path / "a.zip"), ParseParams())
    small = PARSERS["vk"](RawFile(source, "shelf", None, FILES["Archive.zip"]), ParseParams())

    assert [chat.to_line() for chat in small.conversations] == [one.line for one in found.written]


def test_dates_of_numbers_alone() -> None:
    """Newest first, they show their order; where they do not, the messages name the parameter."""
    header = f"{OWNER}, {{}} at 2:05:33 pm"
    some = [header.format(day) for day in ("2/3/2021", "28/2/2021", "1/2/2021")]
    told = read(page(*(item(n, one, "x") for n, one in enumerate(some))))
    asked = page(item(1, some[0], "x"), item(2, f"{OWNER}, {DAY}", "x"))

    assert [(2, 1), (2, 28), (3, 2)] == [
        (one.sent_at.month, one.sent_at.day) for one in told.messages if one.sent_at
    ]
    found = parsed("messages0.html", asked)
    assert (1, ["ambiguous_dates"]) == (found.messages, [one.reason for one in found.problems])
    assert "parse.chats.day_first" in found.problems[0].why
    chat = read(asked, chats={"day_first": False})
    assert datetime(2021, 2, 3, 14, 5, 33, tzinfo=UTC) == chat.messages[1].sent_at


def attempted(data: bytes, name: str) -> Parsed | None:
    try:
        return PARSERS["vk"](raw(name, data), ParseParams())
    except InputError:
        return None


@given(
    field=st.sampled_from(sorted({*ANSWER["response"], *ANSWER["response"]["items"][0]})),
    value=values,
)
def test_any_value_in_any_field(field: str, value: Any) -> None:
    """Records or a refusal, never another error."""
    inner = ANSWER["response"]
    for one in (answer(**{field: value}), {**inner, field: value}, {"response": value}, [value]):
        attempted(json.dumps(one).encode(), "a.json")


@given(cut=st.integers(0, len(PAGE)), more=st.text(max_size=20))
def test_a_page_cut_anywhere(cut: int, more: str) -> None:
    """What is left is read, or refused."""
    attempted(PAGE[:cut] + more.encode("cp1251", "replace"), "messages0.html")
