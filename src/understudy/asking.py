"""One question to a trained model, with the same index, prompt and passages as in evaluation."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from understudy.core import jsonl
from understudy.core.errors import InputError, SetupError, unknown_name
from understudy.core.language import language_of
from understudy.core.pipeline import Pipeline
from understudy.model import Prompt, assemble_question, load_prompt, render_prompt
from understudy.model.generate import generate
from understudy.model.load import Loaded, load
from understudy.retrieval import GroundParams, index
from understudy.retrieval.embedding import encode_query


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said, and what it had in front of it."""

    text: str
    sources: tuple[str, ...]
    """One line a passage: rank, collection, headings, first words."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A model, its prompt, and an index when passages are wanted."""

    loaded: Loaded
    prompt: Prompt
    ground: GroundParams
    sources: tuple[str, ...]
    """Collections of passages to search."""
    searched: index.Index | None

    @classmethod
    def open(cls, found: Pipeline, model: str, collection: str | None, passages: bool) -> Self:
        """Load what `dvc repro` made.

        Args:
            found: The pipeline that says where it lies.
            model: Name of a training pass, or ``base``.
            collection: Collection whose questions yours is like; None = the first that is grounded.
            passages: Search the index for each question.

        Raises:
            SetupError: Something was not made yet.
        """
        base = found.path("base", "base")
        folder = base if model == "base" else found.path(f"train@{model}", "adapter")
        dataset = found.path("build", "dataset")
        index_folder, grounded = found.path("index", "index"), found.path("ground", "grounded")
        for needed in (base, folder, dataset, index_folder, grounded):
            if not needed.is_dir():
                raise SetupError(f"{needed} does not exist yet: run `dvc repro` first")
        ground = GroundParams.model_validate(jsonl.read_json(grounded / "ground.json"))
        chosen = collection or next(iter(ground.sources), "")
        if passages and chosen not in ground.sources:
            raise SetupError(f"--like: {unknown_name('collection', chosen, ground.sources)}")
        return cls(
            loaded=load(base, () if folder == base else (folder,), merge=True),
            prompt=load_prompt(dataset / "prompt.json"),
            ground=ground,
            sources=ground.sources.get(chosen, ()),
            searched=index.load(index_folder) if passages else None,
        )

    def ask(self, question: str, *, max_new_tokens: int = 96) -> Reply:
        """Answer a question.

        Raises:
            SetupError: It does not fit the model.
        """
        language = language_of(question)
        texts, sources = self._passages(question, language)
        turns = assemble_question(self.prompt, question, texts, language)
        try:
            ids, _ = render_prompt("question", turns, self.loaded.tokenizer, 4096)
        except InputError as error:
            raise SetupError(f"the question is too long for this model ({error.why})") from error
        answer = generate(self.loaded, [ids], max_new_tokens=max_new_tokens, repeat_tokens=24)[0]
        return Reply(answer.text, sources)

    def _passages(self, question: str, language: str) -> tuple[list[str], tuple[str, ...]]:
        if self.searched is None:
            return [], ()
        params = self.searched.params.embedder
        embeds = self.searched.embeds(language, self.sources)
        vector = encode_query(question, params) if embeds else None
        allowed = np.array([chunk.collection in self.sources for chunk in self.searched.chunks])
        hits = self.searched.search(question, vector, self.ground.in_prompt, allowed)
        chunks = {chunk.id: chunk for chunk in self.searched.chunks}
        found = [chunks[hit.chunk] for hit in hits]
        lines = [
            f"[{rank}] {chunk.collection}: {' › '.join(chunk.heading)}"
            for rank, chunk in enumerate(found, 1)
        ]
        return [chunk.text for chunk in found], tuple(lines)
