"""Flat OpenDocument by hand: LibreOffice makes its own formats of it."""

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
    spans,
)

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("presentation", "presentation"),
    )
)
MIME = "application/vnd.oasis.opendocument."


def text_file(made: Made) -> str:
    """Return a flat text document (.fodt) with page numbers, columns and a running head."""
    blocks = "\n".join(_block(block) for block in made.blocks)
    if made.columns > 1:
        first, blocks = blocks.split("\n", 1)
        blocks = (
            f'{first}<text:section text:style-name="Cols" text:name="s">{blocks}</text:section>'
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMES} '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3" '
        f'office:mimetype="{MIME}text">{_styles(made)}'
        f"<office:body><office:text>{blocks}</office:text></office:body></office:document>\n"
    )


def _styles(made: Made) -> str:
    turned = ' style:writing-mode="rl-tb"' if made.is_rtl else ""
    font = 'fo:font-size="11pt" style:font-name-asian="Noto Serif CJK SC"'
    heads = "".join(
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" '
        f'style:family="paragraph" style:default-outline-level="{level}"><style:text-properties '
        f'fo:font-weight="bold" fo:font-size="{size}pt"/></style:style>'
        for level, size in ((1, 20), (2, 15), (3, 12))
    )
    return (
        f'<office:styles>{heads}<style:default-style style:family="paragraph">'
        f'<style:paragraph-properties{turned} fo:margin-bottom="2mm"/><style:text-properties '
        f'{font}/></style:default-style><style:style style:name="Preformatted_20_Text" '
        'style:display-name="Preformatted Text" style:family="paragraph"><style:text-properties '
        'style:font-name="Liberation Mono" fo:font-family="\'Liberation Mono\'"/></style:style>'
        '<style:style style:name="Quotations" style:family="paragraph">'
        '<style:paragraph-properties fo:margin-left="10mm"/></style:style></office:styles>'
        '<office:automatic-styles><text:list-style style:name="Numbers">'
        + "".join(
            f'<text:list-level-style-number text:level="{level}" style:num-format="1" '
            'style:num-suffix="."/>'
            for level in (1, 2, 3)
        )
        + '</text:list-style><text:list-style style:name="Bullets">'
        + "".join(
            f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="•"/>'
            for level in (1, 2, 3)
        )
        + '</text:list-style><style:style style:name="Cols" style:family="section">'
        f'<style:section-properties><style:columns fo:column-count="{made.columns}" '
        'fo:column-gap="6mm"/></style:section-properties></style:style>'
        '<style:style style:name="B" style:family="text"><style:text-properties '
        'fo:font-weight="bold"/></style:style><style:style style:name="I" style:family="text">'
        '<style:text-properties fo:font-style="italic"/></style:style>'
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.5pt solid #000000" fo:padding="1mm"/></style:style>'
        '<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="210mm" '
        'fo:page-height="297mm" fo:margin="20mm"/><style:header-style/><style:footer-style/>'
        "</style:page-layout></office:automatic-styles>" + _master(made)
    )


def _master(made: Made) -> str:
    head = f"<style:header><text:p>{escape(made.running_head)}</text:p></style:header>"
    foot = "<style:footer><text:p><text:page-number/></text:p></style:footer>"
    return (
        '<office:master-styles><style:master-page style:name="Standard" '
        f'style:page-layout-name="P">{head if made.running_head else ""}'
        f"{foot if made.is_paged else ''}</style:master-page></office:master-styles>"
    )


def _inline(text: str) -> str:
    parts = []
    for span in spans(text):
        said = escape(span.text).replace("\n", "<text:line-break/>")
        if span.style == "link":
            parts.append(f'<text:a xlink:href="{escape(span.href)}">{said}</text:a>')
        elif span.style == "note":
            parts.append(
                '<text:note text:note-class="footnote"><text:note-citation/><text:note-body>'
                f"<text:p>{said}</text:p></text:note-body></text:note>"
            )
        elif span.style in {"bold", "italic"}:
            parts.append(f'<text:span text:style-name="{span.style[0].upper()}">{said}</text:span>')
        else:
            parts.append(said)
    return "".join(parts)


