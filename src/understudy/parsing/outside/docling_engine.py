"""docling, as `serving` calls it in docling's own environment; imports nothing of ours.

PDF needs layout models; Word and PowerPoint need none.
"""

import functools
import importlib.metadata
import io
import os
from pathlib import Path
from typing import Any

PACKAGES = ("docling", "docling-core", "docling-parse", "docling-ibm-models", "torch", "pillow")
LAYOUT = "docling-project--docling-layout-heron"
TABLES = "docling-project--docling-models"
"""Folders of the models, as ``docling-tools models download`` names them."""
MODELS = "UNDERSTUDY_DOCLING_MODELS"
"""Variable of the folder they lie in. Under docling's own name a folder that is not there would be
refused for every file, those that need no model too."""
PAGE = "\x1fpage {}\x1f"
"""Stands before the first item of a page, with its number from 1."""
PICTURE = "\x1fpicture {}\x1f"
"""Stands for a picture, with its number among the returned ones from 0."""


class RefusedError(Exception):
    """A file cannot be used; ``reason`` is what it is counted by."""

    def __init__(self, why: str, reason: str) -> None:
        super().__init__(why)
        self.reason = reason


def versions() -> dict[str, str]:
    """Load what every file needs and return the versions of what was loaded."""
    os.environ.pop("DOCLING_ARTIFACTS_PATH", None)
    import docling.document_converter  # noqa: F401  # the slow part, and where a bad set-up fails

    return {name: importlib.metadata.version(name) for name in PACKAGES}


