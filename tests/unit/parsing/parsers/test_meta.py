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
from unit.parsing.examples.meta import (
    ARCHIVE,
    CHAT,
    ENCRYPTED,
    ROOT,
    dumped,
    mangled,
    said,
    thread,
    zipped,
)
from unit.parsing.made import parsed, raw

ANNA, VERA = "Анна Петрова", "Vera Hill"
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def read(value: Any, name: str = "message_1.json") -> Conversation:
    (chat,) = parsed(name, dumped(value)).conversations
    return chat


def last(message: dict[str, Any]) -> tuple[str, str, str]:
    """Author, text and kind of a message that is the newest of a chat."""
    found = read(thread(message, said(VERA, 0, "hello"))).messages[-1]
    return found.author, found.text, found.kind


def test_a_chat_in_json() -> None:
    """Oldest first, letters mended, the moments exact, the group by both names."""
    chat = read(CHAT)

    assert (chat.title, chat.group, chat.clock) == (ANNA, f"shelf/{VERA} + {ANNA}", "exact")
    assert [(one.author, one.text, one.kind) for one in chat.messages] == [
        (VERA, "", "media"),
        (ANNA, "да, в шесть", "text"),
        (VERA, "see you 🐝", "text"),
    ]
    assert datetime(2024, 5, 1, 9, tzinfo=UTC) == chat.messages[0].sent_at


@pytest.mark.parametrize(
    ("message", "words", "kind"),
    [
        (said(ANNA, 9, "a\n\nb"), "a\n\nb", "text"),
        (said(ANNA, 9, "\u200ea\u202c\nb "), "a\nb", "text"),
        (said(ANNA, 9, "caption", photos=[{"uri": "a.jpg"}]), "caption", "text"),
        (said(ANNA, 9, "look https://x.org", share={"link": "https://x.org"}), None, "text"),
        (said(ANNA, 9, videos=[{"uri": "a"}]), "", "media"),
        (said(ANNA, 9, audio_files=[{"uri": "a"}]), "", "media"),
        (said(ANNA, 9, gifs=[{"uri": "a"}]), "", "media"),
        (said(ANNA, 9, files=[{"uri": "a"}]), "", "media"),
        (said(ANNA, 9, sticker={"uri": "a", "ai_stickers": []}), "", "sticker"),
        (
            said(ANNA, 9, f"{ANNA} sent an attachment.", share={"link": "l", "share_text": "not"}),
            "",
            "media",
        ),
        (said(ANNA, 9, "Анна отправил(-а) вложение."), "", "media"),
        (said(ANNA, 9, "Liked a message"), "Liked a message", "service"),
        (said(ANNA, 9, "Анна called you.", call_duration=62), "", "call"),
        (said(ANNA, 9, "Вы пропустили звонок", call_duration=0), "", "call"),
        (said(ANNA, 9, "Анна звонила вам", type="Call"), "", "call"),
        (said(ANNA, 9, is_unsent=True), "", "deleted"),
        (said(ANNA, 9, "was here", is_unsent=True), "", "deleted"),
        (
            said(ANNA, 9, "Anna added Vera.", type="Subscribe", users=[{"name": VERA}]),
            None,
            "service",
        ),
        (said(ANNA, 9, "hm", bumped_message_metadata={"is_bumped": False}), "hm", "text"),
        (
            said(
                ANNA, 9, "да", bumped_message_metadata={"is_bumped": True, "bumped_message": "да"}
            ),
            "да",
            "service",
        ),
        (said(ANNA, 9, "да", reactions=[{"reaction": mangled("👍"), "actor": VERA}]), "да", "text"),
        (said(ANNA, 9, "да", type="Generic", ip="1.2.3.4"), "да", "text"),
        (said(ANNA, 9), "", "media"),
    ],
)
def test_kinds_of_messages(message: dict[str, Any], words: str | None, kind: str) -> None:
    """Only one's own words are text, by the fields and by the wording."""
    expected = mangled(words or "").encode("latin-1").decode() if words else words
    author, found, found_kind = last(message)

    assert (ANNA, kind) == (author, found_kind)
    assert expected is None or expected == found


def test_letters_that_are_right_or_mixed_stay() -> None:
    """Text that is no UTF-8 when its letters are read as bytes is kept as it is."""
    message = {**said(ANNA, 9), "content": "café, Ð¿ and п"}

    assert "café, Ð¿ and п" == last(message)[1]
    assert "café" == last({**said(ANNA, 9), "content": "café"})[1]


