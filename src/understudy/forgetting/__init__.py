"""Somebody, or a file, taken out of the raw data and of everything that keeps what was made of it.

What is affected is told by lineage alone: records name what they come from, and stages what they
read. No text is compared, and none is shown.
"""

from understudy.forgetting.flow import read_flow
from understudy.forgetting.plan import Plan, plan
from understudy.forgetting.removal import carry_out, left_over
from understudy.forgetting.telling import afterwards, hashes, lines, receipt

__all__ = [
    "Plan",
    "afterwards",
    "carry_out",
    "hashes",
    "left_over",
    "lines",
    "plan",
    "read_flow",
    "receipt",
]
