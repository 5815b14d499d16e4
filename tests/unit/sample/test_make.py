"""The sample world is made again exactly, and is as varied as its README says."""

import csv
import importlib
import io
import itertools
import json
import re
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
import yaml

DATA = Path(__file__).parents[3] / "data"
VERA = ("Vera Lipskaya", "Vera L.", "Vera", "Вера Липская", "Вера Л.", "Вера")
NAMED = re.compile(
    r"varro|chalk|foul|nosem|queenless|swarm|\brob|starv|health"
    r"|варро|извест|гнил|нозем|безмат|\bро[еий]|воров|голод|здоров",
    re.IGNORECASE,
)
"""Stems of the diagnoses: a finding that holds one would give the answer away."""
ROW = re.compile(
    r"(?:\[(\d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d)\] |(\d\d\.\d\d\.\d{4}, \d\d:\d\d) - )"
    r"(?:([^:\n]+): )?"
)

Messages = list[tuple[str, str, datetime]]
"""Author, text, time."""


def module(name: str) -> ModuleType:
    """Import a module of ``data/sample``, which is no part of the installed package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(DATA / "sample")
        return importlib.import_module(name)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("world")
    module("make").write_texts(out)
    return out


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for name in ("pymupdf", "docx", "PIL"):
        pytest.importorskip(name)
    raw = tmp_path_factory.mktemp("papers")
    module("make").write_papers(raw)
    return raw


@pytest.fixture(scope="module")
def inspections() -> list[dict[str, str]]:
    text = (DATA / "raw/inspections/inspections.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def chats() -> dict[str, Messages]:
    """Every chat of two people, as what its export says."""
    return telegram() | whatsapp() | forum()


def telegram() -> dict[str, Messages]:
    export = json.loads((DATA / "raw/chats/telegram/result.json").read_text(encoding="utf-8"))
    found: dict[str, Messages] = {}
    for chat in export["chats"]["list"]:
        if chat["type"] == "personal_chat":
            found[f"telegram {chat['id']}"] = [
                (item["from"] or "", plain(item["text"]), datetime.fromisoformat(item["date"]))
                for item in chat["messages"]
                if item["type"] == "message" and "forwarded_from" not in item and item["text"]
            ]
    return found


def plain(text: str | list[Any]) -> str:
    runs = [text] if isinstance(text, str) else text
    return "".join(run if isinstance(run, str) else run["text"] for run in runs)


def whatsapp() -> dict[str, Messages]:
    found: dict[str, Messages] = {}
    for path in sorted((DATA / "raw/chats/whatsapp").iterdir()):
        messages: Messages = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if (row := ROW.match(line)) is None:
                author, text, at = messages.pop()
                messages.append((author, f"{text}\n{line}", at))
                continue
            form = "%d.%m.%Y, %H:%M:%S" if row[1] else "%d.%m.%Y, %H:%M"
            messages.append((row[3], line[row.end() :], datetime.strptime(row[1] or row[2], form)))
        found[f"whatsapp {path.stem}"] = [
            item for item in messages if "\u200e" not in item[1] and not item[1].startswith("<")
        ]
    return found


def forum() -> dict[str, Messages]:
    lines = (DATA / "raw/chats/forum.jsonl").read_text(encoding="utf-8").splitlines()
    return {
        thread["id"]: [
            (item["author"], item["text"], datetime.fromisoformat(item["sent_at"]))
            for item in thread["messages"]
        ]
        for thread in map(json.loads, lines)
    }


def test_made_again_equals_committed(made: Path) -> None:
    """The committed texts are what the fragments and the seed give, byte for byte."""
    files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    assert len(files) == 55
    assert [
        name for name in files if (DATA / name).read_bytes() != (made / name).read_bytes()
    ] == []


def test_no_made_chat_is_left_over(made: Path) -> None:
    """The committed folder of chats holds nothing that is not made."""
    folder = Path("raw/chats")
    expected = {path.relative_to(made) for path in (made / folder).rglob("*.*")}
    assert expected == {path.relative_to(DATA) for path in (DATA / folder).rglob("*.*")}


def test_papers_made_twice_are_identical(papers: Path, tmp_path: Path) -> None:
    """No time and no random id gets into a PDF, a Word file or a picture."""
    module("make").write_papers(tmp_path)
    names = sorted(path.relative_to(papers) for path in papers.rglob("*.*"))
    assert len(names) == 4
    assert [n for n in names if (papers / n).read_bytes() != (tmp_path / n).read_bytes()] == []


def test_papers_equal_committed_ones(papers: Path) -> None:
    """Whatever version packs them: the same pages, the same document, the same pixels."""
    import pymupdf
    from PIL import Image

    def pages(root: Path) -> list[str]:
        with pymupdf.open(root / "handbook-spring.pdf") as pdf:
            return [page.get_text() for page in pdf]

    def members(root: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(root / "leaflet.docx") as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def pixels(root: Path) -> bytes:
        with Image.open(root / "diary-page.png") as page:
            return page.tobytes()

    raw = DATA / "raw"
    assert pages(raw) == pages(papers)
    assert members(raw) == members(papers)
    assert pixels(raw) == pixels(papers)


def test_papers_are_what_they_look_like(papers: Path) -> None:
    """The PDF has pages with text and numbers, the Word file styles, a list and a table."""
    import docx
    import pymupdf
    from PIL import Image

    with pymupdf.open(papers / "handbook-spring.pdf") as pdf:
        texts = [page.get_text() for page in pdf]
    assert len(texts) >= 3
    assert [str(at) for at in range(1, len(texts) + 1)] == [text.split()[-1] for text in texts]
    leaflet = docx.Document(str(papers / "leaflet.docx"))
    styles = {paragraph.style.name for paragraph in leaflet.paragraphs if paragraph.style}
    assert {"Heading 1", "Heading 2", "List Bullet", "Normal"} == styles
    assert [(5, 3)] == [(len(table.rows), len(table.columns)) for table in leaflet.tables]
    with Image.open(papers / "diary-page.png") as page:
        assert page.mode == "L"
    assert (papers / "diary-page.png").stat().st_size <= 300_000


def test_damaged_files_cannot_be_read() -> None:
    """One file of each kind that every parser has to reject."""
    pymupdf = pytest.importorskip("pymupdf")
    damaged = DATA / "raw/damaged"
    with pytest.raises(pymupdf.FileDataError):
        pymupdf.open(damaged / "truncated.pdf")
    text = (damaged / "broken.json").read_text(encoding="utf-8")
    assert text.startswith("{")
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)


def test_raw_folder_stays_small() -> None:
    """A clone of the repository is not paid for with megabytes of sample."""
    assert sum(path.stat().st_size for path in (DATA / "raw").rglob("*.*")) < 3_000_000


def test_inspections_are_enough(inspections: list[dict[str, str]]) -> None:
    """Rows, hives, languages and classes are as many as promised; no class is above a quarter."""
    assert len(inspections) >= 1400
    hives = Counter(row["hive"] for row in inspections)
    assert {f"H-{at:03d}" for at in range(1, 151)} == set(hives)
    assert set(hives.values()) <= {8, 9, 10, 11}
    languages = Counter(row["language"] for row in inspections)
    assert abs(languages["en"] - languages["ru"]) <= 1
    diagnoses = Counter(row["diagnosis"] for row in inspections)
    assert set(module("lindenyard.inspections").DIAGNOSES) == set(diagnoses)
    assert max(diagnoses.values()) <= len(inspections) / 4
    assert [f"I-{at:04d}" for at in range(1, len(inspections) + 1)] == [
        row["inspection"] for row in inspections
    ]


def test_findings_are_distinct_and_silent(inspections: list[dict[str, str]]) -> None:
    """No two findings are the same text, and none names a diagnosis."""
    findings = [row["finding"] for row in inspections]
    assert len(set(findings)) >= 0.98 * len(findings)
    assert len({(row["part"], row["finding"]) for row in inspections}) == len(findings)
    assert [finding for finding in findings if NAMED.search(finding)] == []


def test_conclusions_begin_with_the_class(inspections: list[dict[str, str]]) -> None:
    """The label can be read from a conclusion, in the row's language."""
    grammar = module("lindenyard.inspections")
    for row in inspections:
        name = grammar.DIAGNOSES[row["diagnosis"]][("en", "ru").index(row["language"])]
        assert name == row["conclusion"].partition(":")[0]
        assert 8 <= len(row["conclusion"].split()) <= 16


