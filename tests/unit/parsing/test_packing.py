import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.outcomes import FileReport
from understudy.parsing.files import Found, Parsed, Problem
from understudy.parsing.packing import KINDS, Loss, Packed, pack, read_packed
from understudy.parsing.params import ParseParams
from unit.parsing.made import every_kind, parsed

LOSSES = st.builds(Loss, *[st.text(max_size=9)] * 4)


PACKED = st.builds(
    Packed,
    st.text(max_size=9),
    st.dictionaries(st.text(max_size=9), st.integers(0)),
    st.binary(max_size=30),
    st.dictionaries(st.sampled_from(KINDS), st.binary(max_size=30)),
    st.lists(LOSSES, max_size=3).map(tuple),
    st.lists(st.tuples(st.text(max_size=9), st.binary(max_size=30)), max_size=3).map(tuple),
    st.none() | st.binary(max_size=30),
)


@given(PACKED)
def test_from_bytes_undoes_to_bytes(packed: Packed) -> None:
    """Whatever bytes the contents are."""
    assert packed == Packed.from_bytes(packed.to_bytes())


@pytest.mark.parametrize("name", sorted(every_kind()))
def test_it_is_what_the_parser_found(name: str) -> None:
    """Each record as its line, all of them counted."""
    found = parsed(name, every_kind()[name])
    packed = pack(found, "0" * 64)

    for kind in KINDS:
        records = getattr(found, kind)
        assert b"".join(record.to_line() for record in records) == packed.lines[kind]
        assert len(records) == packed.counts[kind]
    assert found.characters == packed.counts["characters"]
    assert [one.content for one in found.attachments] == [data for _, data in packed.attachments]
    report = FileReport.model_validate_json(packed.report)
    assert ("0" * 64, found.characters) == (report.sha256, report.characters)
    assert bool(found.remarks) == (report.why is not None)


def test_what_was_left_out_comes_with_advice() -> None:
    """Behind a semicolon; the finder's own where there is one."""
    whys = {
        "it is torn": "1 of its parts were left out; a.md:2: it is torn; correct that line",
        "it is torn; mend it": "1 of its parts were left out; a.md:2: it is torn; mend it",
    }
    for why, told in whys.items():
        problem = Problem.of("rows", InputError("a.md:2", why, reason="bad_row"))
        found = parsed("a.md", "# Text").model_copy(update={"problems": (problem,)})
        packed = pack(found, "")

        report = json.loads(packed.report)
        assert ("partial", "bad_row", told) == (report["status"], report["reason"], report["why"])
        assert (Loss("rows", "a.md:2", why, "bad_row"),) == packed.losses


def test_a_file_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    """Its records would be kept as those of other bytes."""
    path = tmp_path / "a.md"
    path.write_text("# New")
    found = Found("a.md", path, hashlib.sha256(b"# Old").hexdigest(), b"", "raw", None)

    with pytest.raises(InputError, match="it changed while the stage ran; run the stage again"):
        read_packed(found, ParseParams())


def test_what_waits_for_a_model_is_kept_as_it_is() -> None:
    """All of it but the bytes of pictures, which are written at once."""
    found = parsed("leaflet.docx", every_kind()["leaflet.docx"], vlm={})
    packed = Packed.from_bytes(pack(found, "0" * 64).to_bytes())

    assert found.wanted
    assert packed.unfinished is not None
    kept = Parsed.model_validate_json(packed.unfinished)
    assert found.model_copy(update={"attachments": ()}) == kept
    assert [(one.path, one.content) for one in found.attachments] == list(packed.attachments)
    assert ({}, b"", {}) == (packed.counts, packed.report, packed.lines)
