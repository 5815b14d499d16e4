"""The bars of leaks, checked by all pairs and by nothing that the splitter or its own proof uses."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from understudy.core import jsonl
from understudy.core.records import Row
from understudy.dataset import make_dataset
from unit.dataset.worlds import VERA, chat, chunk, params, row, sample, write_inputs

SPLITS = ("train", "eval", "test")
VOCABULARY = [f"{a}{b}" for a in ("пче", "уле", "hon", "wax", "ray") for b in range(60)]


def said(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(VOCABULARY) for _ in range(count))


def altered(rng: random.Random, text: str) -> str:
    """The text with a word exchanged, a word more, other signs or other letters, or as it is."""
    words = text.split()
    match rng.randrange(5):
        case 0:
            words[rng.randrange(len(words))] = rng.choice(VOCABULARY)
        case 1:
            words.append(rng.choice(VOCABULARY))
        case 2:
            return f"{text.upper()}!"
        case 3:
            return text.replace(" ", ",  ", 1)
    return " ".join(words)


def one_of(rng: random.Random, texts: list[str], count: int) -> str:
    """A new text, or one that is nearly a known one."""
    text = altered(rng, rng.choice(texts)) if texts and rng.random() < 0.3 else said(rng, count)
    texts.append(text)
    return text


def free_text(folder: Path, seed: int) -> Any:
    """Chats, pairs, dialogues of others and questions on passages, many of them alike."""
    rng = random.Random(seed)
    asked: list[str] = []
    answered: list[str] = []
    chats = [
        chat(
            *((who, one_of(rng, asked if who != VERA else answered, 14))
              for _ in range(rng.randint(1, 3)) for who in ("PERSON-1", VERA)),
            name=f"c{number}",
        )
        for number in range(60)
    ]  # fmt: skip
    rows = [
        row(
            {"q": one_of(rng, asked, 12), "a": one_of(rng, answered, 12)},
            collection="faq",
            group=f"f{n}",
        )
        for n in range(80)
    ]
    for n in range(60):
        roles = ("user", "assistant") * rng.randint(1, 2)
        texts = tuple(one_of(rng, answered if role == "assistant" else asked, 12) for role in roles)
        cells = {"messages.role": roles, "messages.content": texts}
        rows.append(row(cells, collection="talks", group=f"t{n}"))
    chunks, samples = [], []
    for n in range(60):
        parts = [one_of(rng, answered, 15) for _ in range(3)]
        chunks.append(chunk(". ".join(parts), group=f"s{n}"))
        samples += [
            sample(
                f"what of {' '.join(part.split()[:3])}",
                part,
                group=f"s{n}",
                evidence=[chunks[-1].id],
            )
            for part in rng.sample(parts, rng.randint(0, 2))
        ]
    return write_inputs(folder, conversations=chats, rows=rows, chunks=chunks, samples=samples)


FREE: dict[str, Any] = {
    "rows": {"faq": {"prompt": "{q}", "answer": "{a}"}},
    "ready": {"talks": {"format": "messages"}},
    "max_component_share": 1,
    "split": {"eval": 0.2, "test": 0.3},
    "mix": {"faq": {"share": 0.3}},
    "knowledge": {"collections": ["handbook"], "share": 0.1},
}


def words(text: str) -> list[str]:
    return [re.sub(r"[\W_]+", "", word).casefold() for word in re.findall(r"[^\W_]+", text)]


def runs(text: str) -> frozenset[tuple[str, ...]]:
    found = words(text)
    return frozenset(tuple(found[i : i + 3]) for i in range(max(1, len(found) - 2)))


def cumulative(folder: Path, seed: int) -> Any:
    """Dialogues of others, a line for each answer with all before it: as context, or learnt too."""
    rng = random.Random(seed)
    rows = []
    for n in range(80):
        texts = [said(rng, rng.choice([3, 12])) for _ in range(6)]
        for end in (2, 4, 6):
            weights = [str(int(n % 2 or place == end - 1)) for place in range(end)]
            roles = ["user", "assistant"] * (end // 2)
            cells = {
                "messages.role": (*roles,),
                "messages.content": (*texts[:end],),
                "messages.weight": (
                    *(w if r == "assistant" else "" for r, w in zip(roles, weights, strict=True)),
                ),
            }
            rows.append(row(cells, collection="talks", group=f"t{n}-{end}"))
    rng.shuffle(rows)
    return write_inputs(folder, rows=rows)  # fmt: skip


def told_twice(folder: Path, seed: int) -> Any:
    """Chats, and ready dialogues of the same chats in which the last answer alone is learnt."""
    rng = random.Random(seed)
    chats, rows = [], []
    for n in range(60):
        texts = [said(rng, rng.choice([3, 12])) for _ in range(8)]
        chats.append(
            chat(*zip(("PERSON-1", VERA) * 4, texts, strict=True), name=f"c{n}", minutes=2)
        )
        texts[7] = said(rng, 12)  # the same dialogue, at another time
        cells = {
            "messages.role": ("user", "assistant") * 4,
            "messages.content": (*texts,),
            "messages.weight": ("", "0") * 3 + ("", "1"),
        }
        rows.append(row(cells, collection="talks", group=f"t{n}"))
    return write_inputs(folder, conversations=chats, rows=rows)


def targets(dataset: Path) -> list[tuple[str, dict[str, Any], str, str, str]]:
    """Split, sample, what was said before, question and answer, once for each target."""
    found = []
    for split in SPLITS:
        for line in (dataset / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
            value = json.loads(line)
            for target in value["targets"]:
                before = [t["content"] for t in value["turns"][:target] if t["role"] != "system"]
                asked = value["turns"][target - 1]["content"] if target else ""
                found.append(
                    (split, value, "\n".join(before), asked, value["turns"][target]["content"])
                )
    return found


def crossing(places: dict[Any, set[str]]) -> list[Any]:
    return [value for value, splits in places.items() if len(splits) > 1]


@pytest.mark.parametrize("form", ["replies", "dialogues"])
@pytest.mark.parametrize("seed", range(6))
def test_free_text_shares_nothing(tmp_path: Path, seed: int, form: str) -> None:
    """No group, no answer of five words, no two texts or answers whose runs are .8 alike."""
    chosen = params(**FREE, seed=seed, chats={"form": form})

    make_dataset(chosen, free_text(tmp_path, seed), tmp_path / "d", tmp_path / "r.json")

    found = targets(tmp_path / "d")
    assert all(sum(one[0] == split for one in found) > 10 for split in SPLITS)
    groups, answers = defaultdict(set), defaultdict(set)
    for split, value, _, _, answer in found:
        groups[value["collection"], value["group"]].add(split)
        if len(words(answer)) >= 5:
            answers[" ".join(words(answer))].add(split)
    assert [] == crossing(groups)
    assert [] == crossing(answers)
    texts = [
        (split, value["id"], runs(text))
        for split, value, _, asked, answer in found
        for text in (f"{asked}\n{answer}", answer)
        if text != answer or len(words(answer)) >= 5
    ]
    near = [
        (one[1], other[1])
        for one, other in combinations(texts, 2)
        if one[0] != other[0] and 10 * len(one[2] & other[2]) >= 8 * len(one[2] | other[2])
    ]
    assert [] == near


@pytest.mark.parametrize("world", [cumulative, told_twice])
@pytest.mark.parametrize("form", ["replies", "dialogues"])
@pytest.mark.parametrize("seed", range(3))
def test_no_target_stands_in_a_prompt_of_another_split(
    tmp_path: Path, seed: int, form: str, world: Callable[[Path, int], Any]
) -> None:
    """Of dialogues that grow line by line, though no column says which lines are one dialogue.

    Nor of chats that stand in lines of others as well.
    """
    chats = {"form": form, "context_turns": 3, "max_dialogue_words": 40}
    chosen = params(ready={"talks": {"format": "messages"}}, seed=seed, chats=chats)

    make_dataset(chosen, world(tmp_path, seed), tmp_path / "d", tmp_path / "r.json")

    found = targets(tmp_path / "d")
    assert {*SPLITS} == {one[0] for one in found}
    learnt = {
        tuple(words(f"{asked} {answer}")): split
        for split, _, _, asked, answer in found
        if len(words(f"{asked} {answer}")) >= 5
    }
    for split, value, *_ in found:
        said_ = [turn["content"] for turn in value["turns"] if turn["role"] != "system"]
        pairs = {tuple(words(f"{q} {a}")) for q, a in zip(said_[::2], said_[1::2], strict=True)}
        assert {split} == {learnt.get(pair, split) for pair in pairs}


@pytest.mark.parametrize("seed", range(6))
def test_tables_share_no_patient_and_no_prompt(tmp_path: Path, seed: int) -> None:
    """Few findings and many patients, each with several rows: chains of both keys.

    A patient is spelt in several ways.
    """
    rng = random.Random(seed)
    spelt = ["П-{} Фёдор", "п-{}  ФЁДОР", " П–{} Федор."]
    findings = [said(rng, 4) for _ in range(400)]
    rows = [
        row({"patient": f"p{n // 3}", "finding": altered(rng, rng.choice(findings)) if n % 9 else findings[n % 7],
             "result": said(rng, 5)}, group=spelt[n % 3].format(n // 3))
        for n in range(600)
    ]  # fmt: skip
    chosen = params(
        rows={"inspections": {"prompt": "Finding: {finding}", "answer": "{result}"}},
        leaks={"inspections": {"keys": ["group", "prompt"]}},
        max_component_share=1, seed=seed, split={"eval": 0.2, "test": 0.3},
    )  # fmt: skip

    make_dataset(chosen, write_inputs(tmp_path, rows=rows), tmp_path / "d", tmp_path / "r.json")

    by_id = {one.id: one for one in jsonl.read(tmp_path / "rows.jsonl", Row)}
    patients, prompts = defaultdict(set), defaultdict(set)
    for split, value, before, _, _ in targets(tmp_path / "d"):
        patients[by_id[value["evidence"][0]["parent"]].cells["patient"]].add(split)
        prompts[" ".join(words(before))].add(split)
    assert len(patients) > 150
    assert [] == crossing(patients)
    assert [] == crossing(prompts)
    assert {*SPLITS} == set().union(*patients.values())
