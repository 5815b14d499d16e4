"""A village's chats, table and page, with stages that read them, for tests of forgetting."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from contract.stages import ROOT

WORD = "lilac"
"""Stands in whatever Oksana says, and in nobody else's words."""
STAGES = {
    "parse": ("--raw raw --parsed data/parse", ["raw"], "data/parse"),
    "clean": (
        "--conversations data/parse/conversations.jsonl --rows data/parse/rows.jsonl "
        "--documents data/parse/documents.jsonl --people people.yaml --cleaned data/clean",
        ["data/parse", "people.yaml"],
        "data/clean",
    ),
    "chunk": (
        "--documents data/clean/documents.jsonl --rows data/clean/rows.jsonl --chunks data/chunk",
        ["data/clean"],
        "data/chunk",
    ),
    "build": (
        "--conversations data/clean/conversations.jsonl --rows data/clean/rows.jsonl "
        "--chunks data/chunk/chunks.jsonl --people people.yaml --dataset data/build",
        ["data/clean", "data/chunk", "people.yaml"],
        "data/build",
    ),
}
PARAMS = {
    "parse": {
        "tables": {"visits": {"files": ["visits.csv"], "group": "patient", "collection": "visits"}},
        "chats": {"time_zone": "UTC"},
    },
    "clean": {
        "tables": {"visits": {"columns": {"patient": "person", "note": "text", "finding": "text"}}}
    },
    "chunk": {"rows": {"visits": {"text": "{finding}: {note}", "keys": ["{finding}"]}}},
    "build": {
        "rows": {"visits": {"prompt": "{finding}?", "answer": "{note}"}},
        "split": {"eval": 0.1, "test": 0.1},
        "prompt": {"system": {"en": "Answer."}, "persona": {"en": "You are {name}."}},
        "leaks": {"visits": {"keys": ["group", "prompt"]}},
    },
}
PEOPLE = """# who is who
persona:
  name: Vera Lipskaya
  aliases: [Vera]
people:
- name: Oksana Bilyk
  aliases: [Oksana, Ksyusha]   # the neighbour
- name: Timur Aliev
"""


def said(author: str, account: str, text: str, place: int) -> dict[str, object]:
    return {
        "id": place,
        "type": "message",
        "date_unixtime": str(1_700_000_000 + 60 * place),
        "date": "2023-11-14T22:13:20",
        "from": author,
        "from_id": account,
        "text": text,
    }


def write_chat(path: Path, name: str, kind: str, messages: Sequence[tuple[str, str]]) -> None:
    """Write an export of Telegram."""
    accounts = {"Vera": "user1", "Oksana": "user2", "Timur Aliev": "user3"}
    lines = [
        said(author, accounts.get(author, f"user-{author}"), text, place)
        for place, (author, text) in enumerate(messages)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    export = {"name": name, "type": kind, "id": sum(name.encode()), "messages": lines}
    path.write_text(json.dumps(export), encoding="utf-8")


def write_world(folder: Path) -> None:
    """Write raw data: chats of two and a group, a table, a page; with people.yaml and stages."""
    raw = folder / "raw"
    for number in range(40):
        asks = (f"Student {number}", f"what about question {number} of the hive number {number}?")
        tells = ("Vera", f"my answer for that is frame {number} and a calm hand")
        write_chat(raw / f"{number}.json", asks[0], "personal_chat", [asks, tells])
    write_chat(
        raw / "oksana.json",
        "Oksana",
        "personal_chat",
        [("Oksana", f"my {WORD} is in flower"), ("Vera", "then the bees have work to do")],
    )
    write_chat(
        raw / "group.json",
        "Beekeepers",
        "private_supergroup",
        [
            ("Timur Aliev", "who has spare frames for the weekend?"),
            ("Oksana", f"three frames, beside the {WORD}"),
            ("Vera", "take them, and bring a smoker along"),
            ("Timur Aliev", "thanks, Oksana, I am coming on Friday"),
            ("Vera", "Friday it is, come before the rain"),
        ],
    )
    names = [f"Patient Number{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(40)]
    rows = [f"{name},pain {n},rest for {n} days" for n, name in enumerate(names)]
    rows.append(f"Oksana Bilyk,sneezing,stay away from {WORD}")
    (raw / "visits.csv").write_text("patient,finding,note\n" + "\n".join(rows) + "\n")
    (raw / "page.md").write_text("# Garden\n\nOksana helps in the garden on Mondays.\n")
    (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    (folder / "params.yaml").write_text(yaml.safe_dump(PARAMS))
    stages = {
        name: {
            "cmd": f"{sys.executable} -P {ROOT}/stages/{name}.py {options} --report {name}.json",
            "deps": deps,
            "params": [name],
            "outs": [out],
            "metrics": [{f"{name}.json": {"cache": False}}],
        }
        for name, (options, deps, out) in STAGES.items()
    }
    (folder / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}))


def dvc(folder: Path, *words: str) -> None:
    environment = {**os.environ, "DVC_SITE_CACHE_DIR": str(folder / ".site")}
    environment.pop("DVC_ROOT", None)
    done = subprocess.run(
        [sys.executable, "-m", "dvc", *words],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr + done.stdout


def holding(folder: Path, word: str) -> set[str]:
    """The files below a folder that hold a word."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and word.casefold() in path.read_text(errors="replace").casefold()
    }
