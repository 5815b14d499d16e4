from pathlib import Path
from typing import Any

import pytest

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Turn
from understudy.model.base import write
from understudy.model.card import BaseFacts, read_base, read_card
from understudy.model.params import BaseParams
from understudy.model.render import render_prompt
from understudy.model.tokenizer import load_tokenizer
from unit.model.tiny import CHATML, KINDS, SPECIALS, copy, make, make_base, reword

NO_PAD = "no pad token: the end token pads, masked out"
NO_SYSTEM = "no system turn in the template: its words open the first user turn"
A_DAY = "the template asks for today: it is told 26 Jul 2024"
DECISIONS: dict[str, tuple[str, ...]] = {
    "qwen2": (),
    "qwen3": (),
    "llama": (NO_PAD, A_DAY),
    "mistral": (NO_PAD, NO_SYSTEM),
    "gemma": (NO_SYSTEM,),
    "gpt2": (
        NO_PAD,
        "no chat template: ours, with plain words for roles",
        "linear layers are Conv1D: adapters store them transposed (fan_in_fan_out)",
    ),
}


def spoil(folder: Path, name: str, **values: Any) -> Path:
    """Change values of a JSON file; None takes one away."""
    changed = jsonl.read_json(folder / name) | values
    kept = {key: value for key, value in changed.items() if value is not None}
    jsonl.write_json(folder / name, kept)
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_base_folder_says_what_the_model_is_and_what_was_decided(
    bases: dict[str, Path], kind: str
) -> None:
    """Files by hash, parameters, licence, the tokens that end an answer."""
    from transformers import AutoModelForCausalLM

    facts = read_base(bases[kind])
    model = AutoModelForCausalLM.from_pretrained(facts.name)
    tokenizer = load_tokenizer(bases[kind])
    hashes = {path.name: jsonl.sha256(path) for path in Path(facts.name).iterdir()}
    ends = {"<end_of_turn>", "<eos>"} if kind == "gemma" else {SPECIALS[kind]["eos"]}

    assert DECISIONS[kind] == facts.decisions
    assert {"config.json", "generation_config.json", "model.safetensors"} == set(facts.files)
    assert facts.files == {name: hashes[name] for name in facts.files}
    assert model.num_parameters() == facts.parameters
    assert (type(model).__name__, "float32") == (facts.architecture, facts.dtype)
    assert ("apache-2.0", 512) == (facts.license, facts.context_tokens)
    assert ends == set(tokenizer.convert_ids_to_tokens(list(facts.stop_tokens)))
    assert tokenizer.pad_token_id is not None
    assert not (bases[kind] / "model.safetensors").exists()  # weights stay where they are


def test_the_same_model_gives_the_same_bytes(tmp_path: Path, bases: dict[str, Path]) -> None:
    """Nor does a path of the machine stand in the tokenizer's files."""
    source = read_base(bases["gpt2"]).name
    write(BaseParams(name=source), tmp_path, tmp_path / "again")
    first = {path.name: path.read_bytes() for path in bases["gpt2"].iterdir()}

    assert first == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    named = {name for name, text in first.items() if source.encode() in text}
    assert {"base.json", "card.json"} == named  # the name of the model, as params gave it


def test_the_tokenizer_is_the_file_that_the_model_came_with(bases: dict[str, Path]) -> None:
    """Transformers would give a Qwen2 tokenizer a normaliser that this one has not."""
    source = Path(read_base(bases["qwen2"]).name)

    assert (source / "tokenizer.json").read_bytes() == (
        bases["qwen2"] / "tokenizer.json"
    ).read_bytes()


def test_the_embedded_model_is_copied_whole(tmp_path: Path) -> None:
    """Its folder needs nothing else; without a licence it says so."""
    source = make(tmp_path / "embedded", "qwen2")
    (source / "README.md").unlink()
    facts = write(BaseParams(), source, tmp_path / "base")

    assert ("embedded", "unknown") == (facts.name, facts.license)
    assert (source / "model.safetensors").read_bytes() == (
        tmp_path / "base" / "model.safetensors"
    ).read_bytes()


def test_a_digest_holds_weights_and_template_not_how_they_are_run(tmp_path: Path) -> None:
    """An adapter stays on its base when the base is quantised, not when its words change."""
    facts = read_base(make_base(tmp_path, "qwen2"))
    other = {
        "precision": "bfloat16",
        "quantization": "nf4",
        "decisions": ("x",),
    }
    changed: list[dict[str, Any]] = [
        {"template_sha256": "0"},
        {"tokenizer_sha256": "0"},
        {"revision": "1"},
        {"files": {}},
    ]

    assert facts.digest() == facts.model_copy(update=other).digest()
    digests = {facts.model_copy(update=change).digest() for change in [{}, *changed]}
    assert 5 == len(digests)


def test_the_same_weights_with_another_tokenizer_are_another_base(
    tmp_path: Path, bases: dict[str, Path]
) -> None:
    """An adapter that learnt the one cannot be put on the other."""
    source = copy(Path(read_base(bases["qwen2"]).name), tmp_path / "m")
    first = write(BaseParams(name=str(source)), tmp_path, tmp_path / "first")
    second = write(BaseParams(name=str(reword(source))), tmp_path, tmp_path / "second")

    assert first.files == second.files
    assert first.digest() != second.digest()


