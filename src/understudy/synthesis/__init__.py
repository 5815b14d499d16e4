"""Questions about passages, and what a judge says of them."""

from understudy.synthesis.asking import ask, check_samples, settle, wanted
from understudy.synthesis.judging import check_verdicts, judge, summary
from understudy.synthesis.params import JudgeParams, SynthesizeParams

__all__ = [
    "JudgeParams",
    "SynthesizeParams",
    "ask",
    "check_samples",
    "check_verdicts",
    "judge",
    "settle",
    "summary",
    "wanted",
]
