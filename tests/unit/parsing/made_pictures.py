"""Files with pictures in them: fields of a colour, which tell which picture is which."""

import base64
import functools
import io
from email.message import EmailMessage

from unit.parsing.made import EPUB_PARTS, ODT_PARTS, zipped

XLINK = "http://www.w3.org/1999/xlink"
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"


@functools.cache
def field(colour: str, kind: str = "PNG", size: tuple[int, int] = (90, 70)) -> bytes:
    """Return a picture of one colour."""
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind)
    return written.getvalue()


def docx(*, words: bool = True) -> bytes:
    """Write a Word file: red behind a paragraph, green in a table, blue as a list item."""
    import docx as library

    document = library.Document()
    if words:
        document.add_heading("Yard", 1)
        document.add_paragraph("Before the red one.")
    document.add_picture(io.BytesIO(field("red")))
    if words:
        document.add_paragraph("Between red and green.")
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text = "Thing"
        table.cell(1, 1).paragraphs[0].add_run().add_picture(io.BytesIO(field("green")))
        document.add_paragraph("first", style="List Bullet")
        item = document.add_paragraph(style="List Bullet")
        item.add_run().add_picture(io.BytesIO(field("blue")))
        document.add_paragraph("third", style="List Bullet")
    document.add_picture(io.BytesIO(field("red")))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def deck(*, words: bool = True) -> bytes:
    """Write slides: red on the first, green on the second; an ornament on both."""
    from pptx import Presentation
    from pptx.util import Inches

    slides = Presentation()
    for colour in ("red", "green"):
        slide = slides.slides.add_slide(slides.slide_layouts[5 if words else 6])
        if words:
            slide.shapes.title.text = f"About {colour}"
            box = slide.shapes.add_textbox(Inches(1), Inches(4), Inches(3), Inches(1))
            box.text_frame.text = f"Below {colour}."
        slide.shapes.add_picture(io.BytesIO(field(colour)), Inches(1), Inches(2))
        slide.shapes.add_picture(io.BytesIO(field("blue")), Inches(8), Inches(2))
    written = io.BytesIO()
    slides.save(written)
    return written.getvalue()


def epub() -> bytes:
    """Write a book: red in its first chapter."""
    opf = EPUB_PARTS["OPS/book.opf"].replace(
        b"</manifest>", b'<item id="r" href="red.png" media-type="image/png"/></manifest>'
    )
    page = EPUB_PARTS["OPS/one.xhtml"].replace(
        b"</p>", b'</p><p><img src="red.png"/></p><p>After it.</p>'
    )
    return zipped(
        {**EPUB_PARTS, "OPS/book.opf": opf, "OPS/one.xhtml": page, "OPS/red.png": field("red")}
    )


def odt() -> bytes:
    """Write an OpenDocument text: red between two paragraphs."""
    body = (
        f'<t:p><d:frame xmlns:d="{DRAW}"><d:image xmlns:x="{XLINK}" x:href="Pictures/r.png"/>'
        "</d:frame></t:p><t:p>After it.</t:p></o:text>"
    )
    content = ODT_PARTS["content.xml"].replace(b"</o:text>", body.encode())
    return zipped({**ODT_PARTS, "content.xml": content, "Pictures/r.png": field("red")})


def html() -> bytes:
    """Write a page that holds red itself, and names a picture somewhere else."""
    data = base64.b64encode(field("red")).decode()
    return (
        f'<html><body><h1>Page</h1><p>Before.</p><ul><li><img src="data:image/png;base64,{data}">'
        '</li></ul><p>After it.</p><img src="https://example.org/x.png" alt="far away"><img '
        'src="data:image/svg+xml;base64,PHN2Zy8+"><img src="data:image/png;base64,%%%"></body></html>'
    ).encode()


def mail() -> bytes:
    """Write a mail with red attached."""
    message = EmailMessage()
    message["Subject"], message["From"] = "Frames", "anna@example.org"
    message.set_content("Look at this.\n")
    message.add_attachment(field("red"), maintype="image", subtype="png")
    return message.as_bytes()
