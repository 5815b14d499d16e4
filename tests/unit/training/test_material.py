"""Which samples a pass learns from, and in which form."""

from pathlib import Path
from typing import Any

import pytest

from understudy.core.errors import SetupError
from understudy.core.records import Sample, Turn
from understudy.core.tally import Tally
from understudy.training import TrainParams, material
from unit.model.tiny import tokenizer
from unit.training.made import sample, write

PAIRS = [(sample(i), sample(i, passage="Bees need water.")) for i in range(200)] + [
    (sample(i, collection="chats"), sample(i, collection="chats")) for i in range(50)
]


def forms(**given: Any) -> dict[str, str]:
    return {one.id: form for one, form in material.choose(TrainParams(**given), PAIRS)}


def test_the_share_without_passages_is_chosen_by_hash() -> None:
    """About the share; more of it adds samples and takes none back; chats have but one form."""
    some, more = forms(none_share=0.2), forms(none_share=0.5)
    bare = {one for one, form in some.items() if form == "none"}

    assert 20 <= len(bare) <= 60
    assert all(more[one] == "none" for one in bare)
    assert 50 == sum(form == "only" for form in some.values())
    assert {"retrieved", "only"} == set(forms(none_share=0.0).values())
    assert {"none", "only"} == set(forms(none_share=1.0).values())


def test_the_form_is_the_one_that_is_learned() -> None:
    """``none`` has no passage in its prompt, ``retrieved`` has."""
    chosen = material.choose(TrainParams(none_share=0.5), PAIRS)

    assert all(one.question.startswith("[1]") == (form == "retrieved") for one, form in chosen)


def test_caps_and_collections() -> None:
    """A cap takes the same samples whatever is added later."""
    assert 50 == len(forms(collections=["chats"]))
    capped = forms(caps={"handbook": 30})
    fewer = material.choose(TrainParams(caps={"handbook": 30}), PAIRS[20:])

    assert 80 == len(capped)
    known = {one.id for one, _ in PAIRS[20:]}
    assert {one for one in capped if one in known} <= {one.id for one, _ in fewer}


def test_eval_is_measured_on_so_many() -> None:
    """The curve's set is small and fixed; caps are for training."""
    chosen = material.choose(
        TrainParams(eval_samples=20, caps={"handbook": 1}), PAIRS, split="eval"
    )

    assert 20 == len(chosen)


def load(params: TrainParams, none: Path, retrieved: Path | None, tmp: Path) -> material.Material:
    tally = Tally(limit=0.5, rejects=tmp / "rejects.jsonl")
    return material.load(params, none, retrieved, tokenizer("qwen2"), tally)


def folders(tmp: Path, pairs: list[tuple[Sample, Sample]]) -> tuple[Path, Path]:
    none = write(tmp / "none", train=[a for a, _ in pairs], held_out=[a for a, _ in pairs[:9]])
    with_passages = [b for _, b in pairs]
    return none, write(tmp / "retrieved", train=with_passages, held_out=with_passages[:9])


def test_samples_become_tokens_with_masks(tmp_path: Path) -> None:
    """The facts count what is read and what carries loss."""
    made = load(TrainParams(), *folders(tmp_path, PAIRS), tmp_path)
    labelled = [label for one in made.train for label in one.labels if label != -100]

    assert (250, 9) == (len(made.train), len(made.eval))
    assert {"chats": 50, "handbook": 200} == made.facts["collections"]
    assert len(labelled) == made.facts["tokens"]["targets"] > 0
    assert sum(len(one.input_ids) for one in made.train) == made.facts["tokens"]["read"]


def test_the_control_learns_other_answers_and_is_watched_on_the_true_ones(tmp_path: Path) -> None:
    """Only what is learned is dealt."""
    pairs = [
        (sample(i, answer=f"answer {i}"), sample(i, answer=f"answer {i}", passage="Bees."))
        for i in range(20)
    ]
    where = folders(tmp_path, pairs)
    own = load(TrainParams(), *where, tmp_path)
    control = load(TrainParams(answers="shuffled"), *where, tmp_path)

    assert own.eval == control.eval
    assert all(a.labels != b.labels for a, b in zip(own.train, control.train, strict=True))
    assert {"samples": 20, "same_text": 0} == control.facts["dealt"]


def test_samples_that_do_not_fit_are_dropped(tmp_path: Path) -> None:
    """Counted by their reason; too many end the stage elsewhere."""
    pairs = [(sample(i), sample(i, passage="Bees need water. " * (i % 2) * 20)) for i in range(20)]
    tally = Tally(limit=1, rejects=tmp_path / "rejects.jsonl")
    params = TrainParams(max_tokens=80)
    made = material.load(params, *folders(tmp_path, pairs), tokenizer("qwen2"), tally)

    assert 10 == len(made.train)
    assert {"no_target_left": 10} == tally.counts()["train"]["dropped"]
    with pytest.raises(SetupError, match="fits into max_tokens"):
        load(TrainParams(max_tokens=8), *folders(tmp_path, pairs), tmp_path)


def test_without_an_index_there_is_one_form(tmp_path: Path) -> None:
    """A pipeline of chats has no passages."""
    none, _ = folders(tmp_path, PAIRS)

    assert {"only": 250} == load(TrainParams(none_share=0.3), none, None, tmp_path).facts["forms"]


def test_nothing_to_learn_from(tmp_path: Path) -> None:
    """It says which file is empty."""
    with pytest.raises(SetupError, match=r"train\.jsonl holds no sample"):
        load(TrainParams(), *folders(tmp_path, []), tmp_path)


def test_forms_that_do_not_belong_together(tmp_path: Path) -> None:
    """Half an update of the folders is found."""
    none, retrieved = folders(tmp_path, PAIRS)
    write(retrieved, train=[PAIRS[0][1]])

    with pytest.raises(SetupError, match="dvc repro ground"):
        load(TrainParams(), none, retrieved, tmp_path)


@pytest.mark.parametrize(
    "given", [{"collections": ["chat"]}, {"caps": {"chat": 3}}, {"weights": {"chat": 2}}]
)
def test_a_misspelt_collection(given: dict[str, Any]) -> None:
    """The key is named, and near names are offered."""
    message = rf"params\.yaml: {next(iter(given))} of section train: .*Did you mean chats"
    with pytest.raises(SetupError, match=message):
        forms(**given)


def test_replies_that_do_not_fit_are_counted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A dialogue too long for the pass loses its oldest replies: not in silence."""
    turns = tuple(
        Turn(role=("user", "assistant")[place % 2], content=f"turn {place} of the dialogue")
        for place in range(20)
    )
    dialogue = Sample(
        id="d", turns=turns, targets=tuple(range(1, 20, 2)), collection="chats", group="g"
    )
    none = write(tmp_path / "none", train=[dialogue], held_out=[])

    made = load(TrainParams(max_tokens=200), none, None, tmp_path)
    whole = load(TrainParams(max_tokens=2000), none, None, tmp_path)

    left = made.facts["targets_left_out"]
    assert 0 < left < 10
    assert f"{left} replies did not fit into max_tokens (200)" in caplog.text
    assert 0 == whole.facts["targets_left_out"]
    assert made.facts["tokens"]["targets"] < whole.facts["tokens"]["targets"]
