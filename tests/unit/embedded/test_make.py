import hashlib
import json
import math
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[3]
MODEL = ROOT / "models" / "embedded"
MAKE = MODEL / "make"
MADE = (
    "model.safetensors",
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "chat_template.jinja",
)
MAX_BYTES = 8 * 2**20
CHAT = [
    {"role": "system", "content": "You answer from the passages."},
    {"role": "user", "content": "[1] Clay is wet earth.\n\nWhat is clay?"},
    {"role": "assistant", "content": "Clay is wet earth."},
    {"role": "user", "content": "Что такое глина?"},
    {"role": "assistant", "content": "Глина — это мокрая земля."},
]
ENGLISH = "The {n} lamp stands on a shelf near the {n} door. A {n} key is a tool for the old lock. Carry the {n} box to the yard before noon."
RUSSIAN = "Лампа {n} стоит на полке возле двери. Ключ {n} — это инструмент для старого замка. Отнесите ящик {n} во двор до полудня."


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(MODEL)


def test_the_card_and_the_sums_name_the_true_hash_of_every_file() -> None:
    """README.md and SHA256SUMS give the sha256 of all files of the model."""
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    sums = (MODEL / "SHA256SUMS").read_text(encoding="utf-8")
    for name in MADE:
        digest = hashlib.sha256((MODEL / name).read_bytes()).hexdigest()
        assert f"{digest}  {name}\n" in sums
        assert re.search(rf"`{re.escape(name)}`.*`{digest}`", card)
    assert len(MADE) == len(sums.splitlines())


def test_the_folder_stays_small() -> None:
    """The whole folder, scripts and card included, fits into 8 MiB."""
    caches = ("__pycache__", ".mypy_cache", ".ruff_cache")
    files = [p for p in MODEL.rglob("*") if p.is_file() and not set(caches) & set(p.parts)]
    assert len(files) > len(MADE)
    assert sum(p.stat().st_size for p in files) <= MAX_BYTES


def test_no_weight_is_missing_or_not_a_number() -> None:
    """The weights load as a tied Qwen2 model in float32 and all are finite."""
    import torch
    from transformers import Qwen2ForCausalLM

    model = Qwen2ForCausalLM.from_pretrained(MODEL, dtype=torch.float32)
    assert model.config.tie_word_embeddings
    assert model.lm_head.weight.data_ptr() == model.model.embed_tokens.weight.data_ptr()
    assert all(bool(torch.isfinite(weight).all()) for weight in model.state_dict().values())
    with torch.no_grad():
        logits = model(torch.arange(20)[None]).logits
    assert bool(torch.isfinite(logits).all())


@given(
    st.one_of(
        st.text(),
        st.text(st.characters(min_codepoint=0x400, max_codepoint=0x4FF)),
        st.text("😀🐝é—«»\n\t ab"),
        st.binary().map(lambda raw: raw.decode("latin-1")),
    )
)
def test_the_tokenizer_gives_back_any_text(tokenizer: Any, text: str) -> None:
    """Composed text of any script, emoji and control characters survive a round trip."""
    text = unicodedata.normalize("NFC", text)
    ids = tokenizer.encode(text, add_special_tokens=False)
    if not any(token in text for token in tokenizer.all_special_tokens):
        assert text == tokenizer.decode(ids)


def test_special_tokens_stand_for_their_roles(tokenizer: Any) -> None:
    """The chat markers are single tokens; padding and the end of a turn differ."""
    assert [0, 1, 2] == tokenizer.convert_tokens_to_ids(
        ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    )
    assert (0, 2) == (tokenizer.pad_token_id, tokenizer.eos_token_id)
    config = json.loads((MODEL / "config.json").read_text(encoding="utf-8"))
    assert len(tokenizer) == config["vocab_size"]


def test_the_template_renders_with_and_without_a_generation_prompt(tokenizer: Any) -> None:
    """The generation prompt is the only difference, and opens the assistant's turn."""
    whole = tokenizer.apply_chat_template(CHAT, tokenize=False)
    assert whole.startswith(
        "<|im_start|>system\nYou answer from the passages.<|im_end|>\n<|im_start|>user\n"
    )
    assert whole.endswith("<|im_start|>assistant\nГлина — это мокрая земля.<|im_end|>\n")
    opened = tokenizer.apply_chat_template(CHAT[:-1], tokenize=False, add_generation_prompt=True)
    assert whole == opened + "Глина — это мокрая земля.<|im_end|>\n"


def test_the_template_marks_what_the_assistant_says(tokenizer: Any) -> None:
    """The generation mask covers exactly the assistant's words and their end tokens."""
    encoded = tokenizer.apply_chat_template(
        CHAT, tokenize=True, return_dict=True, return_assistant_tokens_mask=True
    )
    marked = [
        i
        for i, is_said in zip(encoded["input_ids"], encoded["assistant_masks"], strict=True)
        if is_said
    ]
    assert "Clay is wet earth.<|im_end|>Глина — это мокрая земля.<|im_end|>" == tokenizer.decode(
        marked
    )


@pytest.mark.slow
def test_a_short_run_makes_a_model_and_makes_it_again(tmp_path: Path) -> None:
    """Two short runs on a small folder of text write byte-identical weights and tokenizers."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in (("en", ENGLISH), ("ru", RUSSIAN)):
        sections = [f"# Part {n}\n{text.format(n=n)}\n- one\n- two\n" for n in range(60)]
        (corpus / f"{name}.txt").write_text("\n".join(sections), encoding="utf-8")
    command = [
        sys.executable,
        str(MAKE),
        "--corpus",
        str(corpus),
        "--steps",
        "3",
        "--batch-tokens",
        "512",
    ]
    command += ["--vocabulary", "400", "--workers", "2"]
    outs = [tmp_path / "first", tmp_path / "second"]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    runs = [
        subprocess.Popen(
            [*command, "--out", str(out)], stderr=subprocess.PIPE, env=environment, text=True
        )
        for out in outs
    ]
    logs = [run.communicate()[1] for run in runs]
    assert [0, 0] == [run.returncode for run in runs], logs
    losses = [float(found) for found in re.findall(r"loss ([\d.]+)", logs[0])]
    assert losses
    assert all(math.isfinite(loss) for loss in losses)
    for name in (*MADE, "SHA256SUMS"):
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes(), name
