"""Test files of other projects with their truth, as a corpus to measure on; never part of ours.

``python -m bench.parsing.fixtures FOLDER --docling REPOSITORY --pandoc REPOSITORY`` takes them from
clones of github.com/docling-project/docling (MIT) and github.com/jgm/pandoc (GPL-2.0-or-later).

The truth of docling's files is what docling wrote once and its authors accepted: for docling
itself it is circular, and where docling has a taste (a comment as text) so has the truth.
The truth of pandoc's files is the document tree that pandoc's tests expect, written as Markdown; no
engine of the benchmark has to do with it.
"""

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

DOCLING = ("docx", "pptx", "xlsx", "html", "odf", "pdf", "epub", "doc", "ppt", "xls")
MARKDOWN = "markdown_strict+pipe_tables+fenced_code_blocks+footnotes+raw_html-smart"
TEMPLATE = """$if(title)$# $title$

$endif$$if(subtitle)$$subtitle$

$endif$$for(author)$$author$

$endfor$$if(date)$$date$

$endif$$if(abstract)$$abstract$

$endif$$body$
"""
"""Title and authors stand in the file, too; pandoc keeps them apart."""
OTHER_QUESTION = ("comments", "track_changes", "golden", "command")
"""Names of files whose trees answer to options of pandoc (remarks, deleted words), or are none."""


def main() -> None:
    """Copy what there is and say how much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--docling", type=Path, help="its .git folder, or a bare clone")
    parser.add_argument("--pandoc", type=Path, help="its .git folder, or a bare clone")
    parser.add_argument("--pandoc-program", default="pandoc", help="version 3 or newer")
    chosen = parser.parse_args()
    count = 0
    if chosen.docling:
        found = docling_files(chosen.docling)
        count += sum(_keep(chosen.folder / "docling", *one) for one in found)
    if chosen.pandoc:
        found = pandoc_files(chosen.pandoc, chosen.pandoc_program)
        count += sum(_keep(chosen.folder / "pandoc", *one) for one in found)
    print(f"{count} files with their truth in {chosen.folder}")


def docling_files(repository: Path) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield name, content and truth; a PDF of an OpenDocument file has that one's truth."""
    names = set(_names(repository, "tests/data"))
    for kind in DOCLING:
        start = f"tests/data/{kind}/sources/"
        for name in sorted(one for one in names if one.startswith(start)):
            base = name.removeprefix(start)
            for truth in (base, base.removesuffix(".pdf")):
                path = f"tests/data/{kind}/groundtruth/{truth}.md"
                if path in names:
                    content, said = _show(repository, name), _show(repository, path)
                    if content and said:
                        yield f"{kind}/{base}", content, said
                    break


def pandoc_files(repository: Path, program: str) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield name, content and truth of the files that pandoc's tests read."""
    names = set(_names(repository, "test"))
    for name in sorted(names):
        path = Path(name)
        if path.suffix not in {".docx", ".odt", ".epub", ".pptx"}:
            continue
        if any(word in name for word in OTHER_QUESTION):
            continue
        native = str(path.with_suffix(".native")).replace("odt/odt/", "odt/native/")
        plain = native.replace("odt/native/", "odt/markdown/").replace(".native", ".md")
        if path.name == "output.pptx":
            native = str(path.with_name("input.native"))
        form = "native" if native in names else "markdown" if "/odt/" in plain else ""
        tree = _show(repository, native if form == "native" else plain) if form else b""
        done = _written(program, form, tree)
        content = _show(repository, name)
        if done.returncode == 0 and done.stdout.strip() and content:
            short = path.parent.name if path.stem == "output" else path.stem
            yield f"{path.suffix[1:]}/{short}{path.suffix}", content, done.stdout


def _written(program: str, form: str, tree: bytes) -> subprocess.CompletedProcess[bytes]:
    with tempfile.NamedTemporaryFile("w", suffix=".md") as template:
        template.write(TEMPLATE)
        template.flush()
        command = [program, "-f", form, "-t", MARKDOWN, "--wrap=none", "-s"]
        command.append(f"--template={template.name}")
        return subprocess.run(command, input=tree, capture_output=True, check=False)


def _keep(folder: Path, name: str, content: bytes, truth: bytes) -> int:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    target.with_name(target.name + ".md").write_bytes(truth)
    return 1


def _names(repository: Path, folder: str) -> list[str]:
    command = ["ls-tree", "-r", "--name-only", "-z", "HEAD", folder]
    return _git(repository, *command).decode().split("\0")


def _show(repository: Path, path: str) -> bytes:
    """Return a file; nothing for one that the clone lacks."""
    return _git(repository, "show", f"HEAD:{path}")


def _git(repository: Path, *arguments: str) -> bytes:
    command = ["git", f"--git-dir={repository}", *arguments]
    return subprocess.run(command, capture_output=True, check=False).stdout


if __name__ == "__main__":
    main()
