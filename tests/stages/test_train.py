"""The stage as a command: killed, it goes on where it was."""

import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from contract.stages import ROOT, stage_function
from understudy.core.params import load_params
from understudy.training import TrainParams
from unit.model.tiny import make_base
from unit.training.made import sample, write

SCRIPT = ROOT / "stages" / "train.py"
PARAMS = """
train:
  tuned:
    steps: 60
    batch_size: 2
    max_tokens: 512
    warmup_steps: 1
    learning_rate: 1e-2
    lora: {rank: 2, dropout: 0.1}
    eval_every_steps: 20
    save_every_steps: 5
  plain:
    steps: 60
    batch_size: 2
    max_tokens: 512
    warmup_steps: 1
    learning_rate: 1e-2
    lora: {rank: 2, dropout: 0.1}
    eval_every_steps: 20
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a base, a dataset and params.yaml; the current one."""
    make_base(tmp_path, "qwen2")
    samples = [sample(number) for number in range(12)]
    write(tmp_path / "none", train=samples[:10], held_out=samples[10:])
    (tmp_path / "params.yaml").write_text(PARAMS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setenv("UNDERSTUDY_DEVICE", "cpu")
    monkeypatch.setenv("UNDERSTUDY_THREADS", "1")
    return tmp_path


def in_process(folder: Path, name: str, section: str) -> None:
    params = load_params(folder / "params.yaml", section, TrainParams)
    stage_function(SCRIPT)(
        params,
        none=Path("none"),
        retrieved=None,
        base=(Path("base/qwen2-0"),),
        adapter=Path(name),
        report=Path(f"{name}.json"),
        curve=Path(f"{name}.csv"),
    )


def command(name: str, section: str) -> list[str]:
    paths = f"--none none --base base/qwen2-0 --adapter {name} --report {name}.json"
    options = f"--params {section} {paths} --curve {name}.csv"
    return [sys.executable, "-P", str(SCRIPT), *options.split()]


def outputs(folder: Path, name: str) -> list[bytes]:
    files = [f"{name}/adapter_model.safetensors", f"{name}.json", f"{name}.csv"]
    return [(folder / file).read_bytes() for file in files]


def test_a_killed_run_goes_on_and_ends_the_same(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A kill -9 in the middle, then again: the bytes of a run that was never interrupted."""
    with (folder / "log").open("wb") as log, (folder / "stdout").open("wb") as stdout:
        process = subprocess.Popen(
            command("tuned", "train.tuned"),
            stdout=stdout,
            stderr=log,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        wait_for_checkpoint(folder, process)
        process.send_signal(signal.SIGKILL)
        assert -signal.SIGKILL == process.wait()
    assert not (folder / "tuned" / "adapter_model.safetensors").exists()
    assert b"" == (folder / "stdout").read_bytes()  # it is for results of commands

    with caplog.at_level(logging.INFO):
        in_process(folder, "tuned", "train.tuned")
    in_process(folder, "plain", "train.plain")

    assert "going on from the checkpoint of step" in caplog.text
    assert outputs(folder, "plain") == outputs(folder, "tuned")
    # The lock's empty file stays: to delete it would let two runs hold it.
    assert not list((folder / ".dvc" / "tmp" / "checkpoints").glob("*/checkpoint-*"))


def wait_for_checkpoint(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until a checkpoint is whole; fail with the log when the run ends before."""
    ends = time.monotonic() + 120
    while not list(folder.glob(".dvc/tmp/checkpoints/*/checkpoint-*/complete.json")):
        assert process.poll() is None, (folder / "log").read_text()
        assert time.monotonic() < ends
        time.sleep(0.01)


@pytest.mark.slow
def test_two_processes_take_the_same_steps(folder: Path) -> None:
    """Half the batch on each of two is the whole on one, up to the order of sums."""
    text = PARAMS.replace("steps: 60", "steps: 6").replace("dropout: 0.1", "dropout: 0")
    (folder / "params.yaml").write_text(text)
    in_process(folder, "one", "train.plain")
    (folder / "params.yaml").write_text(text.replace("batch_size: 2", "batch_size: 1"))
    launch = ["-m", "torch.distributed.run", "--nproc_per_node", "2"]
    done = subprocess.run(
        [sys.executable, *launch, *command("two", "train.plain")[2:]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    expected = load_file("one/adapter_model.safetensors")

    for name, tensor in load_file("two/adapter_model.safetensors").items():
        torch.testing.assert_close(expected[name], tensor, atol=1e-4, rtol=1e-3)
