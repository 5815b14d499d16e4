"""A vision-language model on this machine, by Hugging Face (``image-text-to-text``).

Any model with a chat template does; Qwen2-VL and its successors are what it is made for. Pictures
are prepared by Pillow, never by torchvision, which is not needed and would give other numbers.
"""

import logging
from pathlib import Path
from typing import Any

from understudy.core.errors import InputError, SetupError
from understudy.model import hub
from understudy.model.device import chosen_device
from understudy.parsing.params import VlmParams
from understudy.parsing.vision.plugins import SEERS, Answer

log = logging.getLogger(__name__)


@SEERS.register("local")
class Local:
    """Loads the model; CUDA where there is one (`UNDERSTUDY_DEVICE`), in bfloat16 there.

    Pictures are seen one at a time, unpadded, so that no reply depends on other pictures.

    Raises:
        SetupError: The model is not to be had, or is none that sees.
    """

    parallel = 1

    def __init__(self, params: VlmParams) -> None:
        import torch
        from transformers import AutoModelForImageTextToText
        from transformers.utils import logging as messages

        self._params = params
        folder = _folder(params)
        messages.disable_progress_bar()
        self._device = chosen_device()
        try:
            self._processor = _processor(folder)
            model = AutoModelForImageTextToText.from_pretrained(
                folder, local_files_only=True, dtype=getattr(torch, number_format(self._device))
            )
        except (ImportError, KeyError, OSError, TypeError, ValueError) as error:
            raise SetupError(
                f"parse.vlm.model.name: {params.model.name} cannot be loaded as a model for "
                f"pictures and text ({type(error).__name__}: {hub.first_line(error)}). Choose a "
                "Qwen2-VL or Qwen2.5-VL model, or a folder with all of its files."
            ) from error
        self._model: Any = model.to(self._device).eval()
        if not params.temperature:  # else they would be warned of as useless, once a picture
            for name in ("temperature", "top_p", "top_k"):
                setattr(self._model.generation_config, name, None)
        log.info("%s sees on %s", params.model.name, self._device)

    def ask(self, picture: bytes, mime: str, prompt: str) -> Answer:  # noqa: ARG002  # PIL knows
        """Look at one picture; as `Seer.ask`."""
        import torch

        inputs = self._inputs(picture, prompt).to(self._device, dtype=self._model.dtype)
        start = inputs["input_ids"].shape[1]
        params = self._params
        how: dict[str, Any] = {"do_sample": False}
        if params.temperature:
            how = {"do_sample": True, "temperature": params.temperature}
            torch.manual_seed(params.seed)
        try:
            with torch.inference_mode():
                found = self._model.generate(**inputs, max_new_tokens=params.max_new_tokens, **how)
        except torch.OutOfMemoryError as error:
            why = "the memory of the GPU is too small for it; lower parse.vlm.max_side_px"
            raise InputError("picture", why, reason="vlm_failed") from error
        tokens = found[0, start:].tolist()
        text = self._processor.tokenizer.decode(tokens, skip_special_tokens=True)
        return Answer(text, "length" if len(tokens) >= params.max_new_tokens else "stop")

    def _inputs(self, picture: bytes, prompt: str) -> Any:
        import io

        from PIL import Image

        with Image.open(io.BytesIO(picture)) as opened:
            seen = opened.convert("RGB")
        content = [{"type": "image", "image": seen}, {"type": "text", "text": prompt}]
        try:
            return self._processor.apply_chat_template(
                [{"role": "user", "content": content}],
                add_generation_prompt=True,
                tokenize=True,
                return_dict=True,
                return_tensors="pt",
            )
        except ValueError as error:  # e.g. a strip of 3000 x 10 pixels
            why = f"the model takes no such picture ({hub.first_line(error)})"
            raise InputError("picture", why, reason="vlm_failed") from error


def number_format(device: str) -> str:
    """Return in which numbers of torch a model computes on a device.

    Models are published in bfloat16, which takes half the memory; processors emulate it slowly.
    """
    return "bfloat16" if device.startswith("cuda") else "float32"


def _folder(params: VlmParams) -> Path:
    """Return the folder of the model's files; fetch it if need be."""
    name = params.model.name
    if name.startswith((".", "/", "~")):
        folder = Path(name).expanduser()
        if not (folder / "config.json").is_file():
            raise SetupError(f"parse.vlm.model.name: {name} has no config.json, so it is no model")
        return folder
    try:
        return hub.fetch(name, params.model.revision or "main")[0]
    except SetupError as error:
        raise SetupError(str(error).replace("base.", "parse.vlm.model.")) from error


def _processor(folder: Path) -> Any:
    """Return what turns pictures and words into tensors.

    `AutoProcessor` loads a processor of videos too where the model has one, and that needs
    torchvision; so such a processor is put together here, without it.
    """
    from transformers import AutoConfig, AutoImageProcessor, AutoProcessor, AutoTokenizer
    from transformers.models.auto.processing_auto import PROCESSOR_MAPPING

    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    kind = PROCESSOR_MAPPING[type(config)]
    parts = {
        "image_processor": lambda: AutoImageProcessor.from_pretrained(
            folder, backend="pil", local_files_only=True
        ),
        "tokenizer": lambda: AutoTokenizer.from_pretrained(folder, local_files_only=True),
        "video_processor": lambda: None,
    }
    names = kind.get_attributes()
    if "video_processor" not in names or not set(names) <= set(parts):
        return AutoProcessor.from_pretrained(folder, backend="pil", local_files_only=True)

    class WithoutVideos(kind):  # type: ignore[misc,valid-type]
        def check_argument_for_proper_class(self, name: str, part: Any) -> Any:
            return None if part is None else super().check_argument_for_proper_class(name, part)

    written, _ = kind.get_processor_dict(folder, local_files_only=True)
    made: Any = WithoutVideos.from_args_and_dict([parts[name]() for name in names], written)  # type: ignore[no-untyped-call]
    made.chat_template = made.chat_template or made.tokenizer.chat_template
    return made
