"""FictionBook, the XML of Russian electronic books, as HTML.

References:
    The schema of FictionBook 2.1 (gribuser.ru, FictionBook2.1.xsd).
"""

from collections.abc import Callable
from html import escape
from typing import ClassVar
from xml.etree.ElementTree import Element

WRAPPED = {
    "emphasis": "em",
    "strong": "strong",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
    "table": "table",
    "tr": "tr",
    "th": "th",
    "td": "td",
    "cite": "blockquote",
    "epigraph": "blockquote",
    "annotation": "blockquote",
}
"""Elements to those of HTML that mean the same."""
SPANS = ("colspan", "rowspan")
DEEPEST_HEADING = 6


class BookHtml:
    """Writes a book; its pictures are kept as they come.

    Args:
        root: The whole file.
        picture: From the name of a picture and its caption to the path of its asset.
    """

    def __init__(self, root: Element, picture: Callable[[str, str], str]) -> None:
        self._picture = picture
        bodies = [child for child in root if name_of(child) == "body"]
        self._texts = [body for body in bodies if not body.get("name")] or bodies[:1]
        others = [body for body in bodies if body not in self._texts]
        self._noted = {
            note.get("id", ""): note for body in others for note in body.iter() if note.get("id")
        }
        self._others = others
        self._cover = [part for part in root.iter() if name_of(part) == "coverpage"]
        self._numbers: dict[str, int] = {}
        self._depth = 0

    def html(self) -> str:
        """Return the cover, the text, the notes in the order in which it asks for them."""
        parts = [self._inside(part) for part in self._cover]
        parts += [self._sections(body) for body in self._texts]
        written: set[str] = set()
        while len(written) < len(self._numbers):  # a note may ask for others
            name = next(one for one in self._numbers if one not in written)
            written.add(name)
            parts.append(self._note(name))
        asked = {id(self._noted[name]) for name in self._numbers}
        for body in self._others:
            rest = [part for part in body if name_of(part) == "section" and id(part) not in asked]
            parts += [f"<p>{self._line(part)}</p>" for part in rest]
        return "".join(parts)

    def _note(self, name: str) -> str:
        return f"<p>[^{self._numbers[name]}]: {self._line(self._noted[name])}</p>"

    def _line(self, note: Element) -> str:
        """Return a note on one line, without the number over it."""
        if name_of(note) == "p":
            return self._inside(note)
        parts = [part for part in note if name_of(part) != "title"]
        words = (self._inside(part).replace("<p>", " ").replace("</p>", " ") for part in parts)
        return " ".join(word.strip() for word in words)

    def _sections(self, element: Element) -> str:
        """Write a body or a section; what is in it is one level deeper if it has a title."""
        titled = any(name_of(child) == "title" for child in element)
        is_section = name_of(element) == "section"
        self._depth += titled or is_section
        html = self._inside(element)
        self._depth -= titled or is_section
        return html

    def _inside(self, element: Element) -> str:
        """Write the words and elements in an element."""
        parts = [escape(element.text or "")]
        for child in element:
            parts += [self._element(child), escape(child.tail or "")]
        return "".join(parts)

    def _element(self, element: Element) -> str:
        name = name_of(element)
        if name in self._SPECIAL:
            return self._SPECIAL[name](self, element)
        html = self._inside(element)
        if tag := WRAPPED.get(name):
            spans = "".join(
                f' {span}="{escape(element.get(span, ""))}"' for span in SPANS if element.get(span)
            )
            return f"<{tag}{spans}>{html}</{tag}>"
        return html

    def _title(self, element: Element) -> str:
        lines = (self._inside(line).strip() for line in element if name_of(line) == "p")
        level = min(max(self._depth, 1), DEEPEST_HEADING)
        return f"<h{level}>{' '.join(filter(None, lines))}</h{level}>"

    def _strong_line(self, element: Element) -> str:
        html = self._inside(element).strip()
        letters = any(sign.isalnum() for sign in "".join(element.itertext()))
        return f"<p><strong>{html}</strong></p>" if letters else "<hr>"

    def _poem(self, element: Element) -> str:
        """Write a poem: stanzas of lines, its title and its author beside them."""
        parts = []
        for part in element:
            lines = [line for line in part if name_of(line) == "v"]
            others = "".join(self._element(line) for line in part if name_of(line) != "v")
            if name_of(part) == "stanza":
                verses = "<br>".join(self._inside(line).strip() for line in lines)
                parts.append(f"{others}<p>{verses}</p>")
            elif name_of(part) == "title":  # no heading of the book
                parts += [self._strong_line(line) for line in part]
            else:
                parts.append(self._element(part))
        return f"<div>{''.join(parts)}</div>"

    def _paragraph(self, element: Element) -> str:
        return f"<p>{self._inside(element)}</p>"

    def _link(self, element: Element) -> str:
        target = href(element).removeprefix("#")
        if not href(element).startswith("#") or target not in self._noted:
            return self._inside(element)
        return f"[^{self._numbers.setdefault(target, len(self._numbers) + 1)}]"

    def _image(self, element: Element) -> str:
        caption = element.get("alt") or element.get("title") or ""
        path = self._picture(href(element).removeprefix("#"), caption)
        return f'<img src="{path}" alt="{escape(" ".join(caption.split()))}">'

    def _nothing(self, _: Element) -> str:
        return ""

    _SPECIAL: ClassVar[dict[str, Callable[["BookHtml", Element], str]]] = {
        "section": _sections,
        "title": _title,
        "subtitle": _strong_line,
        "poem": _poem,
        **dict.fromkeys(("p", "text-author", "v", "date"), _paragraph),
        "a": _link,
        "image": _image,
        "empty-line": _nothing,
        "style": _inside,
    }


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace, which files get wrong."""
    return element.tag.rpartition("}")[2]


def href(element: Element) -> str:
    """Return what an element points to, by whatever prefix."""
    named = (value for key, value in element.items() if key.rpartition("}")[2] == "href")
    return next(named, "")
