"""What all records have in common: bytes that depend on content alone, and so do their names."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel, ConfigDict

# Made once: `json.dumps` with options makes one a call.
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def stable_id(kind: str, *identity: Any) -> str:
    """Name a record by its content.

    Args:
        kind: Readable prefix, e.g. ``chunk``.
        identity: JSON-serialisable fields that make the record what it is.

    Returns:
        ``kind-`` and 16 hexadecimal digits (64 bits: a million records collide with p = 3e-8).
    """
    payload = _WRITER.encode([kind, *identity])
    return f"{kind}-{hashlib.sha256(payload.encode()).hexdigest()[:16]}"


class Record(BaseModel):
    """Base of all records."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def to_line(self) -> bytes:
        """Return the record as one line of JSON; the same record gives the same bytes."""
        # What `model_dump_json` makes a text of, which then would have to be encoded again.
        return self.__pydantic_serializer__.to_json(self) + b"\n"
