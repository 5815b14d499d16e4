"""Programs that turn one file into another: LibreOffice, pandoc, Chromium, typst, WeasyPrint."""

import shutil
import subprocess
import tempfile
from pathlib import Path

LIMIT_S = 240
FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "html": "html:HTML (StarWriter)",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}
"""LibreOffice's filters where the suffix alone leaves a choice."""


def with_libreoffice(source: Path, target: Path) -> None:
    """Let LibreOffice save a file in the format of the target's suffix."""
    suffix = target.suffix[1:]
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            "soffice",
            f"-env:UserInstallation=file://{scratch}/profile",
            "--headless",
            "--convert-to",
            FILTERS.get(suffix, suffix),
            "--outdir",
            f"{scratch}/out",
            str(source),
        ]
        _run(command)
        shutil.move(Path(scratch) / "out" / f"{source.stem}.{suffix}", target)


def with_chromium(source: Path, target: Path) -> None:
    """Print a page as Chromium does."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={scratch}",
            f"--print-to-pdf={target}",
            source.resolve().as_uri(),
        ]
        _run(command)


def with_pandoc(text: str, target: Path, *options: str) -> None:
    """Let pandoc write Markdown in the format of the target's suffix."""
    source = target.with_suffix(".pandoc.txt")
    source.write_text(text, encoding="utf-8")
    _run(
        [
            "pandoc",
            "-f",
            "markdown-auto_identifiers-smart",
            *options,
            "-o",
            str(target),
            str(source),
        ]
    )
    source.unlink()


def with_typst(text: str, target: Path) -> None:
    """Compile typst to PDF."""
    import typst

    source = target.with_suffix(".typ")
    source.write_text(text, encoding="utf-8")
    typst.compile(str(source), output=str(target))
    source.unlink()


def with_weasyprint(html: str, target: Path) -> None:
    """Print a page as WeasyPrint does."""
    from weasyprint import HTML

    HTML(string=html).write_pdf(str(target))


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()[-400:]}")
