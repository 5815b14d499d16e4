"""How much cleaning misses on the data at hand: a sample for a reviewer, and what it proves.

Recall on somebody else's sentences says little of one's own. So texts of the cleaned records are
drawn, a person notes what still should have been hidden, and the share of texts in which something
was missed gets an exact bound (Clopper and Pearson, 1934: https://doi.org/10.1093/biomet/26.4.404).
The draw is proportional over strata, so the exact bound of a plain draw holds and is a little wide.
"""

import codecs
import csv
import hashlib
import heapq
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from understudy.cleaning.finding import pseudonym
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.language import language_of
from understudy.core.records import Conversation, Document, Row

MOST_WORDS = 120
"""Words of a text that a reviewer sees at once; longer ones are cut into several."""
COLUMNS = ("text_id", "kind", "collection", "language", "text", "checked", "missed", "state")
NOTHING = {"", "-", "0", "no", "n", "none", "false", "нет", "н", "ложь"}
"""What reviewers write where nothing was missed, or what they have not read."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that spreadsheet programs reckon with; an apostrophe keeps it a text."""
RATE = Path("data/privacy.json")
"""Where the rate is kept unless the command line says otherwise."""
CONFIDENCE = 0.95


class Unit(NamedTuple):
    """A text of a cleaned record, short enough to be read."""

    text_id: str
    kind: str
    collection: str
    language: str
    text: str

    @property
    def stratum(self) -> tuple[str, str, str]:
        """What the draw is proportional over."""
        return self.kind, self.collection, self.language


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer found."""

    checked: int
    """Texts that were read."""
    missed_in: int
    """Of them those in which something was missed."""
    missed: int
    """Things that were missed."""
    hidden: int
    """Things that cleaning did hide in the texts that were read."""
    state: str
    """What the texts were drawn from, see `state_of`."""


def draw(cleaned: Path, count: int, seed: int) -> list[Unit]:
    """Draw texts of the cleaned records, in proportion to the strata, in the order of the records.

    A text is drawn by its hash, so that more data or a larger count keep what was drawn before.

    Args:
        cleaned: The clean stage's folder.
        count: How many; all where there are fewer.
        seed: Another one draws others.

    Raises:
        SetupError: There is nothing to draw from.
    """
    sizes = Counter(unit.stratum for unit in units(cleaned))
    if not sizes:
        raise SetupError(f"{cleaned} has no text to review: run `dvc repro clean` first")
    wanted = _allotted(sizes, count)
    heaps: defaultdict[tuple[str, str, str], list[tuple[int, int, Unit]]] = defaultdict(list)
    for place, unit in enumerate(units(cleaned)):
        most = wanted[unit.stratum]
        digest = hashlib.sha256(f"{seed} {unit.text_id}".encode()).digest()
        entry = (-int.from_bytes(digest[:8], "big"), place, unit)
        heap = heaps[unit.stratum]
        if len(heap) < most:
            heapq.heappush(heap, entry)
        elif most and entry > heap[0]:
            heapq.heapreplace(heap, entry)
    drawn = sorted((place, unit) for heap in heaps.values() for _, place, unit in heap)
    return [unit for _, unit in drawn]


def _allotted(sizes: Counter[tuple[str, str, str]], count: int) -> dict[tuple[str, str, str], int]:
    """Share a count out in proportion; the largest remainders get what is left, none is left out.

    A stratum with anything gets one: what nobody looked at nothing is known of.
    """
    total = sizes.total()
    count = min(count, total)
    exact = {stratum: count * size / total for stratum, size in sizes.items()}
    wanted = {stratum: max(1, int(share)) for stratum, share in exact.items()}
    order = sorted(sizes, key=lambda one: (int(exact[one]) - exact[one], one))
    for stratum in order:
        if sum(wanted.values()) < count and wanted[stratum] < sizes[stratum]:
            wanted[stratum] += 1
    return wanted


def units(cleaned: Path) -> Iterator[Unit]:
    """Yield all texts of the cleaned records."""
    kinds: dict[str, type[Document] | type[Conversation] | type[Row]] = {
        "documents": Document,
        "conversations": Conversation,
        "rows": Row,
    }
    for kind, record in kinds.items():
        path = cleaned / f"{kind}.jsonl"
        if path.is_file():
            for one in jsonl.read(path, record):
                for place, text in _texts(one):
                    yield Unit(f"{one.id}.{place}", kind, one.collection, language_of(text), text)


def _texts(record: Document | Conversation | Row) -> Iterator[tuple[str, str]]:
    if isinstance(record, Document):
        title = "" if record.title in record.text else f"{record.title}\n\n"
        whole = [("text", title + record.text)]
    elif isinstance(record, Conversation):
        messages = enumerate(record.messages)
        whole = [(f"messages.{n}", said.text) for n, said in messages if said.text.strip()]
    else:
        cells = (
            f"{column}: {cell if isinstance(cell, str) else '; '.join(cell)}"
            for column, cell in record.cells.items()
            if cell
        )
        whole = [("cells", "\n".join(cells))]
    for place, text in whole:
        for number, piece in enumerate(_pieces(text)):
            yield f"{place}.{number}", piece


def _pieces(text: str) -> Iterator[str]:
    """Cut a text after every so many words."""
    ends = [match.end() for match in re.finditer(r"\S+", text)][MOST_WORDS - 1 :: MOST_WORDS]
    start = 0
    for end in [*ends, len(text)]:
        if text[start:end].strip():
            yield text[start:end].strip()
        start = end


def state_of(cleaned: Path) -> str:
    """Return what tells one result of cleaning from another.

    Raises:
        SetupError: Cleaning wrote its records and ended, e.g. because too few people share a row's
            values: what it will write next is another result.
    """
    manifest = cleaned / "manifest.json"
    if not manifest.is_file():
        raise SetupError(f"{cleaned} is unfinished: run `dvc repro clean`, and mend what it says")
    return f"clean-{jsonl.sha256(manifest)[:12]}"


def sheet(drawn: Iterable[Unit], state: str) -> str:
    """Return the table for the reviewer: CSV that spreadsheet programs open as it is.

    Args:
        drawn: The texts.
        state: What they were drawn from, see `state_of`.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for unit in drawn:
        guard = "'" if unit.text.startswith(FORMULA) else ""
        writer.writerow([*unit._replace(text=guard + unit.text), "", "", state])
    return "\ufeff" + text.getvalue()


