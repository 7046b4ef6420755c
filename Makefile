# Every target makes its environment by itself; `make help` lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help report test test-all check format schemas reference bench bench-build bench-reports simulate lab clean

help:        ## list the targets
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/'

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'assoscope needs Python 3.11 or later; found:' "$$($(PYTHON) --version 2>&1)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo 'No environment could be made: install python3-venv (apt install python3-venv), then run make again.'; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

report: $(READY)   ## build every survey in data/raw and render the reports
	$(BIN)/assoscope report

test: $(READY)     ## run the tests (without the slow ones)
	$(BIN)/python -m pytest -n auto -m "not slow"

test-all: $(READY) ## run every test
	$(BIN)/python -m pytest -n auto

check: $(READY)    ## formatter, linter, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)   ## apply the formatter and the linter's fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: $(READY)  ## write the JSON Schemas of the definitions again, from the records and the document of the format
	$(BIN)/python -m tests.docs.schemas

reference:         ## make the reference values of the statistics again (needs R with its survey package)
	Rscript tests/reference/reference.R

bench: $(READY)    ## measure the statistics beside other packages (needs R; about ten minutes)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]" --no-build-isolation
	$(BIN)/python benchmarks/run.py

bench-build: $(READY) ## measure the build of a million answers beside plain readers of CSV
	$(BIN)/python benchmarks/run.py build

bench-reports: $(READY) ## measure a hundred reports beside a loop of nbconvert and of papermill
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]" --no-build-isolation
	$(BIN)/python benchmarks/run.py reports

simulate: $(READY) ## draw the simulated answers again, byte for byte
	$(BIN)/python -m tests.simulation

lab: $(READY)      ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

clean:             ## delete what the pipeline made (never data/raw)
	rm -rf data/processed reports .reports.lock
