"""Whole records that are nearly the same never cross the splits."""

import json
import random
from pathlib import Path

from understudy.core import jsonl
from understudy.core.near import Near
from understudy.core.outcomes import Membership
from understudy.core.records import Chunk
from understudy.dataset import make_dataset
from understudy.dataset.leaks import check, find_leaks
from understudy.dataset.twins import twins_of
from unit.dataset.worlds import VERA, chat, chunk, components, params, sample, write_inputs


def passage(document: str, section: str) -> Chunk:
    """A passage of a section that shares no word with another."""
    text = f"{document} {section} alone"
    return chunk(text, group=f"{document}/{section}").model_copy(update={"parent": document})


def near(one: str, other: str) -> Near:
    return Near(kind="documents", one=one, other=other, similarity=0.9)


def test_all_sections_of_both_move_together() -> None:
    """Passages share no text; the records do, and that is what counts."""
    chunks = [passage(name, part) for name in ("a", "b", "c") for part in ("1", "2")]
    twins = twins_of([near("a", "b"), near("a", "lost")], chunks, [])

    found = components([], chunks, params(), twins)
    names = found.names()

    assert 1 == len({name for (_, group), name in names.items() if group[0] in "ab"})
    assert 3 == len(set(names.values()))
    assert {"near_record": 3} == dict(found.joined_by)


def test_a_collection_without_the_key_is_left_alone() -> None:
    """Who chose other leak keys for a collection chose so for its records."""
    chunks = [passage("a", "1"), passage("b", "1")]
    twins = twins_of([near("a", "b")], chunks, [])
    chosen = params(leaks={"handbook": {"keys": ["group"]}})

    assert 2 == len(set(components([], chunks, chosen, twins).names().values()))


def test_near_chats_are_in_one_split(tmp_path: Path) -> None:
    """From the file of the clean stage to groups.jsonl and a report of zero."""
    rng = random.Random(7)

    def said() -> str:
        return " ".join(f"w{rng.randrange(10_000)}" for _ in range(9))

    chats = [chat(("P", said()), (VERA, said()), name=f"chat{n}") for n in range(60)]
    pairs = [
        Near(kind="conversations", one=one.id, other=other.id, similarity=0.8)
        for one, other in zip(chats[:20:2], chats[1:20:2], strict=True)
    ]
    inputs = write_inputs(tmp_path, conversations=chats, near=pairs)

    make_dataset(params(), inputs, tmp_path / "dataset", tmp_path / "report.json")

    members = list(jsonl.read(tmp_path / "dataset/groups.jsonl", Membership))
    component = {member.group: member.component for member in members}
    assert all(
        component[one.group] == component[other.group]
        for one, other in zip(chats[:20:2], chats[1:20:2], strict=True)
    )
    report = json.loads((tmp_path / "report.json").read_text())
    assert {"near_record": 10} == report["components"]["joined_by"]
    assert {"values": 10, "crossing": 0} == report["leaks"]["near_record"]
    manifest = json.loads((tmp_path / "dataset/manifest.json").read_text())
    assert 10 == manifest["inputs"]["near"]["lines"]


def test_a_crossing_pair_is_a_leak(tmp_path: Path) -> None:
    """Planted in the written files, where the proof looks."""
    chunks = [passage("a", "1"), passage("b", "1")]
    members = [
        Membership(collection="handbook", group=one.group, component=one.group, split=split)
        for one, split in zip(chunks, ("train", "test"), strict=True)
    ]
    for name in ("train", "eval", "test"):
        jsonl.write(tmp_path / f"{name}.jsonl", [sample(group="a/1")] if name == "train" else [])
    jsonl.write(tmp_path / "groups.jsonl", members)
    chosen = params(leaks={"default": {"keys": ["near"]}})

    found = find_leaks(tmp_path, chunks, (), chosen, twins_of([near("a", "b")], chunks, []))

    assert (("a", "b"),) == found["near_record"].crossing
    check({key: leak for key, leak in found.items() if key != "near_record"})
