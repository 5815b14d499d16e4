"""From folders to a model that runs: the base, its adapters, the device.

Import this module where a model is used, not at the top of a package: it needs torch.
"""

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.extras import need
from understudy.model import hub
from understudy.model.card import AGAIN, BaseFacts, Card, check_adapters, hash_text, read_base
from understudy.model.device import chosen_device
from understudy.model.params import EMBEDDED
from understudy.model.tokenizer import load_tokenizer

log = logging.getLogger(__name__)

ADAPTER_FILE = "adapter_config.json"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that is ready to run, in evaluation mode."""

    model: Any
    """A transformers model, or a PEFT model around it when an adapter is attached."""
    tokenizer: Any
    facts: BaseFacts
    """Of the base."""
    card: Card
    """Of the last adapter, or of the base without adapters."""
    device: str
    """``cpu``, ``cuda`` or ``cuda:N``."""

    def __hash__(self) -> int:
        return id(self)


def load(
    base: Path, adapters: Sequence[Path] = (), *, device: str | None = None, merge: bool = False
) -> Loaded:
    """Load the base and its adapters.

    All adapters but the last are merged into the weights, in float32 and in memory only.

    Args:
        base: Folder that the stage ``base`` wrote.
        adapters: Model folders in the order of their training; ``base`` itself among them adds
            nothing.
        device: Where it runs; `chosen_device` when None.
        merge: Merge the last adapter too, which runs faster; a base in 4 bits keeps it apart.

    Raises:
        SetupError: A folder is missing or does not fit the others, or the weights are not those of
            base.json.
    """
    facts = read_base(base)
    device = device or chosen_device()
    folders = [folder for folder in adapters if (folder / ADAPTER_FILE).is_file()]
    card = check_adapters(facts, base, adapters)
    tokenizer = load_tokenizer(base)
    if hash_text(tokenizer.backend_tokenizer.to_str()) != facts.tokenizer_sha256:
        raise SetupError(f"{base}: the tokenizer is not that of base.json. {AGAIN}")
    if hash_text(tokenizer.chat_template or "") != facts.template_sha256:
        raise SetupError(f"{base}: the chat template is not that of base.json. {AGAIN}")
    if len(folders) > 1 and facts.quantization == "nf4":
        raise SetupError(
            "adapters cannot be merged into 4-bit weights: set base.quantization to none for a "
            f"model of {len(folders)} passes"
        )
    four_bits = quantizes(facts, device) and len(folders) <= 1
    merged = [] if four_bits else folders if merge else folders[:-1]
    model = _load_weights(_weights(facts, base), device, four_bits, facts, exact=bool(merged))
    for folder in merged:
        model = _attach(model, folder).merge_and_unload()
    if not four_bits:
        model = model.to(device, dtype=computes_in(facts, device))
    for folder in folders[len(merged) :]:
        model = _attach(model, folder)
    model.eval()
    log.info("%s with %d adapters on %s", facts.name, len(folders), device)
    return Loaded(model, tokenizer, facts, card, device)


def quantizes(facts: BaseFacts, device: str) -> bool:
    """Tell whether the weights are held in 4 bits; ``auto`` does so on CUDA."""
    on_cuda = device.startswith("cuda")
    return facts.quantization == "nf4" or (facts.quantization == "auto" and on_cuda)


def computes_in(facts: BaseFacts, device: str) -> torch.dtype:
    """Return the number format of the computation; ``auto`` is bfloat16 on CUDA."""
    narrow = facts.precision == "auto" and device.startswith("cuda")
    return torch.bfloat16 if narrow or facts.precision == "bfloat16" else torch.float32


def _weights(facts: BaseFacts, base: Path) -> Path:
    """Find the weights and check that they are those of base.json."""
    if facts.name == EMBEDDED:
        folder = base
    elif facts.revision is None:
        folder = Path(facts.name).expanduser()
    else:
        at = (facts.name, facts.revision)
        folder, _ = hub.cached(*at) or hub.fetch(*at)
    for name, sha256 in facts.files.items():
        path = folder / name
        # The hub's cache links each large file to a blob that has its SHA-256 for a name.
        known = path.is_file() and path.resolve().name == sha256
        if not known and (not path.is_file() or jsonl.sha256(path) != sha256):
            raise SetupError(
                f"{path} is missing or is not the file that base.json names. Restore it, or run "
                "`dvc repro -f base` to take it as it is."
            )
    return folder


def _load_weights(
    folder: Path, device: str, four_bits: bool, facts: BaseFacts, *, exact: bool
) -> Any:
    from transformers import AutoModelForCausalLM, BitsAndBytesConfig, GenerationConfig
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # a bar a process, and done before it is seen
    options: dict[str, Any] = {"local_files_only": True}
    if four_bits:
        need("bitsandbytes", extra="quant", plugin="quantization nf4")
        options["device_map"] = {"": device}
        options["quantization_config"] = BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=computes_in(facts, device),
        )
    dtype = torch.float32 if exact else computes_in(facts, device)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, **options)
    # A model's own file may ask for sampling; here the likeliest token is taken.
    model.generation_config = GenerationConfig(eos_token_id=list(facts.stop_tokens))
    return model


def _attach(model: Any, folder: Path) -> Any:
    from peft import PeftModel

    try:
        with warnings.catch_warnings():
            # PEFT 0.21 asks transformers 5.23 by an older name.
            warnings.filterwarnings("ignore", "`is_gradient_checkpointing`", FutureWarning)
            return PeftModel.from_pretrained(model, str(folder))
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise SetupError(
            f"{folder} is no adapter for {type(model).__name__} ({hub.first_line(error)}). {AGAIN}"
        ) from error
