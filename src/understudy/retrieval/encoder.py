"""Sentence encoders of the sentence-transformers library, one text at a time.

A batch changes the last bits of its members' vectors, so an index made from batches would depend
on its neighbours and an item cache would not be lawful. One text, unpadded, one thread: the vector
is a function of the text.
"""

import functools
import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from understudy.core.errors import SetupError
from understudy.retrieval.params import EmbedderParams
from understudy.retrieval.registry import Vector


class SentenceEncoder:
    """A model of the sentence-transformers library on the CPU.

    The model is loaded with the first text: a stage whose vectors are all cached never loads it.

    Args:
        name: Model id or folder.
        revision: Commit of a hub model.
        params: For the identity.
    """

    def __init__(self, name: str, revision: str | None, params: EmbedderParams) -> None:
        self._name = name
        self._revision = revision
        self.identity: dict[str, Any] = {
            "engine": params.engine,
            "name": None if Path(name).is_dir() else name,
            "revision": revision or _folder_hash(Path(name)),
            "query_prefix": params.query_prefix,
            "passage_prefix": params.passage_prefix,
        }

    @functools.cached_property
    def _model(self) -> Any:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(1)
        local = Path(self._name).is_dir()
        try:
            return SentenceTransformer(
                self._name, revision=self._revision, device="cpu", local_files_only=local
            )
        except (OSError, ValueError) as error:
            why = (str(error).strip() or type(error).__name__).splitlines()[0]
            pinned = f" --revision {self._revision}" if self._revision else ""
            remedy = (
                "Is it a folder of a sentence-transformers model?"
                if local
                else "Check the name and revision; without a network, download it first: "
                f"hf download {self._name}{pinned}"
            )
            raise SetupError(
                f"index.embedder: cannot load {self._name} ({why}). {remedy}"
            ) from error

    def encode(self, text: str) -> Vector:
        """Return a vector of length 1; what exceeds the model's window is cut off."""
        vector = self._model.encode(
            text, convert_to_numpy=True, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vector, dtype=np.float32)


def _folder_hash(folder: Path) -> str:
    """Name a local model by its files."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
