from pathlib import Path
from typing import ClassVar

import pytest
from dvc.utils.serialize import load_yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field
from ruamel.yaml import YAML

from understudy.core.errors import SetupError
from understudy.core.params import Params, Section, load_params, read_yaml


class Inner(Section):
    """A nested group."""

    rate: float = Field(0.1, gt=0)


class Outer(Params):
    """A section."""

    section: ClassVar[str] = "outer"

    size_words: int = Field(4, ge=1)
    inner: Inner = Inner()
    maybe: Inner | None = None
    named: dict[str, Inner] = Field({})
    sizes: tuple[int, ...] = ()
    since: str = ""
    is_on: bool = False


def write(folder: Path, text: str) -> Path:
    path = folder / "params.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "outer: {size_wrods: 3}",
            "outer.size_wrods: unknown key 'size_wrods'. Did you mean size_words",
        ),
        ("outer: {inner: {rtae: 3}}", "outer.inner.rtae: unknown key 'rtae'. Did you mean rate"),
        ("outer: {maybe: {rtae: 3}}", "outer.maybe.rtae: unknown key 'rtae'. Did you mean rate"),
        (
            "outer: {named: {a: {rtae: 3}}}",
            "outer.named.a.rtae: unknown key 'rtae'. Did you mean rate",
        ),
        ("outer: {rate: 3}", r"unknown key 'rate'\. .* Or is it outer\.inner\.rate\?"),
        ("outer: {old: {rate: 3}}", r"unknown key 'old'\. .* Or is it outer\.inner\.rate\?"),
        ("outer: {2024-01-31: 3}", "outer.2024-01-31: unknown key '2024-01-31'"),
        ("outer: {size_words: 0}", "outer.size_words: Input should be greater than or equal to 1"),
        ("outer: {size_words: many}", r"outer.size_words: .*\(given: 'many'\)"),
        ("outer: {size_words: '3'}", r"outer.size_words: .* valid integer \(given: '3'\)"),
        ("outer: {size_words: true}", r"outer.size_words: .* valid integer \(given: True\)"),
        ("outer: {inner: {rate: '0.5'}}", r"outer.inner.rate: .* valid number \(given: '0.5'\)"),
        ("outer: {inner: {rate: true}}", r"outer.inner.rate: .* valid number \(given: True\)"),
        ("outer: {inner: {rate: .nan}}", r"outer.inner.rate: .* finite number"),
        ("outer: {sizes: [1, '2']}", r"outer.sizes.1: .* valid integer \(given: '2'\)"),
        ("outer: {sizes: 12}", r"outer.sizes: .* valid array \(given: 12\)"),
        ("outer: {is_on: 1}", r"outer.is_on: .* valid boolean \(given: 1\)"),
        ("outer: {since: 2024}", r"outer.since: .* valid string \(given: 2024\)"),
        ("otter: {}", "unknown section 'outer'. Did you mean otter"),
        ("outer: [1]", "outer: Input should be an object"),
        ("- 1", "the file must be a mapping"),
        ("outer: {a: [}", "is not YAML"),
    ],
)
def test_a_wrong_file_is_explained(tmp_path: Path, text: str, message: str) -> None:
    """Where, what, and the nearest right name."""
    with pytest.raises(SetupError, match=message):
        load_params(write(tmp_path, text), "outer", Outer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("inner: {rate: 3}", {"inner": {"rate": 3.0}}),
        ("sizes: [1, 2]", {"sizes": (1, 2)}),
        ("since: 2024-01-31", {"since": "2024-01-31"}),
        ("since: 'no'", {"since": "no"}),
        ("named: {1: {rate: 0.5}}", {"named": {"1": {"rate": 0.5}}}),
    ],
)
def test_what_yaml_cannot_say_otherwise_passes(
    tmp_path: Path, text: str, expected: dict[str, object]
) -> None:
    """It has no tuples, and a date or a whole number is written as people write them."""
    found = load_params(write(tmp_path, f"outer: {{{text}}}"), "outer", Outer)

    assert expected == found.model_dump(exclude_unset=True)
    assert all(type(found.model_dump()[name]) is type(value) for name, value in expected.items())


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    """Two typos cost one run."""
    path = write(tmp_path, "outer: {a: 1, size_words: -1}")

    with pytest.raises(SetupError) as caught:
        load_params(path, "outer", Outer)

    assert len(str(caught.value).splitlines()) == 2


def test_a_missing_file_names_the_folder_to_run_from(tmp_path: Path) -> None:
    """The usual cause is the wrong folder."""
    with pytest.raises(SetupError, match=r"does not exist\. Run the command from"):
        read_yaml(tmp_path / "params.yaml")


def test_a_pass_of_a_section_is_read_by_its_dotted_name(tmp_path: Path) -> None:
    """`train.tuned` is one section among its siblings; an empty one is all defaults."""
    path = write(tmp_path, "outer:\n  first: {size_words: 9}\n  second:\n")

    assert load_params(path, "outer.first", Outer).size_words == 9
    assert load_params(path, "outer.second", Outer).size_words == 4


def test_a_frozen_section_cannot_drift() -> None:
    """What was validated is what runs."""
    with pytest.raises(ValueError, match="frozen"):
        Outer().size_words = 5


scalars = (
    st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), max_size=12)
    | st.sampled_from(
        ["no", "yes", "off", "1e3", "5e-5", "0o17", "012", "1_000", "null", "~", "12:30"]
    )
)


@given(st.dictionaries(st.sampled_from("abcdef"), scalars | st.lists(scalars, max_size=3)))
def test_we_read_what_dvc_reads(tmp_path_factory: pytest.TempPathFactory, values: dict) -> None:
    """A value that DVC watches is the value that the stage gets."""
    path = tmp_path_factory.mktemp("yaml") / "params.yaml"
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(values, file)

    assert load_yaml(str(path)) == read_yaml(path)


@pytest.mark.parametrize(
    "word", ["5e-5", "no", "on", "0o17", "012", "1_000", "12:30:45", "2024-01-01"]
)
def test_bare_words_mean_the_same_to_dvc(tmp_path: Path, word: str) -> None:
    """The traps of YAML 1.1, written by hand as users write them."""
    path = write(tmp_path, f"a: {word}\n")

    assert load_yaml(str(path)) == read_yaml(path)
