"""Formulas of MathML."""

from xml.etree.ElementTree import fromstring

import pytest

from understudy.parsing.web.mathml import latex

SPACE = "http://www.w3.org/1998/Math/MathML"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E = m c^{2}"),
        (
            "<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>",
            r"\frac{a}{b + 1}",
        ),
        ("<msqrt><mi>x</mi></msqrt>", r"\sqrt{x}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_{i}^{2}"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>", r"\sum_{i}^{n}"),
        ("<mover><mi>x</mi><mo>→</mo></mover>", r"\vec{x}"),
        ("<mfenced open='['><mi>a</mi><mi>b</mi></mfenced>", r"\left[a,b\right)"),
        (
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>",
            r"\begin{matrix}1 & 2\end{matrix}",
        ),
        ("<mi>sin</mi><mo>{</mo><mtext>if any</mtext>", r"\sin \{ \text{if any}"),
        ("<semantics><mi>a</mi><annotation>b</annotation></semantics>", "a"),
        ("", ""),
    ],
)
def test_a_formula_is_latex(inside: str, expected: str) -> None:
    """Its annotations and hidden parts are left out."""
    assert expected == latex(fromstring(f"<math xmlns='{SPACE}'>{inside}</math>"))


def test_a_formula_too_deep_ends() -> None:
    """Nobody writes one."""
    root = fromstring("<mrow>" * 500 + "<mi>x</mi>" + "</mrow>" * 500)

    assert "" == latex(root)
