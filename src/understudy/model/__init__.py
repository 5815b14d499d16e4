"""What every user of a model shares: prompts, tokens and masks, cards, loading, generation.

Importing this package imports no torch: `understudy.model.load` and its neighbours are imported by
name where a model is used.
"""

from understudy.model.assemble import assemble, assemble_question
from understudy.model.prompt import Prompt, load_prompt, write_prompt
from understudy.model.render import IGNORED, Rendered, render, render_prompt

__all__ = [
    "IGNORED",
    "Prompt",
    "Rendered",
    "assemble",
    "assemble_question",
    "load_prompt",
    "render",
    "render_prompt",
    "write_prompt",
]
