"""Which documents are made by which writer, and in which half they are.

No writer, look or seed is in both halves: what was learnt on ``dev`` is judged on ``held``.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """One file to make."""

    half: str
    suffix: str
    writer: str
    kind: str
    language: str
    seed: int

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.writer}-{self.kind}-{self.language}-{self.seed}.{self.suffix}"


DEV = {
    ("pdf", "chromium"): "paper-en report-ru letter-he manual-zh news-en prices-ru sheet-en "
    "minutes-he invoice-en",
    ("pdf", "reportlab"): "paper-ru report-en invoice-zh manual-en news-ru prices-en sheet-zh",
    ("pdf", "office-word"): "report-en manual-ru invoice-en minutes-zh letter-ru paper-en sheet-ru",
    (
        "docx",
        "python-docx",
    ): "paper-en report-ru manual-zh invoice-he sheet-en minutes-ru letter-en",
    ("docx", "office-flat"): "manual-en report-zh paper-ru sheet-ru",
    ("odt", "office-flat"): "paper-en report-ru manual-zh sheet-he minutes-en",
    ("pptx", "python-pptx"): "deck-en deck-ru deck-zh deck-he deck-en deck-ru",
    ("xlsx", "openpyxl"): "book-en book-ru book-zh book-en book-ru book-en",
    ("ods", "office-book"): "book-en book-ru",
    ("html", "site"): "paper-en report-ru manual-zh sheet-he minutes-en news-ru",
    ("epub", "pandoc"): "manual-en report-ru paper-zh",
}
HELD = {
    ("pdf", "weasyprint"): "paper-en paper-ru report-zh letter-en manual-he news-ru sheet-en "
    "prices-en invoice-ru",
    ("pdf", "typst"): "paper-zh report-en invoice-ru manual-en news-en sheet-he prices-ru",
    ("pdf", "fpdf"): "invoice-en report-ru prices-en manual-ru letter-en",
    ("pdf", "office-flat"): "paper-en report-ru sheet-zh minutes-en news-he manual-en",
    ("docx", "pandoc"): "paper-en manual-ru report-en minutes-zh sheet-he letter-ru prices-en",
    ("docx", "office-odt"): "manual-en sheet-ru invoice-en report-ru",
    ("odt", "pandoc"): "paper-ru manual-en sheet-zh report-en invoice-he",
    ("pptx", "office-slides"): "deck-en deck-ru deck-zh deck-he deck-en",
    ("pptx", "pandoc"): "deck-en deck-ru deck-zh deck-he deck-ru",
    ("xlsx", "xlsxwriter"): "book-en book-ru book-zh book-he book-en book-ru",
    ("xlsx", "office-book"): "book-en book-ru book-zh book-en",
    ("ods", "office-book-2"): "book-ru book-zh",
    ("xls", "office-book"): "book-en book-ru",
    ("html", "pandoc"): "paper-en manual-ru report-zh sheet-he minutes-en",
    ("html", "office-flat"): "paper-ru manual-en sheet-en report-ru letter-zh",
    ("epub", "office-flat"): "manual-ru report-en letter-en",
    ("doc", "office-flat"): "report-en manual-ru",
    ("ppt", "office-slides"): "deck-en deck-ru",
}


def tasks(half: str) -> list[Task]:
    """Return the files of a half, in a fixed order; seeds differ between them and the halves."""
    plan = DEV if half == "dev" else HELD
    start = 1000 if half == "dev" else 5000
    found: list[Task] = []
    for (suffix, writer), names in plan.items():
        for name in names.split():
            kind, language = name.split("-")
            seed = start + len(found)
            found.append(Task(half, suffix, writer, kind, language, seed))
    return found
