"""The tokenizer of a model folder, exactly as its file describes it.

transformers builds some tokenizers anew from the model's type and so changes what tokenizer.json
says (Qwen2 gets a normaliser). What was trained with a file must be run with that file.
"""

import tempfile
from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.model.hub import first_line

FILE = "tokenizer.json"
OLDER_FILES = ("tokenizer.model", "spiece.model", "vocab.json", "vocab.txt")
OF_THE_MACHINE = ("name_or_path", "is_local", "local_files_only")


def load_tokenizer(folder: Path) -> Any:
    """Load the tokenizer of a folder; one without tokenizer.json is converted by transformers.

    Raises:
        SetupError: There is none, or it cannot be read.
    """
    from transformers import AutoTokenizer, PreTrainedTokenizerFast

    if not any((folder / name).is_file() for name in (FILE, *OLDER_FILES)):
        # transformers would make one without a vocabulary, and say nothing.
        raise SetupError(
            f"{folder} has no tokenizer: neither {FILE} nor {', '.join(OLDER_FILES)}. Put the "
            "model's tokenizer beside the weights, or choose another model."
        )
    kind = PreTrainedTokenizerFast if (folder / FILE).is_file() else AutoTokenizer
    try:
        return kind.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SetupError(
            f"{folder} has no tokenizer that transformers can load ({first_line(error)}). Put "
            f"the model's own {FILE} beside the weights, or choose another model."
        ) from error


def save_tokenizer(tokenizer: Any, folder: Path) -> None:
    """Write the tokenizer's files, each whole, without paths of this machine."""
    with tempfile.TemporaryDirectory() as scratch:
        tokenizer.save_pretrained(scratch)
        for path in sorted(Path(scratch).iterdir()):
            if path.name == "tokenizer_config.json":
                config = jsonl.read_json(path)
                kept = {key: config[key] for key in config if key not in OF_THE_MACHINE}
                jsonl.write_json(folder / path.name, kept)
            elif path.is_file():
                with jsonl.atomic(folder / path.name) as target:
                    target.write(path.read_bytes())
