import pytest
from pydantic import ValidationError

from understudy.core.errors import InputError, SetupError
from understudy.core.records import Row
from understudy.dataset.holdout import held_out_rows, stratum
from understudy.dataset.params import HoldOutParams, RowParams
from understudy.dataset.rows import row_sample
from unit.dataset.worlds import params, row

TEMPLATES = {
    "inspections": RowParams(
        prompt="Part: {part}\n{finding}", answer="{conclusion}", labels={"diagnosis": "{diagnosis}"}
    )
}
CELLS = {
    "part": "super",
    "finding": "Bald brood and mites.",
    "diagnosis": "varroa",
    "conclusion": "Varroa: treat them.",
    "language": "ru",
}


def test_a_row_becomes_a_question_and_its_answer() -> None:
    """Labels stand beside, the group is the row's, the evidence is the row."""
    one = row(CELLS)
    made = row_sample(one, TEMPLATES)

    assert "Part: super\nBald brood and mites." == made.question
    assert "Varroa: treat them." == made.answer
    assert {"diagnosis": "varroa"} == made.labels
    assert ("inspections", "H-001", "", "en") == (
        made.collection, made.group, made.kind, made.language
    )  # fmt: skip
    assert [one.id] == [evidence.parent for evidence in made.evidence]


def test_language_and_kind_may_come_from_cells() -> None:
    """Without a template the language is detected and there is no kind."""
    templates = {"inspections": RowParams(prompt="{finding}", answer="{part}", language="{language}", kind="{part}")}  # fmt: skip

    made = row_sample(row(CELLS), templates)

    assert ("ru", "super") == (made.language, made.kind)


def test_a_blank_label_is_no_label_and_a_blank_answer_no_sample() -> None:
    """The first is missing to the metric; the second has nothing to learn."""
    assert {} == row_sample(row({**CELLS, "diagnosis": " "}), TEMPLATES).labels
    with pytest.raises(InputError, match="'conclusion' is blank") as caught:
        row_sample(row({**CELLS, "conclusion": ""}), TEMPLATES)
    assert "blank_cell" == caught.value.reason


def test_an_unknown_column_names_the_parameter() -> None:
    """It is the parameters' fault, not the row's."""
    with pytest.raises(SetupError, match=r"build\.rows\.inspections\.prompt: unknown column"):
        row_sample(row({"part": "x"}), TEMPLATES)


HOLD_OUT = {
    "inspections": HoldOutParams(columns=("part", "diagnosis"), combinations=(("super", "varroa"),))
}


def rows() -> list[Row]:
    return [
        row({**CELLS, "part": part, "diagnosis": diagnosis})
        for part in ("super", "entrance")
        for diagnosis in ("varroa", "nosema")
    ]


def test_held_out_rows_are_those_of_the_combination() -> None:
    """Both values count; other tables do not."""
    found = held_out_rows([*rows(), row(CELLS, collection="other")], HOLD_OUT)

    assert {rows()[0].id} == found


def test_samples_say_whether_training_saw_their_combination() -> None:
    """Only where combinations are held out."""
    chosen = params(
        rows={"inspections": TEMPLATES["inspections"]}, hold_out={"inspections": HOLD_OUT["inspections"]}
    )  # fmt: skip
    held_out = held_out_rows(rows(), HOLD_OUT)
    made = [row_sample(one, TEMPLATES) for one in rows()]

    assert ["novel", "seen", "seen", "seen"] == [stratum(s, chosen, held_out).kind for s in made]
    assert made[0] == stratum(made[0], params(), held_out)


def test_a_combination_that_no_row_has_is_refused() -> None:
    """It would look like a test and be none."""
    hold_out = {
        "inspections": HoldOutParams(columns=("part", "diagnosis"), combinations=(("super", "varoa"),))
    }  # fmt: skip
    with pytest.raises(SetupError, match=r"unknown combination 'super / varoa'.*super / varroa"):
        held_out_rows(rows(), hold_out)
    with pytest.raises(SetupError, match=r"hold_out\.inspections\.columns: unknown column 'parts'"):
        held_out_rows(
            rows(), {"inspections": HoldOutParams(columns=("parts",), combinations=(("x",),))}
        )


def test_a_row_can_be_a_text() -> None:
    """S1's template of prompt and response for models without a chat template."""
    made = RowParams(text="{part}\n\n{finding}")
    found = row_sample(row({"part": "lid", "finding": "wet"}), {"inspections": made})

    assert [("text", "lid\n\nwet")] == [(turn.role, turn.content) for turn in found.turns]
    assert (0,) == found.targets


@pytest.mark.parametrize(
    "templates",
    [{}, {"prompt": "p"}, {"answer": "a"}, {"text": "t", "prompt": "p"}, {"text": "t", "prompt": "p", "answer": "a"}],
)  # fmt: skip
def test_a_row_is_a_question_or_a_text(templates: dict[str, str]) -> None:
    """Not half of one, nor both."""
    with pytest.raises(ValidationError, match="needs prompt and answer, or text instead of both"):
        RowParams(**templates)
