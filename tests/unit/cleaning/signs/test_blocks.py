from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.signs.blocks import blocks


@given(text=st.text(st.sampled_from("аb. \n\0!"), max_size=6000))
def test_pieces_are_the_text(text: str) -> None:
    """Nothing is lost, and places are those of the text."""
    pieces = list(blocks(text))

    assert text == "".join(piece for _, piece in pieces)
    assert all(text.startswith(piece, start) for start, piece in pieces)
    assert all(0 < len(piece) <= 2000 for _, piece in pieces)


def test_a_word_is_not_cut_where_there_is_white_space() -> None:
    """Half a name is no name."""
    pieces = [piece for _, piece in blocks("Зинаида " * 1000)]

    assert {"Зинаида"} == {word for piece in pieces for word in piece.split()}
