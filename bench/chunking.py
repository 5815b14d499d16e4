"""Chunking against splitters in use: speed, tables without header, cut code, exact offsets.

Peers run in an interpreter of their own, named by ``PEERS`` (``pip install semchunk==4.1.0
langchain-text-splitters==1.1.3``); without it ours are measured alone. Characters with a limit of
1,200, over a text of English, Russian and Chinese prose with tables and code, some of them longer
than the limit. Bar: 1 M characters/s, no table without its header, no fence cut, offsets exact.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LIMIT = 1200
ROUNDS = 3
WORDS = {
    "en": ["the", "bees", "fly", "to", "hive", "honey", "wax", "smoke", "queen", "in", "spring"],
    "ru": ["пчёлы", "летят", "домой", "улей", "мёд", "воск", "дым", "матка", "весной", "и", "в"],
}
CHINESE = ["蜂巢里有很多蜜蜂。", "春天它们采集花蜜。", "蜂王在哪里？", "蜂蜡是温暖的。"]

PEERS = """
import json, sys, time
text, limit, rounds = json.load(open(sys.argv[1]))
import semchunk
from langchain_text_splitters import MarkdownTextSplitter, RecursiveCharacterTextSplitter
plain = semchunk.chunkerify(len, limit)
wanted = {
    "semchunk 4.1": lambda: [list(one) for one in zip(*plain(text, offsets=True))],
    "semchunk 4.1, overlap .2":
        lambda: [list(one) for one in zip(*plain(text, offsets=True, overlap=0.2))],
}
kinds = {"recursive": RecursiveCharacterTextSplitter, "Markdown": MarkdownTextSplitter}
for name, kind in kinds.items():
    one = kind(chunk_size=limit, chunk_overlap=0, add_start_index=True)
    wanted["LangChain " + name] = lambda one=one: [
        [d.page_content, [s := d.metadata["start_index"], s + len(d.page_content)]]
        for d in one.create_documents([text])
    ]
found = {}
for name, work in wanted.items():
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        chunks = work()
        seconds.append(time.perf_counter() - started)
    found[name] = [min(seconds), chunks]
json.dump(found, sys.stdout)
"""


def main() -> None:
    """Print a line for each splitter."""
    text = book(random.Random(7))
    print(f"{len(text):,} characters, limit {LIMIT}")
    print(f"{'':28} M char/s  chunks  longest  headless tables  cut fences  offsets off")
    for name, (seconds, chunks) in {**ours(text), **peers(text)}.items():
        shown = [(one[0], one[2] if len(one) > 2 else one[0], one[1]) for one in chunks]
        print(
            f"{name:28} {len(text) / seconds / 1e6:8.2f} {len(shown):7} "
            f"{max(len(seen) for _, seen, _ in shown):8} "
            f"{sum(headless(seen, text, span[0]) for _, seen, span in shown):16} "
            f"{sum(is_torn(seen) for _, seen, _ in shown):11} "
            f"{sum(text[slice(*span)] != slice_ for slice_, _, span in shown):12}"
        )


def ours(text: str) -> dict[str, Any]:
    """Cut with and without overlap; the time includes headings, languages, ids and records."""
    from understudy.chunking import ChunkParams
    from understudy.chunking.documents import split
    from understudy.core.records import Document, Source

    document = Document(
        id="d",
        source=Source(path="d.md", sha256="0" * 64),
        title="d",
        text=text,
        language="en",
        collection="c",
        group="g",
    )
    found: dict[str, Any] = {}
    for overlap in (0, LIMIT // 5):
        params = ChunkParams(unit="characters", size=LIMIT, overlap=overlap)
        seconds = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            chunks = split(document, params)
            seconds.append(time.perf_counter() - started)
        rows = [[chunk.text, [chunk.start, chunk.end], chunk.shown] for chunk in chunks]
        found["understudy" + (", overlap .2" if overlap else "")] = (min(seconds), rows)
    return found


def peers(text: str) -> dict[str, Any]:
    """Cut with the others, in their own interpreter."""
    python = os.environ.get("PEERS")
    if not python:
        print("(PEERS names no interpreter: ours alone)", file=sys.stderr)
        return {}
    with tempfile.TemporaryDirectory() as scratch:
        given = Path(scratch) / "text.json"
        given.write_text(json.dumps([text, LIMIT, ROUNDS]), encoding="utf-8")
        done = subprocess.run([python, "-c", PEERS, given], capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def book(chance: random.Random) -> str:
    """Write some 300,000 characters."""
    blocks: list[str] = []
    for number in range(160):
        blocks.append(f"{'#' * chance.randint(1, 3)} Section {number}")
        blocks += [prose(chance) for _ in range(chance.randint(1, 4))]
        blocks.append("\n".join(f"- {sentence(chance, 'en')}" for _ in range(chance.randint(2, 6))))
        if number % 2:
            rows = [
                f"| hive {row} | {chance.randint(5, 40)} kg | strong |"
                for row in range(chance.choice([6, 90]))
            ]
            blocks.append("\n".join(["| name | honey | state |", "|---|---|---|", *rows]))
        else:
            lines = [
                f"    weight_{line} = scale.read({line})"
                for line in range(chance.choice([6, 20, 90]))
            ]
            blocks.append("\n".join(["```python", *lines, "```"]))
    return "\n\n".join(blocks) + "\n"


def prose(chance: random.Random) -> str:
    """Write a paragraph in one of three languages."""
    language = chance.choice(["en", "ru", "zh"])
    if language == "zh":
        return "".join(chance.choices(CHINESE, k=chance.randint(4, 30)))
    return " ".join(sentence(chance, language) for _ in range(chance.randint(3, 12)))


def sentence(chance: random.Random, language: str) -> str:
    """Write a sentence of words in any order."""
    return " ".join(chance.choices(WORDS[language], k=chance.randint(5, 18))).capitalize() + "."


def headless(shown: str, text: str, start: int) -> bool:
    """Tell whether a chunk begins with a row whose header is not to be seen."""
    line = text.rfind("\n", 0, start) + 1
    is_row = text.startswith("| hive", line)
    return is_row and not shown.startswith("| name")


def is_torn(shown: str) -> bool:
    """Tell whether a chunk holds an odd number of fences, or code without any."""
    is_bare = "weight_" in shown and "```" not in shown
    return shown.count("```") % 2 == 1 or is_bare


if __name__ == "__main__":
    main()
