"""Small random models of each architecture, made in the test: no download, a second for all.

The chat templates are written after those of the models they are named for: with what makes each
hard (trimming, no system role, today's date, thoughts, no space at the end of the prompt).
"""

import shutil
import warnings
from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.model.base import write
from understudy.model.card import Card, Pass, read_base, read_card, write_card
from understudy.model.params import BaseParams

TEXT = (
    "The hive stands on a firm base. Never open the hive in the rain; bees need water.",
    "Улей стоит на твёрдой подставке. Не открывайте улей в дождь: пчёлам нужна вода.",
    "user assistant system model INST You answer from the passages. ### [1] [2]\n\nuser\n\nuser\n\n",
)
# That of Qwen2 and Llama 3: newlines stay together whatever follows.
SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CHATML = (
    "{%- for m in messages %}{{- '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>' "
    "+ '\\n' }}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}"
)
TEMPLATES: dict[str, str | None] = {
    "qwen2": "{%- if messages[0]['role'] != 'system' %}"
    "{{- '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}{%- endif %}" + CHATML,
    "qwen3": "{%- for m in messages %}"
    "{%- if m.role == 'assistant' and loop.last %}"
    "{{- '<|im_start|>assistant\\n<think>\\n\\n</think>\\n\\n' + m.content.lstrip('\\n') }}"
    "{%- elif m.role == 'assistant' %}"
    "{{- '<|im_start|>assistant\\n' + m.content.split('</think>')[-1].lstrip('\\n') }}"
    "{%- else %}{{- '<|im_start|>' + m.role + '\\n' + m.content }}{%- endif %}"
    "{{- '<|im_end|>\\n' }}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}"
    "{%- if enable_thinking is defined and enable_thinking is false %}"
    "{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}{%- endif %}",
    "llama": "{{- bos_token }}"
    "{%- if not date_string is defined %}{%- set date_string = strftime_now('%d %b %Y') %}"
    "{%- endif %}"
    "{%- if messages[0]['role'] == 'system' %}{%- set system = messages[0]['content'] | trim %}"
    "{%- set messages = messages[1:] %}{%- else %}{%- set system = '' %}{%- endif %}"
    "{{- '<|start|>system<|end|>\\n\\nToday Date: ' + date_string + '\\n\\n' + system + '<|eot|>' }}"
    "{%- for m in messages %}"
    "{{- '<|start|>' + m['role'] + '<|end|>\\n\\n' + m['content'] | trim + '<|eot|>' }}"
    "{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|start|>assistant<|end|>\\n\\n' }}{%- endif %}",
    "mistral": "{{ bos_token }}{% for m in messages %}"
    "{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Conversation roles must alternate user/assistant/user/...') }}{% endif %}"
    "{% if m['role'] == 'user' %}{{ '[INST] ' + m['content'] + ' [/INST]' }}"
    "{% else %}{{ ' ' + m['content'] + eos_token }}{% endif %}{% endfor %}",
    "gemma": "{{ bos_token }}{% if messages[0]['role'] == 'system' %}"
    "{{ raise_exception('System role not supported') }}{% endif %}{% for m in messages %}"
    "{% set role = 'model' if m['role'] == 'assistant' else m['role'] %}"
    "{{ '<start_of_turn>' + role + '\\n' + m['content'] | trim + '<end_of_turn>\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{% endif %}",
    "gpt2": None,
}
KINDS = tuple(TEMPLATES)
SPECIALS: dict[str, dict[str, str]] = {
    "qwen2": {"eos": "<|im_end|>", "pad": "<|endoftext|>", "open": "<|im_start|>"},
    "qwen3": {"eos": "<|im_end|>", "pad": "<|endoftext|>", "open": "<|im_start|>"},
    "llama": {"eos": "<|eot|>", "bos": "<|begin|>", "open": "<|start|>", "close": "<|end|>"},
    "mistral": {"eos": "</s>", "bos": "<s>", "unk": "<unk>"},
    "gemma": {
        "eos": "<eos>",
        "bos": "<bos>",
        "pad": "<pad>",
        "open": "<start_of_turn>",
        "close": "<end_of_turn>",
    },
    "gpt2": {"eos": "<|endoftext|>"},
}


def tokenizer(kind: str) -> Any:
    """Make a tokenizer as models of that kind have: of bytes, or of pieces that begin with ▁."""
    from transformers import PreTrainedTokenizerFast

    specials = SPECIALS[kind]
    backend = _pieces(specials) if kind == "mistral" else _bytes(specials, SPLIT * (kind != "gpt2"))
    named = {f"{name}_token": specials[name] for name in ("eos", "bos", "pad") if name in specials}
    made = PreTrainedTokenizerFast(
        tokenizer_object=backend, clean_up_tokenization_spaces=False, **named
    )
    made.chat_template = TEMPLATES[kind]
    return made


