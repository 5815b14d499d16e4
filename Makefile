# Every target is one line that also works without make, from an active environment.
# Telemetry stays off, and nothing but the package index is asked for anything.
export DVC_NO_ANALYTICS = 1
export DO_NOT_TRACK = 1
export HF_HUB_DISABLE_TELEMETRY = 1
export MLFLOW_DISABLE_TELEMETRY = true
export UNDERSTUDY_WORKERS ?= 2

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
# Processes that share the tests; `make test TESTERS=0` is one, for a debugger.
TESTERS ?= 2
export PATH := $(abspath $(VENV))/bin:$(PATH)

.PHONY: setup demo recipes control test test-slow test-network lint report bench

setup: $(VENV)/.complete

$(VENV)/.complete: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

demo: setup
	dvc repro audit
	understudy show report

# Every recipe in its own folder, on its own sample.
recipes: setup
	set -e; for folder in recipes/*/; do (cd "$$folder" && dvc repro && understudy show report); done

# The whole graph: also the adapter that learnt answers dealt to the wrong questions.
control: setup
	dvc repro

test: setup
	python -m pytest -n $(TESTERS) --dist worksteal -m "not slow and not gpu and not network"

test-slow: setup
	python -m pytest -n $(TESTERS) --dist loadfile --no-loadscope-reorder -m "slow and not gpu and not network"

# What needs the package index: that both environments, ours and docling's, resolve.
test-network: setup
	python -m pytest -m "network"

lint: setup
	python -m ruff check . && python -m ruff format --check . && python -m mypy && lint-imports

report: setup
	dvc repro audit

bench: setup
	python -m bench