def test_rare_combinations_are_enough_to_be_held_out(inspections: list[dict[str, str]]) -> None:
    """Each rare pair of diagnosis and part occurs, its class and its part occur elsewhere too."""
    rare = set(module("lindenyard.inspections").RARE)
    pairs = Counter((row["diagnosis"], row["part"]) for row in inspections)
    assert len(rare) == 12
    assert min(pairs[pair] for pair in rare) >= 4
    assert sum(pairs[pair] for pair in rare) >= 60
    common = set(pairs) - rare
    assert {diagnosis for diagnosis, _ in rare} <= {diagnosis for diagnosis, _ in common}
    assert {part for _, part in rare} <= {part for _, part in common}


def test_word_overlap_is_good_but_not_enough(inspections: list[dict[str, str]]) -> None:
    """The nearest finding of another hive is mostly, and not always, of the same class."""
    words = [
        set(re.findall(r"\w+", f"{row['part']} {row['finding']}".lower())) for row in inspections
    ]
    asked = Random(0).sample(range(len(inspections)), 300)
    hits = 0
    for at in asked:
        row = inspections[at]
        others = (
            (len(words[at] & words[to]) / len(words[at] | words[to]), other["diagnosis"])
            for to, other in enumerate(inspections)
            if other["hive"] != row["hive"] and other["language"] == row["language"]
        )
        hits += max(others)[1] == row["diagnosis"]
    assert 0.80 <= hits / len(asked) <= 0.93


