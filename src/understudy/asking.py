"""One question to a trained model, with the same index, prompt and passages as in evaluation."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from understudy.core import jsonl
from understudy.core.errors import InputError, SetupError, unknown_name
from understudy.core.language import language_of
from understudy.core.pages import cited
from understudy.core.params import load_params
from understudy.core.pipeline import Pipeline, made
from understudy.core.records import Chunk
from understudy.model import Prompt, assemble_question, load_prompt, render_prompt
from understudy.model.generate import GREEDY, Choice, generate
from understudy.model.load import Loaded, load
from understudy.model.params import PredictParams
from understudy.retrieval import GroundParams, index
from understudy.retrieval.embedding import encode_query

LONGEST = 4096
"""Tokens of a prompt and its answer, where the model itself allows more."""
FIRST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said, and what it had in front of it."""

    text: str
    sources: tuple[str, ...]
    """One line a passage: rank, collection, its headings, or its first words without any, pages."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A model, its prompt, and an index when passages are wanted."""

    loaded: Loaded
    prompt: Prompt
    searched: index.Index | None
    """None when no passages are wanted."""
    sources: tuple[str, ...] = ()
    """Collections of passages to search."""
    in_prompt: int = 1
    """Passages put into a prompt."""
    in_chat: bool = False
    """Whether the persona is spoken to: chats alone were learnt, none of them with passages."""
    choice: Choice = GREEDY
    """How a token is chosen: as in what was evaluated."""

    @classmethod
    def open(cls, found: Pipeline, model: str, collection: str | None, passages: bool) -> Self:
        """Load what `dvc repro` made.

        Args:
            found: The pipeline that says where it lies.
            model: Name of a training pass, or ``base``.
            collection: Collection whose questions yours is like; None = the first that is grounded.
            passages: Search the index for each question; not done where no stage ``ground`` put
                passages into what was learnt.

        Raises:
            SetupError: Something was not made yet.
        """
        choice = _choice(found)
        base, dataset = found.shared("base"), found.path("build", "dataset")
        folder = base if model == "base" else found.path(f"train@{model}", "adapter")
        adapters = () if folder == base else (made(folder),)
        prompt = load_prompt(made(dataset / "prompt.json"))
        in_chat = "ground" not in found.commands
        if in_chat or not passages:
            loaded = load(made(base), adapters, merge=True)
            return cls(loaded, prompt, None, in_chat=in_chat, choice=choice)
        searched = _index(found.path("index", "index"))
        facts = made(found.path("ground", "grounded") / "ground.json")
        ground = GroundParams.model_validate(jsonl.read_json(facts))
        sources = _sources(ground, collection)
        loaded = load(made(base), adapters, merge=True)
        return cls(loaded, prompt, searched, sources, ground.in_prompt, choice=choice)

    def ask(self, question: str, *, max_new_tokens: int = 96) -> Reply:
        """Answer a question.

        Raises:
            SetupError: It is blank, or does not fit the model.
        """
        if not question.strip():
            raise SetupError("the question is blank: say what you want to know")
        language = language_of(question)
        texts, sources = self._passages(question, language)
        turns = assemble_question(self.prompt, question, texts, language, in_chat=self.in_chat)
        room = min(self.loaded.facts.context_tokens or LONGEST, LONGEST) - max_new_tokens
        try:
            ids, _ = render_prompt("question", turns, self.loaded.tokenizer, room)
        except InputError as error:
            shorter = " or with --no-passages" if texts else ""
            raise SetupError(
                f"the question is too long for this model ({error.why}): ask shorter{shorter}"
            ) from error
        (answer,) = generate(
            self.loaded, [ids], max_new_tokens=max_new_tokens, repeat_tokens=24, choice=self.choice
        )
        return Reply(answer.text, sources)

    def _passages(self, question: str, language: str) -> tuple[list[str], tuple[str, ...]]:
        if self.searched is None:
            return [], ()
        params = self.searched.params.embedder
        embeds = self.searched.embeds(language, self.sources)
        vector = encode_query(question, params) if embeds else None
        allowed = np.array([chunk.collection in self.sources for chunk in self.searched.chunks])
        hits = self.searched.search(question, vector, self.in_prompt, allowed)
        chunks = {chunk.id: chunk for chunk in self.searched.chunks}
        found = [chunks[hit.chunk] for hit in hits]
        lines = [f"[{rank}] {_place(chunk)}" for rank, chunk in enumerate(found, 1)]
        return [chunk.shown for chunk in found], tuple(lines)


def _choice(found: Pipeline) -> Choice:
    """Return how the stage predict chooses tokens; greedily where a pipeline has no such stage."""
    if all(stage.partition("@")[0] != "predict" for stage in found.commands):
        return GREEDY
    params = load_params(found.folder / "params.yaml", PredictParams.section, PredictParams)
    return Choice(params.temperature, params.top_p, params.seed)


def _index(folder: Path) -> index.Index:
    """Read the index; refuse one whose vectors the installed embedder cannot meet."""
    made(folder / "index.json")
    searched = index.load(folder)
    if searched.vectors is not None:
        index.embedder_of(folder)
    return searched


def _sources(ground: GroundParams, collection: str | None) -> tuple[str, ...]:
    """Return the collections of passages that questions of a collection are shown."""
    if not ground.sources:
        raise SetupError("ground.sources names no collection: ask with --no-passages")
    chosen = next(iter(ground.sources)) if collection is None else collection
    if chosen not in ground.sources:
        raise SetupError(f"--like: {unknown_name('collection', chosen, ground.sources)}")
    return ground.sources[chosen]


def _place(chunk: Chunk) -> str:
    words = chunk.text.split()
    first = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
    place = f"{chunk.collection}: {' › '.join(chunk.heading) or first}"
    return f"{place}, {cited(chunk)}" if chunk.pages else place
