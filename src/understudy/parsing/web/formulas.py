"""Formulas and boxes to tick of HTML as text. Imported by `web.text` only."""

from xml.etree.ElementTree import Element, ParseError, fromstring

from bs4 import Tag

from understudy.parsing.web.mathml import latex

LARGEST = 100_000
"""Characters of a formula; a longer one is its words."""


def plain_formulas(part: Tag) -> None:
    """Write each ``<math>`` below an element as LaTeX between dollar signs.

    What its author gave as TeX counts first; a formula that cannot be read leaves its words.
    """
    for formula in part.find_all("math"):
        if formula.decomposed or formula.find_parent("math") is not None:
            continue
        given = formula.find("annotation", encoding="application/x-tex")
        said = given.get_text() if isinstance(given, Tag) else _latex(str(formula))
        for remark in formula.find_all(["annotation", "annotation-xml"]):
            remark.decompose()
        words = " ".join((said or formula.get_text(" ")).split())
        alone = formula.get("display") == "block"
        mark = ("$$" if alone else "$") if said.strip() else ""
        formula.replace_with(f"{mark}{words}{mark}")


def plain_boxes(part: Tag) -> None:
    """Write boxes at the start of list items as ``[x]`` and ``[ ]``."""
    for box in part.select("li input[type=checkbox]"):
        box.replace_with("[x]" if box.has_attr("checked") else "[ ]")


def _latex(markup: str) -> str:
    if len(markup) > LARGEST or "<!" in markup or "<?" in markup:
        return ""
    try:
        root: Element = fromstring(markup)  # noqa: S314  # no entity can be declared in it
    except ParseError:
        return ""
    return latex(root)
