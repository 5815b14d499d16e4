"""Writes episodes: passages or rows, then key words and the answer, in random delimiters.

No episode looks like a chat: the skill of looking things up is to be there, and the chat format
is left to be learnt. An episode is a list of (text, is_answer) pieces; what a piece is made of
never crosses into the next one's tokens.
"""

import random
from dataclasses import dataclass

from passages import Passage, PassageSource, capitalise
from questions import KINDS, ask

OPENERS = (
    "≫",
    ">>",
    "??",
    "::",
    "→",
    "§",
    "@",
    "~",
    "|",
    "%%",
    "¿",
    "<-",
    "◇",
    "=",
    "&",
    "#:",
    "$",
    "*",
    "•",
    "+",
)
ANSWERERS = (
    "\n",
    "\n",
    "\n",
    "\n\n",
    ":",
    " ::",
    "⇒\n",
    "=>\n",
    "->\n",
    ">>>\n",
    "¶\n",
    "■:",
    "|\n",
    " =:",
)
BREAKS = ("\n", "\n\n", " ", "\n---\n")
HEADING_MARKS = ("# ", "## ", "## ", "### ", "", "", "== ", "* ")
ITEM_MARKS = ("- ", "- ", "- ", "* ", "• ", "+ ")
KIND_WEIGHTS = {"start": 3, "middle": 5, "bag": 2, "term": 4, "heading": 4, "list": 3}
TEXT_WEIGHTS = {"real": 4, "mixed": 1, "words": 4, "tokens": 2}

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Size:
    """How large an episode may be."""

    passages: int
    """At most this many passages."""
    sentences: int
    """At most this many sentences in a passage."""
    questions: int
    """At most this many questions."""


def draw_lookup(rng: random.Random, source: PassageSource, size: Size) -> Pieces:
    """Return an episode of questions about passages; at least one question."""
    while True:
        passages = []
        for _ in range(rng.randint(1, size.passages)):
            kind = _weighted(rng, TEXT_WEIGHTS)
            passages.append(
                source.draw(rng, rng.randint(min(2, size.sentences), size.sentences), kind)
            )
        asked = []
        for _ in range(rng.randint(1, size.questions)):
            found = ask(rng, source, passages, _weighted(rng, KIND_WEIGHTS))
            if found is not None:
                asked.append(found)
        if asked:
            break
    pieces: Pieces = [(_render_passages(rng, passages), False)]
    opener, answerer = _delimiters(rng, source)
    for question in asked:
        pieces.append((f"{opener}{question.text}{answerer}", False))
        pieces.append((question.answer, True))
        if question is not asked[-1]:
            pieces.append(("\n", True))
    return pieces


def draw_rows(rng: random.Random, source: PassageSource, size: Size) -> Pieces:
    """Return rows of text and value, then texts like some of them, whose values are wanted."""
    field, value_field = (capitalise(source.word(rng)) for _ in range(2))
    values = [_value(rng, source) for _ in range(rng.randint(2, 4))]
    rows = [
        (_row_text(rng, source), rng.choice(values))
        for _ in range(rng.randint(2, 2 * size.passages))
    ]
    mark, gap = rng.choice((": ", " = ", " - ")), rng.choice(("\n", "; ", " | ", ". "))
    opener, _ = _delimiters(rng, source)
    lines = [f"{field}{mark}{text}{gap}{value_field}{mark}{value}" for text, value in rows]
    pieces: Pieces = [("\n\n".join(lines) + "\n", False)]
    for _ in range(rng.randint(1, size.questions)):
        text, value = rng.choice(rows)
        pieces.append(
            (f"{opener}{field}{mark}{_disturb(rng, source, text)}{gap}{value_field}{mark}", False)
        )
        pieces.append((value, True))
        pieces.append(("\n", True))
    return pieces[:-1]


def draw_prose(rng: random.Random, source: PassageSource) -> Pieces:
    """Return a section of real text as it is."""
    section = source.section(rng)
    heading = rng.choice(HEADING_MARKS) + section.heading + "\n" if section.heading else ""
    return [(heading + "\n".join(section.paragraphs), False)]


def draw(rng: random.Random, sources: list[PassageSource], size: Size) -> Pieces:
    """Return one episode of any sort in a language drawn at random."""
    source = rng.choice(sources)
    chance = rng.random()
    if chance < 0.1:
        return draw_prose(rng, source)
    if chance < 0.2:
        return draw_rows(rng, source, size)
    return draw_lookup(rng, source, size)


def _weighted(rng: random.Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _delimiters(rng: random.Random, source: PassageSource) -> tuple[str, str]:
    opener, answerer = rng.choice(OPENERS), rng.choice(ANSWERERS)
    if rng.random() < 0.3:
        opener = capitalise(source.word(rng)) + rng.choice((":", " ", " ="))
    if rng.random() < 0.4:
        answerer = "".join(_strange_piece(rng, source) for _ in range(rng.randint(1, 3)))
        answerer += rng.choice((":", "\n", "\n"))
    return rng.choice(BREAKS) + opener + rng.choice((" ", "")), rng.choice(
        ("", " ", "\n")
    ) + answerer


def _strange_piece(rng: random.Random, source: PassageSource) -> str:
    """Return a piece of a delimiter as long as what stands between a chat's turns."""
    word = source.word(rng)
    return rng.choice(("\n", " ", rng.choice(OPENERS), capitalise(word), word.lower(), "\n" + word))


def _render_passages(rng: random.Random, passages: list[Passage]) -> str:
    heading_mark, item_mark = rng.choice(HEADING_MARKS), rng.choice(ITEM_MARKS)
    numbering = rng.choice(("[{}] ", "[{}] ", "({}) ", "{}. ", "", "[{}]\n"))
    blocks = []
    for number, passage in enumerate(passages, start=1):
        body = " ".join(passage.sentences)
        lines = [heading_mark + passage.heading] if passage.heading else []
        if rng.random() < 0.5 and lines:
            lines.append("")
        lines.append(body)
        if passage.items:
            lines += [passage.list_lead, *(item_mark + item for item in passage.items)]
        blocks.append(numbering.format(number) + "\n".join(lines))
    return rng.choice(("\n\n", "\n\n", "\n")).join(blocks) + "\n"


def _value(rng: random.Random, source: PassageSource) -> str:
    if rng.random() < 0.4:
        return source.word(rng)
    return f"{capitalise(source.word(rng))}: {source.clause(rng, 4, 10)}."


def _row_text(rng: random.Random, source: PassageSource) -> str:
    if rng.random() < 0.5:
        return rng.choice(source.section(rng).sentences).rstrip(".")
    return ", ".join(
        " ".join(source.word(rng) for _ in range(rng.randint(1, 4)))
        for _ in range(rng.randint(2, 4))
    )


def _disturb(rng: random.Random, source: PassageSource, text: str) -> str:
    """Return the text with some words left out, replaced or moved."""
    words = [w for w in text.split() if rng.random() > 0.3] or text.split()
    words = [source.word(rng) if rng.random() < 0.15 else w for w in words]
    if rng.random() < 0.4:
        rng.shuffle(words)
    return " ".join(words)


assert set(KIND_WEIGHTS) == set(KINDS)
