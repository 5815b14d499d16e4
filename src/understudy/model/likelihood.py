"""How likely a model finds a reply that somebody gave.

Import this module where a model is used, not at the top of a package: it needs torch.
"""

import torch

from understudy.core.records import Likelihood, Sample
from understudy.model.generate import one_thread
from understudy.model.load import Loaded
from understudy.model.render import IGNORED, render


def likelihood(loaded: Loaded, sample: Sample, max_tokens: int) -> Likelihood:
    """Sum the loss on a sample's targets and their end tokens: what training would see.

    Raises:
        InputError: The last target does not fit (``no_target_left``).
    """
    rendered = render(sample, loaded.tokenizer, max_tokens)
    # The token at place i is judged by the numbers at i - 1; what stands before needs none.
    first = next(i for i, label in enumerate(rendered.labels) if label != IGNORED)
    kept = len(rendered.labels) - max(first, 1) + 1
    with one_thread(), torch.inference_mode():
        logits_LV = loaded.model(  # L: tokens from the first label on, V: vocabulary  # noqa: N806
            input_ids=torch.tensor([rendered.input_ids], device=loaded.device),
            logits_to_keep=kept,
        ).logits[0, :-1]
        labels_L = torch.tensor(rendered.labels[1 - kept :], device=loaded.device)  # noqa: N806
        losses_L = torch.nn.functional.cross_entropy(  # noqa: N806
            logits_LV.float(), labels_L, ignore_index=IGNORED, reduction="none"
        )
        nats = float(losses_L.double().sum())
    counted = [place for place, label in enumerate(rendered.labels) if place and label != IGNORED]
    shown = [sample.turns[target].content for target in _left(sample, rendered.turns_left_out)]
    return Likelihood(
        sample=sample.id,
        nats=max(nats, 0.0),
        tokens=len(counted),
        characters=sum(map(len, shown)),
    )


def _left(sample: Sample, turns_left_out: int) -> list[int]:
    """Return the targets that are still there when the oldest turns were left out."""
    first = int(sample.turns[0].role == "system") + turns_left_out
    return [target for target in sample.targets if not turns_left_out or target >= first]
