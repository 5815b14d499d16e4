"""Who is who in Signal's plaintext export: people, groups and the owner."""

from dataclasses import dataclass
from typing import Any

from understudy.core.record import stable_id
from understudy.parsing.chats.message_lists import identifier, inner

OWNER = "Me"
"""Name of an owner who has none."""
RELEASE_NOTES = "Signal"
NOTES = "Note to Self"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person or a group."""

    name: str
    """Empty for somebody whom the export does not name."""
    account: str | None
    """What is the same in every export: ids are counted anew each time. None for a group."""
    identity: str
    """What tells its chat from all others, hashed: the group's key is a secret."""
    aci: str | None = None
    """By which a mention names a person."""
    is_owner: bool = False


def recipient(frame: dict[str, Any], owner: str) -> Recipient:
    """Read a recipient.

    Args:
        frame: What stands below ``recipient``.
        owner: Name of the export's owner.
    """
    number = identifier(frame.get("id")) or ""
    if "self" in frame:
        return Recipient(owner or OWNER, "self", stable_id("signal", "self"), is_owner=True)
    if "group" in frame:
        group = inner(frame, "group")
        title = inner(inner(group, "snapshot"), "title").get("title")
        key = identifier(group.get("masterKey")) or f"{number} {title}"
        return Recipient(_text(title), None, stable_id("signal", "group", key))
    if "releaseNotes" in frame:
        return Recipient(RELEASE_NOTES, "release notes", stable_id("signal", "release notes"))
    return _contact(inner(frame, "contact"), number)


def _contact(contact: dict[str, Any], number: str) -> Recipient:
    phone = _phone(contact.get("e164"))
    aci = identifier(contact.get("aci"))
    account = aci or phone or identifier(contact.get("pni")) or f"recipient {number}"
    nickname = inner(contact, "nickname")
    names = (
        _joined(nickname, "given", "family"),
        _joined(contact, "systemGivenName", "systemFamilyName"),
        _text(contact.get("systemNickname")),
        _joined(contact, "profileGivenName", "profileFamilyName"),
        _text(contact.get("username")),
        phone or "",
    )
    name = next(filter(None, names), "")
    return Recipient(name, account, stable_id("signal", "contact", account), aci)


def owner_name(account: dict[str, Any]) -> str:
    """Return the owner's name; empty when the frame ``account`` has none."""
    return _joined(account, "givenName", "familyName") or _text(account.get("username"))


def _joined(value: dict[str, Any], *names: str) -> str:
    return " ".join(filter(None, (_text(value.get(name)) for name in names)))


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _phone(value: Any) -> str | None:
    digits = identifier(value)
    return None if digits in {None, "0"} else f"+{str(digits).lstrip('+')}"
