"""The base model: resolved, checked, described, and written as ``models/base``.

A hub model's weights stay in the hub's cache and a folder's where they are; base.json holds each
file's hash. Only the embedded model's weights are copied.
"""

import json
import logging
import re
import shutil
from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Turn
from understudy.model import hub
from understudy.model.card import BaseFacts, hash_text, write_base
from understudy.model.params import EMBEDDED, BaseParams
from understudy.model.render import control_tokens, render_prompt
from understudy.model.template import TEMPLATE_OPTIONS, skeleton
from understudy.model.tokenizer import load_tokenizer, save_tokenizer

log = logging.getLogger(__name__)

# For tokenizers without a chat template. The roles are plain words, so that a vocabulary needs no
# new entries; the form is that of Zephyr, which other engines know as `zephyr`.
FALLBACK_TEMPLATE = (
    "{%- for message in messages %}"
    "{{- '<|' + message['role'] + '|>\\n' + message['content'] + eos_token + '\\n' }}"
    "{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|assistant|>\\n' }}{%- endif %}"
)
# Some templates write today's date (Llama 3.1 and later), but the same samples must give the same
# tokens: a macro hides the function of that name which transformers gives to templates.
FIXED_DAY = "{%- macro strftime_now(format) -%}26 Jul 2024{%- endmacro -%}"
WEIGHTS = (".safetensors", ".bin")
CAUSAL = ("ForCausalLM", "LMHeadModel")


def write(params: BaseParams, embedded: Path, base: Path) -> BaseFacts:
    """Resolve the base model and write its folder.

    Args:
        params: Which model.
        embedded: Folder of the model of this repository.
        base: Folder to write: base.json, card.json, config.json, the tokenizer with its template;
            for the embedded model its weights too.

    Raises:
        SetupError: The model cannot be had, or is no causal language model.
    """
    folder, revision = locate(params, embedded)
    config = _config(folder, params.name)
    files = _hashes(folder, params.name)
    tokenizer = load_tokenizer(folder)
    decisions = complete_tokenizer(tokenizer, params.name)
    _check_vocabulary(tokenizer, config, params.name)
    decisions += _probe(tokenizer)
    if _uses_conv1d(config):
        decisions += ("linear layers are Conv1D: adapters store them transposed (fan_in_fan_out)",)
    facts = BaseFacts(
        name=params.name,
        revision=revision,
        files=files,
        tokenizer_sha256=hash_text(tokenizer.backend_tokenizer.to_str()),
        license=_license(folder),
        architecture=config.architectures[0],
        parameters=_parameters(config),
        dtype=_stored_dtype(folder, config),
        context_tokens=getattr(config, "max_position_embeddings", None),
        template_sha256=hash_text(tokenizer.chat_template),
        stop_tokens=_stop_tokens(tokenizer, config, folder),
        quantization=params.quantization,
        precision=params.precision,
        template_options=TEMPLATE_OPTIONS,
        decisions=decisions,
    )
    _copy(folder, base, [name for name in files if _is_small(name) or params.name == EMBEDDED])
    save_tokenizer(tokenizer, base)
    write_base(base, facts)
    log.info("%s: %d parameters, %s", params.name, facts.parameters, facts.architecture)
    for decision in decisions:
        log.info("%s: %s", params.name, decision)
    return facts


def locate(params: BaseParams, embedded: Path) -> tuple[Path, str | None]:
    """Return the folder of a model's files, and its commit if it is of the hub."""
    if params.name != EMBEDDED and not params.is_folder:
        assert params.revision is not None, "params are validated"
        return hub.fetch(params.name, params.revision)
    folder = embedded if params.name == EMBEDDED else Path(params.name).expanduser()
    if not (folder / "config.json").is_file():
        raise SetupError(
            f"{folder} holds no model: there is no config.json. base.name must be {EMBEDDED}, a "
            "folder (./model) or an id of the hub (owner/name)."
        )
    return folder, None


def complete_tokenizer(tokenizer: Any, name: str) -> tuple[str, ...]:
    """Give a tokenizer the pad token and the chat template that it lacks; say what was decided.

    Raises:
        SetupError: It has no end token.
    """
    if tokenizer.eos_token_id is None:
        raise SetupError(
            f"the tokenizer of {name} has no end token (eos_token): an answer would never end. "
            "Name one in its tokenizer_config.json, or choose another model."
        )
    decisions = []
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
        decisions.append("no pad token: the end token pads, masked out")
    if not tokenizer.chat_template:
        opens = tokenizer("a")["input_ids"][:1] == [tokenizer.bos_token_id]
        start = "{{- bos_token }}" if opens else ""
        tokenizer.chat_template = start + FALLBACK_TEMPLATE
        decisions.append("no chat template: ours, with plain words for roles")
    elif "strftime_now" in tokenizer.chat_template:
        tokenizer.chat_template = FIXED_DAY + tokenizer.chat_template
        decisions.append("the template asks for today: it is told 26 Jul 2024")
    return tuple(decisions)


