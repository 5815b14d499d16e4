import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from scipy.stats import wasserstein_distance

from understudy.core.outcomes import Membership
from understudy.core.records import Prediction, Sample, Turn
from understudy.evaluation import style
from understudy.evaluation.intervals import Bootstrap, draw_ratio, drawn
from understudy.evaluation.scoring import Arm, Components
from understudy.evaluation.tables import persona_tables
from understudy.model import Prompt

HOW = Bootstrap(resamples=300, confidence=0.9, seed=3)
PROMPT = Prompt(bubble="\n\n")
answers = st.lists(
    st.sampled_from(
        ["ja", "so it is", "😂", "ja 😂😂", "ok\n\n🐝", "a b c\n\nd\n\ne", "❤️", "", "1️⃣ 2"]
    ),
    min_size=1,
    max_size=12,
)


def reply(place: int, text: str, chat: int) -> Sample:
    return Sample(
        id=f"chat-{place}",
        turns=(Turn(role="user", content="hm?"), Turn(role="assistant", content=text)),
        targets=(1,),
        collection="chats",
        group=f"chats/{chat}",
    )


def compared(
    real: Sequence[str], made: Sequence[str | None], prompt: Prompt = PROMPT, chats: int = 4
) -> dict:
    """The figures of one arm, None as an answer that failed."""
    samples = [reply(place, text, place % chats) for place, text in enumerate(real)]
    said = {
        one.id: Prediction(sample=one.id, text=text, error=None if text is not None else "long")
        for one, text in zip(samples, made, strict=True)
    }
    members = [
        Membership(collection="chats", group=f"chats/{n}", component=f"c{n}", split="test")
        for n in range(chats)
    ]
    return style.evaluate(samples, [Arm("tuned", said, {})], prompt, Components(members), HOW)


def test_the_same_answers_have_no_distance() -> None:
    """Also in another order: distributions are compared, not replies."""
    real = ["yes 😂", "no", "so it is\n\nand was", "🐝", "ja\n\n🐝"] * 8
    found = compared(real, random.Random(1).sample(real, len(real)))["tuned"]

    assert ["length", "burst", "emoji", "stickers"] == list(found)
    for figure in found.values():
        assert figure["value"] == pytest.approx(0, abs=1e-9)
        assert figure["real"] == pytest.approx(figure["made"])
        assert 0 <= figure["low"] <= figure["high"]
        assert 0 <= figure["chance"]
    assert found["burst"]["real"] == pytest.approx(7 / 5)
    assert found["emoji"]["real"] == pytest.approx(3 / 5)
    assert found["stickers"]["real"] == pytest.approx(2 / 5)
    assert (40, 4) == (found["length"]["n"], found["length"]["clusters"])


def test_a_robot_is_far_from_a_person() -> None:
    """Long single messages without emoji, against short bursts with them."""
    real = ["ja 😂\n\nso\n\n😂"] * 20
    made = ["I would be glad to help you with that question today."] * 20

    found = compared(real, made)["tuned"]

    assert (9.0, 2.0) == (found["length"]["value"], found["burst"]["value"])
    assert [1.0, 1.0] == [found[name]["value"] for name in ("emoji", "stickers")]
    assert (9.0, 9.0) == (found["length"]["low"], found["length"]["high"])
    assert (2.0, 11.0) == (found["length"]["real"], found["length"]["made"])
    assert 0 == found["length"]["chance"], "every real reply is like every other"


def test_what_failed_or_is_no_chat_is_not_compared() -> None:
    """An arm without answers to chats has no figures; bounds that were lost are not guessed."""
    assert 1 == compared(["ja", "so"], ["ja", None])["tuned"]["length"]["n"]
    assert {} == compared(["ja"], [None])
    assert ["length", "emoji"] == list(compared(["a\n\nb"], ["a"], Prompt())["tuned"])
    question = reply(0, "ja", 0).model_copy(update={"id": "qa-1"})
    said = {"qa-1": Prediction(sample="qa-1", text="ja")}
    assert {} == style.evaluate([question], [Arm("a", said, {})], PROMPT, Components([]), HOW)


