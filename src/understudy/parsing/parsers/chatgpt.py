"""ChatGPT's export: Settings, Data controls, Export data; a link to a ZIP archive comes by mail.

``conversations.json`` in it (in large exports ``conversations-000.json`` and so on) has a tree of
messages for each chat, because each answer can be made anew and each question changed.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import MessageKind
from understudy.parsing.chats import assistants
from understudy.parsing.chats.assistants import ASSISTANT, HUMAN, Chat
from understudy.parsing.chats.conversations import Said, moment
from understudy.parsing.chats.export_members import first_glimpse
from understudy.parsing.chats.message_lists import identifier, inner, objects
from understudy.parsing.files import CLUES, PARSERS, Parsed, RawFile
from understudy.parsing.params import ParseParams

AUTHORS = {"user": HUMAN, "assistant": ASSISTANT}
SILENT = {
    "thoughts",
    "reasoning_recap",
    "execution_output",
    "user_editable_context",
    "model_editable_context",
    "tether_browsing_display",
    "tether_browsing_code",
    "tether_quote",
    "system_error",
    "app_pairing_content",
    "citable_code_output",
    "computer_output",
    "super_widget",
}
"""Types of content that nobody said: reasoning, results of tools, instructions."""
SPOKEN = {"text", "multimodal_text", "code"}
HIDDEN = ("is_visually_hidden_from_conversation", "is_user_system_message")


@CLUES.register("chatgpt")
def is_chatgpt(file: RawFile) -> bool:
    """Tell an export by the trees of its first conversations."""
    value = first_glimpse(file, assistants.DATA)
    chats = objects(value if isinstance(value, list) else [value])
    nodes = [node for chat in chats[:9] for node in [*inner(chat, "mapping").values()][:3]]
    return any({"message", "parent", "children"} & node.keys() for node in objects(nodes))


@PARSERS.register("chatgpt")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read every chat of an export, along the branch that the app shows.

    The authors are ``user`` and ``assistant``. Instructions, reasoning, tools and what the app
    hides have the kind ``service``, and no text; a picture without words has the kind ``media``;
    what was spoken is text as the app understood it. Other branches are left out and counted.

    Raises:
        InputError: No chat in it has a message (``no_messages``), or it is damaged.
    """
    return assistants.read_all(file, params, "ChatGPT", _chat)


def _chat(value: dict[str, Any], place: str) -> Chat:
    nodes = {name: node for name, node in inner(value, "mapping").items() if isinstance(node, dict)}
    key = identifier(value.get("conversation_id")) or identifier(value.get("id"))
    if not nodes and not isinstance(value.get("mapping"), dict):
        why = "a conversation without 'mapping'"
        raise InputError(place, why, reason="bad_conversation")
    parents = {name: identifier(node.get("parent")) for name, node in nodes.items()}
    leaf = identifier(value.get("current_node"))
    path = assistants.path_to(leaf if leaf in nodes else _last_leaf(nodes, parents), parents)
    chat = Chat(key, str(value.get("title") or key or "chat"), [])
    for name in path:
        message = nodes[name].get("message")
        if message is None:  # the root
            continue
        done = attempt(partial(_said, name=name, place=place, chat=chat), message)
        if done.value is not None:
            chat.said.append(done.value)
        elif done.failure is not None:
            chat.problems.append(done.failure)
    taken = set(path)
    chat.branches = sum(_is_shown(node) for name, node in nodes.items() if name not in taken)
    return chat


def _last_leaf(nodes: dict[str, Any], parents: dict[str, str | None]) -> str:
    """Return the newest message that nobody answered, for exports that do not say which is shown.

    Of equals it is the last: the app writes nodes as they came.
    """
    inside = set(parents.values())
    leaves = [name for name in nodes if name not in inside] or [*nodes, ""]
    return max(reversed(leaves), key=lambda name: _seconds(inner(nodes.get(name), "message")))


def _seconds(message: dict[str, Any]) -> float:
    made = message.get("create_time")
    done = attempt(partial(moment, where=""), made)
    return done.value.timestamp() if done.value is not None and done.value.tzinfo else 0.0


def _is_shown(node: dict[str, Any]) -> bool:
    """Tell a message that somebody could see."""
    message = inner(node, "message")
    kind = str(inner(message, "content").get("content_type"))
    role = str(inner(message, "author").get("role"))
    return role in AUTHORS and not _is_service(message, role, kind)


def _is_service(message: dict[str, Any], role: str, kind: str) -> bool:
    metadata = inner(message, "metadata")
    return (
        role not in AUTHORS
        or kind in SILENT
        or str(message.get("recipient") or "all") != "all"  # a call of a tool
        or any(metadata.get(mark) is True for mark in HIDDEN)
    )


def _said(message: Any, name: str, place: str, chat: Chat) -> Said:
    """Read a message.

    Raises:
        InputError: It lacks an author or content (``bad_message``), or its time is none
            (``bad_date``).
    """
    where = f"{place}#{name}"
    role, content = inner(message, "author").get("role"), inner(message, "content")
    if not isinstance(role, str) or not content:
        why = "a message without an author or content"
        raise InputError(where, why, reason="bad_message")
    kind = str(content.get("content_type") or "text")
    is_service = _is_service(message, role, kind)
    if not is_service and kind not in SPOKEN:
        chat.unknown.append(kind)
        is_service = True
    text = "" if is_service else "\n".join(_words(content)).strip()
    means: MessageKind = "service" if is_service else "text" if text else "media"
    if means == "media" and not _has_media(message, content):
        means = "service"  # a placeholder before the call of a tool
    return Said(
        author=AUTHORS.get(role, ""),
        text=text,
        sent_at=moment(message.get("create_time"), where),
        kind=means,
        key=name,
    )


def _words(content: dict[str, Any]) -> Iterator[str]:
    """Yield the words of a message: written, or spoken and written down by the app."""
    if isinstance(content.get("text"), str):
        yield content["text"]
    parts = content.get("parts")
    for part in parts if isinstance(parts, list) else []:
        words = part.get("text") if isinstance(part, dict) else part
        if isinstance(words, str) and words:
            yield words


def _has_media(message: dict[str, Any], content: dict[str, Any]) -> bool:
    parts = content.get("parts")
    if any(isinstance(part, dict) for part in (parts if isinstance(parts, list) else [])):
        return True
    return bool(inner(message, "metadata").get("attachments"))
