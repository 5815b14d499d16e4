import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import SetupError
from understudy.core.records import Verdict
from understudy.synthesis import JudgeParams, ask, check_verdicts, judge, summary
from understudy.synthesis.params import SynthesizeParams
from unit.synthesis.passages import ENGLISH, chunk

SCORES = st.lists(st.one_of(st.none(), st.floats(0, 10)))


def verdicts(scores: list[float | None]) -> list[Verdict]:
    return [
        Verdict(
            sample=f"s{number}",
            score=score,
            dimensions={} if score is None else {"clear": score},
            reason="no evidence" if score is None else "",
            judge="rules",
        )
        for number, score in enumerate(scores)
    ]


def kinds(scores: list[float | None]) -> dict[str, str]:
    return {f"s{number}": "odd" if number % 2 else "even" for number in range(len(scores))}


@given(SCORES)
def test_every_verdict_is_counted_once(scores: list[float | None]) -> None:
    """In one bucket and one kind, or as unscored; the mean lies between the extremes."""
    counts = summary(verdicts(scores), kinds(scores))

    scored = [score for score in scores if score is not None]
    assert len(scored) == counts["scores"]["n"] == sum(counts["scores"]["histogram"].values())
    assert len(scores) - len(scored) == sum(counts["unscored"].values())
    assert len(scored) == sum(kind["n"] for kind in counts["kinds"].values())
    if scored:
        assert min(scored) <= counts["scores"]["mean"] + 1e-9
        assert counts["scores"]["mean"] <= max(scored) + 1e-9
        assert counts["scores"]["mean"] == counts["scores"]["dimensions"]["clear"]
    else:
        assert counts["scores"]["mean"] is None


def test_the_histogram_has_ten_buckets() -> None:
    """Lower ends belong to a bucket, and 10 to the last."""
    histogram = summary(verdicts([0, 0.99, 1, 9, 10]), kinds([0] * 5))["scores"]["histogram"]

    assert [f"{low}-{low + 1}" for low in range(10)] == list(histogram)
    assert [2, 1, 0, 0, 0, 0, 0, 0, 0, 2] == list(histogram.values())


def test_too_many_without_a_score_fail() -> None:
    """A broken join of samples and chunks does not look like bad data."""
    counts = summary(verdicts([9, None, 8, None]), kinds([0] * 4))

    with pytest.raises(SetupError, match=r"2 of 4 samples have no score \(2 times no evidence\)"):
        check_verdicts(counts, JudgeParams(max_unscored=0.4))
    check_verdicts(counts, JudgeParams(max_unscored=0.5))
    check_verdicts(summary([], {}), JudgeParams())


def test_the_named_judge_judges() -> None:
    """Through the registry, each sample by its id."""
    passage = chunk(ENGLISH)
    sample = ask(passage, SynthesizeParams())[0]

    verdict = judge(sample, {passage.id: passage.text}, JudgeParams(provider="rules"))

    assert sample.id == verdict.sample
    assert verdict.judge == "rules"