def make(folder: Path, kind: str, *, seed: int = 0) -> Path:
    """Write a model's folder as the hub has it: configuration, weights, tokenizer."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    made = tokenizer(kind)
    torch.manual_seed(seed)
    shape: dict[str, Any] = {
        "hidden_size": 16,
        "intermediate_size": 24,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "head_dim": 8,
        "max_position_embeddings": 512,
    }
    if kind == "gpt2":
        shape = {"n_embd": 16, "n_layer": 2, "n_head": 2, "n_positions": 512}
    config = AutoConfig.for_model(
        kind,
        vocab_size=len(made),
        bos_token_id=made.bos_token_id,
        eos_token_id=made.eos_token_id,
        pad_token_id=made.pad_token_id,
        initializer_range=0.3,  # so that random models say different things
        **shape,
    )
    AutoModelForCausalLM.from_config(config).save_pretrained(folder)
    made.save_pretrained(folder)
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n# Tiny\n")
    return folder


def make_base(folder: Path, kind: str, *, seed: int = 0, **params: Any) -> Path:
    """Write such a model, and the base folder that the stage makes of it; return the latter."""
    source = make(folder / "hub" / f"{kind}-{seed}", kind, seed=seed)
    base = folder / "base" / f"{kind}-{seed}"
    write(BaseParams(name=str(source), **params), folder, base)
    return base


def make_adapter(folder: Path, base: Path, *, seed: int, below: tuple[Path, ...] = ()) -> Path:
    """Write a random adapter with its card, as a training pass would."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    facts = read_base(base)
    torch.manual_seed(seed)
    conv = facts.architecture.startswith("GPT2")
    config = LoraConfig(
        r=2, target_modules="all-linear", task_type="CAUSAL_LM", fan_in_fan_out=conv
    )
    with warnings.catch_warnings():
        # PEFT 0.21 asks transformers 5.23 by an older name.
        warnings.filterwarnings("ignore", "`is_gradient_checkpointing`", FutureWarning)
        model = get_peft_model(AutoModelForCausalLM.from_pretrained(facts.name), config)
    for name, weight in model.named_parameters():
        if "lora_" in name:
            torch.nn.init.normal_(weight, std=0.3)
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    files = ("adapter_config.json", "adapter_model.safetensors")
    write_card(
        folder,
        Card(
            base=facts.name,
            base_sha256=facts.digest(),
            parents=tuple(read_card(one).digest() for one in below),
            files={name: jsonl.sha256(folder / name) for name in files},
            passes=(Pass(name="tuned", params={"seed": seed}),),
            template_sha256=facts.template_sha256,
            license="apache-2.0",
        ),
    )
    return folder


def copy(folder: Path, to: Path) -> Path:
    """Copy a folder, to be spoiled."""
    return Path(shutil.copytree(folder, to))


def reword(folder: Path) -> Path:
    """Give letters each other's numbers: the same weights then read other words."""
    stored = jsonl.read_json(folder / "tokenizer.json")
    words = stored["model"]["vocab"]
    letters = [word for word in words if len(word) == 1 and word.isalpha()]
    numbers = [words[letter] for letter in letters]
    words |= dict(zip(letters, reversed(numbers), strict=True))
    jsonl.write_json(folder / "tokenizer.json", stored)
    return folder


def _bytes(specials: dict[str, str], split: str) -> Any:
    """Make a tokenizer of bytes; without a pattern of its own it splits as GPT-2 does."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=not split)
    if split:
        cut = pre_tokenizers.Split(Regex(split), behavior="isolated")
        made.pre_tokenizer = pre_tokenizers.Sequence([cut, made.pre_tokenizer])
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=list(specials.values()),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    made.train_from_iterator(TEXT, trainer)
    return made


def _pieces(specials: dict[str, str]) -> Any:
    """Make a tokenizer after SentencePiece: spaces are ▁, a word carries the one before it."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

    words = ("The", "hive", "stands", "rain", "улей", "вода")
    letters = sorted({"▁", "\n"} | set("".join(TEXT)) - {" "})
    merges = [
        pair for word in words for pair in [("▁" + word[:i], word[i]) for i in range(len(word))]
    ]
    names = [*specials.values(), *(f"<0x{byte:02X}>" for byte in range(256)), *letters]
    names += [a + b for a, b in merges]
    vocabulary = {name: number for number, name in enumerate(dict.fromkeys(names))}
    made = Tokenizer(
        models.BPE(vocabulary, merges, unk_token=specials["unk"], byte_fallback=True, fuse_unk=True)
    )
    made.add_special_tokens(list(specials.values()))
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=True)
    made.decoder = decoders.Sequence(
        [
            decoders.Replace("▁", " "),
            decoders.ByteFallback(),
            decoders.Fuse(),
            decoders.Strip(" ", 1, 0),
        ]
    )
    made.post_processor = processors.TemplateProcessing(
        single=f"{specials['bos']} $A", special_tokens=[(specials["bos"], vocabulary["<s>"])]
    )
    return made
