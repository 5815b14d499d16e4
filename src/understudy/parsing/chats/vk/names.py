"""How VK calls people, in its archive and in answers of its API alike."""

import re

OWNER = frozenset({"Вы", "You", "Ви"})
"""What the archive calls the one whose it is."""
ADDRESS = re.compile(r"https?://(?:www\.|m\.)?vk\.(?:com|ru)/(?P<name>[A-Za-z0-9_.]{1,100})")
COMMUNITY = re.compile(r"(?:club|public|event)(\d+)")


def account(number: int) -> str:
    """Return an account as its address has it; numbers of communities are negative."""
    return f"id{number}" if number >= 0 else f"club{-number}"


def account_of(address: str) -> str | None:
    """Return the account that an address leads to; None when it is none of VK's."""
    found = ADDRESS.match(address)
    return COMMUNITY.sub(r"club\1", found["name"]) if found else None
