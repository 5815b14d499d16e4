"""The records of this pipeline, as ``train.jsonl`` and its neighbours hold them."""

from pydantic import ValidationError

from understudy.core.records import Sample
from understudy.dataset.exchange import wrong
from understudy.dataset.format import FORMATS, Format


def encode(sample: Sample) -> str:
    """Write a sample as one line."""
    return sample.to_line().decode().rstrip("\n")


def decode(line: str) -> Sample:
    """Read a line that `encode` wrote; nobody else writes such."""
    try:
        return Sample.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the line"
        why = f"not a Sample ({field}: {first['msg']}); is it in another format?"
        raise wrong(why, "bad_sample") from error


RECORDS = FORMATS.register("records")(Format(encode, decode))
