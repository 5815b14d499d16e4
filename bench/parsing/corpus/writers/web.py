"""HTML by hand, for browsers, WeasyPrint, and as web pages."""

from html import escape

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
    notes,
    spans,
)

STYLES = (
    "body {font: 11pt/1.4 'Liberation Sans', 'Noto Sans CJK SC', sans-serif} "
    "h1 {font-size: 22pt} h2 {font-size: 16pt} h3 {font-size: 13pt}",
    "body {font: 10pt/1.3 'Liberation Serif', 'Noto Serif CJK SC', serif; text-align: justify; "
    "hyphens: auto} h1 {font-size: 18pt; text-align: center} h2 {font-size: 12.5pt} "
    "h3 {font-size: 10pt; font-style: italic} th {text-align: center}",
    "body {font: 12pt/1.6 'DejaVu Sans', 'Noto Sans CJK SC', sans-serif; color: #222} "
    "h1 {font-size: 26pt; color: #036} h2 {font-size: 15pt; text-transform: none; color: #036; "
    "border-bottom: 1px solid} h3 {font-size: 12pt; color: #630}",
)
"""Looks: a plain one, a printed one with hyphens, a web one with small steps between headings."""
COMMON = (
    "table {border-collapse: collapse; margin: 8pt 0} td, th {padding: 2pt 5pt; text-align: start; "
    "vertical-align: top} .ruled td, .ruled th {border: .6pt solid #555} tr, figure {break-inside: "
    "avoid} pre {font: 9pt monospace; background: #eee; white-space: pre-wrap; text-align: left} "
    "h1, h2, h3 {break-after: avoid; hyphens: none} svg {display: block} .note {font-size: 8pt} "
    ".body {column-gap: 18pt} figcaption, caption {font-size: 9pt; text-align: start}"
)


def page(made: Made, look: int = 0) -> str:
    """Return a page ready to print.

    Args:
        made: The document.
        look: Place in `STYLES`.
    """
    boxes = ""
    if made.running_head:
        boxes += f'@top-right {{content: "{made.running_head}"; font-size: 8pt}}'
    if made.is_paged:
        boxes += "@bottom-center {content: counter(page); font-size: 8pt}"
    columns = f".body {{columns: {made.columns}}}" if made.columns > 1 else ""
    style = f"@page {{size: A4; margin: 20mm 18mm; {boxes}}} {STYLES[look]} {COMMON} {columns}"
    direction = ' dir="rtl"' if made.is_rtl else ""
    blocks = list(made.blocks)
    head = ""
    if made.columns > 1:
        head = _block(blocks.pop(0))
    return (
        f'<!DOCTYPE html>\n<html lang="{made.language}"{direction}><head><meta charset="utf-8">'
        f"<title>{escape(made.title)}</title><style>{style}</style></head>\n<body>{head}"
        f'<div class="body">{body(blocks, made)}</div></body></html>\n'
    )


def site(made: Made) -> str:
    """Return a page of a site, with a menu, a footer and a script around the document."""
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Home", "Blog", "About"))
    return (
        f'<!DOCTYPE html>\n<html lang="{made.language}"><head><meta charset="utf-8">'
        f"<title>{escape(made.title)} — Ledger</title><script>let a = 'b';</script></head><body>"
        f'<nav><ul>{menu}</ul></nav><div class="page"><article>{body(list(made.blocks), made)}'
        f"</article></div><footer><p>Imprint</p></footer></body></html>\n"
    )


def body(blocks: list[Block], made: Made) -> str:
    """Return the blocks and the footnotes below them."""
    count = iter(range(1, 1000))
    parts = [_block(block, count) for block in blocks]
    parts += [
        f'<p class="note" id="n{number}"><sup>{number}</sup> {inline(note)}</p>'
        for number, note in enumerate(notes(made), 1)
    ]
    return "\n".join(parts)


def inline(text: str, count: object = None) -> str:
    """Return inline text as HTML."""
    marks = {"bold": "b", "italic": "i", "code": "code"}
    parts = []
    for span in spans(text):
        said = escape(span.text).replace("\n", "<br>")
        if span.style == "link":
            parts.append(f'<a href="{escape(span.href)}">{said}</a>')
        elif span.style == "note":
            number = next(count) if hasattr(count, "__next__") else ""
            parts.append(f'<sup><a href="#n{number}">{number}</a></sup>')
        else:
            mark = marks.get(span.style)
            parts.append(f"<{mark}>{said}</{mark}>" if mark else said)
    return "".join(parts)


def _block(block: Block, count: object = None) -> str:  # noqa: PLR0911  # a case for each kind
    match block:
        case Heading(level, text):
            return f"<h{level}>{inline(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{inline(text, count)}</p>"
        case Listing():
            return _listing(block)
        case Table():
            return _table(block)
        case Code(text):
            return f'<pre dir="ltr"><code>{escape(text)}</code></pre>'
        case Quote(text):
            return f"<blockquote><p>{inline(text)}</p></blockquote>"
        case Figure(caption, colour):
            size = 'width="180" height="60"'
            box = f'<svg {size}><rect {size} fill="{colour}"/></svg>'
            return f"<figure>{box}<figcaption>{inline(caption)}</figcaption></figure>"


def _listing(listing: Listing) -> str:
    mark = "ol" if listing.is_numbered else "ul"
    parts: list[str] = []
    for item in listing.items:
        if isinstance(item, Listing) and parts:
            parts[-1] = parts[-1].removesuffix("</li>") + _listing(item) + "</li>"
        elif isinstance(item, str):
            parts.append(f"<li>{inline(item)}</li>")
    return f"<{mark}>{''.join(parts)}</{mark}>"


def _table(table: Table) -> str:
    caption = f"<caption>{inline(table.caption)}</caption>" if table.caption else ""
    head = "".join(f"<th>{inline(cell)}</th>" for cell in table.header)
    rows = "".join(
        "<tr>" + "".join(f"<td>{inline(cell)}</td>" for cell in row) + "</tr>\n"
        for row in table.rows
    )
    kind = ' class="ruled"' if table.is_ruled else ""
    return f"<table{kind}>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
