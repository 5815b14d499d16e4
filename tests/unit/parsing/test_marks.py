from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.documents import tidy
from understudy.parsing.marks import Place, mark, places, unmarked

RED, BLUE = "00000000000000aa.png", "00000000000000bb.jpg"
PARTS = st.lists(
    st.sampled_from(["One. ", "\n\n", "# Two\n\n", "- три\n", "| a |\n", " ", "4", "**", "Ünï 🐝"])
    | st.sampled_from([RED, BLUE]).map(mark),
    max_size=12,
)


@given(parts=PARTS)
def test_a_place_is_behind_the_letters_before_it(parts: list[str]) -> None:
    """Whatever the marks did to the text around them."""
    marked = "".join(parts)
    text = tidy(unmarked(marked))

    found = places(tidy(marked), text)

    assert sorted({place.asset for place in found}) == [
        name for name in (RED, BLUE) if mark(name) in marked
    ]
    for place in found:
        before = unmarked(marked[: marked.index(mark(place.asset))])
        there = [letter for letter in text[: place.at] if letter.isalpha()]
        assert there == [letter for letter in before if letter.isalpha()]


def test_marks_are_of_assets_only() -> None:
    """An address, or nothing, has none."""
    assert ("", "", "") == (mark(None), mark("pics/hive.png"), mark("https://x/a.png"))
    assert mark(RED) == mark(f"assets/{RED}")
    assert "ab" == unmarked(f"a{mark(RED)}b")


def test_a_list_item_of_a_picture_alone_has_a_place() -> None:
    """It is not in the text without marks."""
    assert [Place(RED, 7)] == places(f"- first\n- {mark(RED)}\n- third\n", "- first\n- third\n")
