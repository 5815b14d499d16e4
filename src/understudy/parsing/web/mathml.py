"""Formulas in MathML as LaTeX."""

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from understudy.parsing.word.math import ACCENTS, FUNCTIONS, spelled

DEEPEST = 100
HIDDEN = {"annotation", "annotation-xml", "mphantom", "none", "mprescripts"}
TOKENS = {"mi", "mn", "mo", "mtext", "ms"}
OVER = {"¯": "overline", "‾": "overline", "^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde"}
OVER |= {"→": "vec", "⃗": "vec", "˙": "dot", "¨": "ddot"} | ACCENTS
FENCES = {"{": "\\{", "}": "\\}"}


def latex(element: Element, depth: int = 0) -> str:
    """Return an element of MathML as LaTeX without dollar signs; too deep ones give nothing."""
    name = element.tag.rpartition("}")[2]
    if depth > DEEPEST or name in HIDDEN:
        return ""
    if name in TOKENS:
        return _token(element, name)
    parts = [latex(child, depth + 1) for child in element]
    write = FORMS.get(name)
    if write is not None:
        return write(element, [*parts, "", "", ""])
    return " ".join(filter(None, parts)) if len(element) else _token(element, name)


def _token(element: Element, name: str) -> str:
    text = " ".join("".join(element.itertext()).split())
    if name == "mtext" and text:
        return f"\\text{{{text}}}"
    if text in FUNCTIONS:
        return f"\\{text}"
    return FENCES.get(text, spelled(text).strip())


def _rows(element: Element, _: Iterable[str]) -> str:
    rows = [[latex(cell, 1) for cell in row] for row in element]
    said = " \\\\ ".join(" & ".join(row) for row in rows)
    return f"\\begin{{matrix}}{said}\\end{{matrix}}"


def _fenced(element: Element, parts: list[str]) -> str:
    begin, end = element.get("open", "("), element.get("close", ")")
    between = element.get("separators", ",").strip()[:1] or " "
    inside = between.join(part for part in parts if part)
    return f"\\left{FENCES.get(begin, begin) or '.'}{inside}\\right{FENCES.get(end, end) or '.'}"


def _over(element: Element, parts: list[str]) -> str:
    name = OVER.get("".join(element[1].itertext()).strip()) if len(element) > 1 else None
    return f"\\{name}{{{parts[0]}}}" if name else f"{parts[0]}^{{{parts[1]}}}"


def _script(form: str) -> Callable[[Element, list[str]], str]:
    return lambda _, parts: form.format(*parts)


FORMS: dict[str, Callable[[Element, list[str]], str]] = {
    "mfrac": _script("\\frac{{{0}}}{{{1}}}"),
    "msup": _script("{0}^{{{1}}}"),
    "msub": _script("{0}_{{{1}}}"),
    "munder": _script("{0}_{{{1}}}"),
    "msubsup": _script("{0}_{{{1}}}^{{{2}}}"),
    "munderover": _script("{0}_{{{1}}}^{{{2}}}"),
    "mover": _over,
    "msqrt": lambda _, parts: f"\\sqrt{{{' '.join(filter(None, parts))}}}",
    "mroot": _script("\\sqrt[{1}]{{{0}}}"),
    "mfenced": _fenced,
    "mtable": _rows,
}
"""Local name to what writes it from its parts."""
