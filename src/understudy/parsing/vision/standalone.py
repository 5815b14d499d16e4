"""Files that are pictures: assets, read by an engine, by a model, or by the model first."""

from collections.abc import Callable, Iterator
from typing import Any

from understudy.core.executor import attempt
from understudy.core.records import Document
from understudy.parsing.files import Parsed, RawFile, Wanted
from understudy.parsing.marks import Place
from understudy.parsing.params import ParseParams
from understudy.parsing.picture_bytes import opened, reading
from understudy.parsing.pictures import Pictures

FOR_MODELS = {"missing_engine", "no_text", "unreadable_picture"}
"""Why an engine could not read a picture that a model may be able to read."""
MOST_FRAMES = 200


def reads_pictures(params: ParseParams) -> bool:
    """Tell whether a model stands by for pictures that no engine reads."""
    return params.vlm is not None and params.vlm.ocr


def prefers_models(params: ParseParams) -> bool:
    """Tell whether a model is to read first what engines and parsers can read as well."""
    return params.vlm is not None and params.vlm.ocr and params.vlm.prefer


def seen(file: RawFile, params: ParseParams, read: Callable[[RawFile], Parsed]) -> Parsed:
    """Read a picture and keep it as an asset.

    Args:
        file: The picture.
        params: Section ``parse``.
        read: Reads it with an engine, as the parser of pictures does.

    Raises:
        InputError: It cannot be read, and no model is there to try.
    """
    done = attempt(read, file)
    hopeless = done.failure is not None and done.failure.reason not in FOR_MODELS
    if done.failure is not None and (params.vlm is None or hopeless):
        raise done.failure
    pictures = Pictures(file, params, standalone=True)
    frames = [pictures.add(file.data, None, None) if frame is None else pictures.add_pixels(frame)
              for frame in _frames(file)]  # fmt: skip
    shown = [Place(path, 0, page) for page, path in enumerate(frames) if path]
    if done.value is not None:
        return _with_pictures(done.value, pictures, shown, params)
    if done.failure is not None and not pictures.are_shown:
        raise done.failure
    return pictures.parsed("", shown, pages=(0,) * len(frames))


def _with_pictures(
    found: Parsed, pictures: Pictures, shown: list[Place], params: ParseParams
) -> Parsed:
    """Return a document that was read, with its pictures and what else is wanted of them."""
    if not found.documents:
        return found
    document, *others = found.documents
    document = document.model_copy(update={"assets": pictures.assets})
    read = {one.page - 1 for one in found.recognised if one.page is not None}
    wanted = _wanted(document, shown, params, read) if pictures.are_shown else ()
    seen = {f"{document.group}#page {(one.page or 0) + 1}" for one in wanted if one.kind == "ocr"}
    return found.model_copy(
        update={
            "documents": (document, *others),
            "attachments": (*found.attachments, *pictures.attachments),
            "problems": (
                *(one for one in found.problems if one.where not in seen),
                *pictures.problems,
            ),
            "wanted": (*found.wanted, *wanted),
        }
    )


def _wanted(
    document: Document, shown: list[Place], params: ParseParams, read: set[int]
) -> tuple[Wanted, ...]:
    """Return what a model is to say of pictures, some of whose pages were read."""
    vlm = params.vlm
    assert vlm is not None, "somebody is to see them"
    wanted = []
    paged = bool(document.pages)
    for place in shown:
        common: dict[str, Any] = {
            "asset": place.asset,
            "document": document.id,
            "where": document.group,
            "at": len(document.text),
            "page": place.page if paged else None,
        }
        was_read = (place.page or 0) in read
        if vlm.ocr and (vlm.prefer or not was_read):
            wanted.append(Wanted(kind="ocr", instead=was_read, **common))
        if vlm.describe:
            wanted.append(Wanted(kind="describe", **common))
    return tuple(wanted)


def _frames(file: RawFile) -> Iterator[Any]:
    """Yield the pages of a picture: None for the file itself, when there is one."""
    done = attempt(lambda one: opened(one.data, None, one.place), file)
    frames = getattr(done.value, "n_frames", 1) if done.value is not None else 1
    if done.value is None or frames == 1 or done.value.format not in {"TIFF"}:
        yield None
        return
    for number in range(min(frames, MOST_FRAMES)):
        with reading(file.place):
            done.value.seek(number)
            frame = done.value.copy()
        yield frame
