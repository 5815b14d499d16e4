"""Metrics by name."""

from collections.abc import Callable

from understudy.core.registry import Registry

Metric = Callable[[str, str], float]
"""(prediction, reference) to a score in [0, 1]; the same text twice scores 1."""

METRICS: Registry[Metric] = Registry("metric", "understudy.evaluation.metrics")
