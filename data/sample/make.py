"""Write the made parts of the sample world again: ``python data/sample/make.py``.

The same fragments and the same seed give the same bytes.
"""

import argparse
import csv
import io
import json
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import yaml
from lindenyard import exports, inspections, people
from lindenyard.chats import Chat, Composer
from lindenyard.grammar import FRAGMENTS
from lindenyard.people import Student
from lindenyard.telegram import Export

DATA = Path(__file__).resolve().parents[1]
SEED = 20250301
COUNTS = {"telegram": (69, 51), "whatsapp": (16, 34), "forum": (33, 12)}
"""Chats per export: English, Russian."""

SPRING = "raw/handbook/en/04-spring-work.md"


def main() -> None:
    """Read the options and write everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DATA, help="folder to hold raw/ (%(default)s)")
    write_all(parser.parse_args().out)


def write_all(out: Path) -> None:
    """Write the sample world's made files: ``out/people.yaml`` and the rest under ``out/raw``."""
    write_texts(out)
    write_papers(out / "raw")


def write_texts(out: Path) -> None:
    """Write the inspections, the chats and the people."""
    raw = out / "raw"
    table = io.StringIO()
    records = csv.DictWriter(table, inspections.COLUMNS, lineterminator="\n")
    records.writeheader()
    records.writerows(inspections.rows(Random(f"{SEED}-inspections")))
    _write(raw / "inspections" / "inspections.csv", table.getvalue().encode())
    known = _write_chats(raw / "chats")
    document = {"persona": people.PERSONA, "people": people.HELPERS + known}
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)
    _write(out / "people.yaml", text.encode())


def _write_chats(folder: Path) -> list[dict[str, Any]]:
    """Write the three exports; the people of all of them, in the order of the chats."""
    chats = _compose()
    telegram = Export(Random(f"{SEED}-telegram"))
    for number, chat in enumerate(chats["telegram"]):
        telegram.add_chat(chat, deleted=number == len(chats["telegram"]) // 2)
    telegram.add_group(datetime(2025, 6, 24, 7, 12, 5))
    export = json.dumps(telegram.document(), ensure_ascii=False, indent=1).encode()
    _write(folder / "telegram" / "result.json", export)
    _write(folder.parent / "damaged" / "broken.json", _broken(export))

    rng = Random(f"{SEED}-whatsapp")
    for number, chat in enumerate(chats["whatsapp"]):
        teacher = _teacher(chat, number // 6)
        text = exports.whatsapp_text(chat, teacher, rng, ios=number % 3 == 0)
        _write(folder / "whatsapp" / exports.whatsapp_name(chat), text.encode())

    known = [people.entry(chat.student, chat.student.name) for chat in chats["telegram"]]
    known += [people.entry(chat.student, chat.student.name) for chat in chats["whatsapp"]]
    threads = []
    for number, chat in enumerate(chats["forum"], start=1):
        student = chat.student.nickname if number % 3 == 0 else chat.student.name
        known.append(people.entry(chat.student, student))
        threads.append(exports.forum_line(chat, number, student, _teacher(chat, number // 15)))
    _write(folder / "forum.jsonl", "".join(threads).encode())
    return known


def _compose() -> dict[str, list[Chat]]:
    """Compose all chats; the students are dealt to the exports in the order of their files."""
    chats: dict[str, list[Chat]] = {name: [] for name in COUNTS}
    for at, language in enumerate(("en", "ru")):
        composer = Composer(language, Random(f"{SEED}-chats-{language}"))
        waiting = iter(people.students(language))
        for name, counts in COUNTS.items():
            students: list[Student] = [next(waiting) for _ in range(counts[at])]
            late = name == "whatsapp"
            chats[name] += [composer.compose(one, late_in_month=late) for one in students]
    return chats


def _teacher(chat: Chat, turn: int) -> str:
    names = people.TEACHER[chat.student.language]
    return names[turn % len(names)]


def write_papers(raw: Path) -> None:
    """Write the PDF, the Word file, the scanned page and the cut PDF."""
    # Needs pymupdf, python-docx and Pillow; everything above runs without them.
    from lindenyard import papers

    chapter = papers.chapter_pdf((DATA / SPRING).read_text(encoding="utf-8"))
    leaflet = papers.leaflet_docx((FRAGMENTS / "leaflet.md").read_text(encoding="utf-8"))
    diary = (FRAGMENTS / "diary.txt").read_text(encoding="utf-8")
    _write(raw / "handbook-spring.pdf", chapter)
    _write(raw / "leaflet.docx", leaflet)
    _write(raw / "diary-page.png", papers.diary_png(diary, Random(f"{SEED}-scan")))
    _write(raw / "damaged" / "truncated.pdf", _truncated(chapter))


def _truncated(pdf: bytes) -> bytes:
    """Cut a PDF before its first page object, as a broken download does."""
    return pdf[: min(pdf.index(b"/Type/Page/"), 4096)]


def _broken(export: bytes) -> bytes:
    """Cut a Telegram export in the middle of a message."""
    middle = export.index(b'"text": "', 20_000)
    return export[: middle + 40]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    main()