def read_review(path: Path) -> Review:
    """Read the table back, as whatever program saved it.

    ``checked`` is anything for a text that was read; ``missed`` holds what was missed, with ``|``
    between several.

    Raises:
        SetupError: It is not such a table, has a text twice, joins tables of two states, or nobody
            has checked anything.
    """
    rows = _rows(path)
    twice = [one for one, count in Counter(row["text_id"] for row in rows).items() if count > 1]
    states = sorted({row["state"] or "" for row in rows})
    if twice or len(states) > 1:
        what = f"{twice[0]} stands in it twice" if twice else f"it is of {' and of '.join(states)}"
        raise SetupError(f"{path}: {what}. A rate is of one draw: give one sample, each text once.")
    checked = missed_in = missed = hidden = 0
    for row in rows:
        found = [one.strip() for one in (row["missed"] or "").split("|")]
        found = [one for one in found if one.casefold() not in NOTHING]
        if (row["checked"] or "").strip().casefold() in NOTHING and not found:
            continue
        checked += 1
        missed_in += bool(found)
        missed += len(found)
        hidden += len(pseudonym().findall(row["text"]))
    if not checked:
        raise SetupError(
            f"{path}: no text is marked as checked. Write x into 'checked' of each text that was "
            "read, and into 'missed' what should have been hidden in it, with | between several."
        )
    return Review(checked, missed_in, missed, hidden, states[0])


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise SetupError(f"{path} does not exist: `understudy pii sample -o {path}` makes it")
    content = path.read_bytes()
    if content.startswith(b"PK\x03\x04"):
        raise SetupError(f"{path} is a workbook: save it as CSV, and give that")
    text = _decoded(content)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restval=""))
    missing = [column for column in COLUMNS if rows and column not in rows[0]]
    if not rows or missing:
        lacks = ", ".join(missing) or "rows"
        raise SetupError(
            f"{path} is no table of `understudy pii sample`: it lacks {lacks}. Keep the header "
            "line as it was."
        )
    return [row for row in rows if row["text_id"]]


def _decoded(content: bytes) -> str:
    """Return the text of a table in whatever a spreadsheet program writes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")  # a Russian one's CSV


def rate(review: Review, cleaned: Path) -> dict[str, Any]:
    """Return what the review proves: a manifest among those that the build stage is given.

    Args:
        review: What was found.
        cleaned: The clean stage's folder, whose state the figures are of.

    Raises:
        SetupError: The texts were drawn from another state of it.
    """
    if review.state != state_of(cleaned):
        raise SetupError(
            f"the review is of {review.state}, and {cleaned} is {state_of(cleaned)} by now: what "
            "was missed there says nothing of it. Draw a sample of it: `understudy pii sample`"
        )
    every = review.hidden + review.missed
    miss = _exact(review.missed_in, review.checked)
    return {
        "stage": "review",
        "cleaned": jsonl.sha256(cleaned / "manifest.json"),
        "records": review.checked,
        "missed": review.missed_in,
        "miss_rate": miss["value"],
        "lower_95": miss["low"],
        "upper_95": miss["high"],
        "things": {"hidden": review.hidden, "missed": review.missed},
        "recall": _exact(review.hidden, every) if every else None,
    }


def _exact(count: int, of: int) -> dict[str, float]:
    """Return a share with its exact interval of 95 %."""
    from scipy.stats import binomtest

    bounds = binomtest(count, of).proportion_ci(CONFIDENCE, method="exact")
    return {
        "value": round(count / of, 6),
        "low": round(float(bounds.low), 6),
        "high": round(float(bounds.high), 6),
    }
