"""Claude's export: Settings, Privacy, Export data; a link to a ZIP archive comes by mail.

``conversations.json`` in it has the chats, ``users.json`` beside it the owner's name.
"""

import re
from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import MessageKind
from understudy.parsing.chats import assistants
from understudy.parsing.chats.assistants import ASSISTANT, HUMAN, Chat
from understudy.parsing.chats.conversations import Said, moment
from understudy.parsing.chats.export_members import first_glimpse, read_beside
from understudy.parsing.chats.message_lists import identifier, inner, objects
from understudy.parsing.files import CLUES, PARSERS, Parsed, RawFile, Remark
from understudy.parsing.json_values import read_json
from understudy.parsing.params import ParseParams

USERS = re.compile(r"users\.json")
SENDERS = ("human", "assistant")
STAND_IN = re.compile(r"\n*```\nThis block is not supported on your current device yet\.\n```\n*")
"""What ``text`` has in the place of a tool or of thoughts."""


@CLUES.register("claude")
def is_claude(file: RawFile) -> bool:
    """Tell an export by its first conversation."""
    value = first_glimpse(file, assistants.DATA)
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and "uuid" in first and isinstance(_messages(first), list)


@PARSERS.register("claude")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read every chat of an export, along its last branch.

    The authors are the owner's name (``user`` where the archive with ``users.json`` is not at
    hand) and ``assistant``. Thoughts and tools are no words, nor is a file that was attached: a
    message of nothing else has the kind ``service`` or ``media``. Other branches are counted.

    Raises:
        InputError: No chat in it has a message (``no_messages``), or it is damaged.
    """
    done = attempt(_names, file)
    read = partial(_chat, names=done.value or {})
    found = assistants.read_all(file, params, "Claude", read)
    if done.failure is None:
        return found
    remark = Remark(
        why=f"users.json cannot be read ({done.failure.why}), so that the owner is called {HUMAN}; "
        "export it anew",
        reason="names_missing",
    )
    return found.model_copy(update={"remarks": (*found.remarks, remark)})


def _names(file: RawFile) -> dict[str, str]:
    """Return the name of each account."""
    data = read_beside(file, USERS)
    if data is None:
        return {}
    users = objects(read_json(data.decode("utf-8", "replace"), f"{file.place}/users.json").whole)
    return {
        str(user.get("uuid")): user["full_name"].strip()
        for user in users
        if isinstance(user.get("full_name"), str) and user["full_name"].strip()
    }


def _messages(value: dict[str, Any]) -> Any:
    return value.get("chat_messages")


def _chat(value: dict[str, Any], place: str, names: dict[str, str]) -> Chat:
    messages = _messages(value)
    if not isinstance(messages, list):
        why = "a conversation without 'chat_messages'"
        raise InputError(place, why, reason="bad_conversation")
    key = identifier(value.get("uuid"))
    chat = Chat(key, str(value.get("name") or key or "chat"), [])
    account = identifier(inner(value, "account").get("uuid"))
    owner = names.get(account or "", HUMAN)
    shown = _shown(messages, value.get("current_leaf_message_uuid"))
    chat.branches = len(messages) - len(shown)
    for number, message in shown:
        read = partial(_said, where=f"{place}#{number}", owner=owner, account=account)
        done = attempt(read, message)
        if done.value is not None:
            chat.said.append(done.value)
        elif done.failure is not None:
            chat.problems.append(done.failure)
    return chat


def _shown(messages: list[Any], leaf: Any) -> list[tuple[int, Any]]:
    """Return the messages of the branch that was last used, with their numbers.

    Most exports have no branches, or do not tell them: then it is all of them.
    """
    numbered = [*enumerate(messages, 1)]
    named = {
        name: (identifier(one.get("parent_message_uuid")), (number, one))
        for number, one in numbered
        if isinstance(one, dict) and (name := identifier(one.get("uuid"))) is not None
    }
    parents = {name: parent for name, (parent, _) in named.items()}
    forks = [parent for parent in parents.values() if parent is not None]
    if len(set(forks)) == len(forks) or len(named) < len(messages):
        return numbered
    inside = set(parents.values())
    leaves = [name for name in named if name not in inside]
    if not leaves:
        return numbered
    last = max(leaves, key=lambda name: str(named[name][1][1].get("created_at")))
    return [named[name][1] for name in assistants.path_to(identifier(leaf) or last, parents)]


def _said(message: Any, where: str, owner: str, account: str | None) -> Said:
    """Read a message.

    Raises:
        InputError: Its sender is not known (``bad_message``), or its time is none (``bad_date``).
    """
    sender = message.get("sender") if isinstance(message, dict) else None
    if sender not in SENDERS:
        why = f"a message whose sender is {sender!r}, neither 'human' nor 'assistant'"
        raise InputError(where, why, reason="bad_message")
    text = _text(message).strip()
    has_media = any(message.get(name) for name in ("attachments", "files", "files_v2"))
    kind: MessageKind = "text" if text else "media" if has_media else "service"
    is_human = sender == "human"
    return Said(
        author=owner if is_human else ASSISTANT,
        text=text,
        sent_at=moment(message.get("created_at"), where),
        kind=kind,
        key=identifier(message.get("uuid")),
        account=account if is_human else None,
    )


def _text(message: dict[str, Any]) -> str:
    """Return what was said: the blocks of text, or in old exports ``text`` itself."""
    blocks = objects(message.get("content"))
    spoken = [block.get("text") for block in blocks if block.get("type", "text") == "text"]
    words = [one.strip() for one in spoken if isinstance(one, str) and one.strip()]
    if words or len(spoken) < len(blocks):
        return "\n\n".join(words)
    text = message.get("text")
    return STAND_IN.sub("\n\n", text) if isinstance(text, str) else ""
