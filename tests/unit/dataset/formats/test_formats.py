import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.records import Asset, Evidence, Sample, Turn
from understudy.dataset import FORMATS

text = st.text(max_size=20)
said = st.text(min_size=1, max_size=20).filter(str.strip)
assets = st.lists(
    st.builds(Asset, id=text, path=text, sha256=text, mime=text, caption=st.none() | text),
    max_size=1,
).map(tuple)


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """Any sample that can be built."""
    if draw(st.booleans()):
        turns = [Turn(role="text", content=draw(said), assets=draw(assets))]
        targets = [0]
    else:
        opening = [Turn(role="system", content=draw(text))] if draw(st.booleans()) else []
        turns = opening + [
            Turn(role=role, content=draw(said), assets=draw(assets))
            for _ in range(draw(st.integers(1, 3)))
            for role in ("user", "assistant")
        ]
        possible = [i for i, turn in enumerate(turns) if turn.role == "assistant"]
        targets = draw(st.lists(st.sampled_from(possible), min_size=1, unique=True))
    return Sample(
        id=draw(text),
        turns=tuple(turns),
        targets=tuple(sorted(targets)),
        labels=draw(st.dictionaries(text, text, max_size=2)),
        kind=draw(text),
        language=draw(text),
        collection=draw(text),
        group=draw(text),
        evidence=tuple(
            draw(
                st.lists(
                    st.builds(Evidence, parent=text, start=st.just(0), end=st.just(1)), max_size=2
                )
            )
        ),
    )


def test_formats_are_seen() -> None:
    """A guard that loops asserts what it looped over."""
    assert ["messages"] == list(FORMATS)


@pytest.mark.parametrize("name", sorted(FORMATS))
@given(sample=samples())
def test_decode_undoes_encode(name: str, sample: Sample) -> None:
    """Data exported for another trainer can be read back without loss, a line a sample."""
    line = FORMATS[name].encode(sample)

    assert sample == FORMATS[name].decode(line)
    assert 1 == len(line.splitlines() if line.isascii() else line.split("\n"))


def test_messages_say_which_turns_carry_loss() -> None:
    """As OpenAI's format does: weight 1 or 0 on assistant messages."""
    roles = ["system", "user", "assistant", "user", "assistant"]
    turns = tuple(Turn(role=role, content=f"мёд {role}") for role in roles)  # type: ignore[arg-type]
    sample = Sample(id="s", turns=turns, targets=(4,), collection="c", group="g")

    messages = json.loads(FORMATS["messages"].encode(sample))["messages"]

    assert roles == [message["role"] for message in messages]
    assert [None, None, 0, None, 1] == [message.get("weight") for message in messages]
    assert "мёд" in FORMATS["messages"].encode(sample)
