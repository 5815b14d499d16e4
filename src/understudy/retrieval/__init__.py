"""Passages are indexed, found and put into prompts."""

from understudy.retrieval.building import build_index, ground
from understudy.retrieval.params import GroundParams, IndexParams
from understudy.retrieval.registry import EMBEDDERS, INDEXES

__all__ = ["EMBEDDERS", "INDEXES", "GroundParams", "IndexParams", "build_index", "ground"]