@pytest.mark.parametrize(
    "asks",
    [
        "{{- strftime_now('%Y-%m-%d') }}",
        "{%- set today = strftime_now('%d %B %Y') %}{{- today }}",
        "{%- macro day() %}{{- strftime_now('%d') }}{%- endmacro %}{{- day() }}",
        "{%- if strftime_now is defined %}{{- strftime_now('%Y') }}{%- endif %}",
    ],
)
def test_a_template_that_asks_for_today_is_told_one_day(tmp_path: Path, asks: str) -> None:
    """Else the tokens of a prompt would change overnight; the folder says what was decided."""
    source = make(tmp_path / "m", "qwen2")
    (source / "chat_template.jinja").write_text("{{- 'Today: ' }}" + asks + "{{- '.' }}" + CHATML)
    facts = write(BaseParams(name=str(source)), tmp_path, tmp_path / "base")
    tokenizer = load_tokenizer(tmp_path / "base")
    ids, _ = render_prompt("s", [Turn(role="user", content="?")], tokenizer, 200)

    assert tokenizer.decode(ids).startswith("Today: 26 Jul 2024.<|im_start|>user\n?")
    assert ("the template asks for today: it is told 26 Jul 2024",) == facts.decisions


def test_several_end_tokens_all_end_an_answer(tmp_path: Path) -> None:
    """generation_config.json may name a list."""
    source = spoil(make(tmp_path / "m", "gemma"), "generation_config.json", eos_token_id=[5, 7])
    facts = write(BaseParams(name=str(source)), tmp_path, tmp_path / "base")

    assert {5, 7} < set(facts.stop_tokens)


def test_a_tokenizer_that_opens_texts_opens_chats(tmp_path: Path) -> None:
    """Where the template is ours, it begins as the model's texts did."""
    source = make(tmp_path / "m", "mistral")
    (source / "chat_template.jinja").unlink()
    write(BaseParams(name=str(source)), tmp_path, tmp_path / "base")

    assert load_tokenizer(tmp_path / "base").chat_template.startswith("{{- bos_token }}")


@pytest.mark.parametrize(
    ("file", "values", "problem"),
    [
        ("config.json", {"architectures": ["BertForMaskedLM"]}, "is no causal language model, but"),
        ("config.json", {"architectures": None}, "is no causal language model, but unnamed"),
        ("config.json", {"model_type": "strange"}, "Models that bring their own code are not run"),
        ("config.json", {"vocab_size": 7}, "they do not belong together"),
        ("tokenizer_config.json", {"eos_token": None}, r"has no end token \(eos_token\)"),
    ],
)
def test_a_model_that_cannot_answer_is_refused(
    tmp_path: Path, bases: dict[str, Path], file: str, values: dict[str, Any], problem: str
) -> None:
    """One line, before any training."""
    source = spoil(copy(Path(read_base(bases["qwen2"]).name), tmp_path / "m"), file, **values)

    with pytest.raises(SetupError, match=problem) as caught:
        write(BaseParams(name=str(source)), tmp_path, tmp_path / "base")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("missing", "problem"),
    [
        ("config.json", "holds no model: there is no config.json"),
        ("model.safetensors", "has no weights in .safetensors, .bin files"),
        ("tokenizer.json", "has no tokenizer: neither tokenizer.json nor tokenizer.model"),
    ],
)
def test_a_folder_that_lacks_a_part_is_refused(
    tmp_path: Path, bases: dict[str, Path], missing: str, problem: str
) -> None:
    """With the name of the part."""
    source = copy(Path(read_base(bases["qwen2"]).name), tmp_path / "m")
    (source / missing).unlink()

    with pytest.raises(SetupError, match=problem):
        write(BaseParams(name=str(source)), tmp_path, tmp_path / "base")


def test_a_tokenizer_that_cannot_be_read_is_refused(tmp_path: Path, bases: dict[str, Path]) -> None:
    """With the library's reason, on one line."""
    source = copy(Path(read_base(bases["qwen2"]).name), tmp_path / "m")
    (source / "tokenizer.json").write_text("{}")

    with pytest.raises(SetupError, match="no tokenizer that transformers can load") as caught:
        write(BaseParams(name=str(source)), tmp_path, tmp_path / "base")
    assert "\n" not in str(caught.value)


def test_pickled_weights_count_where_there_are_no_others(
    tmp_path: Path, bases: dict[str, Path]
) -> None:
    """Both together are the same weights twice: only the safe ones count."""
    import torch
    from safetensors.torch import load_file

    source = copy(Path(read_base(bases["qwen2"]).name), tmp_path / "m")
    torch.save(load_file(source / "model.safetensors"), source / "pytorch_model.bin")
    both = write(BaseParams(name=str(source)), tmp_path, tmp_path / "base")
    (source / "model.safetensors").unlink()
    pickled = write(BaseParams(name=str(source)), tmp_path, tmp_path / "base")

    assert "pytorch_model.bin" not in both.files
    assert ("pytorch_model.bin" in pickled.files, "float32") == (True, pickled.dtype)


def test_a_folder_without_a_card_is_no_model(tmp_path: Path) -> None:
    """It says which file is missing and what makes it."""
    for read in (read_base, read_card):
        with pytest.raises(SetupError, match=r"is no model folder: it has no .*\.json. `dvc repro"):
            read(tmp_path)
    (tmp_path / "base.json").write_text('{"name": "x"}')
    with pytest.raises(SetupError, match=r"base.json: base.files: Field required"):
        read_base(tmp_path)
    assert "name" in BaseFacts.model_fields
