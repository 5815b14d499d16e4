"""Results in MLflow."""

from understudy.tracking.runs import Result, default_uri, flat, record

__all__ = ["Result", "default_uri", "flat", "record"]