def test_chats_have_the_promised_size(chats: dict[str, Messages]) -> None:
    """Over 200 chats of 8 to 16 messages, 4 to 7 by the teacher, times never going back."""
    assert len(chats) == 215
    for name, messages in chats.items():
        teachers = sum(author in VERA for author, _, _ in messages)
        assert 8 <= len(messages) <= 16, name
        assert 4 <= teachers <= 7, name
        times = [at for _, _, at in messages]
        assert sorted(times) == times, name
    russian = sum("а" in "".join(text for _, text, _ in said).lower() for said in chats.values())
    assert 0.42 <= russian / len(chats) <= 0.48


def test_long_messages_are_not_repeated(chats: dict[str, Messages]) -> None:
    """Of the messages of eight words or more, fewer than one in a hundred comes twice."""
    for by_teacher in (True, False):
        texts = [
            text.lower().split()
            for messages in chats.values()
            for author, text, _ in messages
            if (author in VERA) == by_teacher
        ]
        long = [" ".join(text) for text in texts if len(text) >= 8]
        assert len(long) >= 700
        assert len(long) - len(set(long)) < len(long) / 100


def test_no_two_chats_are_alike(chats: dict[str, Messages]) -> None:
    """Any two chats share less than a third of their runs of four words."""
    runs = []
    for messages in chats.values():
        words = re.findall(r"\w+", " ".join(text for _, text, _ in messages).lower())
        runs.append({tuple(words[at : at + 4]) for at in range(len(words) - 3)})
    likeness = [len(one & two) / len(one | two) for one, two in itertools.combinations(runs, 2)]
    assert max(likeness) < 1 / 3


def test_the_teacher_keeps_her_voice(chats: dict[str, Messages]) -> None:
    """She never exclaims, and starts in lower case unless a name or a number comes first."""
    said = [text for messages in chats.values() for author, text, _ in messages if author in VERA]
    others = [text for texts in chats.values() for author, text, _ in texts if author not in VERA]
    assert [text for text in said if "!" in text] == []
    assert sum(text[0].isupper() for text in said) < 0.06 * len(said)
    assert sum("!" in text for text in others) > 0.5 * len(others)
    assert sum(text[0].isupper() for text in others) > 0.9 * len(others)


def test_telegram_export_has_what_real_ones_have() -> None:
    """Service messages, runs, replies, edits, forwards, a bare photo, a group, a deleted account."""
    export = json.loads((DATA / "raw/chats/telegram/result.json").read_text(encoding="utf-8"))
    listed = export["chats"]["list"]
    items = [item for chat in listed for item in chat["messages"]]
    assert [1] == [sum(chat["name"] is None for chat in listed)]
    group = next(chat for chat in listed if chat["type"] == "private_group")
    spoken = [item for item in group["messages"] if item["type"] == "message"]
    assert (40, 4) == (len(spoken), len({item["from_id"] for item in spoken}))
    for trait in ("reply_to_message_id", "edited", "forwarded_from", "photo"):
        assert any(trait in item for item in items), trait
    assert any(item["type"] == "service" for item in items)
    kinds = {run["type"] for item in items for run in item["text_entities"]}
    assert {"plain", "bold", "link", "email"} == kinds
    ids = [item["id"] for item in items]
    assert sorted(set(ids)) == ids


def test_whatsapp_days_cannot_be_taken_for_months() -> None:
    """Each file holds a day after the 12th, and both phone systems occur."""
    texts = [
        path.read_text(encoding="utf-8") for path in (DATA / "raw/chats/whatsapp").glob("*.txt")
    ]
    assert len(texts) == 50
    for text in texts:
        assert max(int(day) for day in re.findall(r"^\[?(\d\d)\.\d\d\.\d{4}", text, re.M)) > 12
        assert "сквозным шифрованием" in text
    assert {True, False} == {text.startswith("[") for text in texts}
    assert any("<Без медиафайлов>" in text for text in texts)
    assert any(not ROW.match(line) for text in texts for line in text.splitlines())


def test_every_author_is_in_people(chats: dict[str, Messages]) -> None:
    """A name that stands in an export is known, and no alias means two people."""
    document = yaml.safe_load((DATA / "people.yaml").read_text(encoding="utf-8"))
    persona, known = document["persona"], document["people"]
    aliases = Counter(alias for person in known for alias in person["aliases"])
    aliases.update(persona["aliases"])
    authors = {author for messages in chats.values() for author, _, _ in messages if author}
    assert authors <= set(aliases)
    assert [alias for alias, count in aliases.items() if count > 1] == []
    assert {"en", "ru"} == set(persona["description"])


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "рамка"), (3, "рамки"), (5, "рамок"), (11, "рамок"), (22, "рамки"), (112, "рамок")],
)
def test_russian_nouns_follow_their_number(count: int, expected: str) -> None:
    """The three forms of a counted noun are chosen as the language does."""
    assert expected == module("lindenyard.grammar").plural(count, "рамка", "рамки", "рамок")


def test_templates_leave_no_mark_behind(
    chats: dict[str, Messages], inspections: list[dict[str, str]]
) -> None:
    """No bracket, brace or bar of a template gets into a text."""
    texts = [text for messages in chats.values() for _, text, _ in messages]
    texts += [cell for row in inspections for cell in row.values()]
    assert [text for text in texts if re.search(r"[\[\]{}|<>]", text)] == []
