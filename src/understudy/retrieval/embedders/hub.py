from pathlib import Path

from understudy.core.errors import SetupError
from understudy.retrieval.encoder import SentenceEncoder
from understudy.retrieval.params import EmbedderParams
from understudy.retrieval.registry import EMBEDDERS


@EMBEDDERS.register("hub")
def hub(params: EmbedderParams) -> SentenceEncoder:
    """Any sentence-transformers model by ``name`` and ``revision``, or a local folder."""
    if params.name is None:
        raise SetupError(
            "index.embedder.name: the engine 'hub' needs a model, "
            "e.g. intfloat/multilingual-e5-small"
        )
    if params.revision is None and not Path(params.name).is_dir():
        raise SetupError(
            f"index.embedder.revision: {params.name} needs the commit it is pinned to; "
            "the model's page lists them under 'Files and versions'"
        )
    return SentenceEncoder(params.name, params.revision, params)
