"""What the report shows, and where results are tracked."""

from typing import ClassVar

from pydantic import Field

from understudy.core.params import Params


class ReportParams(Params):
    """The report page and the MLflow run."""

    section: ClassVar[str] = "report"

    title: str = "Understudy"
    """Heading of the page."""
    answers_of: str = "tuned-retrieved"
    """Arm whose best and worst answers are shown."""
    compared_with: str | None = "base-retrieved"
    """Arm whose answer stands beside; None = none, where there is one arm alone."""
    headline: str = "token_f1"
    """Metric that ranks the answers."""
    examples: int = Field(6, ge=0)
    """Best answers shown, and as many worst."""
    experiment: str = "understudy"
    """Name of the MLflow experiment."""
