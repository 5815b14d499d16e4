"""The adapter: put onto a model, taken off as bytes that are the same on every run.

Imports nothing heavy itself; torch and peft are imported where they are used.
"""

import json
import warnings
from typing import Any

from understudy.core.errors import SetupError, unknown_name
from understudy.training.params import LoraParams


def attach(model: Any, params: LoraParams) -> Any:
    """Put a fresh adapter onto a model; all other weights are frozen.

    Args:
        model: A causal language model of transformers.
        params: Shape, targets and the seed of the first weights (B is zero, so the model's answers
            stay what they were).

    Returns:
        The PEFT model; its adapter's weights are float32.

    Raises:
        SetupError: The model has no module of such a name.
    """
    from peft import LoraConfig, get_peft_model
    from transformers import set_seed
    from transformers.pytorch_utils import Conv1D

    targets = params.targets
    if not isinstance(targets, str):
        _check_targets(model, targets)
    config = LoraConfig(
        r=params.rank,
        lora_alpha=params.alpha,
        lora_dropout=params.dropout,
        target_modules=targets if isinstance(targets, str) else list(targets),
        # GPT-2 keeps its weights the other way round.
        fan_in_fan_out=any(isinstance(module, Conv1D) for module in model.modules()),
        task_type="CAUSAL_LM",
    )
    # The first weights are drawn here: seeded after this line, two runs would differ.
    set_seed(params.seed)
    with warnings.catch_warnings():
        # PEFT 0.21 asks transformers 5.23 for a property by its former name.
        warnings.filterwarnings("ignore", "`is_gradient_checkpointing`", FutureWarning)
        return get_peft_model(model, config)


def weights(model: Any) -> bytes:
    """Return the adapter as the bytes of ``adapter_model.safetensors``.

    Raises:
        SetupError: A weight is not a number.
    """
    import torch
    from peft import get_peft_model_state_dict
    from safetensors.torch import save

    # The base's embeddings are neither trained nor saved: PEFT would look for them on the hub.
    state = get_peft_model_state_dict(model, save_embedding_layers=False)
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in state.items()}
    if not all(bool(torch.isfinite(tensor).all()) for tensor in tensors.values()):
        raise SetupError(
            "the adapter's weights are not finite after the last step. Lower learning_rate or "
            "raise warmup_steps."
        )
    return bytes(save(tensors, metadata={"format": "pt"}))


def configuration(model: Any, *, base: str, revision: str | None) -> str:
    """Return the text of ``adapter_config.json``.

    PEFT would write the path of this machine's base folder, and sets in an order that changes from
    process to process.

    Args:
        model: As `attach` returned it.
        base: Name of the base model.
        revision: Its commit on the hub.
    """
    config = model.peft_config["default"].to_dict()
    config |= {"base_model_name_or_path": base, "revision": revision, "inference_mode": True}
    plain = {
        name: sorted(value) if isinstance(value, set) else value for name, value in config.items()
    }
    return json.dumps(plain, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def sizes(model: Any) -> dict[str, int]:
    """Count the weights that are trained, and all."""
    counts = [(weight.numel(), weight.requires_grad) for weight in model.parameters()]
    return {
        "trained": sum(count for count, trained in counts if trained),
        "all": sum(count for count, _ in counts),
    }


def linear_names(model: Any) -> list[str]:
    """Return the last names of the modules that can get an adapter, the output head apart."""
    from torch import nn
    from transformers.pytorch_utils import Conv1D

    head = model.get_output_embeddings()
    return sorted(
        {
            name.rsplit(".", maxsplit=1)[-1]
            for name, module in model.named_modules()
            if isinstance(module, nn.Linear | Conv1D) and module is not head
        }
    )


def _check_targets(model: Any, targets: tuple[str, ...]) -> None:
    known = linear_names(model)
    for target in targets:
        if target not in known:
            raise SetupError(f"lora.targets: {unknown_name('linear module', target, known)}")
