"""The dataset card, README.md: what a reader needs to know, rendered from the manifest alone.

The header is the one that the Hugging Face hub and ``datasets.load_dataset`` read.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from understudy.core.records import SPLITS
from understudy.dataset.format import FORMATS
from understudy.dataset.store import LINES

SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"))
LARGER = "n>1M"
REVIEW = "review"
"""Stage name of the manifest in which a reviewer of cleaned records leaves what was missed."""


def render(manifest: Mapping[str, Any]) -> str:
    """Return the card of the dataset that a manifest describes.

    The earlier stages' manifests may hold one of a review of personal data, with ``records`` (how
    many were read), ``missed``, ``miss_rate`` and ``upper_95`` (the end of its interval).
    """
    params = manifest["params"]
    parts = [
        _header(manifest),
        f"# {params['card']['title']}\n",
        params["card"]["notes"].strip() + "\n" if params["card"]["notes"].strip() else "",
        f"Licence: {params['card']['license']}.\n",
        _section("Samples", _samples(manifest)),
        _section("Lengths", _lengths(manifest)),
        _section("Splits", _splits(manifest)),
        _section("Shares of train", _mix(manifest["mix"])) if manifest.get("mix") else "",
        _section("Leaks", _leaks(manifest["leaks"])),
        _section("Left out", _left_out(manifest["counts"])),
        _section("Formats", _formats(manifest)),
        _section("Personal data", _privacy(manifest["earlier"])),
        _section("Sources", _sources(manifest)),
    ]
    return "\n".join(part for part in parts if part)


def _header(manifest: Mapping[str, Any]) -> str:
    card = manifest["params"]["card"]
    languages = sorted({size["language"] for size in manifest["sizes"]} - {"und"})
    total = sum(split["samples"] for split in manifest["splits"].values())
    size = next((name for limit, name in SIZES if total < limit), LARGER)
    lines = ["---", f"license: {json.dumps(card['license'])}"]
    if languages:
        # JSON strings are YAML strings, whatever they hold: without quotes Norwegian is false.
        lines += ["language:", *(f"- {json.dumps(language)}" for language in languages)]
    lines += [f"pretty_name: {json.dumps(card['title'], ensure_ascii=False)}"]
    lines += ["size_categories:", f"- {size}", "task_categories:", "- text-generation", "configs:"]
    for name, ending in (("default", ""), ("texts", "_texts")):
        if files := _data_files(manifest, ending):
            lines += [f"- config_name: {name}", "  data_files:", *files]
    return "\n".join([*lines, "---", ""])


def _data_files(manifest: Mapping[str, Any], ending: str) -> list[str]:
    """Return the files of the first format that stands in lines, else of the first, else ours."""
    formats = manifest["params"]["formats"]
    name = next((one for one in formats if FORMATS[one].store is LINES), next(iter(formats), None))
    store, folder = (LINES, "") if name is None else (FORMATS[name].store, f"{name}/")
    lines = []
    for split in SPLITS:
        pattern = folder + store.names(split + ending)
        is_there = any(PurePosixPath(file).match(pattern) for file in manifest["outputs"])
        if manifest["splits"][split]["samples"] and is_there:
            lines += [f"  - split: {split}", f"    path: {pattern}"]
    return lines


def _samples(manifest: Mapping[str, Any]) -> str:
    counts: Counter[tuple[str, str, str]] = Counter()
    for size in manifest["sizes"]:
        counts[size["collection"], size["language"], size["split"]] += size["samples"]
    rows = [
        [collection, language, *(counts[collection, language, split] for split in SPLITS)]
        for collection, language in sorted({key[:2] for key in counts})
    ]
    totals = [sum(column) for column in zip(*(row[2:] for row in rows), strict=True)]
    table = _table(["collection", "language", *SPLITS], [*rows, ["all", "", *totals]])
    kinds: Counter[str] = Counter()
    for size in manifest["sizes"]:
        kinds[size["kind"] or "(none)"] += size["samples"]
    listed = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    return f"{table}\nKinds: {listed}.\n"


def _lengths(manifest: Mapping[str, Any]) -> str:
    """Write a row a split and collection: the middle, the 95th percentile, the largest, the sum."""
    tokens = manifest.get("tokens")
    found = tokens or {
        split: {
            name: {part: held[f"{part}_words"] for part in ("prompt", "answer")}
            for name, held in collections.items()
        }
        for split, collections in manifest["lengths"].items()
    }
    rows = [
        [split, name, *(_spread(held[part]) for part in ("prompt", "answer"))]
        for split, collections in found.items()
        for name, held in collections.items()
    ]
    unit = (
        "In tokens of the base model's tokenizer, without those that a chat template adds"
        if tokens
        else "In words between spaces (build was given no tokenizer; a word is one to three tokens)"
    )
    return f"{unit}: median / 95 % / longest, and all together.\n\n" + _table(
        ["split", "collection", "prompts", "answers"], rows
    )


def _spread(held: Mapping[str, int]) -> str:
    return f"{held['median']} / {held['p95']} / {held['max']}, {held['sum']}"


def _splits(manifest: Mapping[str, Any]) -> str:
    rows = [[split, *(manifest["splits"][split][name] for name in _SHARES)] for split in SPLITS]
    joins = manifest["components"]
    keys = ", ".join(f"{key} {count}" for key, count in joins["joined_by"].items()) or "nothing"
    return (
        _table(["split", *(name.replace("_", " ") for name in _SHARES)], rows)
        + f"\n{joins['groups']} groups (chats, sections, patients ...) form {joins['components']} "
        f"components, joined by: {keys}. A component lies in one split whole; {_dealt(manifest)}\n"
    )


def _dealt(manifest: Mapping[str, Any]) -> str:
    time = manifest.get("time")
    if time is None:
        seed = manifest["params"]["seed"]
        return f"the hash of its name and the seed {seed} say in which."
    cuts = ", ".join(f"{split} from {cut}" for split, cut in sorted(time["cuts"].items()))
    crossing = ", ".join(f"{count} of {split}" for split, count in time["crossing"].items())
    return (
        f"its newest moment says in which: {cuts}. Of them began before the cut: {crossing}. "
        f"Groups without a time: {time['timeless_groups']}."
    )


def _mix(mix: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [
        [name, one["asked"], one["share_of_train"], one["samples"], one["of"]]
        for name, one in mix.items()
    ]
    return _table(["collection", "asked", "share of train", "samples", "different"], rows)


def _formats(manifest: Mapping[str, Any]) -> str:
    ours = "`train.jsonl`, `eval.jsonl` and `test.jsonl` hold the records of the pipeline"
    rows = [
        [name, split, counts["samples"], counts["lines"], _listed(counts["refused"])]
        for name, splits in manifest.get("exports", {}).items()
        for split, counts in splits.items()
    ]
    if not rows:
        return f"{ours}; `understudy convert` writes other formats.\n"
    return f"{ours}; a folder a format has them as other trainers read them.\n\n" + _table(
        ["format", "split", "samples", "lines", "not in it"], rows
    )


_SHARES = ("asked", "components", "share_of_components", "samples", "share_of_samples")


def _leaks(leaks: Mapping[str, Mapping[str, int]]) -> str:
    rows = [
        [key.replace("_", " "), leak["values"], leak["crossing"]] for key, leak in leaks.items()
    ]
    return "Computed again from the written files:\n\n" + _table(
        ["key", "values compared", "in two splits"], rows
    )


def _left_out(counts: Mapping[str, Any]) -> str:
    rows = [
        [kind, count["read"], count["kept"], _listed(count["dropped"])]
        for kind, count in sorted(counts.items())
    ]
    return _table(["records", "read", "kept", "left out"], rows)


def _privacy(earlier: Sequence[Mapping[str, Any]]) -> str:
    stages = {stage["stage"]: stage for stage in earlier}
    if "clean" not in stages:
        return "No cleaning stage came before: personal data was not looked for.\n"
    stage = stages["clean"]
    facts = [f"Cleaning steps: {', '.join(stage['params'].get('steps', ()))}."]
    for name, words in (("edits", "Edits made"), ("hidden", "Pseudonyms stand for")):
        if stage["counts"].get(name):
            facts.append(f"{words}: {_listed(stage['counts'][name])}.")
    return " ".join(facts) + f"\n\n{_missed(stages.get(REVIEW))}\n"


def _missed(review: Mapping[str, Any] | None) -> str:
    if review is None:
        return "What was missed is not known: nobody has read a sample of the cleaned records."
    return (
        f"A reader of {review['records']} cleaned records found {review['missed']} with personal "
        f"data that was missed: {100 * review['miss_rate']:.2g} %, at most "
        f"{100 * review['upper_95']:.2g} % with 95 % confidence."
    )


def _sources(manifest: Mapping[str, Any]) -> str:
    told = manifest["params"]["card"]["sources"]
    counts: Counter[str] = Counter()
    for size in manifest["sizes"]:
        counts[size["collection"]] += size["samples"]
    unknown = {"license": "not stated", "origin": ""}
    collections = [
        [name, count, one["license"], " ".join(one["origin"].split())]
        for name, count in sorted(counts.items())
        for one in [told.get(name, unknown)]
    ]
    files = [
        [name, file["lines"], f"`{file['sha256'][:16]}`"]
        for name, file in manifest["inputs"].items()
    ]
    before = (stage["stage"] for stage in manifest["earlier"] if stage["stage"] != REVIEW)
    stages = " → ".join([*before, "build"])
    return (
        _table(["collection", "samples", "licence", "origin"], collections)
        + f"\nStages: {stages}. Every parameter in force stands in manifest.json.\n\n"
        + _table(["file", "lines", "SHA-256"], files)
    )


def _section(heading: str, body: str) -> str:
    return f"## {heading}\n\n{body}"


def _listed(counts: Mapping[str, Any]) -> str:
    """Write counts in a line; those of a group stand after its name."""
    parts = [
        f"{name.replace('_', ' ')} ({_listed(count)})"
        if isinstance(count, Mapping)
        else f"{name.replace('_', ' ')} {count}"
        for name, count in counts.items()
    ]
    return ", ".join(parts)


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    cells = ([str(cell).replace("|", "\\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)
