"""Kinds of documents: what stands in a paper, a letter, an invoice, a manual, a deck."""

from collections.abc import Callable
from typing import Any

from bench.parsing.corpus.blocks import (
    Block,
    Code,
    Figure,
    Heading,
    Listing,
    Made,
    Paragraph,
    Quote,
    Table,
)
from bench.parsing.corpus.prose import Prose


def make(kind: str, language: str, seed: int) -> Made:
    """Make a document; the same arguments give the same one.

    Args:
        kind: A key of `KINDS`.
        language: en, ru, zh or he.
        seed: Any number.
    """
    prose = Prose(language, seed)
    blocks, look = KINDS[kind](prose)
    return Made(f"{kind}_{language}_{seed}", language, tuple(blocks), **look)


def table(prose: Prose, rows: int, *, is_ruled: bool = True, multiline: bool = False) -> Table:
    """Make a table of things with quantities, prices, dates, shares or remarks."""
    makers: dict[str, Callable[[], str]] = {
        "quantity": lambda: str(prose.number()),
        "price": prose.price,
        "date": prose.date,
        "owner": prose.name,
        "share": lambda: f"{prose.number(1, 99)}%",
        "code": lambda: f"{prose.random.choice('ABCDEFGHKM')}-{prose.number(100, 999)}",
    }
    keys = prose.random.sample(sorted(makers), prose.random.randint(2, 4))
    names = ["item", *keys, *(["remark"] if multiline else [])]
    body = []
    for number in range(rows):
        cells = [f"{prose.thing()} {number + 1}", *(makers[key]() for key in keys)]
        if multiline:
            cells.append(f"{prose.topic()}, {prose.thing()}\n{prose.thing()}")
        body.append(tuple(cells))
    return Table(tuple(prose.label(name) for name in names), tuple(body), is_ruled)


def listing(prose: Prose, *, depth: int = 1, is_numbered: bool = False) -> Listing:
    """Make a list, with lists in it where there is depth."""
    items: list[str | Listing] = []
    for number in range(prose.random.randint(3, 5)):
        items.append(prose.sentence() if prose.random.random() < 0.6 else prose.heading())
        if depth > 1 and number == 1:
            items.append(listing(prose, depth=depth - 1, is_numbered=prose.random.random() < 0.4))
    return Listing(tuple(items), is_numbered)


def _sections(prose: Prose, count: int, *, numbered: bool = False) -> list[Block]:
    """Make sections with subsections; each holds paragraphs and one thing more."""
    blocks: list[Block] = []
    for number in range(1, count + 1):
        mark = f"{number} " if numbered else ""
        blocks += [Heading(2, mark + prose.heading()), Paragraph(prose.paragraph())]
        for below in range(1, prose.random.randint(1, 3)):
            mark = f"{number}.{below} " if numbered else ""
            blocks += [Heading(3, mark + prose.heading()), Paragraph(prose.paragraph(3, 7))]
            blocks.append(_more(prose, number * 10 + below))
            blocks.append(Paragraph(prose.paragraph(1, 3)))
    return blocks


def _more(prose: Prose, number: int) -> Block:
    caption = f"{prose.label('figure')} {number}. {prose.heading()}"
    makers: list[Callable[[], Block]] = [
        lambda: listing(prose, depth=2),
        lambda: listing(prose, is_numbered=True),
        lambda: table(prose, prose.number(3, 7)),
        lambda: Quote(prose.paragraph(1, 2)),
        lambda: Figure(caption, f"#{prose.number(100, 900)}"),
        lambda: Code(prose.code()),
    ]
    return prose.random.choice(makers)()


def _noted(prose: Prose) -> Paragraph:
    return Paragraph(f"{prose.sentence()}^[{prose.sentence()}] {prose.sentence()}")


Look = tuple[list[Block], dict[str, Any]]


def _paper(prose: Prose) -> Look:
    blocks: list[Block] = [
        Heading(1, prose.heading()),
        Paragraph(f"{prose.name()}, {prose.name()}"),
    ]
    blocks += [Paragraph(f"*{prose.sentence()}* {prose.paragraph(3, 5)}")]
    blocks += _sections(prose, 4, numbered=True)
    blocks += [_noted(prose), table(prose, 6), _noted(prose), Paragraph(prose.paragraph(4, 7))]
    return blocks, {"columns": 2, "running_head": prose.heading(), "is_paged": True}


