"""How radiologists write: options, abbreviations, slips of the finger."""

import re
from random import Random

ABBREVIATIONS = (
    ("образование", "обр-е"),
    ("определяется", "опр-ся"),
    ("визуализируется", "виз-ся"),
    ("не изменена", "не изм."),
    ("не изменены", "не изм."),
    ("без особенностей", "б/о"),
    ("размером", "р-ром"),
    ("размерами", "р-рами"),
    ("в правой", "в пр."),
    ("в левой", "в лев."),
    ("контуром", "к-ром"),
    ("обычной", "обыч."),
    ("не расширены", "не расш."),
    ("не расширена", "не расш."),
    ("паренхима", "пар-ма"),
)
ABBREVIATED_SHARE = 0.25
"""Part of the findings written in a hurry, each phrase with even odds."""
SLIPPED_SHARE = 0.15
"""Part of the findings with a slip of the finger."""
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_NUMBER = re.compile(r"\{(\d+)-(\d+)\}")


def expand(template: str, rng: Random) -> str:
    """Choose the options and the numbers of a template.

    >>> expand("[a|a] {3-3}", Random(1))
    'a 3'
    """
    text = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), template)
    text = _NUMBER.sub(lambda found: str(rng.randint(int(found[1]), int(found[2]))), text)
    return re.sub(r"\s+([,.:;])", r"\1", re.sub(r" {2,}", " ", text)).strip()


def hurried(text: str, rng: Random) -> str:
    """Abbreviate and mistype some texts, leave the others."""
    if rng.random() < ABBREVIATED_SHARE:
        for long, short in ABBREVIATIONS:
            if rng.random() < 0.5:
                text = re.sub(rf"\b{long}\b", short, text).replace("..", ".")
    return _slipped(text, rng) if rng.random() < SLIPPED_SHARE else text


def _slipped(text: str, rng: Random) -> str:
    """Drop, double or swap a letter inside a longer word."""
    words = list(re.finditer(r"[а-яё]{6,}", text))
    if not words:
        return text
    word = rng.choice(words)
    at = rng.randrange(word.start() + 1, word.end() - 2)
    one, other = text[at], text[at + 1]
    slip = rng.choice((one, one * 2 + other, other + one))
    return text[:at] + slip + text[at + 2 :]


def sentence(text: str) -> str:
    """Begin with a capital letter and end with a full stop."""
    text = text.strip().rstrip(".")
    return text[:1].upper() + text[1:] + "."
