import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mlflow import MlflowClient

from understudy.tracking import Result, default_uri, flat, record

RESULT = Result(
    key="abc",
    params={"train": {"lr": 5e-5, "layers": ["q", "k"]}, "long": "x" * 9000},
    metrics={
        "handbook/en": {"token_f1": 0.5, "n": 240, "name": "text", "on": True},
        "recall@5": 0.9,
    },
    tags={"base": "embedded"},
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of this test's own."""
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that was used once: MLflow takes a second to make its tables."""
    folder = tmp_path_factory.mktemp("tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MLFLOW_TRACKING_URI", raising=False)
        patch.setenv("DVC_ROOT", str(folder))
        patch.chdir(folder)
        assert record(Result(key="first", params={}, metrics={}), experiment="other") is not None
    return folder / "mlflow.db"


@pytest.fixture
def used(root: Path, tables: Path) -> Path:
    """A repository in which something was recorded before, in another experiment."""
    shutil.copy(tables, root)
    return root


def test_a_result_is_one_run_however_often_it_is_recorded(root: Path) -> None:
    """Nested params and numbers arrive; text is no metric; the run is found by its key."""
    first = record(RESULT, experiment="tour")
    assert first is not None
    assert first == record(RESULT, experiment="tour")

    run = MlflowClient(default_uri()).get_run(first)
    assert run.data.params["train.lr"] == "5e-05"
    assert run.data.metrics == {
        "handbook/en.token_f1": 0.5,
        "handbook/en.n": 240,
        "recall_5": 0.9,
    }
    assert run.data.tags["understudy.result"] == "abc"
    assert run.info.status == "FINISHED"
    assert (root / "mlflow.db").is_file()


def test_another_result_is_another_run(used: Path) -> None:
    """Keys tell results apart."""
    one = record(RESULT, experiment="tour")

    assert one != record(Result(key="def", params={}, metrics={}), experiment="tour")


def test_an_interrupted_run_is_filled(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever was stopped half-way does not leave a run without figures for ever."""
    with monkeypatch.context() as stopped:
        stopped.setattr(MlflowClient, "set_terminated", lambda *_: (_ for _ in ()).throw(OSError))
        assert record(RESULT, experiment="tour") is None

    again = record(RESULT, experiment="tour")

    assert again is not None
    client = MlflowClient(default_uri())
    assert "FINISHED" == client.get_run(again).info.status
    experiment = client.get_experiment_by_name("tour")
    assert experiment is not None
    assert 1 == len(client.search_runs([experiment.experiment_id]))
    assert 1 == len(client.get_metric_history(again, "recall_5"))


def test_any_name_of_a_collection_is_recorded(used: Path) -> None:
    """Names are made such as MLflow takes; others would lose the whole run."""
    named = {"shares": {"вопросы & ответы*": 1.0}}
    run = record(Result(key="x", params=named, metrics=named), experiment="tour")

    assert run is not None
    assert {"shares.вопросы _ ответы_": 1.0} == MlflowClient(default_uri()).get_run(
        run
    ).data.metrics


@pytest.mark.parametrize("uri", ["sqlite:///plain.txt/mlflow.db", "http://127.0.0.1:9"])
def test_a_failing_tracker_warns(
    root: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, uri: str
) -> None:
    """The pipeline's result does not depend on MLflow."""
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    (root / "plain.txt").write_text("a file is no folder")

    assert record(RESULT, experiment="tour", uri=uri) is None
    assert "MLflow did not record this result" in caplog.text


RACE = """
import sys
from understudy.tracking import Result, record
assert record(Result(key=sys.argv[1], params={"a": 1}, metrics={"b": 2.0}), experiment="race")
"""


def test_first_uses_at_once_do_not_race(root: Path) -> None:
    """Creating the database's tables is done by one process."""
    started = [subprocess.Popen([sys.executable, "-c", RACE, str(number)]) for number in range(2)]

    assert [0, 0] == [process.wait(timeout=120) for process in started]
    client = MlflowClient(default_uri())
    experiment = client.get_experiment_by_name("race")
    assert experiment is not None
    assert len(client.search_runs([experiment.experiment_id])) == 2


def test_leaves_have_dotted_names() -> None:
    """Lists are leaves."""
    assert [("a.b", 1), ("a.c", [2])] == list(flat({"a": {"b": 1, "c": [2]}}))
