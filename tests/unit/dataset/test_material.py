from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from understudy.core.errors import SetupError
from understudy.dataset import Inputs
from understudy.dataset.material import read_material
from unit.dataset.worlds import VERA, chat, chunk, params, row, sample, write_inputs


def inputs(folder: Path) -> Inputs:
    return write_inputs(
        folder,
        conversations=[
            chat((VERA, "a"), collection="telegram"),
            chat((VERA, "b"), collection="forum"),
        ],
        rows=[row({"a": "b"})],
        chunks=[chunk("text")],
        samples=[sample(collection="faq")],
        manifests=[{"stage": "parse"}],
    )


def test_everything_is_read(tmp_path: Path) -> None:
    """Conversations of the chosen collections only; the persona stands in the prompt."""
    material = read_material(params(chats={"collections": ["forum"]}), inputs(tmp_path))

    assert ["forum"] == [one.collection for one in material.conversations]
    assert [1, 1, 1] == [
        len(list(part)) for part in (material.rows, material.chunks, material.samples)
    ]
    assert VERA == material.persona
    assert f"You are {VERA}. A beekeeper." == material.prompt.persona["en"]
    assert f"Ты {VERA}. Пасечница." == material.prompt.persona["ru"]
    assert ({"stage": "parse"},) == material.manifests


def test_a_system_without_a_stage_gives_no_file() -> None:
    """Nothing is read, nothing fails."""
    material = read_material(params(), Inputs(None, None, None, None, None, None))

    found = (material.conversations, material.rows, material.chunks, material.samples)
    assert [[], [], [], []] == [list(one) for one in found]
    assert "You are {name}. {description}" == material.prompt.persona["en"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"chats": {"collections": ["forums"]}}, r"build\.chats\.collections: unknown .*forum"),
        ({"rows": {"inspection": {"prompt": "a", "answer": "b"}}}, r"build\.rows: .*inspections"),
        ({"shares": {"fax": 0.5}}, r"build\.shares: unknown collection 'fax'.*faq"),
        ({"leaks": {"handbok": {}}}, r"build\.leaks: unknown .*handbook"),
        ({"formats": ["message"]}, "unknown format 'message'.*messages"),
        ({"prompt": {"persona": {"de": "{description}"}}}, r"no persona\.description\.de"),
        ({"prompt": {"persona": {"en": "You are {nme}."}}}, r"persona\.en: unknown .*'nme'.*name"),
    ],
)
def test_parameters_that_do_not_fit_the_data_are_refused(
    tmp_path: Path, values: dict[str, Any], message: str
) -> None:
    """Before any work, with near names."""
    with pytest.raises(SetupError, match=message):
        read_material(params(**values), inputs(tmp_path))


def test_conversations_need_people(tmp_path: Path) -> None:
    """Without them nobody knows whose replies are learnt."""
    with pytest.raises(SetupError, match="given no --people"):
        read_material(params(), replace(inputs(tmp_path), people=None))


def test_what_people_write_of_themselves_is_no_template(tmp_path: Path) -> None:
    """Braces in a description stay."""
    given = inputs(tmp_path)
    (tmp_path / "people.yaml").write_text("persona: {name: 'V {x}', description: {en: 'a {b}'}}\n")
    chosen = params(prompt={"persona": {"en": "{name}: {description}", "ru": "{name}"}})

    assert {"en": "V {x}: a {b}", "ru": "V {x}"} == read_material(chosen, given).prompt.persona
