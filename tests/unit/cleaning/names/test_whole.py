"""Names of several words, against a search that tries each name at each place."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.names.inflection import forms
from understudy.cleaning.names.whole import Token, WholeNames

WORDS = st.sampled_from(["анна", "иванова", "иванов", "белова", "и", "п", "роза", "ли"])
NAMES = st.lists(WORDS, min_size=2, max_size=4).map(tuple)
SPOKEN = st.one_of(WORDS, st.sampled_from(["анну", "ивановым", "белову", "иванову", "розе"]))
GAPS = st.sampled_from([" ", "-", ". ", ", ", "."])


def tokens_of(words: list[tuple[str, bool, str]]) -> tuple[str, list[Token]]:
    """Write words, with a capital or without, and what stands behind each."""
    text, tokens = "", []
    for word, is_capital, gap in words:
        tokens.append(Token(len(text), len(text) + len(word), word, is_capital))
        text += (word.capitalize() if is_capital else word) + gap
    return text, tokens


def stands_here(name: tuple[str, ...], text: str, run: list[Token]) -> bool:
    """Tell whether a name stands in a run of tokens, each word by itself."""
    if len(run) < len(name):
        return False
    for word, token in zip(name, run, strict=False):
        if token.form not in forms(word) or (len(token.form) == 1 and not token.is_capital):
            return False
    gaps = [
        (len(left.form) == 1, text[left.end : right.start])
        for left, right in pairwise(run[: len(name)])
    ]
    return all(gap in ({" ", "-", ". ", "."} if short else {" ", "-"}) for short, gap in gaps)


@given(
    st.lists(NAMES, max_size=6),
    st.lists(st.tuples(SPOKEN, st.booleans(), GAPS), min_size=1, max_size=6),
)
def test_the_longest_names_are_found_that_stand_at_a_token(
    names: list[tuple[str, ...]], words: list[tuple[str, bool, str]]
) -> None:
    """All who bear the longest name at a place are found, and nobody else."""
    known = WholeNames()
    for number, name in enumerate(names):
        known.learn(name, f"person {number}")
    text, tokens = tokens_of(words)
    for start in range(len(tokens)):
        here = [one for one in names if stands_here(one, text, tokens[start:])]
        length = max(map(len, here), default=0)
        found = known.match(text, tokens, start)
        if not here:
            assert found is None
            continue
        assert found is not None
        longest = [one for one in here if len(one) == length]
        assert found.length == length
        keys = {f"person {number}" for number, name in enumerate(names) if name in longest}
        assert keys == found.keys
        assert min(map(" ".join, longest)) == found.name
        assert tokens[start].form in set(known.firsts)
        assert any(token.form in set(known) for token in tokens[start : start + length])


def test_a_part_of_a_name_is_no_whole_name() -> None:
    """Nobody is found where a name breaks off."""
    known = WholeNames()
    known.learn(("анна", "петровна", "белова"), "she")
    text, tokens = tokens_of([("анна", True, " "), ("петровна", True, " "), ("ушла", False, ".")])
    assert known.match(text, tokens, 0) is None