def test_an_export_that_was_saved_anew() -> None:
    """A program wrote the letters' bytes as characters, many of them control codes."""
    chat = thread(said(ANNA, 1, "привет, как дела"))
    found = parsed("message_1.json", json.dumps(chat, ensure_ascii=False))

    assert "привет, как дела" == found.conversations[0].messages[0].text


def test_an_account_that_is_gone() -> None:
    """It has no name; the chat is known by its path then."""
    gone = {**said("", 9, "hello"), "sender_name": ""}
    chat = read(thread(gone, participants=[{"name": "Facebook User"}, {"name": VERA}]))

    assert "Facebook user" == chat.messages[0].author
    assert "shelf/10150" == chat.group


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        ({"thread_path": "e2ee_cutover/annapetrova_99"}, f"{VERA} + {ANNA}"),
        ({"participants": [{"name": "anna"}, {"name": VERA}], "title": "anna"}, "10150"),
        ({"title": mangled("Пасека"), "joinable_mode": {"mode": 1, "link": ""}}, "10150"),
        ({"participants": [{"name": n} for n in ("A B", "C D", "E F")], "title": "A B"}, "10150"),
        ({"thread_path": "inbox/10150", "title": "group"}, "10150"),
    ],
)
def test_what_identifies_a_chat(fields: dict[str, Any], group: str) -> None:
    """Two people of two names each, or the id at the end of the path, which a new title keeps."""
    assert f"shelf/{group}" == read(thread(said(ANNA, 1, "да"), **fields)).group


def test_an_encrypted_chat_is_the_same_chat() -> None:
    """Its export has no ids; the names are enough where they are names of people."""
    chat = read(ENCRYPTED, f"{ANNA}_7.json")

    assert (read(CHAT).group, ANNA) == (chat.group, chat.title)
    assert [(one.author, one.text, one.kind) for one in chat.messages] == [
        (VERA, "and now in private", "text"),
        (ANNA, "", "media"),
    ]


def encrypted(**fields: Any) -> dict[str, Any]:
    return {**ENCRYPTED, "messages": [{**ENCRYPTED["messages"][0], **fields}]}


@pytest.mark.parametrize(
    ("fields", "words", "kind"),
    [
        ({"isUnsent": True, "text": ""}, "", "deleted"),
        ({"text": mangled("да 🐝")}, "да 🐝", "text"),
        ({"text": "Liked a message"}, "Liked a message", "service"),
        ({"text": "You sent an attachment.", "type": "media"}, "", "media"),
        ({"text": "gone", "type": "placeholder"}, "gone", "service"),
        ({"text": "see https://x.org", "type": "link"}, "see https://x.org", "text"),
    ],
)
def test_kinds_of_encrypted_messages(fields: dict[str, Any], words: str, kind: str) -> None:
    """Letters are right here as a rule, and mended where they are not."""
    (found,) = read(encrypted(**fields)).messages

    assert (words, kind) == (found.text, found.kind)


def test_an_encrypted_group_is_known_by_its_title() -> None:
    """The number behind it is the export's."""
    chat = read({**ENCRYPTED, "participants": ["A B", "C D", "E F"], "threadName": "Пасека_12"})

    assert ("Пасека", "shelf/Пасека") == (chat.title, chat.group)


def test_an_archive() -> None:
    """Only messages are read; how much else there was is said once."""
    found = parsed("facebook-vera.zip", zipped(ARCHIVE))

    assert ["Anna Stone", ANNA] == [chat.title for chat in found.conversations]
    assert ["left_alone"] == [remark.reason for remark in found.remarks]
    assert "2 of its files" in found.remarks[0].why
    assert not found.problems


@pytest.mark.parametrize(
    "folder",
    [
        "messages/inbox",
        "your_activity_across_facebook/messages/archived_threads",
        "your_instagram_activity/messages/message_requests",
        "facebook-vera-2024/your_facebook_activity/messages/filtered_threads",
        "your_facebook_activity/messages/e2ee_cutover",
    ],
)
def test_every_root_and_section(folder: str) -> None:
    """They changed over the years, and people pack anew what they unpacked."""
    found = parsed("a.zip", zipped({f"{folder}/anna_10150/message_1.json": dumped(CHAT)}))

    assert 3 == found.messages


