"""What mammoth does not read of a Word file, put where it reads it.

Formulas become text in LaTeX, charts tables, diagrams paragraphs; headings get the numbers that
Word prints, lists their true first numbers; pictures that are not in the file go. Imported inside
the parser's function only.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from understudy.parsing.word import numbers as word_numbers
from understudy.parsing.word.math import latex
from understudy.parsing.word.numbers import attribute, child, local, value

BEGIN, END = "\ufdd0", "\ufdd1"
"""Noncharacters around the number of a list's item; no text may hold them."""
MOST_POINTS = 10_000
"""Categories of a chart."""
MOST_ADDED = 20_000
"""Cells and paragraphs that charts and diagrams may add to a file."""
LARGEST_PART = 50_000_000
"""Bytes; the tree of a larger part does not fit into memory."""
EMBED = ("embed", "link", "id")
HTML_STYLES = """
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Source Code'] => pre:separator('\\n')
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='Preformatted Text'] => pre:separator('\\n')
p[style-name='Code'] => pre:separator('\\n')
p[style-name='macro'] => pre:separator('\\n')
"""


def main_part(archive: zipfile.ZipFile, default: str) -> str:
    """Return the name of the part that holds the text: nearly always the default."""
    targets = [
        target
        for kind, target, _ in _relations(archive, "")
        if kind.endswith("/officeDocument") and target in archive.NameToInfo
    ]
    return targets[0] if targets else default


