"""Small charts as inline SVG: no script, no font, no network.

Colours and line styles come from the page's style sheet through classes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, MARGIN = 640, 220, 44  # pixels at the drawing's own scale


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with its interval."""

    name: str
    value: float
    low: float | None
    high: float | None
    note: str = ""


def lines(series: Mapping[str, Sequence[tuple[float, float]]], x_name: str, y_name: str) -> str:
    """Draw curves over a common scale.

    Args:
        series: Points (x, y) of each curve by its name, in order of x.
        x_name: Label of the horizontal axis.
        y_name: Label of the vertical one.
    """
    points = [point for curve in series.values() for point in curve]
    if not points:
        return ""
    right = max(x for x, _ in points) or 1.0
    bottom, top = _range([y for _, y in points])

    def place(x: float, y: float) -> str:
        across = MARGIN + x / right * (WIDTH - 2 * MARGIN)
        down = HEIGHT - MARGIN - (y - bottom) / (top - bottom) * (HEIGHT - 2 * MARGIN)
        return f"{across:.1f},{down:.1f}"

    parts = [_frame(bottom, top, right, x_name, y_name)]
    for number, (name, curve) in enumerate(series.items()):
        parts.append(
            f'<polyline class="line s{number}" points="{" ".join(place(x, y) for x, y in curve)}"/>'
        )
        parts.append(
            f'<text class="key s{number}" x="{WIDTH - MARGIN}" y="{MARGIN / 2 + 15 * number:.0f}" '
            f'text-anchor="end">{escape(name)}</text>'
        )
    return _svg(HEIGHT, f"{y_name} by {x_name}", parts)


def intervals(bars: Sequence[Bar], *, mark: float | None = None) -> str:
    """Draw a dot and its interval a row, on one scale that holds 0.

    Args:
        bars: Rows from top to bottom.
        mark: A value to draw a line at, e.g. a bar to pass.
    """
    if not bars:
        return ""
    ends = [end for bar in bars for end in (bar.value, bar.low, bar.high) if end is not None]
    left, right = min(0.0, *ends), max(0.0, mark or 0.0, *ends)
    span = (right - left) or 1.0
    name_width, row = 230, 24
    height = row * len(bars) + 30

    def across(value: float) -> float:
        return name_width + (value - left) / span * (WIDTH - name_width - 70)

    parts = [
        f'<line class="axis" x1="{across(0):.1f}" y1="4" x2="{across(0):.1f}" y2="{height - 22}"/>'
    ]
    if mark is not None:
        place = f"{across(mark):.1f}"
        parts.append(f'<line class="mark" x1="{place}" y1="4" x2="{place}" y2="{height - 22}"/>')
    for number, bar in enumerate(bars):
        y = row * number + 18
        parts.append(
            f'<text x="{name_width - 10}" y="{y + 4}" text-anchor="end">{escape(bar.name)}</text>'
        )
        if bar.low is not None and bar.high is not None:
            parts.append(
                f'<line class="interval" x1="{across(bar.low):.1f}" y1="{y}" '
                f'x2="{across(bar.high):.1f}" y2="{y}"/>'
            )
        parts.append(
            f'<circle class="dot" cx="{across(bar.value):.1f}" cy="{y}" r="4.5">'
            f"<title>{escape(bar.note)}</title></circle>"
        )
        parts.append(f'<text class="value" x="{WIDTH - 58}" y="{y + 4}">{bar.value:.3f}</text>')
    parts.append(
        f'<text class="tick" x="{across(0):.1f}" y="{height - 6}" text-anchor="middle">0</text>'
    )
    return _svg(height, "figures with intervals", parts)


def _range(values: Sequence[float]) -> tuple[float, float]:
    bottom, top = min(values), max(values)
    return (bottom, top) if top > bottom else (bottom - 0.5, top + 0.5)


def _frame(bottom: float, top: float, right: float, x_name: str, y_name: str) -> str:
    base = HEIGHT - MARGIN
    ticks = [bottom + (top - bottom) * share for share in (0, 0.5, 1)]
    places = [base - share * (HEIGHT - 2 * MARGIN) for share in (0, 0.5, 1)]
    marks = "".join(
        f'<text class="tick" x="{MARGIN - 6}" y="{place + 4:.0f}" text-anchor="end">'
        f"{tick:.2f}</text>"
        f'<line class="grid" x1="{MARGIN}" y1="{place:.0f}" '
        f'x2="{WIDTH - MARGIN}" y2="{place:.0f}"/>'
        for tick, place in zip(ticks, places, strict=True)
    )
    return (
        f"{marks}"
        f'<text class="tick" x="{WIDTH - MARGIN}" y="{base + 18}" text-anchor="end">'
        f"{escape(x_name)} {right:g}</text>"
        f'<text class="tick" x="{MARGIN}" y="{base + 18}">0</text>'
        f'<text class="tick" x="{MARGIN}" y="{MARGIN - 14}">{escape(y_name)}</text>'
    )


def _svg(height: int, label: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )
