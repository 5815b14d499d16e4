"""Two-way hold-out: combinations of values that training never sees.

A table's test rows come from held-out components (new hives). Some of them also have a combination
of values (a part and a diagnosis) that no training row has: those ask whether the model learnt the
values, and not the pairs.
"""

from collections.abc import Iterable

from understudy.core.errors import SetupError, unknown_name
from understudy.core.records import Row, Sample
from understudy.core.templates import column_text
from understudy.dataset.params import BuildParams, HoldOutParams

NOVEL = "novel"
SEEN = "seen"


def held_out_rows(rows: Iterable[Row], hold_out: dict[str, HoldOutParams]) -> frozenset[str]:
    """Return the ids of the rows whose combination is held out.

    Raises:
        SetupError: A column is unknown, or no row has one of the combinations: it would look like
            a test and be none.
    """
    if not hold_out:
        return frozenset()
    found: set[str] = set()
    seen: dict[str, set[tuple[str, ...]]] = {collection: set() for collection in hold_out}
    for row in rows:
        if row.collection not in hold_out:
            continue
        params = hold_out[row.collection]
        where = f"build.hold_out.{row.collection}.columns"
        combination = tuple(column_text(row.cells, name, where) for name in params.columns)
        seen[row.collection].add(combination)
        if combination in params.combinations:
            found.add(row.id)
    for collection, params in hold_out.items():
        for combination in params.combinations:
            if combination not in seen[collection]:
                raise SetupError(_absent(collection, combination, seen[collection]))
    return frozenset(found)


def stratum(sample: Sample, params: BuildParams, held_out: frozenset[str]) -> Sample:
    """Mark a row's sample as ``novel`` or ``seen`` where its collection holds combinations out."""
    if sample.collection not in params.hold_out:
        return sample
    novel = any(evidence.parent in held_out for evidence in sample.evidence)
    return sample.model_copy(update={"kind": NOVEL if novel else SEEN})


def _absent(collection: str, combination: tuple[str, ...], seen: set[tuple[str, ...]]) -> str:
    name = " / ".join(combination)
    known = [" / ".join(one) for one in seen]
    return f"build.hold_out.{collection}: no row has {unknown_name('combination', name, known)}"
