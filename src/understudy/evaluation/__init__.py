"""Predictions become figures with intervals."""

from understudy.evaluation.figures import evaluate, load, summary, write
from understudy.evaluation.params import EvaluateParams
from understudy.evaluation.registry import METRICS

__all__ = ["METRICS", "EvaluateParams", "evaluate", "load", "summary", "write"]