def _paragraph(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{_inline(text)}</text:p>'


def _block(block: Block) -> str:  # noqa: PLR0911  # a case for each kind
    match block:
        case Heading(level, text):
            return (
                f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">'
                f"{_inline(text)}</text:h>"
            )
        case Paragraph(text):
            return _paragraph(text)
        case Listing():
            return _listing(block)
        case Table():
            return _table(block)
        case Code(text):
            lines = text.split("\n")
            return "".join(_code(line) for line in lines)
        case Quote(text):
            return _paragraph(text, "Quotations")
        case Figure(caption):
            return _paragraph(caption)


def _code(line: str) -> str:
    blanks = len(line) - len(line.lstrip(" "))
    space = f'<text:s text:c="{blanks}"/>' if blanks else ""
    said = escape(line.lstrip(" "))
    return f'<text:p text:style-name="Preformatted_20_Text">{space}{said}</text:p>'


def _listing(listing: Listing) -> str:
    items: list[str] = []
    for item in listing.items:
        if isinstance(item, Listing) and items:
            items[-1] = items[-1].removesuffix("</text:list-item>") + _listing(item)
            items[-1] += "</text:list-item>"
        elif isinstance(item, str):
            items.append(f"<text:list-item>{_paragraph(item)}</text:list-item>")
    style = "Numbers" if listing.is_numbered else "Bullets"
    return f'<text:list text:style-name="{style}">{"".join(items)}</text:list>'


def _row(cells: tuple[str, ...], style: str) -> str:
    return (
        "<table:table-row>"
        + "".join(
            f'<table:table-cell{style} office:value-type="string">'
            + "".join(_paragraph(line) for line in cell.split("\n"))
            + "</table:table-cell>"
            for cell in cells
        )
        + "</table:table-row>"
    )


def _table(table: Table) -> str:
    style = ' table:style-name="Cell"' if table.is_ruled else ""
    caption = _paragraph(table.caption) if table.caption else ""
    head = f"<table:table-header-rows>{_row(table.header, style)}</table:table-header-rows>"
    rows = "".join(_row(row, style) for row in table.rows)
    columns = f'<table:table-column table:number-columns-repeated="{len(table.header)}"/>'
    return f"{caption}<table:table>{columns}{head}{rows}</table:table>"


def slides_file(made: Made) -> str:
    """Return a flat presentation (.fodp): a slide for each heading."""
    pages: list[list[str]] = []
    down = 0.0
    for block in made.blocks:
        if isinstance(block, Heading):
            pages.append([_frame("title", 1, f"<text:p>{escape(block.text)}</text:p>", 2)])
            down = 4.5
        elif isinstance(block, Table):
            pages[-1].append(_frame("table", down, _table(block), 6, is_table=True))
            down += 7
        else:
            kind = "outline"
            pages[-1].append(_frame(kind, down, _block(block), 6))
            down += 7
    body = "".join(
        f'<draw:page draw:name="p{number}" draw:master-page-name="Default">{"".join(page)}'
        "</draw:page>"
        for number, page in enumerate(pages, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMES} '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3" '
        f'office:mimetype="{MIME}presentation">{SLIDE_STYLES}<office:body><office:presentation>'
        f"{body}</office:presentation></office:body></office:document>\n"
    )


def _slide_styles() -> str:
    """Return a master whose title is one: without its styles LibreOffice makes plain boxes."""
    kinds = (("title", "Default-title"), ("outline", "Default-outline1"))
    shared = "".join(
        f'<style:style style:name="{name}" style:family="presentation"/>' for _, name in kinds
    )
    own = "".join(
        f'<style:style style:name="{kind}" style:family="presentation" '
        f'style:parent-style-name="{name}"/>'
        for kind, name in kinds
    )
    frames = "".join(
        f'<draw:frame presentation:class="{kind}" presentation:placeholder="true" svg:x="2cm" '
        f'svg:y="{down}cm" svg:width="24cm" svg:height="{height}cm"><draw:text-box/></draw:frame>'
        for kind, down, height in (("title", 1, 2), ("outline", 4, 12))
    )
    return (
        f"<office:styles>{shared}</office:styles><office:automatic-styles>{own}"
        '<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="28cm" '
        'fo:page-height="21cm"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Default" '
        f'style:page-layout-name="P">{frames}</style:master-page></office:master-styles>'
    )


SLIDE_STYLES = _slide_styles()


def _frame(kind: str, down: float, inside: str, height: float, *, is_table: bool = False) -> str:
    box = inside if is_table else f"<draw:text-box>{inside}</draw:text-box>"
    place = f'svg:x="2cm" svg:y="{down}cm" svg:width="24cm" svg:height="{height}cm"'
    role = "" if is_table else f'presentation:style-name="{kind}" presentation:class="{kind}"'
    own = 'draw:layer="layout" presentation:user-transformed="true"'
    return f"<draw:frame {role} {own} {place}>{box}</draw:frame>"
