import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.edits import apply, origin, settle
from understudy.cleaning.steps.markers import markers
from understudy.core.errors import SetupError
from unit.cleaning.crowd import context

CONTEXT = context(
    markers={
        "marks": [r"\[(?:ОБЪЯСНЕНИЕ|ВМЕШАТЕЛЬСТВО|ЭСКАЛАЦИЯ)\]", r"<!--.*?-->", r"^#\d+ "],
        "stubs": [r"(?:- )?не требуется\.?", "n/?a", "-+"],
    }
)


def cleaned(text: str) -> str:
    return apply(text, settle(text, lambda now: markers(now, CONTEXT), where="d"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("[ОБЪЯСНЕНИЕ] Это страх. [ВМЕШАТЕЛЬСТВО] Пишите. [ЭСКАЛАЦИЯ] Не требуется.",
         "Это страх. Пишите."),
        ("[ОБЪЯСНЕНИЕ]\nЭто страх.\n\n[ЭСКАЛАЦИЯ]\nНе требуется.", "Это страх."),
        ("[ОБЪЯСНЕНИЕ] Раз.\n\n[ВМЕШАТЕЛЬСТВО]\n\nДва.", "Раз.\n\nДва."),
        ("Раз.\n[объяснение]\nДва.", "Раз.\nДва."),
        ("Раз.[ОБЪЯСНЕНИЕ]Два.", "Раз. Два."),
        ("Раз [ОБЪЯСНЕНИЕ], два", "Раз, два"),
        ("Раз [ОБЪЯСНЕНИЕ]два", "Раз два"),
        ("Раз[ОБЪЯСНЕНИЕ] два", "Раз два"),
        ("one <!-- a note --> two", "one two"),
        ("#12 one #13 two", "one #13 two"),
        ("Не требуется.", ""),
        ("  N/A \n", ""),
        ("Лечение не требуется.", "Лечение не требуется."),
        ("Итог:\n- Не требуется\n- Сон", "Итог:\n- Сон"),
        ("[ЭСКАЛАЦИЯ] [ЭСКАЛАЦИЯ]", ""),
        ("  indented [ЭСКАЛАЦИЯ]\n  code", "  indented\n  code"),
        ("[ОБЪ[ЭСКАЛАЦИЯ]ЯСНЕНИЕ] да", "да"),
        ("nothing to cut \n", "nothing to cut \n"),
        ("", ""),
    ],
)  # fmt: skip
def test_marks_and_stubs_go_with_their_space(raw: str, expected: str) -> None:
    """Marks anywhere; a stub where it stands alone: a text, a line, between marks."""
    assert expected == cleaned(raw)


@given(
    st.lists(
        st.sampled_from(
            [
                "[ОБЪЯСНЕНИЕ]",
                "[ЭСКАЛАЦИЯ]",
                "Не требуется.",
                "слово",
                "Не",
                " ",
                "\n",
                ".",
                "[",
                "-",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_only_marks_stubs_and_space_go(text: str) -> None:
    """What is left is the raw text in its order, and its places lead back there."""
    edits = settle(text, lambda now: markers(now, CONTEXT), where="d")
    after = apply(text, edits)

    assert "[ОБЪЯСНЕНИЕ]" not in after
    rest = text
    for gone in ("[ОБЪЯСНЕНИЕ]", "[ЭСКАЛАЦИЯ]", "Не требуется.", "-"):
        rest = rest.replace(gone, "")
    assert after.count("слово") == rest.count("слово")
    inserted = {edit.start for edit in edits if edit.replacement}
    for place, letter in enumerate(after):
        there = origin(place, edits)
        assert text[there] == letter or there in inserted


def test_without_patterns_nothing_happens() -> None:
    """The default."""
    assert [] == markers("[ОБЪЯСНЕНИЕ] Не требуется.", context())


def test_a_pattern_that_never_ends_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the parameter and its place, in seconds instead of years; no record is blamed."""
    monkeypatch.setattr("understudy.cleaning.patterns.SECONDS", 0.05)
    for key in ("marks", "stubs"):
        slow = context(markers={key: ["x", r"(?:a|aa)+[bc]"]})
        with pytest.raises(SetupError, match=rf"clean\.markers\.{key}\[1\].*takes more than"):
            markers("a" * 99 + "!", slow)
