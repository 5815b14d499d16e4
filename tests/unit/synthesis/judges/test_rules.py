import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.records import Chunk, Evidence, Sample, Turn, Verdict
from understudy.synthesis import JudgeParams, SynthesizeParams, ask
from understudy.synthesis.drafts import KINDS
from understudy.synthesis.judges.rules import judge
from unit.synthesis.passages import ENGLISH, RUSSIAN, chunk, chunks

TEXT = "The bell rings twice a minute. It is 30 years old. Kits hold rope, tar and one torch."
QUESTION = "How often does the bell ring?"


def sample(
    question: str = QUESTION, answer: str = "The bell rings twice a minute.", **more: object
) -> Sample:
    return Sample.model_validate(
        {
            "id": "s",
            "turns": (Turn(role="user", content=question), Turn(role="assistant", content=answer)),
            "targets": (1,),
            "collection": "manual",
            "group": "g",
            "evidence": (Evidence(parent="c", start=0, end=len(TEXT)),),
            **more,
        }
    )


def verdict(given: Sample, **params: object) -> Verdict:
    return judge(given, {"c": TEXT}, JudgeParams.model_validate(params))


def test_a_sound_sample_scores_10() -> None:
    """Found in the evidence, a question, readable alone, short."""
    found = verdict(sample())

    assert 10 == found.score
    assert dict.fromkeys(("grounded", "clear", "self_contained", "brief"), 10.0) == found.dimensions
    assert not found.reason
    assert found.judge == "rules"


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        ((), "the sample names no evidence"),
        ((Evidence(parent="x", start=0, end=4),), "a passage of the evidence is missing"),
        ((Evidence(parent="c", start=4, end=4),), "the evidence lies outside of its passage"),
        ((Evidence(parent="c", start=0, end=999),), "the evidence lies outside of its passage"),
    ],
)
def test_without_evidence_there_is_no_score(evidence: tuple[Evidence, ...], reason: str) -> None:
    """None is not 0, and the reason is told."""
    found = verdict(sample(evidence=evidence))

    assert found.score is None
    assert reason == found.reason


@pytest.mark.parametrize(
    ("answer", "low", "high"),
    [
        ("the bell  RINGS twice", 10, 10),
        ("rope; tar; one torch", 10, 10),
        ("rope; tar; one lamp", 0, 6),
        ("The bell rings twice an hour.", 1, 6),
        ("The bell rings 12 times a minute.", 0, 0),
        ("Nobody knows anything of it.", 0, 0),
        ("Torch", 10, 10),
        ("Lamp", 0, 0),
        ("?!", 0, 0),
    ],
)
def test_grounded_is_what_stands_in_the_evidence(answer: str, low: float, high: float) -> None:
    """All of it, or every item of a list; a foreign number is never grounded."""
    assert low <= verdict(sample(answer=answer)).dimensions["grounded"] <= high


def test_only_the_named_span_is_evidence() -> None:
    """The rest of the passage does not count; several spans count together."""
    first = Evidence(parent="c", start=0, end=30)
    last = Evidence(parent="c", start=50, end=len(TEXT))

    alone = verdict(sample(answer="rope", evidence=(first,)))
    both = verdict(sample(answer="rope", evidence=(first, last)))

    assert 0 == alone.dimensions["grounded"]
    assert 10 == both.dimensions["grounded"]


def test_an_answer_that_is_hardly_grounded_scores_low() -> None:
    """However well it reads."""
    found = verdict(sample(answer="Sailors never sleep."), ungrounded_score=2)

    assert 2 == found.score
    assert "the answer does not stand in the evidence" == found.reason


@pytest.mark.parametrize(
    ("question", "clear"),
    [
        (QUESTION, 10),
        ("Give the full sentence that begins so.", 10),
        ("Приведите полностью это место целиком.", 10),
        ("Пожалуйста, назови пункты списка.", 10),
        ("鐘はいつ 鳴り ますか？", 10),
        ("The bell of the ferry", 5),
        ("Bell?", 5),
        ("Bell", 0),
        ("Why " + "so " * 40 + "long?", 5),
        ("Is it so that the bell rings twice a minute. True?", 0),
    ],
)
def test_clear_is_form_and_length(question: str, clear: float) -> None:
    """A question or a request, of a fair length, that does not hold its answer."""
    assert clear == verdict(sample(question)).dimensions["clear"]


@pytest.mark.parametrize(
    ("question", "answer", "value"),
    [
        ('What does the section "This text" say first?', "A bell.", 10),
        ("What is said in this section about bells?", "A bell.", 0),
        ("According to the passage, who rings?", "A bell.", 0),
        ("Кто звонит согласно тексту?", "Колокол.", 0),
        ("О чём говорится в этом разделе?", "Колокол.", 0),
        ("Что стоит в разделе «В этом тексте»?", "Колокол.", 10),
        ("What does it ring for?", "A bell.", 0),
        ("Когда они звонят?", "Ночью.", 0),
        ("Which bell do the men ring when they see fog?", "A bell.", 10),
        ("What is old?", "It is 30 years old.", 3),
        ("Что старое?", "Он стар.", 3),
        ("What is old?", "Its rim is.", 3),
        ("What is old?", "Item one.", 10),
    ],
)
def test_self_contained_points_at_nothing_outside(question: str, answer: str, value: float) -> None:
    """Neither at a text that is not seen, nor at something said before; quotations may."""
    assert value == verdict(sample(question, answer)).dimensions["self_contained"]


@pytest.mark.parametrize(("words", "brief"), [(10, 10), (20, 5), (30, 0), (99, 0)])
def test_brief_falls_in_a_straight_line(words: int, brief: float) -> None:
    """From the length that is brief to three times that."""
    answer = "word " * words

    assert brief == verdict(sample(answer=answer), brief_words=10).dimensions["brief"]


def test_weights_make_the_score() -> None:
    """The weighted mean of the dimensions, recomputed here."""
    one = sample("Bell?", "It is 30 years old.")
    weights = {"grounded": 1, "clear": 3, "self_contained": 1, "brief": 0}

    found = verdict(one, weights=weights)

    assert (1 * 10 + 3 * 5 + 1 * 3) / 5 == found.score
    assert "the question is not clear; it points at something outside of itself" == found.reason


@given(chunks(), st.data())
def test_what_the_rules_ask_is_grounded_and_clear(drawn: Chunk, data: st.DataObject) -> None:
    """Both sides agree, whatever the passage; another's answer never scores as high."""
    everything = SynthesizeParams(per_chunk=dict.fromkeys(KINDS, 9), min_answer_words=1)
    for one in ask(drawn, everything):
        found = judge(one, {drawn.id: drawn.text}, JudgeParams())

        assert 10 == found.dimensions["grounded"]
        assert 10 == found.dimensions["clear"]


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (RUSSIAN, "ru")])
def test_a_spoilt_answer_scores_less(text: str, language: str) -> None:
    """Another sample's answer, a foreign number or a foreign word is seen every time."""
    passage = chunk(text, language)
    samples = ask(passage, SynthesizeParams(per_chunk=dict.fromkeys(KINDS, 9)))
    texts = {passage.id: passage.text}

    for one, other in zip(samples, samples[1:] + samples[:1], strict=True):
        sound = judge(one, texts, JudgeParams()).score or 0
        foreign = other.answer if other.evidence != one.evidence else "Zebras only."
        for wrong in (foreign, f"{one.answer} 77", f"{one.answer} zebra"):
            spoilt = one.model_copy(
                update={"turns": (one.turns[0], Turn(role="assistant", content=wrong))}
            )
            assert (judge(spoilt, texts, JudgeParams()).score or 0) < sound
