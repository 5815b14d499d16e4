"""What stands at the edges of a message's lines and nobody sees."""

from understudy.parsing.chats.whatsapp.lines import MARKS


def bare(text: str) -> str:
    """Return text without marks of direction and blanks at its lines' edges; inside they matter."""
    return "\n".join(line.strip(f"{MARKS} \t\u00a0") for line in text.split("\n")).strip()
