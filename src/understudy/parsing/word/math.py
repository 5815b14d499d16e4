"""Formulas of Word files as LaTeX.

Imported by `word.parts` only. Elements are known by their local names, since ISO's strict
namespaces differ.
"""

from collections.abc import Callable, Iterable
from typing import Any

SYMBOLS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi",
    "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta",
    "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
    "∞": "infty", "∑": "sum", "∏": "prod", "∫": "int", "∬": "iint", "∮": "oint", "∂": "partial",
    "∇": "nabla", "±": "pm", "∓": "mp", "×": "times", "÷": "div", "⋅": "cdot", "∙": "cdot",
    "≤": "leq", "≥": "geq", "≠": "neq", "≈": "approx", "≡": "equiv", "∈": "in", "∉": "notin",
    "⊂": "subset", "⊆": "subseteq", "∪": "cup", "∩": "cap", "∀": "forall", "∃": "exists",
    "→": "to", "⇒": "Rightarrow", "⇔": "Leftrightarrow", "←": "leftarrow", "…": "ldots",
    "⋯": "cdots", "√": "surd", "∝": "propto", "∼": "sim", "∘": "circ", "⋃": "bigcup",
    "⋂": "bigcap",
}  # fmt: skip
ACCENTS = {
    "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar",
    "\u0305": "overline", "\u0306": "breve", "\u0307": "dot", "\u0308": "ddot", "\u030c": "check",
    "\u20d7": "vec",
}  # fmt: skip
FUNCTIONS = {
    "arccos", "arcsin", "arctan", "cos", "cosh", "cot", "coth", "csc", "det", "dim", "exp", "gcd",
    "inf", "lim", "liminf", "limsup", "ln", "log", "max", "min", "sec", "sin", "sinh", "sup", "tan",
    "tanh",
}  # fmt: skip
DEEPEST = 100


def latex(element: Any, depth: int = 0) -> str:
    """Return an ``m:oMath`` element, or a part of it, as LaTeX without dollar signs.

    What it does not know gives the formulas within it; too deep ones give nothing.
    """
    if depth > DEEPEST:
        return ""
    write = FORMS.get(_name(element))
    if write is not None:
        return write(element, depth + 1)
    return _children(element, depth + 1)


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: Any, depth: int) -> str:
    return "".join(latex(child, depth) for child in element if not _name(child).endswith("Pr"))


def _part(element: Any, name: str, depth: int) -> str:
    """Return the formula in the child of a name."""
    found = next((child for child in element if _name(child) == name), None)
    return _children(found, depth).strip() if found is not None else ""


def _value(element: Any, name: str, default: str) -> str:
    """Return a property of an element, e.g. its sign."""
    for properties in element:
        if _name(properties).endswith("Pr"):
            for one in properties:
                if _name(one) == name:
                    said = [value for key, value in one.items() if key.rpartition("}")[2] == "val"]
                    return said[0] if said else ""
    return default


def _run(element: Any, depth: int) -> str:  # noqa: ARG001  # the shape of a form
    text = "".join(child.text or "" for child in element if _name(child) == "t")
    return spelled(text)


def spelled(text: str) -> str:
    """Return characters with LaTeX's names for those that are not on keyboards."""
    parts: list[str] = []
    for character in text:
        name = SYMBOLS.get(character)
        if name is not None:
            parts.append(f"\\{name} ")
        else:
            parts.append(f"\\{character}" if character in "%#&" else character)
    return "".join(parts)


def _fraction(element: Any, depth: int) -> str:
    above, below = _part(element, "num", depth), _part(element, "den", depth)
    kind = _value(element, "type", "bar")
    if kind == "lin":
        return f"{above}/{below}"
    if kind == "noBar":
        return f"\\binom{{{above}}}{{{below}}}"
    return f"\\frac{{{above}}}{{{below}}}"


def _scripts(element: Any, depth: int) -> str:
    below, above = _part(element, "sub", depth), _part(element, "sup", depth)
    return (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")


def _scripted(element: Any, depth: int) -> str:
    return _part(element, "e", depth) + _scripts(element, depth)


def _scripted_before(element: Any, depth: int) -> str:
    return f"{{}}{_scripts(element, depth)}{_part(element, 'e', depth)}"


def _root(element: Any, depth: int) -> str:
    degree = _part(element, "deg", depth)
    return (f"\\sqrt[{degree}]" if degree else "\\sqrt") + f"{{{_part(element, 'e', depth)}}}"


def _sum(element: Any, depth: int) -> str:
    sign = spelled(_value(element, "chr", "∫")).strip()
    return f"{sign}{_scripts(element, depth)} {_part(element, 'e', depth)}"


def _fence(element: Any, depth: int) -> str:
    begin, end = _value(element, "begChr", "("), _value(element, "endChr", ")")
    between = _value(element, "sepChr", "|")
    parts = [_children(child, depth).strip() for child in element if _name(child) == "e"]
    escaped = {"{": "\\{", "}": "\\}", "": "."}
    return f"\\left{escaped.get(begin, begin)}{between.join(parts)}\\right{escaped.get(end, end)}"


def _function(element: Any, depth: int) -> str:
    name, argument = _part(element, "fName", depth), _part(element, "e", depth)
    first = name.split("_")[0].split("^")[0].strip()
    name = f"\\{name}" if first in FUNCTIONS else name
    return f"{name}{argument}" if argument.startswith(("(", "\\left")) else f"{name}{{{argument}}}"


def _limit(element: Any, depth: int) -> str:
    sign = "_" if _name(element) == "limLow" else "^"
    return f"{_part(element, 'e', depth)}{sign}{{{_part(element, 'lim', depth)}}}"


def _accent(element: Any, depth: int) -> str:
    mark = ACCENTS.get(_value(element, "chr", "\u0302"), "hat")
    return f"\\{mark}{{{_part(element, 'e', depth)}}}"


def _bar(element: Any, depth: int) -> str:
    name = "overline" if _value(element, "pos", "bot") == "top" else "underline"
    return f"\\{name}{{{_part(element, 'e', depth)}}}"


def _lines(rows: Iterable[str], kind: str) -> str:
    said = " \\\\ ".join(rows)
    return f"\\begin{{{kind}}}{said}\\end{{{kind}}}"


def _equations(element: Any, depth: int) -> str:
    rows = [_children(child, depth).strip() for child in element if _name(child) == "e"]
    return _lines(rows, "aligned") if len(rows) > 1 else "".join(rows)


def _matrix(element: Any, depth: int) -> str:
    rows = [
        " & ".join(_children(cell, depth).strip() for cell in row if _name(cell) == "e")
        for row in element
        if _name(row) == "mr"
    ]
    return _lines(rows, "matrix")


FORMS: dict[str, Callable[[Any, int], str]] = {
    "r": _run,
    "f": _fraction,
    "sSup": _scripted,
    "sSub": _scripted,
    "sSubSup": _scripted,
    "sPre": _scripted_before,
    "rad": _root,
    "nary": _sum,
    "d": _fence,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "acc": _accent,
    "bar": _bar,
    "eqArr": _equations,
    "m": _matrix,
}
"""Local name to what writes it."""
