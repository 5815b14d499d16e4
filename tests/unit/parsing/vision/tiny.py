"""Vision-language models of random weights, small enough for a test: what they say is noise."""

import atexit
import functools
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

SPECIAL = [
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|vision_pad|>",
    "<|image_pad|>",
    "<|video_pad|>",
]
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
    "{% for part in message['content'] %}{% if part['type'] == 'image' %}"
    "<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
TEXT = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 4096,
    "bos_token_id": None,
    "initializer_range": 0.3,  # with the usual 0.02 a picture is lost among the words
    "rope_scaling": {"type": "mrope", "mrope_section": [1, 1, 2]},
}
SEES: dict[str, dict[str, Any]] = {
    "Qwen2VL": {"embed_dim": 32, "hidden_size": 32, "mlp_ratio": 2},
    "Qwen2_5_VL": {
        "hidden_size": 32,
        "out_hidden_size": 32,
        "intermediate_size": 64,
        "window_size": 112,
        "fullatt_block_indexes": [1],
    },
}


@functools.cache
def tiny(family: str = "Qwen2VL") -> Path:
    """Make a model's folder, with the files that such a model has on the hub.

    Args:
        family: ``Qwen2VL`` or ``Qwen2_5_VL``.
    """
    import torch
    import transformers

    folder = Path(tempfile.mkdtemp(prefix="tiny-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ids = _tokenizer(folder)
    text = {
        **TEXT,
        "vocab_size": len(ids),
        "eos_token_id": ids["<|im_end|>"],
        "pad_token_id": ids["<|endoftext|>"],
    }
    config = getattr(transformers, f"{family}Config")(
        text_config=text,
        vision_config={"depth": 2, "num_heads": 2, "initializer_range": 0.3, **SEES[family]},
        image_token_id=ids["<|image_pad|>"],
        video_token_id=ids["<|video_pad|>"],
        vision_start_token_id=ids["<|vision_start|>"],
        vision_end_token_id=ids["<|vision_end|>"],
    )
    torch.manual_seed(0)
    transformers.utils.logging.disable_progress_bar()
    model = getattr(transformers, f"{family}ForConditionalGeneration")(config)
    model.generation_config.temperature = 0.01  # as Qwen's own has it
    model.generation_config.do_sample = True
    model.save_pretrained(folder)
    prepared = {
        "min_pixels": 3136,
        "max_pixels": 50176,
        "patch_size": 14,
        "temporal_patch_size": 2,
        "merge_size": 2,
        "image_processor_type": "Qwen2VLImageProcessor",
        "processor_class": f"{family}Processor",
    }
    (folder / "preprocessor_config.json").write_text(json.dumps(prepared))
    return folder


def _tokenizer(folder: Path) -> dict[str, int]:
    """Write a tokenizer of bytes; return its vocabulary."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    inner = Tokenizer(models.BPE(vocab={sign: i for i, sign in enumerate(alphabet)}, merges=[]))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    made = PreTrainedTokenizerFast(
        tokenizer_object=inner,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        extra_special_tokens=SPECIAL,
    )
    made.chat_template = TEMPLATE
    made.save_pretrained(folder)
    return dict(made.get_vocab())
