"""One page that shows a result, and its record in MLflow."""

from understudy.reporting.page import Sources, read_metrics, render
from understudy.reporting.params import ReportParams
from understudy.reporting.result import result

__all__ = ["ReportParams", "Sources", "read_metrics", "render", "result"]
