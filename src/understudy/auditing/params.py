"""Section ``audit`` of params.yaml."""

from typing import ClassVar

from pydantic import Field

from understudy.core.params import Params


class AuditParams(Params):
    """What of the hidden originals is looked for."""

    section: ClassVar[str] = "audit"

    min_letters: int = Field(3, ge=2)
    """A shorter word is no evidence by itself: "Jo" stands in other words of other languages."""
    min_digits: int = Field(5, ge=4)
    """The same for a number: shorter ones count things everywhere."""
    examples: int = Field(20, ge=1)
    """Places of each artefact that ``hits.jsonl`` names; all are counted."""
