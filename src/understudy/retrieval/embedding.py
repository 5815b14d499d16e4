"""Vectors of texts through the item cache: only new texts are encoded."""

import functools
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from understudy.core import code_memory
from understudy.core.cache import ItemCache, Memo
from understudy.retrieval.params import EmbedderParams
from understudy.retrieval.registry import EMBEDDERS, Embedder, Vector

LIBRARIES = ("sentence-transformers", "transformers", "tokenizers", "torch")


def encode_passage(text: str, params: EmbedderParams) -> Vector:
    """Return the vector of a passage's key (a module-level function: workers import it)."""
    return encoder(params).encode(params.passage_prefix + text)


def encode_query(text: str, params: EmbedderParams) -> Vector:
    """Return the vector of a query."""
    return encoder(params).encode(params.query_prefix + text)


@functools.lru_cache(maxsize=2)
def encoder(params: EmbedderParams) -> Embedder:
    """Return the embedder of some params, loaded once a process."""
    return EMBEDDERS[params.engine](params)


def open_cache(params: EmbedderParams) -> ItemCache:
    """Open the cache of vectors; what they depend on besides the text is in its salt."""
    salt = {"code": _own_code(), "embedder": encoder(params).identity, "libraries": _versions()}
    return ItemCache("embed", salt)


def _versions() -> dict[str, str]:
    """Return the versions of what lies between a text and its vector."""
    return {name: version(name) for name in LIBRARIES}


@functools.cache
def _own_code() -> str:
    return code_memory.closure(Path(__file__), Path(__file__).parents[2]).digest()


def memo(cache: ItemCache, prefix: str) -> Memo[str, Any]:
    """Say how a text and its vector are kept; queries and passages differ by their prefix."""
    return Memo(
        cache,
        identity=lambda text: (prefix + text).encode("utf-8", "surrogatepass"),
        encode=lambda vector: vector.tobytes(),
        decode=lambda data: np.frombuffer(data, dtype=np.float32),
    )
