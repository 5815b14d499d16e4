"""Small records for the tests of the dataset package."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.executor import attempt
from understudy.core.near import Near
from understudy.core.records import (
    Chunk,
    Conversation,
    Evidence,
    Message,
    Record,
    Row,
    Sample,
    Source,
    Turn,
    Verdict,
    stable_id,
)
from understudy.dataset import BuildParams, Inputs
from understudy.dataset.chats import Replying, replies, told
from understudy.dataset.drafts import Drafts
from understudy.dataset.groups import Components, connect
from understudy.dataset.params import ChatParams
from understudy.dataset.twins import Twins

SOURCE = Source(path="raw/file", sha256="0" * 64)
START = datetime(2025, 5, 1, 9, 0, tzinfo=UTC)
VERA = "Vera Lipskaya"


def params(**values: Any) -> BuildParams:
    """Parameters with a prompt of two languages."""
    prompt = {
        "system": {"en": "Answer.", "ru": "Ответь."},
        "persona": {"en": "You are {name}. {description}", "ru": "Ты {name}. {description}"},
    }
    return BuildParams.model_validate({"prompt": prompt, **values})


def sample(
    question: str = "What is it?",
    answer: str = "It is a small wooden house for bees.",
    *,
    collection: str = "handbook",
    group: str = "g",
    evidence: Sequence[str] = (),
    **more: Any,
) -> Sample:
    """A question and its answer."""
    return Sample(
        id=stable_id("sample", collection, group, question, answer, list(evidence)),
        turns=(Turn(role="user", content=question), Turn(role="assistant", content=answer)),
        targets=(1,),
        collection=collection,
        group=group,
        evidence=tuple(Evidence(parent=parent, start=0, end=1) for parent in evidence),
        **{"language": "en", **more},
    )


def chunk(text: str, *, collection: str = "handbook", group: str = "g", ordinal: int = 0) -> Chunk:
    """A passage."""
    return Chunk(
        id=stable_id("chunk", collection, group, ordinal, text),
        parent="document",
        collection=collection,
        ordinal=ordinal,
        start=0,
        end=len(text),
        text=text,
        keys=(text,),
        language="en",
        group=group,
    )


def chat(
    *messages: tuple[Any, ...], collection: str = "chats", name: str = "chat", minutes: float = 1
) -> Conversation:
    """A conversation of (author, text[, kind[, hours after the start[, reply to]]])."""
    made = []
    for position, (author, text, *rest) in enumerate(messages):
        kind = rest[0] if rest else "text"
        hours = rest[1] if len(rest) > 1 else position * minutes / 60
        answers = rest[2] if len(rest) > 2 else None
        sent_at = None if hours is None else START + timedelta(hours=hours)
        made.append(Message(author=author, text=text, kind=kind, sent_at=sent_at, reply_to=answers))
    return Conversation(
        id=stable_id("conversation", collection, name),
        source=SOURCE,
        title=name,
        messages=tuple(made),
        collection=collection,
        group=f"{collection}/{name}",
    )


def row(cells: dict[str, Any], *, collection: str = "inspections", group: str = "H-001") -> Row:
    """A line of a table."""
    return Row(
        id=stable_id("row", collection, group, cells),
        source=SOURCE,
        line=1,
        cells=cells,
        collection=collection,
        group=group,
    )


def drafts(samples: Iterable[Sample], chosen: BuildParams) -> Drafts:
    """The samples as build holds them."""
    made = Drafts(chosen.leaks_of)
    for one in samples:
        made.add(one)
    return made


def near_texts(one: Sample | Chunk, chosen: BuildParams) -> list[str]:
    """What of a sample or passage is compared: each answer with its question, or alone, too."""
    leaks = chosen.leaks_of(one.collection)
    if isinstance(one, Chunk):
        found = [one.text]
    else:
        found = [f"{s.question}\n{s.answer}" for s in one.singles()]
        found += [s.answer for s in one.singles() if leaks.near_answers and "answer" in leaks.keys]
    return [text for text in found if len(text.split()) >= leaks.min_words]


def components(
    samples: Iterable[Sample],
    chunks: Iterable[Chunk],
    chosen: BuildParams,
    twins: Sequence[Twins] = (),
) -> Components:
    """What belongs together."""
    return connect(drafts(samples, chosen), chunks, chosen, (), twins)


def write_inputs(
    folder: Path,
    *,
    conversations: Sequence[Conversation] = (),
    rows: Sequence[Row] = (),
    chunks: Sequence[Chunk] = (),
    samples: Sequence[Sample] = (),
    verdicts: Sequence[Verdict] = (),
    near: Sequence[Near] = (),
    manifests: Sequence[dict[str, Any]] = (),
) -> Inputs:
    """Write the files of the stages before."""
    files: dict[str, Sequence[Record]] = {
        "conversations": conversations,
        "rows": rows,
        "chunks": chunks,
        "samples": samples,
        "verdicts": verdicts,
        "near": near,
    }
    for name, records in files.items():
        jsonl.write(folder / f"{name}.jsonl", records)
    (folder / "people.yaml").write_text(
        f"persona: {{name: {VERA}, description: {{en: A beekeeper., ru: Пасечница.}}}}\n",
        encoding="utf-8",
    )
    paths = []
    for number, manifest in enumerate(manifests):
        paths.append(folder / f"manifest-{number}.json")
        paths[-1].write_text(json.dumps(manifest), encoding="utf-8")
    return Inputs(
        **{name: folder / f"{name}.jsonl" for name in files},
        people=folder / "people.yaml",
        manifests=tuple(paths),
    )


def replied(
    conversation: Conversation, speaker: str = VERA, kind: str = "", **values: object
) -> list[Sample | str]:
    """The samples of a speaker's replies, or the reasons why there is none."""
    chosen = ChatParams.model_validate(values)
    replying = Replying(chosen, lambda language: f"<{language}>", kind)
    found = [
        attempt(replying, reply) for reply in told(replies(conversation, speaker, chosen), chosen)
    ]
    return [done.failure.reason if done.failure else done.value for done in found]


