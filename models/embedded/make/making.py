"""Makes the model's files: the texts of the tokenizer, the work of one process, the saving."""

import logging
import os
import random
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import torch
import torch.distributed
from batches import BatchSource
from corpus import Language, load
from pretrain import Plan, Shape, new_model, pretrain
from safetensors.torch import save_file
from tokenizer import load_tokenizer
from transformers import GenerationConfig, PreTrainedTokenizerFast, Qwen2ForCausalLM

TOKENIZER_CHARACTERS = 4_000_000
"""At most this much text of a language is shown to the tokenizer, the smaller language repeated up
to it."""
TOKENIZER_WORDS = 130_000
TOKENIZER_WORD_ROUNDS = 3
"""Dictionary words are shown this often, so that everyday words weigh as much as the jargon of the
manuals."""

FILES = (
    "model.safetensors",
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "chat_template.jinja",
)

log = logging.getLogger(__name__)


def tokenizer_texts(text: dict[str, Language], seed: int) -> Iterator[str]:
    """Yield about equally much text and equally many dictionary words of every language."""
    rng = random.Random(seed)
    for language in text.values():
        paragraphs = [p for s in language.sections for p in (s.heading, *s.paragraphs)]
        rng.shuffle(paragraphs)
        total = min(TOKENIZER_CHARACTERS, 3 * sum(map(len, paragraphs)))
        shown = 0
        while shown < total:
            for paragraph in paragraphs:
                shown += len(paragraph)
                yield paragraph
                if shown >= total:
                    break
        for _ in range(TOKENIZER_WORD_ROUNDS):
            words = rng.sample(language.words, min(TOKENIZER_WORDS, len(language.words)))
            for start in range(0, len(words), 10):
                yield " ".join(words[start : start + 10])


def save(model: Qwen2ForCausalLM, tokenizer: PreTrainedTokenizerFast, out: Path) -> None:
    """Write the weights (float16), the configs, the tokenizer and their sums to the folder."""
    out.mkdir(parents=True, exist_ok=True)
    weights = {
        name: tensor.detach().to(torch.float16).contiguous()
        for name, tensor in model.state_dict().items()
        if name != "lm_head.weight"
    }
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    model.config.architectures = ["Qwen2ForCausalLM"]
    model.config.save_pretrained(out)
    GenerationConfig(
        do_sample=False, eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id
    ).save_pretrained(out)
    tokenizer.save_pretrained(out)
    sums = [f"{sha256((out / name).read_bytes()).hexdigest()}  {name}\n" for name in FILES]
    (out / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def work(
    worker: int, plan: Plan, corpus: Path, out: Path, start: Path | None, meeting: Path
) -> None:
    """Train as one of the workers; the first one writes the files."""
    logging.basicConfig(
        level=logging.INFO if worker == 0 else logging.WARNING, format="%(message)s"
    )
    torch.set_num_threads(1)
    if plan.workers > 1:
        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
        torch.distributed.init_process_group(
            "gloo", init_method=f"file://{meeting}", rank=worker, world_size=plan.workers
        )
    tokenizer = load_tokenizer(out)
    text = load(corpus, "pretrain")
    for name, language in text.items():
        log.info("%s: %d sections, %d words", name, len(language.sections), len(language.words))
    if start is None:
        model = new_model(tokenizer, Shape(), plan.seed)
    else:
        model = Qwen2ForCausalLM.from_pretrained(start, dtype=torch.float32)
    log.info("%d parameters", sum(p.numel() for p in model.parameters()))
    keep = partial(save, model, tokenizer, out) if worker == 0 else _keep_nothing
    pretrain(model, BatchSource(tokenizer, text, plan.seed), plan, keep, worker)
    keep()
    if plan.workers > 1:
        torch.distributed.destroy_process_group()


def _keep_nothing() -> None:
    """Stand in for saving in all workers but the first."""
