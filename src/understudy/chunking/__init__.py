"""Documents and rows become chunks: the passages that are searched and asked about."""

from understudy.chunking.folder import chunk_folder
from understudy.chunking.params import ChunkParams

__all__ = ["ChunkParams", "chunk_folder"]