def turns(sample: Sample | str) -> list[str]:
    """The turns of a sample, each with the first letter of its role."""
    assert isinstance(sample, Sample), sample
    return [f"{turn.role[0]}:{turn.content}" for turn in sample.turns]


# Few words and groups, so that examples collide.
texts = st.lists(
    st.sampled_from(["bee", "hive", "мёд", "улей", "wax", "queen"]), min_size=1, max_size=9
).map(" ".join)
TOLD = [
    "bees",
    "carry",
    "water",
    "to",
    "the",
    "hive",
    "when",
    "the",
    "sun",
    "melts",
    "wax",
    "in",
    "July",
]
windows = st.builds(  # parts of one text, many of them nearly the same
    lambda start, end: " ".join(TOLD[start:end]), st.integers(0, 3), st.integers(7, len(TOLD))
)
groups = st.sampled_from([f"g{number}" for number in range(12)])
collections = st.sampled_from(["handbook", "faq"])
chunks = st.builds(
    lambda text, collection, group: chunk(text, collection=collection, group=group),
    texts,
    collections,
    groups,
)


@st.composite
def dialogues(draw: st.DrawFn) -> Sample:
    """Samples of several turns, some of which carry loss."""
    said = draw(st.lists(st.tuples(texts, texts | windows), min_size=1, max_size=4))
    turns = [Turn(role="system", content="Be brief.")] if draw(st.booleans()) else []
    places = []
    for question, answer in said:
        turns += [Turn(role="user", content=question), Turn(role="assistant", content=answer)]
        places.append(len(turns) - 1)
    chosen = draw(st.lists(st.sampled_from(places), min_size=1, unique=True).map(sorted))
    fields = {"turns": tuple(turns), "targets": tuple(chosen)}
    made = sample(collection=draw(collections), group=draw(groups))
    return made.model_copy(update={"id": stable_id("dialogue", made.group, said, chosen), **fields})


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Sample], list[Chunk]]:
    """Samples, some of them with passages as evidence, and passages."""
    passages = draw(st.lists(chunks, max_size=8, unique_by=lambda one: one.id))
    made = []
    for _ in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from(["", "quoting"]))
        if passages and draw(st.booleans()):
            near = draw(st.sampled_from(passages))
            place = {"collection": near.collection, "group": near.group, "evidence": [near.id]}
        else:
            place = {"collection": draw(collections), "group": draw(groups)}
        made.append(sample(draw(texts), draw(texts), kind=kind, **place))
    return made, passages