def convert(data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """Return a file's Markdown and pictures.

    Args:
        data: The file.
        options: ``format`` (``pdf``, ``docx`` or ``pptx``), ``images_scale``, ``tables``, ``ocr``
            and ``max_pages``, the last four for PDF only.

    Returns:
        ``text``, in which `PAGE` and `PICTURE` mark places; ``pages``, how many there are;
        ``captions`` of the pictures; ``problems``, what docling says it has lost. And the pictures
        as PNG.

    Raises:
        RefusedError: It needs a password (``encrypted``), has too many pages (``too_large``), or
            docling finds it damaged (``bad_<format>``).
    """
    from docling.datamodel.base_models import ConversionStatus, DocumentStream

    kind = options["format"]
    if kind == "pdf":
        _check_pages(data, options["max_pages"])
    source = DocumentStream(name=f"file.{kind}", stream=io.BytesIO(data))
    found = _converter(tuple(sorted(options.items()))).convert(source, raises_on_error=False)
    problems = [" ".join(one.error_message.split())[:300] for one in found.errors]
    if found.status not in {ConversionStatus.SUCCESS, ConversionStatus.PARTIAL_SUCCESS}:
        raise RefusedError("; ".join(problems) or found.status.value, f"bad_{kind}")
    text, pictures, captions = _markdown(found.document)
    head = {
        "text": text,
        "pages": len(found.document.pages),
        "captions": captions,
        "problems": problems,
    }
    return head, pictures


@functools.lru_cache(maxsize=2)
def _converter(options: tuple[tuple[str, Any], ...]) -> Any:
    """Return the converter for some options; the models of a PDF are loaded once."""
    from docling.datamodel.base_models import InputFormat
    from docling.document_converter import DocumentConverter, PdfFormatOption

    chosen = dict(options)
    kinds = {"pdf": InputFormat.PDF, "docx": InputFormat.DOCX, "pptx": InputFormat.PPTX}
    kind = kinds[chosen["format"]]
    if kind is not InputFormat.PDF:
        return DocumentConverter(allowed_formats=[kind])
    _load_torchvision()
    return DocumentConverter(
        allowed_formats=[kind],
        format_options={kind: PdfFormatOption(pipeline_options=_pdf_options(chosen))},
    )


def _pdf_options(chosen: dict[str, Any]) -> Any:
    from docling.datamodel.accelerator_options import AcceleratorOptions
    from docling.datamodel.pipeline_options import PdfPipelineOptions

    return PdfPipelineOptions(
        artifacts_path=Path(os.environ[MODELS]),
        accelerator_options=AcceleratorOptions(device=os.environ.get("UNDERSTUDY_DEVICE", "cpu")),
        images_scale=chosen["images_scale"],
        generate_picture_images=True,
        do_table_structure=chosen["tables"],
        do_ocr=chosen["ocr"],
    )


def _load_torchvision() -> None:
    """Import torchvision even where its compiled operators are built for another torch.

    The index has one build of torchvision, which fits the torch with CUDA; beside a torch for the
    CPU its import ends at operators that nobody declared. docling uses the transforms in Python
    only, so a declaration is enough.
    """
    import torch

    try:
        import torchvision
    except RuntimeError:
        boxes = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
        for name in ("nms", "qnms"):
            torch.library.define(f"torchvision::{name}", boxes)
        import torchvision  # noqa: F401


def _check_pages(data: bytes, most: int) -> None:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "encrypted" if "password" in str(error).lower() else "bad_pdf"
        raise RefusedError(str(error), reason) from error
    pages = len(pdf)
    pdf.close()
    if not 1 <= pages <= most:
        raise RefusedError(f"{pages} pages, and {most} are allowed", "too_large")


def _markdown(document: Any) -> tuple[str, list[bytes], list[str]]:
    """Write a document with marks, and return its pictures and their captions."""
    from docling_core.transforms.serializer.markdown import MarkdownDocSerializer, MarkdownParams
    from docling_core.types.doc import ContentLayer

    marks = _Marks(document)
    texts, tables, pictures = _serializers(marks)
    serializer = MarkdownDocSerializer(
        doc=document,
        text_serializer=texts(),
        table_serializer=tables(),
        picture_serializer=pictures(),
        params=MarkdownParams(
            layers={ContentLayer.BODY, ContentLayer.NOTES},
            compact_tables=True,
            escape_html=False,
            escape_underscores=False,
        ),
    )
    # docling keeps the notes of a Word file with its running heads, out of the text.
    beside = document.iterate_items(included_content_layers={ContentLayer.FURNITURE})
    notes = [item.text for item, _ in beside if getattr(item, "label", None) == "footnote"]
    text = "\n\n".join([serializer.serialize().text, *notes])
    return text, marks.pictures, marks.captions


class _Marks:
    """Writes the marks of a document, in its order."""

    def __init__(self, document: Any) -> None:
        self.pictures: list[bytes] = []
        self.captions: list[str] = []
        self._document = document
        self._page = 0

    def page(self, item: Any) -> str:
        """Return a mark if the item begins another page; docling's own miss those in groups."""
        page = item.prov[0].page_no if item.prov else 0
        if page <= self._page:
            return ""
        self._page = page
        return PAGE.format(page)

    def is_comment(self, item: Any) -> bool:
        """Tell a reviewer's remark, which is no part of the document."""
        parent = item.parent.resolve(self._document) if item.parent else None
        return getattr(parent, "label", None) == "comment_section"

    def picture(self, item: Any) -> str:
        """Keep a picture and return its mark; empty when the file has none of it."""
        image = item.get_image(self._document)
        if image is None:
            return ""
        written = io.BytesIO()
        image.save(written, "PNG")
        self.pictures.append(written.getvalue())
        self.captions.append(item.caption_text(self._document))
        return PICTURE.format(len(self.pictures) - 1)


def _serializers(marks: _Marks) -> tuple[Any, Any, Any]:
    """Return docling's serializers of texts, tables and pictures, with marks before what each."""
    from docling_core.transforms.serializer import markdown
    from docling_core.transforms.serializer.common import create_ser_result

    def marked(base: Any) -> Any:
        class Marked(base):  # type: ignore[misc]
            def serialize(self, *, item: Any, **others: Any) -> Any:
                if marks.is_comment(item):
                    return create_ser_result()
                mark = marks.page(item)
                found = super().serialize(item=item, **others)
                # Blanks at the start, as slides have them, would make code of a paragraph.
                found.text = mark + found.text.lstrip(" \t\v\n")
                return found

        return Marked

    class Picture(markdown.MarkdownPictureSerializer):  # type: ignore[misc]
        def serialize(self, *, item: Any, doc_serializer: Any, **others: Any) -> Any:
            mark = marks.page(item) + marks.picture(item)
            caption = doc_serializer.serialize_captions(item=item, **others).text
            text = "\n\n".join(part for part in (mark, caption) if part)
            return create_ser_result(text=text, span_source=item)

    tables, texts = markdown.MarkdownTableSerializer, markdown.MarkdownTextSerializer
    return marked(texts), marked(tables), Picture