def _report(prose: Prose) -> Look:
    body = _sections(prose, 7, numbered=True)
    body.insert(len(body) // 2, table(prose, 45, multiline=True))
    names = [block.text for block in body if isinstance(block, Heading)]
    blocks: list[Block] = [Heading(1, prose.heading()), Heading(2, prose.label("contents"))]
    blocks += [Paragraph("\n".join(names), is_lines=True), *body, _noted(prose), _noted(prose)]
    return blocks, {"running_head": f"{prose.name()} · {prose.topic()}", "is_paged": True}


def _letter(prose: Prose) -> Look:
    address = f"{prose.name()}\n{prose.number()} {prose.topic()}\n{prose.number(1000, 9999)}"
    blocks: list[Block] = [Paragraph(address, is_lines=True), Paragraph(prose.date())]
    blocks += [Paragraph(prose.paragraph(3, 6)) for _ in range(4)]
    blocks += [listing(prose), Paragraph(prose.sentence()), Paragraph(prose.name())]
    return blocks, {}


def _invoice(prose: Prose) -> Look:
    goods = table(prose, prose.number(6, 14))
    last = (prose.label("total"), *[""] * (len(goods.header) - 2), prose.price())
    address = f"{prose.name()}\n{prose.heading()}\n{prose.label('code')} {prose.number(1000, 9999)}"
    blocks: list[Block] = [Heading(1, prose.heading()), Paragraph(address, is_lines=True)]
    blocks += [Paragraph(prose.date()), Table(goods.header, (*goods.rows, last), is_ruled=True)]
    blocks += [Paragraph(prose.paragraph(2, 3)), Paragraph(prose.name())]
    return blocks, {}


def _prices(prose: Prose) -> Look:
    blocks: list[Block] = [Heading(1, prose.heading()), Paragraph(prose.sentence())]
    for rows in (60, 12, 25):
        blocks += [Heading(2, prose.heading()), table(prose, rows, is_ruled=False)]
    return blocks, {"is_paged": True, "running_head": prose.heading()}


def _manual(prose: Prose) -> Look:
    blocks: list[Block] = [Heading(1, prose.heading()), Paragraph(prose.paragraph())]
    for _ in range(4):
        blocks += [Heading(2, prose.heading()), listing(prose, depth=3), Code(prose.code())]
        blocks += [Heading(3, prose.heading()), listing(prose, is_numbered=True)]
        blocks += [Quote(prose.paragraph(1, 3)), Paragraph(prose.paragraph()), _noted(prose)]
    return blocks, {"is_paged": True}


def _news(prose: Prose) -> Look:
    blocks: list[Block] = [Heading(1, prose.heading())]
    for number in range(7):
        blocks += [Heading(2, prose.heading()), Paragraph(prose.paragraph(4, 8))]
        blocks += [Paragraph(prose.paragraph(3, 6))]
        if number == 2:
            blocks.append(Figure(f"{prose.label('figure')} 1. {prose.heading()}"))
    return blocks, {"columns": 3}


def _sheet(prose: Prose) -> Look:
    blocks: list[Block] = [Heading(1, prose.heading())]
    for number in range(5):
        blocks += [Heading(2, prose.heading()), Paragraph(prose.sentence())]
        small = table(prose, prose.number(3, 6), is_ruled=number % 2 == 0, multiline=number > 2)
        caption = f"{prose.label('table')} {number + 1}. {prose.heading()}"
        blocks += [Table(small.header, small.rows, small.is_ruled, caption)]
    return blocks, {"is_paged": True}


def _minutes(prose: Prose) -> Look:
    blocks: list[Block] = [
        Heading(1, prose.heading()),
        Paragraph(f"{prose.date()}, {prose.name()}"),
    ]
    for number in range(1, 5):
        blocks += [Heading(2, f"{number}. {prose.heading()}"), Paragraph(prose.paragraph(1, 3))]
        blocks += [listing(prose, is_numbered=number % 2 == 0)]
    blocks += [Heading(2, prose.heading()), table(prose, 5)]
    return blocks, {}


def _deck(prose: Prose) -> Look:
    blocks: list[Block] = [Heading(1, prose.heading()), Paragraph(prose.sentence())]
    for number in range(7):
        blocks.append(Heading(2, prose.heading()))
        if number % 3 == 0:
            blocks.append(listing(prose, depth=2))
        elif number % 3 == 1:
            blocks.append(table(prose, prose.number(3, 5)))
        else:
            blocks.append(Listing((prose.sentence(), prose.sentence(), prose.heading())))
    return blocks, {"slides": True}


KINDS: dict[str, Callable[[Prose], Look]] = {
    "paper": _paper,
    "report": _report,
    "letter": _letter,
    "invoice": _invoice,
    "prices": _prices,
    "manual": _manual,
    "news": _news,
    "sheet": _sheet,
    "minutes": _minutes,
    "deck": _deck,
}
