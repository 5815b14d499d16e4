"""Write the sample again: ``python recipes/clone/sample/make.py``.

The same words and the same seed give the same bytes. Nobody in it exists.
"""

import argparse
from pathlib import Path
from random import Random
from typing import Any

import yaml
from exports import (
    DISCORD_ID,
    TELEGRAM_ID,
    Telegram,
    discord_account,
    discord_channel,
    whatsapp_name,
    whatsapp_text,
)
from talk import NAMES, Chat, Composer

RECIPE = Path(__file__).resolve().parents[1]
SEED = 20251004
COUNTS = {"telegram": (12, 18), "whatsapp": (32, 26), "discord": (6, 6)}
"""Chats of two by app: English, Russian."""

SCREEN: list[tuple[bool, str, str]] = [
    (False, "Hi Yegor! The pedal clicks at every turn.", "18:02"),
    (True, "ok so", "18:09"),
    (True, "pedal out, grease, back in", "18:09"),
    (True, "left one turns the wrong way, remember", "18:10"),
    (False, "It still clicks. Is it the crank?", "18:31"),
    (True, "then the crank bolt, tight as you can", "18:33"),
    (False, "Silence! What do I owe you?", "18:52"),
    (True, "a bun", "18:53"),
]

PERSONA: dict[str, Any] = {
    "name": NAMES["en"],
    "aliases": [
        *("Yegor", "Егор Спицын", "Егор", "me"),  # me: whose the screenshots are
        f"user{TELEGRAM_ID}",
        DISCORD_ID,
    ],
    "description": {
        "en": "You are Yegor, who mends bicycles: small letters, short messages, dry jokes.",
        "ru": "Ты Егор, чинишь велосипеды: с маленькой буквы, короткими сообщениями, с шуткой.",
    },
}


def main() -> None:
    """Read the options and write everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=RECIPE / "data", help="(%(default)s)")
    write_all(parser.parse_args().out)


def write_all(out: Path) -> None:
    """Write ``out/people.yaml``, and all of ``out/raw`` but what was written by hand."""
    write_texts(out)
    write_papers(out / "raw")


def write_texts(out: Path) -> None:
    """Write the chats and the people."""
    composers = [Composer(language, SEED) for language in ("en", "ru")]
    chats = _compose(composers)
    raw = out / "raw"
    telegram = Telegram()
    for chat in chats["telegram"]:
        telegram.add(chat)
    russian = composers[1]
    telegram.add(russian.compose_group("Воскресный выезд", russian.friends[:6]), group=True)
    _write(raw / "telegram" / "result.json", telegram.document().encode())

    rng = Random(f"{SEED}-whatsapp")
    for number, chat in enumerate(chats["whatsapp"]):
        text = whatsapp_text(chat, rng, ios=number % 3 == 0)
        _write(raw / "whatsapp" / whatsapp_name(chat), text.encode())

    english = composers[0]
    ride = english.compose_group("sunday-ride", english.friends[-6:])
    for number, chat in enumerate([*chats["discord"], ride]):
        name, text = discord_channel(chat, number, server=chat is ride)
        _write(raw / "discord" / name, text.encode())
    people = {"persona": PERSONA, "people": _people(english.friends[0])}
    document = yaml.safe_dump(people, allow_unicode=True, sort_keys=False, width=100)
    _write(out / "people.yaml", document.encode())


def _people(friend: str) -> list[dict[str, Any]]:
    """Tell of those who have more names than their chats show; authors need no entry."""
    first, last = friend.split(" ", 1)
    return [
        {"name": friend, "aliases": [first, f"{first} {last[0]}."]},
        {"name": "Marlow Kettering", "aliases": ["Marlow", "Марлоу", discord_account("Marlow")]},
    ]


def _compose(composers: list[Composer]) -> dict[str, list[Chat]]:
    """Compose all chats of two; friends are dealt to the apps in order."""
    chats: dict[str, list[Chat]] = {name: [] for name in COUNTS}
    for at, composer in enumerate(composers):
        waiting = iter(composer.friends)
        for name, counts in COUNTS.items():
            chats[name] += [composer.compose(next(waiting)) for _ in range(counts[at])]
    return chats


def write_papers(raw: Path) -> None:
    """Write the price list and the screenshot."""
    # Needs pymupdf, python-docx and Pillow; everything above runs without them.
    import papers

    source = Path(__file__).parent / "prices.txt"
    _write(raw / "documents" / "price-list.docx", papers.price_list(source))
    _write(raw / "screenshots" / "phone.png", papers.screenshot("Merriam Pike", SCREEN))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    main()
