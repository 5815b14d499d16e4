from collections.abc import Sequence
from pathlib import Path

import pytest

from understudy.core.people import load_people
from understudy.forgetting.flow import Flow, Step
from understudy.forgetting.lineage import Lineage
from understudy.forgetting.mentions import Mentions
from understudy.forgetting.people import Somebody
from understudy.forgetting.plan import Plan
from understudy.forgetting.removal import carry_out, left_over
from understudy.forgetting.telling import afterwards

KEY = "9b0cb77651ca0f33"
MARKS = ("PERSON-0123456789abcdef",)
YAML = """# ours
persona: {name: "Vera"}  # herself
people:
- name: Timur
# the neighbour
- name: Oksana
  aliases: [Ксюша, 'Ksu']
ordinary_words: [rose]
"""


def planned(
    folder: Path,
    remove: Sequence[str] = (),
    *,
    entry: str | None = "Oksana",
    needs_entry: bool = False,
    pointers: dict[Path, Path] | None = None,
) -> Plan:
    """A plan to forget Oksana, whose people.yaml is there."""
    (folder / "people.yaml").write_text(YAML, encoding="utf-8")
    first = Step("parse", "parse --raw raw --parsed parsed", (), (), is_current=True)
    flow = Flow(folder, folder, (first,), pointers or {}, ())
    pairs = frozenset({("Oksana", None)})
    names = frozenset({"Oksana", "Ксюша"})
    return Plan(
        "person", "Oksana", flow, first, Lineage(),
        remove=[folder / one for one in remove],
        somebody=Somebody("PERSON-012345", pairs, names, MARKS, entry, ()),
        people=folder / "people.yaml",
        key_fingerprint=KEY,
        mentions=Mentions(needs_entry=needs_entry),
    )  # fmt: skip


def test_people_yaml_keeps_what_else_stands_in_it(tmp_path: Path) -> None:
    """Comments, quotes, others; her names go, and pseudonyms come."""
    plan = planned(tmp_path)
    carry_out(plan)

    assert not left_over(plan)
    text = (tmp_path / "people.yaml").read_text(encoding="utf-8")
    people = load_people(tmp_path / "people.yaml")
    assert "# ours" in text
    assert '"Vera"}  # herself' in text
    assert "Ксюша" not in text
    assert ["Timur"] == [one.name for one in people.people]
    assert ("rose",) == people.ordinary_words
    assert {KEY: MARKS} == people.forgotten


def test_a_name_in_a_comment_is_told(tmp_path: Path) -> None:
    """No comment is touched, so somebody has to look."""
    plan = planned(tmp_path)
    (tmp_path / "people.yaml").write_text(YAML.replace("# ours", "# ours, but for Oksana"))

    carry_out(plan)

    assert left_over(plan)


@pytest.mark.parametrize("entry", ["Oksana", None])
def test_names_that_hide_something_stay_or_come(tmp_path: Path, entry: str | None) -> None:
    """In an entry, which is made where there is none."""
    plan = planned(tmp_path, entry=entry, needs_entry=True)
    if entry is None:
        alone = "persona: {name: Vera}\n"
        (tmp_path / "people.yaml").write_text(alone)

    carry_out(plan)

    assert "Oksana" in [one.name for one in load_people(tmp_path / "people.yaml").people]


def test_twice_is_as_once(tmp_path: Path) -> None:
    """After a crash it is begun again."""
    carry_out(planned(tmp_path))
    once = (tmp_path / "people.yaml").read_bytes()
    plan = planned(tmp_path, ["raw/gone.json"])
    (tmp_path / "raw").mkdir()
    (tmp_path / "people.yaml").write_bytes(once)

    carry_out(plan)

    assert once == (tmp_path / "people.yaml").read_bytes()


def test_files_go_with_folders_that_are_empty_then(tmp_path: Path) -> None:
    """Nothing else, and not the raw folder itself."""
    for name in ("raw/a/b/chat.json", "raw/c/chat.json", "raw/c/other.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    items = tmp_path / "items"
    items.mkdir()
    (items / "parse.sqlite").write_bytes(b"")
    plan = planned(tmp_path, ["raw/a/b/chat.json", "raw/c/chat.json"])
    plan.caches = [items / "parse.sqlite"]

    carry_out(plan)

    left = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "raw").rglob("*")}
    assert {"c", "c/other.json"} == {one.removeprefix("raw/") for one in left}
    assert [] == list(items.iterdir())


def test_what_dvc_tracks_is_told(tmp_path: Path) -> None:
    """A folder is committed again; a file that is gone is not tracked any more."""
    pointers = {
        tmp_path / "raw": tmp_path / "raw.dvc",
        tmp_path / "more/chat.json": tmp_path / "more/chat.json.dvc",
    }
    plan = planned(tmp_path, ["raw/a.json", "more/chat.json"], pointers=pointers)

    told = list(afterwards(plan))

    assert "DVC tracks it: dvc commit raw.dvc" in told
    assert "DVC tracks it: dvc remove more/chat.json.dvc" in told
