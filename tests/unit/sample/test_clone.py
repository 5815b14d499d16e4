"""The sample of recipes/clone is made again exactly, and has what its README says."""

import importlib
import json
import re
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from understudy.core.params import read_yaml

RECIPE = Path(__file__).parents[3] / "recipes/clone"
RAW = RECIPE / "data/raw"
OWN = ("make", "exports", "papers", "talk", "wording")
BY_HAND = {"documents/about.md"}


@pytest.fixture(scope="module")
def sample() -> dict[str, ModuleType]:
    """Its modules, which are no part of the installed package; other samples have such names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(RECIPE / "sample")
        for name in OWN:
            patch.delitem(sys.modules, name, raising=False)
        found = {name: importlib.import_module(name) for name in OWN}
        for name in OWN:
            del sys.modules[name]
        return found


def test_the_chats_are_made_again_exactly(sample: dict[str, ModuleType], tmp_path: Path) -> None:
    """The same words and the same seed give the same bytes."""
    sample["make"].write_texts(tmp_path)

    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    there = {path.relative_to(RAW) for path in RAW.rglob("*") if path.is_file()}
    apps = {
        Path("raw") / path for path in there if path.parts[0] not in {"documents", "screenshots"}
    }
    assert written == {*apps, Path("people.yaml")}
    for place in written:
        assert (RECIPE / "data" / place).read_bytes() == (tmp_path / place).read_bytes(), place


def test_the_papers_are_made_again(sample: dict[str, ModuleType]) -> None:
    """With the packages that are pinned; the same bytes twice with any."""
    source = RECIPE / "sample/prices.txt"
    papers, make = sample["papers"], sample["make"]

    assert (RAW / "documents/price-list.docx").read_bytes() == papers.price_list(source)
    assert (RAW / "screenshots/phone.png").read_bytes() == papers.screenshot(
        "Merriam Pike", make.SCREEN
    )


def test_the_sample_is_small() -> None:
    """It is in git."""
    assert 500_000 > sum(path.stat().st_size for path in RAW.rglob("*") if path.is_file())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_long_reply_comes_once(sample: dict[str, ModuleType], language: str) -> None:
    """No two chats share a turn of the persona of ten words or more."""
    composer = sample["talk"].Composer(language, 1)
    chats = [composer.compose(friend) for friend in composer.friends]
    said = [{turn for turn in turns(chat) if len(turn.split()) >= 10} for chat in chats]

    assert 60 == len(chats)
    assert [] == [one & other for one, other in combinations(said, 2) if one & other]


def turns(chat: object) -> list[str]:
    """What the persona says before somebody else does, as one text each."""
    found: list[list[str]] = [[]]
    for line in chat.lines:  # type: ignore[attr-defined]
        if line.author == chat.persona:  # type: ignore[attr-defined]
            found[-1].append(line.text)
        elif found[-1]:
            found.append([])
    return [" ".join(texts) for texts in found if texts]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_voice_is_the_personas_alone(sample: dict[str, ModuleType], language: str) -> None:
    """He writes small and without full stops; the others write sentences."""
    composer = sample["talk"].Composer(language, 1)
    lines = [line for friend in composer.friends for line in composer.compose(friend).lines]
    spoken = [line for line in lines if line.kind == "text"]
    his = [line.text for line in spoken if line.author == composer.persona]
    theirs = [line.text for line in spoken if line.author != composer.persona]

    assert len(his) > 500
    assert all(text[0] == text[0].lower() and not text.endswith(".") for text in his)
    assert all(text[0].isupper() and text[-1] in ".!?:" for text in theirs)


def test_every_option_and_number_is_filled(sample: dict[str, ModuleType]) -> None:
    """No template shows through."""
    marks = re.compile(r"[\[\]{}|#]|=>|  |^ | $")
    for language in ("en", "ru"):
        composer = sample["talk"].Composer(language, 3)
        lines = [line for friend in composer.friends for line in composer.compose(friend).lines]

        assert [] == [line.text for line in lines if marks.search(line.text)]


def test_times_never_go_back(sample: dict[str, ModuleType]) -> None:
    """Some chats go on after a night."""
    composer = sample["talk"].Composer("en", 1)
    chats = [composer.compose(friend) for friend in composer.friends]
    gaps = [
        (later.at - one.at).total_seconds()
        for chat in chats
        for one, later in zip(chat.lines, chat.lines[1:], strict=False)
    ]

    assert min(gaps) > 0
    assert sum(gap > 12 * 3600 for gap in gaps) > 10


def test_the_exports_have_what_exports_have(sample: dict[str, ModuleType]) -> None:
    """Stickers, forwards, calls, media, a group; names, accounts and a nickname of one person."""
    telegram = json.loads((RAW / "telegram/result.json").read_text())
    messages = [one for chat in telegram["chats"]["list"] for one in chat["messages"]]
    kinds = Counter(
        key
        for one in messages
        for key in ("media_type", "forwarded_from", "photo", "action")
        if key in one
    )
    discord = [json.loads(path.read_text()) for path in (RAW / "discord").iterdir()]
    names = {one["author"]["name"] for chat in discord for one in chat["messages"]}
    persona = read_yaml(RECIPE / "data/people.yaml")["persona"]

    assert all(kinds[key] for key in ("media_type", "forwarded_from", "photo", "action"))
    assert "private_group" in {chat["type"] for chat in telegram["chats"]["list"]}
    assert sample["exports"].NICKNAME in names
    assert {"me", sample["exports"].DISCORD_ID} < {str(one) for one in persona["aliases"]}
    assert {"en", "ru"} == set(persona["description"])


def test_a_phone_marks_the_day_in_its_way(sample: dict[str, ModuleType]) -> None:
    """Two forms of WhatsApp's lines; a forward is left out."""
    chat = sample["talk"].Composer("en", 1).compose("Ann Example")
    texts = [sample["exports"].whatsapp_text(chat, Random(1), ios=ios) for ios in (True, False)]

    assert texts[0].startswith("[")
    assert " - Messages and calls" in texts[1]
