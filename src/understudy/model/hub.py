"""Models of the Hugging Face hub: found, fetched into the hub's own cache, refused in words."""

from pathlib import Path

from understudy.core.errors import SetupError

# Weights as safetensors, or as pickled tensors where a repository has nothing else.
SMALL_FILES = ("*.json", "*.jinja", "*.model", "merges.txt", "vocab.txt", "README.md")
SAFE_WEIGHTS = ("*.safetensors",)
PICKLED_WEIGHTS = ("pytorch_model*.bin",)
# Copies of the same weights that other programs want.
FOREIGN = ("original/*", "onnx/*", "openvino/*", "consolidated*", "*/*")


def fetch(name: str, revision: str) -> tuple[Path, str]:
    """Return the folder of a model's files, and the commit that the revision names.

    A hub that cannot be reached is no hindrance when the files are in the cache.

    Raises:
        SetupError: The model is gated, missing, not at that revision, or neither reachable nor in
            the cache; the message has the command that helps.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError
    from huggingface_hub.errors import HTTPError as NoConnection  # type: ignore[attr-defined]

    try:
        info = HfApi().model_info(name, revision=revision)
    except HFValidationError as error:
        raise SetupError(
            f"base.name: {name!r} is no model id of the hub. Write owner/name, or ./folder."
        ) from error
    except HfHubHTTPError as error:
        raise _refusal(name, revision, error) from error
    except (NoConnection, OSError) as error:  # HF_HUB_OFFLINE=1 is an OSError
        if (found := cached(name, revision)) is not None:
            return found
        raise SetupError(
            f"{name} at {revision} is not in the cache and the hub cannot be reached "
            f"({first_line(error)}). Where there is a network, run: "
            f"hf download {name} --revision {revision}"
        ) from error
    names = [file.rfilename for file in info.siblings or ()]
    safe = any(name.endswith(".safetensors") and "/" not in name for name in names)
    weights = SAFE_WEIGHTS if safe else PICKLED_WEIGHTS
    folder = _download(name, revision, (*SMALL_FILES, *weights))
    return folder, folder.name


def _download(name: str, revision: str, patterns: tuple[str, ...]) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError
    from huggingface_hub.errors import HTTPError as NoConnection  # type: ignore[attr-defined]

    # By the branch and not its commit: so the cache learns what the branch means.
    try:
        folder = snapshot_download(
            name, revision=revision, allow_patterns=list(patterns), ignore_patterns=list(FOREIGN)
        )
    except HfHubHTTPError as error:
        raise _refusal(name, revision, error) from error
    except (NoConnection, OSError) as error:
        raise SetupError(
            f"{name}: the download broke off ({first_line(error)}). Run `dvc repro` again: "
            "what has arrived is kept."
        ) from error
    return Path(folder)


def cached(name: str, revision: str) -> tuple[Path, str] | None:
    """Return the folder of a model's files and their commit, without asking the hub; or None."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import IncompleteSnapshotError, LocalEntryNotFoundError

    # What was not fetched would count as missing, so one kind of weights after the other.
    for weights in (SAFE_WEIGHTS, PICKLED_WEIGHTS):
        try:
            folder = Path(
                snapshot_download(
                    name,
                    revision=revision,
                    allow_patterns=[*SMALL_FILES, *weights],
                    ignore_patterns=list(FOREIGN),
                    local_files_only=True,
                )
            )
        except (LocalEntryNotFoundError, IncompleteSnapshotError):
            continue
        if any(True for pattern in weights for _ in folder.glob(pattern)):
            return folder, folder.name
    return None


def _refusal(name: str, revision: str, error: Exception) -> SetupError:
    """Put the hub's refusal in words."""
    from huggingface_hub.errors import (
        DisabledRepoError,
        GatedRepoError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    if isinstance(error, GatedRepoError):
        return SetupError(
            f"{name} is gated: accept its terms on its page of the hub, then run: hf auth login "
            "(or set HF_TOKEN)"
        )
    if isinstance(error, RevisionNotFoundError):
        return SetupError(
            f"base.revision: {name} has no revision {revision!r}. This prints its newest commit: "
            f"hf models info {name}"
        )
    if isinstance(error, RepositoryNotFoundError | DisabledRepoError):
        return SetupError(
            f"base.name: the hub has no model {name!r} that you may read. Check the spelling; if "
            "it is private, run: hf auth login (or set HF_TOKEN)"
        )
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status in {401, 403}:
        return SetupError(
            f"the hub refuses {name} to your account ({status}). Run: hf auth login (or set a "
            "valid HF_TOKEN)"
        )
    return SetupError(
        f"the hub answers {status} for {name}: {first_line(error)}. Try again later, or name a "
        "folder in base.name."
    )


def first_line(error: Exception) -> str:
    """Return the first line of a library's message."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
