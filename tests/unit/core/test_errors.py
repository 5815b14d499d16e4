import pickle

import pytest

from understudy.core.errors import InputError, MissingExtraError, SetupError, unknown_name
from understudy.core.extras import need


def test_an_input_error_survives_a_process_boundary() -> None:
    """A worker's rejection arrives whole."""
    error = InputError("chat.json:3", "no author", reason="no_author")

    back = pickle.loads(pickle.dumps(error))

    assert (str(back), back.reason) == ("chat.json:3: no author", "no_author")


def test_what_is_wrong_does_not_differ_from_run_to_run() -> None:
    """Libraries put places in memory into their messages."""
    error = InputError("a.docx", f"no paragraph ({object()!r})", reason="bad_docx")

    assert "no paragraph (<object object>)" == error.why


def test_near_names_come_first() -> None:
    """The message answers the likely question."""
    text = unknown_name("parser", "markdwn", ["html", "markdown"])

    assert text == "unknown parser 'markdwn'. Did you mean markdown? Known: html, markdown."


def test_a_missing_extra_names_the_command() -> None:
    """The remedy can be copied."""
    with pytest.raises(MissingExtraError, match=r"pip install 'understudy\[pdf\]'") as caught:
        need("no_such_package_here", extra="pdf", plugin="parser pdf")
    assert isinstance(caught.value, SetupError)


def test_a_broken_package_is_not_called_missing() -> None:
    """A package that is there but fails inside keeps its own error."""
    assert need("json.decoder", extra="x", plugin="y").__name__ == "json.decoder"
    with pytest.raises(ModuleNotFoundError):
        need("json.nothing", extra="x", plugin="y")
