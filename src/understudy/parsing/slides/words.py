"""The words of a paragraph of slides, with what python-pptx's own text of it leaves out.

Links lead to their addresses, small figures stay small, formulas become LaTeX.
"""

from typing import Any

from understudy.parsing.addresses import link
from understudy.parsing.raised import lowered, raised
from understudy.parsing.word.math import latex

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FORMULA = "{http://schemas.microsoft.com/office/drawing/2010/main}m"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"


def words(paragraph: Any, part: Any) -> str:
    r"""Return the text of a paragraph; a line end within it is ``\v``.

    Args:
        paragraph: A paragraph of python-pptx.
        part: The part it stands in, which knows where links lead.

    Raises:
        What python-pptx raises for damaged shapes.
    """
    element = paragraph._p  # no public way leads to the runs and what is between them
    plain = set(element.content_children)
    said: list[tuple[str, str]] = []
    for child in element:
        if child in plain:
            address = _address(child, part)
            if address and said and said[-1][1] == address:  # a link of several runs
                said[-1] = (said[-1][0] + _sized(child), address)
            else:
                said.append((_sized(child), address))
        elif child.tag == FORMULA:
            formulas = filter(None, (latex(one).strip() for one in child.iter(MATH)))
            said += [(f"${formula}$", "") for formula in formulas]
    return "".join(link(text, address) if address else text for text, address in said)


def _sized(run: Any) -> str:
    """Return the text of a run; figures above or below the line as Unicode has them."""
    shift = (run.xpath("./a:rPr/@baseline") or ["0"])[0].rstrip("%")
    text = str(run.text)
    if shift.startswith("-"):
        return lowered(text)
    return raised(text) if shift.strip("0") else text


def _address(run: Any, part: Any) -> str:
    """Return where a run leads outside the file; empty when it does not."""
    found = run.xpath("./a:rPr/a:hlinkClick")
    relation = found[0].get(RELATION) if found else None
    if not relation or relation not in part.rels or not part.rels[relation].is_external:
        return ""
    return str(part.rels[relation].target_ref)