def _config(folder: Path, name: str) -> Any:
    from transformers import AutoConfig

    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError) as error:
        raise SetupError(
            f"{name} has no config.json that transformers can read ({hub.first_line(error)}). "
            "Models that bring their own code are not run."
        ) from error
    architectures = getattr(config, "architectures", None) or []
    if not architectures or not architectures[0].endswith(CAUSAL):
        raise SetupError(
            f"{name} is no causal language model, but {', '.join(architectures) or 'unnamed'}. "
            f"base.name needs one whose architecture ends in {' or '.join(CAUSAL)}."
        )
    return config


def _hashes(folder: Path, name: str) -> dict[str, str]:
    """Hash the files that make the model: weights and configuration, not its documentation."""
    wanted = [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and (path.suffix in WEIGHTS or _is_small(path.name))
    ]
    if not any(path.suffix in WEIGHTS for path in wanted):
        raise SetupError(
            f"{name} has no weights in {', '.join(WEIGHTS)} files. Other formats are converted "
            "with transformers' save_pretrained."
        )
    safe = any(path.suffix == ".safetensors" for path in wanted)
    return {
        path.name: jsonl.sha256(path) for path in wanted if not (safe and path.suffix == ".bin")
    }


def _is_small(name: str) -> bool:
    return name in {"config.json", "generation_config.json"}


def _check_vocabulary(tokenizer: Any, config: Any, name: str) -> None:
    if len(tokenizer) > config.vocab_size:
        raise SetupError(
            f"the tokenizer of {name} has {len(tokenizer)} entries, the model {config.vocab_size}: "
            "they do not belong together."
        )


def _probe(tokenizer: Any) -> tuple[str, ...]:
    """Lay out a few conversations and say how the template differs from what is usual."""
    asked = (Turn(role="user", content="?"),)
    decisions = []
    skeleton(tokenizer, tokenizer.chat_template, ("user", "assistant", "user", "assistant"))
    if skeleton(tokenizer, tokenizer.chat_template, ("system", "user", "assistant")).merges_system:
        decisions.append("no system turn in the template: its words open the first user turn")
    if _closing_token(tokenizer) is None:
        decisions.append("the template closes no turn with a token: the end token is added")
    ours, _ = render_prompt("probe", asked, tokenizer, max_tokens=1 << 20)
    messages = [{"role": turn.role, "content": turn.content} for turn in asked]
    theirs = tokenizer.apply_chat_template(
        messages, tokenize=False, add_generation_prompt=True, **TEMPLATE_OPTIONS
    )
    if ours != tokenizer(theirs, add_special_tokens=False)["input_ids"]:
        decisions.append("prompts differ from the template's own (add_generation_prompt)")
    return tuple(decisions)


def _closing_token(tokenizer: Any) -> str | None:
    """Return the control token that closes an assistant's turn, if there is one."""
    after = skeleton(tokenizer, tokenizer.chat_template, ("user", "assistant")).after.lstrip()
    return next((token for token in control_tokens(tokenizer) if after.startswith(token)), None)


def _stop_tokens(tokenizer: Any, config: Any, folder: Path) -> tuple[int, ...]:
    """Collect the tokens that end an answer, from all places where models name them."""
    named = [tokenizer.eos_token_id, getattr(config, "eos_token_id", None)]
    if (closing := _closing_token(tokenizer)) is not None:
        named.append(tokenizer.convert_tokens_to_ids(closing))
    generation = folder / "generation_config.json"
    if generation.is_file():
        named.append(jsonl.read_json(generation).get("eos_token_id"))
    ids: set[int] = set()
    for value in named:
        ids |= set(value) if isinstance(value, list) else {value} - {None}
    return tuple(sorted(ids))


def _uses_conv1d(config: Any) -> bool:
    return config.model_type in {"gpt2", "openai-gpt", "imagegpt", "decision_transformer"}


def _parameters(config: Any) -> int:
    """Count parameters without loading them; tied ones count once."""
    import torch
    from transformers import AutoModelForCausalLM

    with torch.device("meta"):
        return int(AutoModelForCausalLM.from_config(config).num_parameters())


def _stored_dtype(folder: Path, config: Any) -> str:
    """Read the number format from the head of the safetensors files, else from the config."""
    formats: set[str] = set()
    for path in sorted(folder.glob("*.safetensors")):
        with path.open("rb") as file:
            head = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        formats |= {entry["dtype"] for name, entry in head.items() if name != "__metadata__"}
    names = {"F32": "float32", "F16": "float16", "BF16": "bfloat16"}
    if formats:
        return "+".join(sorted(names.get(found, found.lower()) for found in formats))
    return str(getattr(config, "dtype", None) or "float32").removeprefix("torch.")


def _license(folder: Path) -> str:
    """Read the licence from the front matter of the model's own card."""
    card = folder / "README.md"
    if not card.is_file():
        return "unknown"
    front = re.match(r"---\n(.*?)\n---", card.read_text(encoding="utf-8"), re.DOTALL)
    found = re.search(r"^license:\s*(\S.*?)\s*$", front[1], re.MULTILINE) if front else None
    return found[1].strip("'\"") if found else "unknown"


def _copy(folder: Path, base: Path, names: list[str]) -> None:
    for name in names:
        with (folder / name).open("rb") as source, jsonl.atomic(base / name) as target:
            shutil.copyfileobj(source, target)