def test_pages_of_a_chat_are_one_conversation() -> None:
    """Page 10 is older than page 2; equal times stay in the order in which they were said."""
    pages = {
        f"{ROOT}/inbox/anna_10150/message_{number}.json": dumped(
            thread(
                said(ANNA, 0, f"{number} second"),
                said(VERA, 0, f"{number} first"),
                title=f"title {number}",
            )
        )
        for number in (1, 2, 10)
    }
    (chat,) = parsed("a.zip", zipped(pages)).conversations

    assert "title 1" == chat.title
    assert [f"{n} {which}" for n in (10, 2, 1) for which in ("first", "second")] == [
        one.text for one in chat.messages
    ]


def test_a_damaged_page_costs_itself() -> None:
    """It is named with its place in the archive."""
    bad = {f"{ROOT}/inbox/x_10151/message_1.json": b'{"messages": [', **ARCHIVE}
    found = parsed("facebook.zip", zipped(bad))

    assert [f"facebook.zip/{ROOT}/inbox/x_10151/message_1.json"] == [
        one.where for one in found.problems
    ]
    assert 5 == found.messages


def test_an_archive_of_encrypted_chats() -> None:
    """Flat, with pictures beside the chats; namesakes differ by their numbers."""
    other = {**ENCRYPTED, "threadName": f"{ANNA}_8"}
    parts = {
        f"messages/{ANNA}_7.json": dumped(ENCRYPTED),
        f"messages/{ANNA}_8.json": dumped(other),
        f"__MACOSX/messages/._{ANNA}_8.json": b"\0\5\x16",
        "media/a.jpg": b"\xff\xd8",
    }
    found = parsed("messages.zip", zipped(parts))

    assert "meta" == parser_for(raw("messages.zip", zipped(parts)))
    assert 2 == len(found.conversations)


def test_a_message_without_a_time_costs_itself() -> None:
    """It is counted with its number; all others are read."""
    broken = said(ANNA, 5, "да")
    del broken["timestamp_ms"]
    items = [said(VERA, 9, "b"), broken, 7, {**said(ANNA, 2), "content": 5}, said(ANNA, 1, "a")]
    found = parsed("message_1.json", dumped(thread(*items)))

    assert 3 * ["bad_message"] == [problem.reason for problem in found.problems]
    assert ["message_1.json#4", "message_1.json#3", "message_1.json#2"] == [
        problem.where for problem in found.problems
    ]
    assert ["a", "b"] == [one.text for one in found.conversations[0].messages]


def test_a_chat_without_messages_is_refused() -> None:
    """Alone it says why; among others it is left out."""
    with pytest.raises(InputError, match="no chat in it has a message") as failure:
        parsed("message_1.json", dumped(thread()))

    assert "no_messages" == failure.value.reason
    both = {**ARCHIVE, f"{ROOT}/inbox/x_10151/message_1.json": dumped(thread())}
    assert 2 == len(parsed("a.zip", zipped(both)).conversations)


def test_a_large_archive_is_written_out_chat_by_chat(tmp_path: Path) -> None:
    """Its conversations are the same as those of a small one."""
    data = zipped(ARCHIVE)
    (tmp_path / "a.zip").write_bytes(data)
    source = Source(path="a.zip", sha256="0" * 64)
    found = PARSERS["meta"](RawFile(source, "shelf", None, tmp_path / "a.zip"), ParseParams())
    small = PARSERS["meta"](RawFile(source, "shelf", None, data), ParseParams())

    assert [chat.to_line() for chat in small.conversations] == [one.line for one in found.written]


def attempted(data: bytes, name: str = "message_1.json") -> Parsed | None:
    try:
        return PARSERS["meta"](raw(name, data), ParseParams())
    except InputError:
        return None


@given(
    field=st.sampled_from(sorted({*CHAT, *CHAT["messages"][0], *CHAT["messages"][2]})), value=values
)
def test_any_value_in_any_field(field: str, value: Any) -> None:
    """Records or a refusal, never another error."""
    top = {**CHAT, field: value}
    inner = {**CHAT, "messages": [{**CHAT["messages"][0], field: value}, *CHAT["messages"][1:]]}

    for one in (top, inner, encrypted(**{field: value}), {**ENCRYPTED, field: value}, value):
        attempted(json.dumps(one).encode())