def prepared(data: bytes, main: str) -> tuple[bytes, str]:
    """Return the file rewritten for mammoth, and lines for its style map.

    Args:
        data: A checked archive.
        main: The name of its main part.

    Raises:
        etree.XMLSyntaxError: A part is damaged; what else mammoth would raise.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = _Part(archive, main)
        styles = part.rewrite()
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as target:
            for name in archive.namelist():
                if name == main:
                    target.writestr(name, etree.tostring(part.root, encoding="utf-8"))
                else:
                    target.writestr(name, archive.read(name))
    return written.getvalue(), HTML_STYLES + styles


def _relations(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind, target and id of a part's relations; the targets outside the file are empty."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.NameToInfo:
        return
    for one in _tree(archive.read(path)):
        target = attribute(one, "Target")
        inside = attribute(one, "TargetMode") != "External"
        place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield attribute(one, "Type"), place if inside else "", attribute(one, "Id")


def _tree(data: bytes) -> Any:
    if len(data) > LARGEST_PART:
        raise ValueError(f"a part of {len(data)} bytes of XML")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


class _Part:
    """The main part of a file while it is rewritten."""

    def __init__(self, archive: zipfile.ZipFile, main: str) -> None:
        self._archive = archive
        self.root = _tree(archive.read(main))
        self._space = self.root.tag.rpartition("}")[0] + "}"
        found = list(_relations(archive, main))
        self._targets = {name: target for _, target, name in found}
        self._trees: dict[str, Any] = {}
        self._left = MOST_ADDED
        self._counting = word_numbers.read(
            *(self._named(found, kind) for kind in ("/styles", "/numbering"))
        )

    def rewrite(self) -> str:
        """Change the tree; return lines for the style map."""
        changes: dict[str, Callable[[Any], None]] = {
            "oMathPara": self._formulas,
            "oMath": self._formula,
            "chart": self._chart,
            "relIds": self._diagram,
            "blip": self._blip,
            "imagedata": self._blip,
        }
        for element in list(self.root.iter(*_TAGS)):
            change = changes.get(local(element))
            if change is not None and element.getparent() is not None:
                change(element)
        for paragraph in list(self.root.iter(f"{self._space}p")):
            self._number(paragraph)
            self._join_dropped(paragraph)
        return self._headings()

    def _named(self, found: list[tuple[str, str, str]], kind: str) -> Any:
        for named, target, _ in found:
            if named.endswith(kind) and target in self._archive.NameToInfo:
                return _tree(self._archive.read(target))
        return None

    def _make(self, name: str, *inside: Any) -> Any:
        made = etree.Element(self._space + name)
        made.extend(inside)
        return made

    def _run(self, text: str) -> Any:
        said = self._make("t")
        said.text = "".join(letter for letter in text if letter >= " ")
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return self._make("r", said)

    def _formula(self, element: Any) -> None:
        self._replace(element, self._run(f"${latex(element).strip()}$"))

    def _formulas(self, element: Any) -> None:
        said = [latex(one).strip() for one in element if local(one) == "oMath"]
        self._replace(element, self._run(" ".join(f"$${one}$$" for one in said if one)))

    def _replace(self, element: Any, new: Any) -> None:
        new.tail = element.tail
        element.getparent().replace(element, new)

    def _after(self, element: Any, new: list[Any]) -> None:
        """Put blocks behind the paragraph around an element."""
        around = list(element.iterancestors(f"{self._space}p"))
        if around:
            for block in reversed(new):
                around[-1].addnext(block)

    def _related(self, element: Any, key: str) -> Any:
        """Return the tree of the part that an attribute names; None if the file lacks it."""
        target = self._targets.get(attribute(element, key), "")
        if target not in self._trees:
            there = target in self._archive.NameToInfo
            self._trees[target] = _tree(self._archive.read(target)) if there else None
        return self._trees[target]

    def _chart(self, element: Any) -> None:
        tree = self._related(element, "id")
        title, rows = ("", []) if tree is None else chart(tree)
        self._left -= sum(map(len, rows))
        if self._left > 0:
            blocks = [self._make("p", self._run(title))] if title else []
            self._after(element, [*blocks, self._table(rows)] if rows else blocks)

    def _table(self, rows: list[list[str]]) -> Any:
        return self._make(
            "tbl",
            *(
                self._make(
                    "tr",
                    *(self._make("tc", self._make("p", self._run(cell))) for cell in row),
                )
                for row in rows
            ),
        )

    def _diagram(self, element: Any) -> None:
        tree = self._related(element, "dm")
        found = [] if tree is None else [_words(one) for one in tree.iter("{*}t") if len(one)]
        self._left -= len(found)
        if self._left > 0:
            self._after(element, [self._make("p", self._run(text)) for text in found if text])

    def _blip(self, element: Any) -> None:
        """Take away a picture that is not in the file, so that nobody looks for it."""
        named = {attribute(element, key) for key in EMBED} & set(self._targets)
        if any(self._targets[name] not in self._archive.NameToInfo for name in named):
            for around in element.iterancestors():
                if local(around) in {"drawing", "pict", "object"}:
                    around.getparent().remove(around)
                    return

    def _number(self, paragraph: Any) -> None:
        """Write a heading's number, and that of a list's item between marks."""
        properties = child(paragraph, "pPr")
        style = value(properties, "pStyle")
        place = self._counting.place(style, child(properties, "numPr"))
        if place is None:
            return
        count, printed = self._counting.count(*place)
        if not _words(paragraph):
            return
        run = None
        if self._counting.heading(style):
            printed = printed.strip().rstrip(".")  # as Word writes it in references
            run = self._run(f"{printed} ") if printed else None
        elif printed:
            run = self._run(f"{BEGIN}{count}{END}")
        if run is not None:
            paragraph.insert(0 if properties is None else 1, run)

    def _join_dropped(self, paragraph: Any) -> None:
        """Put a large first letter, a paragraph of its own in the file, before its word."""
        frame = child(child(paragraph, "pPr"), "framePr")
        following = paragraph.getnext()
        if frame is None or attribute(frame, "dropCap") in {"", "none"}:
            return
        if following is None or local(following) != "p":
            return
        start = 0 if child(following, "pPr") is None else 1
        for run in reversed([one for one in paragraph if local(one) != "pPr"]):
            following.insert(start, run)
        paragraph.getparent().remove(paragraph)

    def _headings(self) -> str:
        """Return lines that make headings of the styles that are based on some."""
        lines = []
        for name, style in self._counting.styles.items():
            level = self._counting.heading(name)
            if level and style.name:
                said = style.name.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
                lines.append(f"p[style-name='{said}'] => h{min(level, 6)}:fresh")
        return "\n".join(lines) + "\n"


_TAGS = ["{*}oMathPara", "{*}oMath", "{*}chart", "{*}relIds", "{*}blip", "{*}imagedata"]


def _words(element: Any) -> str:
    """Return the text of an element in one line."""
    return " ".join("".join(one.text or "" for one in element.iter("{*}t")).split())


def chart(root: Any) -> tuple[str, list[list[str]]]:
    """Return the title of a chart and its data: a row a category, a column a series."""
    titles = [_words(one) for one in root.iter("{*}title")]
    columns: list[tuple[str, dict[int, str]]] = []
    labels: dict[int, str] = {}
    for series in root.iter("{*}ser"):
        names = [_points(one) for one in series if local(one) == "tx"]
        values = [_points(one) for one in series if local(one) in {"val", "yVal"}]
        for one in series:
            if local(one) in {"cat", "xVal"}:
                labels |= _points(one)
        name = " ".join(names[0].values()) if names else ""
        columns.append((name, values[0] if values else {}))
    places = sorted(set(labels).union(*(points for _, points in columns)))[:MOST_POINTS]
    rows = [["", *(name for name, _ in columns)]] if columns else []
    rows += [[labels.get(at, ""), *(points.get(at, "") for _, points in columns)] for at in places]
    return (titles[0] if titles else ""), rows


def _points(element: Any) -> dict[int, str]:
    """Return the saved values below an element by their places."""
    found: dict[int, str] = {}
    for point in element.iter("{*}pt"):
        at, said = attribute(point, "idx"), child(point, "v")
        if at.isdigit() and len(at) < 6 and said is not None:
            found[int(at)] = " ".join((said.text or "").split())
    if not found:
        said = child(element, "v")
        found = {0: " ".join((said.text or "").split())} if said is not None else {}
    return found
