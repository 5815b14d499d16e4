"""One MLflow run per pipeline result.

A result is named by a hash of what it was made of, so recording it twice makes one run, wherever
and however often the pipeline ran. A tracker that fails never fails a stage: the metrics are in
git, MLflow is a second place to look at them.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from understudy.core import runs

log = logging.getLogger(__name__)

RESULT_TAG = "understudy.result"
MLFLOW_PARAM_LENGTH = 6000  # characters; mlflow.entities.Param


@dataclass(frozen=True, slots=True)
class Result:
    """What one run of the whole pipeline came to."""

    key: str
    """Hash of everything it was made of; the same result has the same key."""
    params: dict[str, Any]
    """Nested parameters in force."""
    metrics: dict[str, Any]
    """Nested numbers; what is not a number is left out."""
    tags: dict[str, str] = field(default_factory=dict)


def default_uri() -> str:
    """Return ``MLFLOW_TRACKING_URI``, else a sqlite file at the root of the (parent) repository.

    MLflow's own default lies in the working folder, which a queued experiment deletes.
    """
    chosen = os.environ.get("MLFLOW_TRACKING_URI")
    return chosen or f"sqlite:///{(runs.scratch().parent.parent / 'mlflow.db').resolve()}"


def record(result: Result, *, experiment: str, uri: str | None = None) -> str | None:
    """Write a result as an MLflow run, once.

    Args:
        result: What to record.
        experiment: Name of the MLflow experiment; made when absent.
        uri: Tracking server or database; `default_uri` when None.

    Returns:
        The run's id, or None when the tracker failed (a warning says why).
    """
    import sqlalchemy.exc
    from mlflow.exceptions import MlflowException

    try:
        return _record(result, experiment, uri or default_uri())
    except (MlflowException, sqlalchemy.exc.SQLAlchemyError, OSError) as error:
        why = (str(error).strip() or type(error).__name__).splitlines()[0]
        log.warning("MLflow did not record this result (%s); the metrics are in git anyway", why)
        return None


def flat(values: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield dotted names and leaves of a nested mapping; lists are leaves."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _record(result: Result, experiment: str, uri: str) -> str:
    from filelock import FileLock
    from mlflow import MlflowClient

    folder = runs.scratch()
    folder.mkdir(parents=True, exist_ok=True)
    # The first use of a database creates its tables, and a result is one run: two processes at once
    # would race for both.
    with FileLock(folder / "mlflow.lock"):
        client = MlflowClient(uri)
        experiment_id = _experiment(client, experiment)
        same = f"tags.`{RESULT_TAG}` = '{result.key}'"
        known = client.search_runs([experiment_id], same, max_results=1)
        if known and known[0].info.status == "FINISHED":
            return str(known[0].info.run_id)
        if known:  # somebody was interrupted; writing the same again changes nothing
            run_id = str(known[0].info.run_id)
        else:
            tags = {RESULT_TAG: result.key, **result.tags}
            run = client.create_run(experiment_id, tags=tags, run_name=_run_name())
            run_id = str(run.info.run_id)
        _fill(client, run_id, result)
    return run_id


def _fill(client: Any, run_id: str, result: Result) -> None:
    """Write parameters and numbers into a run, and close it."""
    from mlflow.entities import Metric, Param, RunTag

    params = [
        Param(_allowed(name), str(value)[:MLFLOW_PARAM_LENGTH])
        for name, value in flat(result.params)
    ]
    numbers = [
        Metric(_allowed(name), float(value), 0, 0)
        for name, value in flat(result.metrics)
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    # The store takes 100 parameters and 1,000 metrics in one call.
    for start in range(0, len(params), 100):
        client.log_batch(run_id, params=params[start : start + 100])
    for start in range(0, len(numbers), 1000):
        client.log_batch(run_id, metrics=numbers[start : start + 1000])
    client.log_batch(run_id, tags=[RunTag("understudy.metrics", str(len(numbers)))])
    client.set_terminated(run_id)


def _experiment(client: Any, name: str) -> str:
    found = client.get_experiment_by_name(name)
    return str(found.experiment_id if found else client.create_experiment(name))


def _run_name() -> str:
    return os.environ.get("DVC_EXP_NAME", "workspace")


def _allowed(name: str) -> str:
    """MLflow allows letters, digits and ``_-./: `` in the name of a parameter or a metric."""
    return "".join(c if c.isalnum() or c in "_-./: " else "_" for c in name)
