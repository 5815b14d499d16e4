"""The byte-level BPE tokenizer and its chat template.

The split pattern is that of Qwen2 word for word, so that llama.cpp can name it (`qwen2`) when the
model is exported.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

SPECIAL = PAD, START, END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
CONTEXT_TOKENS = 1024
QWEN2_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
SPACE_ALONE = r" (?=\p{Lu})"
"""Spaces that no merge may join with the word after them. A sentence then has the same tokens in
the middle of a paragraph and at the start of an answer, which is what copying needs."""
LETTERS = "".join(map(chr, range(0x410, 0x450))) + "Ёё"
"""Letters of two bytes that are whole before any other merge: else the merge of a space with the
first byte, common to capitals and small letters, would come before it."""
CHAT_TEMPLATE = (
    "{%- for message in messages %}"
    "{{- '<|im_start|>' + message['role'] + '\\n' }}"
    "{%- if message['role'] == 'assistant' %}"
    "{% generation %}{{- message['content'] + '<|im_end|>' }}{% endgeneration %}{{- '\\n' }}"
    "{%- else %}{{- message['content'] + '<|im_end|>\\n' }}{%- endif %}"
    "{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}"
)


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> PreTrainedTokenizerFast:
    """Train the tokenizer on the texts; the same texts in the same order give the same file."""
    merges = [(letter[0], letter[1]) for letter in map(_as_bytes, LETTERS)]
    merges += _learn_merges(texts, vocabulary - len(SPECIAL) - 256 - len(LETTERS))
    tokens = [*SPECIAL, *sorted(pre_tokenizers.ByteLevel.alphabet()), *(a + b for a, b in merges)]
    vocabulary_ids = {token: index for index, token in enumerate(dict.fromkeys(tokens))}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary_ids, merges=merges))
    tokenizer.add_special_tokens(list(SPECIAL))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN2_SPLIT), behavior="isolated", invert=False),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token=END,
        pad_token=PAD,
        bos_token=None,
        clean_up_tokenization_spaces=False,
        model_max_length=CONTEXT_TOKENS,
    )
    wrapped.chat_template = CHAT_TEMPLATE
    return wrapped


def _as_bytes(text: str) -> str:
    """Return the text in the byte alphabet, one character a byte."""
    level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    return "".join(piece for piece, _ in level.pre_tokenize_str(text))


def _learn_merges(texts: Iterable[str], count: int) -> list[tuple[str, str]]:
    """Learn that many merges on pieces whose characters are `LETTERS` and, for the rest, bytes."""
    split = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SPACE_ALONE), behavior="isolated", invert=False),
            pre_tokenizers.Split(Regex(QWEN2_SPLIT), behavior="isolated", invert=False),
        ]
    )
    cache: dict[str, str] = {letter: letter for letter in LETTERS}

    def spell(piece: str) -> str:
        return "".join(cache.setdefault(c, cache.get(c) or _as_bytes(c)) for c in piece)

    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    alphabet = sorted({*pre_tokenizers.ByteLevel.alphabet(), *LETTERS})
    trainer = trainers.BpeTrainer(
        vocab_size=len(alphabet) + count, initial_alphabet=alphabet, show_progress=False
    )
    spelled = (" ".join(spell(p) for p, _ in split.pre_tokenize_str(text)) for text in texts)
    learner.train_from_iterator(spelled, trainer)
    learnt = json.loads(learner.to_str())["model"]["merges"]
    as_bytes = str.maketrans({letter: _as_bytes(letter) for letter in LETTERS})
    return [(left.translate(as_bytes), right.translate(as_bytes)) for left, right in learnt]


def load_tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    """Load a tokenizer that an earlier run saved in the folder."""
    loaded = PreTrainedTokenizerFast.from_pretrained(folder)
    assert isinstance(loaded, PreTrainedTokenizerFast)
    return loaded
