"""Any sample that can be built, for properties of formats."""

from hypothesis import strategies as st

from understudy.core.records import Asset, Evidence, Sample, Turn

text = st.text(max_size=20)
said = st.text(min_size=1, max_size=20).filter(str.strip)
assets = st.lists(
    st.builds(Asset, id=text, path=text, sha256=text, mime=text, caption=st.none() | text),
    max_size=1,
).map(tuple)
evidence = st.builds(Evidence, parent=text, start=st.just(0), end=st.just(1))


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """Turns of all kinds, blank questions and system turns too; any targets."""
    if draw(st.booleans()):
        turns = [Turn(role="text", content=draw(said), assets=draw(assets))]
        targets = [0]
    else:
        opening = [Turn(role="system", content=draw(text))] if draw(st.booleans()) else []
        turns = opening + [
            Turn(role=role, content=draw(text if role == "user" else said), assets=draw(assets))
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
        evidence=tuple(draw(st.lists(evidence, max_size=2))),
    )
