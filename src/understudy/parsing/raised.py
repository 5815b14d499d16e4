"""Raised and lowered figures as Unicode has them: ``10`` with a raised 6 is not 106."""

ABOVE = str.maketrans("0123456789+-\u2212=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
BELOW = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def raised(text: str) -> str:
    """Return text in small figures above the line; as it is when one of its signs has none."""
    return _moved(text, ABOVE)


def lowered(text: str) -> str:
    """Return text in small figures below the line; as it is when one of its signs has none."""
    return _moved(text, BELOW)


def _moved(text: str, signs: dict[int, int]) -> str:
    return text.translate(signs) if all(ord(sign) in signs for sign in text.strip()) else text
