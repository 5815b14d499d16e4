"""The dataset card, README.md: what a reader needs to know, rendered from the manifest alone.

The header is the one that the Hugging Face hub and ``datasets.load_dataset`` read.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from understudy.core.records import SPLITS


def render(manifest: Mapping[str, Any]) -> str:
    """Return the card of the dataset that a manifest describes."""
    params = manifest["params"]
    parts = [
        _header(manifest),
        f"# {params['card']['title']}\n",
        params["card"]["notes"].strip() + "\n" if params["card"]["notes"].strip() else "",
        f"Licence: {params['card']['license']}.\n",
        _section("Samples", _samples(manifest)),
        _section("Splits", _splits(manifest)),
        _section("Leaks", _leaks(manifest["leaks"])),
        _section("Left out", _left_out(manifest["counts"])),
        _section("Personal data", _privacy(manifest["earlier"])),
        _section("Sources", _sources(manifest)),
    ]
    return "\n".join(part for part in parts if part)


def _header(manifest: Mapping[str, Any]) -> str:
    card = manifest["params"]["card"]
    languages = sorted({size["language"] for size in manifest["sizes"]} - {"und"})
    folder = next((f"{name}/" for name in manifest["params"]["formats"]), "")
    lines = ["---", f"license: {json.dumps(card['license'])}"]
    if languages:
        lines += ["language:", *(f"- {language}" for language in languages)]
    # JSON strings are YAML strings, whatever the title holds.
    lines += [f"pretty_name: {json.dumps(card['title'], ensure_ascii=False)}", "configs:"]
    lines += ["- config_name: default", "  data_files:"]
    for split in SPLITS:
        if manifest["splits"][split]["samples"]:
            lines += [f"  - split: {split}", f"    path: {folder}{split}.jsonl"]
    return "\n".join([*lines, "---", ""])


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


def _splits(manifest: Mapping[str, Any]) -> str:
    rows = [[split, *(manifest["splits"][split][name] for name in _SHARES)] for split in SPLITS]
    joins = manifest["components"]
    keys = ", ".join(f"{key} {count}" for key, count in joins["joined_by"].items()) or "nothing"
    return (
        _table(["split", *(name.replace("_", " ") for name in _SHARES)], rows)
        + f"\n{joins['groups']} groups (chats, sections, patients ...) form {joins['components']} "
        f"components, joined by: {keys}. A component lies in one split whole; the hash of its name "
        f"and the seed {manifest['params']['seed']} say in which.\n"
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
    for stage in earlier:
        if stage["stage"] == "clean":
            counts = stage["counts"]
            facts = [f"Cleaning steps: {', '.join(stage['params'].get('steps', ()))}."]
            for name, words in (("edits", "Edits made"), ("hidden", "Pseudonyms stand for")):
                if counts.get(name):
                    facts.append(f"{words}: {_listed(counts[name])}.")
            return " ".join(facts) + "\n"
    return "No cleaning stage came before: personal data was not looked for.\n"


def _sources(manifest: Mapping[str, Any]) -> str:
    rows = [
        [name, file["lines"], f"`{file['sha256'][:16]}`"]
        for name, file in manifest["inputs"].items()
    ]
    stages = " → ".join([*(stage["stage"] for stage in manifest["earlier"]), "build"])
    return f"Stages: {stages}. Every parameter in force stands in manifest.json.\n\n" + _table(
        ["file", "lines", "SHA-256"], rows
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
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
