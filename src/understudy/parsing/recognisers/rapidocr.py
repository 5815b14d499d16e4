"""Latin, Greek, Chinese and Japanese by RapidOCR (Apache-2.0); the extra ``ocr``.

The models in its wheel know no Cyrillic: of such a line they see blanks, or nothing.
Handwriting is not read.
"""

import functools
import importlib.util
from typing import Any

from understudy.core.extras import need
from understudy.parsing.ocr.layout import Seen
from understudy.parsing.ocr.recognition import RECOGNISERS, Pixels, Recogniser, Script
from understudy.parsing.params import OcrParams

PACKAGES = ("rapidocr", "onnxruntime")


def read(picture: Pixels, packs: str) -> list[Seen]:  # noqa: ARG001  # it knows one set of letters
    """Find and read the lines of a picture; lines of unknown letters are among them."""
    need("onnxruntime", extra="ocr", plugin="recogniser 'rapidocr'")
    from rapidocr.utils.process_img import map_boxes_to_original

    engine = _engine()
    frame = picture[:, :, ::-1].copy()
    # Not by calling the engine: it drops lines of blanks, which is what it makes of Cyrillic.
    fitted, record = engine.preprocess_img(frame)
    found, _, texts, _ = engine.run_ocr_steps(fitted, record)
    if found.boxes is None or texts.txts is None:
        return []
    boxes = map_boxes_to_original(found.boxes, record, *frame.shape[:2])
    return [
        Seen(str(text), tuple((float(x), float(y)) for x, y in box), float(score))
        for text, score, box in zip(texts.txts, texts.scores, boxes, strict=True)
    ]


def packs(script: Script, params: OcrParams) -> str:  # noqa: ARG001  # the shape of a recogniser
    """Ask for nothing: there is one set of models."""
    return ""


def missing(packs: str) -> str | None:  # noqa: ARG001  # the shape of a recogniser
    """Name the first package that is not installed."""
    for package in PACKAGES:
        if importlib.util.find_spec(package) is None:
            return f"the package '{package}' is not installed: pip install 'understudy[ocr]'"
    return None


@functools.cache
def _engine() -> Any:
    """Load the models, once a process (1 GB); one thread, so that sums add up the same way."""
    rapidocr = need("rapidocr", extra="ocr", plugin="recogniser 'rapidocr'")
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            # The classifier of upside-down lines turns good lines into junk.
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


RAPIDOCR = RECOGNISERS.register("rapidocr")(Recogniser(read, packs, missing, identity=lambda: ""))
