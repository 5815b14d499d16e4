"""Where models run."""

import os

from understudy.core.errors import SetupError


def chosen_device() -> str:
    """Return ``UNDERSTUDY_DEVICE``, else ``cuda`` where there is one, else ``cpu``.

    Raises:
        SetupError: The device named is not there.
    """
    if os.environ.get("UNDERSTUDY_DEVICE") == "cpu":
        return "cpu"  # no need to wait for torch
    import torch

    there = torch.cuda.is_available()
    chosen = os.environ.get("UNDERSTUDY_DEVICE") or ("cuda" if there else "cpu")
    kind, _, number = chosen.partition(":")
    if kind not in {"cpu", "cuda"} or not (number.isdecimal() or not number):
        raise SetupError(f"UNDERSTUDY_DEVICE must be cpu, cuda or cuda:N, not {chosen!r}")
    if kind == "cuda" and not (there and int(number or 0) < torch.cuda.device_count()):
        raise SetupError(
            f"UNDERSTUDY_DEVICE is {chosen}, but torch {torch.__version__} sees no such device. "
            "Set UNDERSTUDY_DEVICE=cpu, or install a torch for your driver."
        )
    return chosen
