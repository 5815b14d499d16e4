"""Documents through typst and as Markdown for pandoc."""

import json

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
    spans,
    text_of,
    truth,
)


def typst_source(made: Made) -> str:
    """Return a document in the language of typst, in its own look."""
    number = '"1"' if made.is_paged else "none"
    head = f"align(right, text(8pt, {_string(made.running_head)}))" if made.running_head else "none"
    lines = [
        f'#set page(paper: "a4", margin: 22mm, numbering: {number}, header: {head}, '
        f"columns: {made.columns})",
        f'#set text(lang: "{made.language}", size: 10.5pt, font: ("Libertinus Serif", '
        '"Noto Serif CJK SC", "Noto Serif Hebrew"))',
        "#set par(justify: true)",
        "#show heading.where(level: 1): set text(17pt)",
        "#show heading.where(level: 2): set text(13pt)",
        '#show heading.where(level: 3): set text(11pt, style: "italic")',
    ]
    return "\n\n".join([*lines, *(_typst(block) for block in made.blocks)]) + "\n"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _inline(text: str) -> str:
    forms = {
        "bold": "#strong({})",
        "italic": "#emph({})",
        "code": "#raw({})",
        "note": "#footnote({})",
    }
    parts = []
    for span in spans(text):
        if span.style == "link":
            parts.append(f"#link({_string(span.href)}, {_string(span.text)})")
        else:
            said = [_string(line) for line in span.text.split("\n")]
            form = forms.get(span.style, "#text({})")
            parts.append("#linebreak()".join(form.format(line) for line in said))
    return "".join(f"{part};" for part in parts)


def _typst(block: Block) -> str:  # noqa: PLR0911  # a case for each kind
    match block:
        case Heading(level, text):
            return f"#heading(level: {level})[{_inline(text)}]"
        case Paragraph(text):
            return _inline(text)
        case Listing():
            return f"#{_listing(block)}"
        case Table():
            return _table(block)
        case Code(text):
            return f"#raw({_string(text)}, block: true)"
        case Quote(text):
            return f"#quote(block: true)[{_inline(text)}]"
        case Figure(caption, colour):
            box = f'#rect(width: 4cm, height: 1.2cm, fill: rgb("{_long(colour)}"))'
            return f"{box}\n\n#text(9pt)[{_inline(caption)}]"


def _long(colour: str) -> str:
    digits = colour.removeprefix("#")
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def _listing(listing: Listing) -> str:
    items: list[str] = []
    for item in listing.items:
        if isinstance(item, Listing) and items:
            items[-1] = f"{items[-1][:-1]} #{_listing(item)}]"
        elif isinstance(item, str):
            items.append(f"[{_inline(item)}]")
    return f"{'enum' if listing.is_numbered else 'list'}({', '.join(items)})"


def _table(table: Table) -> str:
    head = ", ".join(f"[{_inline(cell)}]" for cell in table.header)
    rows = [", ".join(f"[{_inline(cell)}]" for cell in row) for row in table.rows]
    stroke = "0.5pt" if table.is_ruled else "none"
    cells = ", ".join([f"table.header({head})", *rows])
    caption = f"#text(9pt)[{_inline(table.caption)}]\n\n" if table.caption else ""
    return f"{caption}#table(columns: {len(table.header)}, stroke: {stroke}, {cells})"


def pandoc_source(made: Made) -> str:
    """Return Markdown for pandoc: as the truth, with footnotes in their place."""
    with_notes = truth(made)
    for block in made.blocks:
        if isinstance(block, Paragraph):
            for span in spans(block.text):
                if span.style == "note":
                    short, long = text_of(block.text), _kept(block.text)
                    with_notes = with_notes.replace(short, long)
    lines = [line for line in with_notes.split("\n") if not line.startswith("[^")]
    return "\n".join(lines)


def _kept(text: str) -> str:
    return "".join(f"^[{span.text}]" if span.style == "note" else span.text for span in spans(text))
