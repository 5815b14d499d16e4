"""Trains the base model for a fixed number of steps."""

import logging
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from batches import PHASES, Batch, BatchSource, Phase
from structured_init import write_circuits
from tokenizer import CONTEXT_TOKENS
from torch import Tensor, nn
from tqdm import tqdm
from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

LOG_EVERY = 50
KEEP_EVERY = 100

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the model."""

    hidden: int = 256
    layers: int = 5
    heads: int = 4
    inner: int = 320


@dataclass(frozen=True, slots=True)
class Stage:
    """Which weights learn how fast, as shares of the full learning rate.

    Adam moves every weight by about the learning rate a step, so a circuit at full speed is
    overwritten before anything has learnt to use it.
    """

    circuit_layers: int
    """Attention of this many first layers holds written circuits."""
    circuit_speed: float
    embedding_speed: float
    begins: float
    """Share of `PHASES` that is left out: 0 begins with short rows."""
    learning_rate: float


WRITTEN = Stage(
    circuit_layers=4, circuit_speed=0.04, embedding_speed=0.1, begins=0.0, learning_rate=2e-3
)
"""From the written weights: the rest learns to use them."""
GROWN = Stage(
    circuit_layers=3, circuit_speed=0.1, embedding_speed=0.25, begins=0.5, learning_rate=8e-4
)
"""From trained weights: circuits move too, long rows only."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to train."""

    steps: int
    stage: Stage = WRITTEN
    batch_tokens: int = 7680
    warmup_steps: int = 60
    weight_decay: float = 0.05
    is_bf16: bool = True
    """Run the matrix products in bfloat16; the weights stay in float32."""
    seed: int = 1
    workers: int = 1
    """Processes of one thread each; a part of the recipe, because it changes what a batch holds."""


def new_model(tokenizer: PreTrainedTokenizerFast, shape: Shape, seed: int) -> Qwen2ForCausalLM:
    """Return a model with the written circuits and nothing learnt."""
    torch.manual_seed(seed)
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=CONTEXT_TOKENS,
        tie_word_embeddings=True,
        rope_parameters={"rope_type": "default", "rope_theta": 1_000_000.0},
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        attention_dropout=0.0,
        dtype="float32",
    )
    model = Qwen2ForCausalLM(config)
    write_circuits(model, tokenizer, seed)
    return model


def pretrain(
    model: Qwen2ForCausalLM,
    source: BatchSource,
    plan: Plan,
    keep: Callable[[], None],
    worker: int = 0,
) -> list[float]:
    """Train in place for the planned number of steps and return the loss of each.

    With several workers, every one calls this with its number; each works on its own part of
    the batch on one thread, and gradients are averaged. That gives the same speed as threads on
    an idle machine, and keeps it on a busy one, where threads wait for each other in every product.

    Args:
        model: trained in place; the same in every worker.
        source: makes the batch of every step.
        plan: how long and how fast.
        keep: called every `KEEP_EVERY` steps, to write what there is.
        worker: number of this worker, from 0.
    """
    optimizer = torch.optim.AdamW(
        list(_parameter_groups(model, plan)),
        lr=plan.stage.learning_rate,
        betas=(0.9, 0.98),
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, plan))
    model.train()
    losses: list[float] = []
    for step in tqdm(range(plan.steps), desc="pretrain", mininterval=10, disable=worker > 0):
        part = step * plan.workers + worker
        batch = source.make(part, _phase(plan, step), plan.batch_tokens // plan.workers)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.is_bf16):
            loss = batch_loss(model, batch)
        torch.autograd.backward(loss)
        losses.append(_average(model, float(loss.detach()), plan.workers))
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        if (step + 1) % LOG_EVERY == 0 or step + 1 == plan.steps:
            recent = losses[-LOG_EVERY:]
            log.info("step %d: loss %.3f", step + 1, sum(recent) / len(recent))
        if (step + 1) % KEEP_EVERY == 0:
            keep()
    model.eval()
    return losses


def _average(model: Qwen2ForCausalLM, loss: float, workers: int) -> float:
    """Average the gradients, in place, and the loss over the workers."""
    if workers == 1:
        return loss
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    flat = torch.cat([*(g.flatten() for g in gradients), torch.tensor([loss])])
    torch.distributed.all_reduce(flat)
    flat /= workers
    start = 0
    for gradient in gradients:
        gradient.copy_(flat[start : start + gradient.numel()].view_as(gradient))
        start += gradient.numel()
    return float(flat[-1])


def batch_loss(model: Qwen2ForCausalLM, batch: Batch) -> Tensor:
    """Return the weighted mean loss; the head runs on the learnt positions only."""
    hidden = model.model(input_ids=batch.tokens, use_cache=False).last_hidden_state
    logits = model.lm_head(hidden.flatten(0, 1)[batch.positions]).float()
    wanted = batch.tokens.flatten()[batch.positions + 1]
    each = nn.functional.cross_entropy(logits, wanted, reduction="none")
    return (each * batch.weights).sum() / batch.weights.sum()


def _phase(plan: Plan, step: int) -> Phase:
    progress = plan.stage.begins + (1 - plan.stage.begins) * step / plan.steps
    return next(phase for phase in PHASES if progress < phase.until)


def _rate(step: int, plan: Plan) -> float:
    if step < plan.warmup_steps:
        return (step + 1) / plan.warmup_steps
    progress = (step - plan.warmup_steps) / max(1, plan.steps - plan.warmup_steps)
    return 0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * progress))


def _parameter_groups(model: Qwen2ForCausalLM, plan: Plan) -> Iterator[dict[str, object]]:
    stage = plan.stage
    embedding = model.model.embed_tokens.weight
    circuit = [
        p
        for layer in model.model.layers[: stage.circuit_layers]
        for p in layer.self_attn.parameters()
    ]
    known = {id(embedding), *map(id, circuit)}
    rest = [p for p in model.parameters() if id(p) not in known]
    for parameters, speed in ((rest, 1.0), (circuit, stage.circuit_speed)):
        rate = stage.learning_rate * speed
        decayed = [p for p in parameters if p.ndim > 1]
        yield {"params": decayed, "lr": rate, "weight_decay": plan.weight_decay}
        yield {"params": [p for p in parameters if p.ndim == 1], "lr": rate, "weight_decay": 0.0}
    rate = stage.learning_rate * stage.embedding_speed
    yield {"params": [embedding], "lr": rate, "weight_decay": 0.0}