def test_one_chat_has_no_interval() -> None:
    """Nothing can be said of its spread."""
    found = compared(["ja", "nein"], ["ja ja ja", "nein"], chats=1)["tuned"]["length"]

    assert (1.0, None, None, None) == tuple(
        found[name] for name in ("value", "low", "high", "chance")
    )


@given(answers, st.randoms(use_true_random=False))
def test_distances_are_those_of_scipy(real: list[str], chance: random.Random) -> None:
    """Two references that know nothing of tables and columns; blank answers count as nothing."""
    made = [chance.choice(["ja", "😂 😂", "x y z\n\nu", "", "🐝\n\n❤"]) for _ in real]
    kept = [(one, other) for one, other in zip(real, made, strict=True) if one.strip()]
    if not kept:
        return
    found = compared(*zip(*kept, strict=True))["tuned"]

    for name in ("length", "burst"):
        read = style.FEATURES[name].read
        one, other = (
            [next(iter(read(PROMPT.messages(text)))) for text in side]
            for side in zip(*kept, strict=True)
        )
        assert wasserstein_distance(one, other) == pytest.approx(found[name]["value"])
        assert float(np.mean(other)) == pytest.approx(found[name]["made"])
    for name in ("emoji", "stickers"):
        read = style.FEATURES[name].read
        spreads = [
            [read(PROMPT.messages(text)) for text in side] for side in zip(*kept, strict=True)
        ]
        names = sorted({value for side in spreads for spread in side for value in spread}, key=str)
        one, other = ([sum(s.get(n, 0) for s in side) for n in names] for side in spreads)
        assert jensenshannon(one, other, base=2) == pytest.approx(
            found[name]["value"], abs=1e-6, nan_ok=True
        )
        assert 0 <= found[name]["value"] <= 1 + 1e-12


def test_draws_are_those_of_the_other_intervals() -> None:
    """The same seed and number of components, however many draws at a time."""
    tops, bottoms = np.arange(1.0, 8.0), np.arange(8.0, 1.0, -1.0)
    times = np.concatenate(list(drawn(7, HOW)))

    assert (300, 7) == times.shape
    assert {7.0} == set(times.sum(axis=1))
    expected = (times @ tops) / (times @ bottoms)
    assert np.allclose(expected, draw_ratio(tops, bottoms, HOW))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so ❤️ and ❤", ["❤", "❤"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("👨‍👩‍👧 🤷‍♂️", ["👨‍👩‍👧", "🤷‍♂"]),
        ("🇷🇺🇧🇾", ["🇷🇺", "🇧🇾"]),
        ("1️⃣ 1 # ©™ ↔ ✓ :) 中", ["1⃣"]),
        ("‼️ ⭐⏰", ["‼", "⭐", "⏰"]),
        ("", []),
    ],
)
def test_emoji_are_told_from_signs(text: str, expected: list[str]) -> None:
    """With tone, joiner and flag as one; digits, arrows and signs of trade are none."""
    assert expected == style.emoji(text)


def test_a_terminal_shows_voice_and_style() -> None:
    """An arm a column; with one chat there are no intervals and no chance; without chats nothing."""
    whole = {"value": 1.5, "low": 1.0, "high": 2.0}
    side = {"before": whole, "after": whole, "drop": whole}
    alone = {"value": 0.25, "low": None, "high": None, "chance": None}
    text = persona_tables(
        {
            "persona": {"persona": side, "others": side, "difference": whole},
            "style": {"base": {"length": {**whole, "chance": 0.3}}, "tuned": {"length": whole}},
        }
    )

    assert [
        "difference of the drops                                              +1.500 [+1.000, +2.000]",
        "",
        "distance of style  base                  tuned                 by chance",
        "------------------------------------------------------------------------",
        "length             1.500 [1.000, 2.000]  1.500 [1.000, 2.000]  0.300",
    ] == text.splitlines()[-5:]
    few = persona_tables({"persona": None, "style": {"base": {"emoji": alone}}})
    assert "emoji              0.250  -" == few.splitlines()[-1]
    assert "" == persona_tables({"persona": None, "style": {}})
