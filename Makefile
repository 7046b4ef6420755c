# Every target makes its environment by itself; `make help` lists them: after ## what it does, after | when to use it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
TESTS  ?= tests
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help setup report test test-all check format hooks schemas docs explorer gallery displays kept typeface reference bench bench-build bench-reports mutations accuracy simulate lab clean

help:              ## list the targets | you wonder which there is
	@awk -F ':.*## | [|] ' '/^[a-z-]+:.*## .* [|] /{printf "%-14s %s\n%-14s   when: %s\n", $$1, $$2, "", $$3}' $(MAKEFILE_LIST)

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'assoscope needs Python 3.11 or later; found:' "$$($(PYTHON) --version 2>&1)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo 'No environment could be made: install python3-venv (apt install python3-venv), then run make again.'; exit 1; }
	@echo "$$(grep -c == requirements.txt) libraries are installed in $(VENV), once: some minutes, by the network; pip tells of each."
	$(BIN)/python -m pip install --disable-pip-version-check --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY)    ## make the environment in .venv | at the start; the other targets do it by themselves

report: $(READY)   ## build every survey in data/raw and render the reports | data, definitions, a notebook or the code changed
	$(BIN)/assoscope report

# Tests start many processes: each would compile the package anew where compiled modules are not kept.
test test-all: export PYTHONDONTWRITEBYTECODE =

test: $(READY)     ## run the tests but the slow ones; `make test TESTS=tests/etl` runs some | before each commit
	$(PYTEST) -m "not slow" $(TESTS)

test-all: $(READY) ## run every test, the slow ones too | before a merge; batches, clusters, PDF or damaged files are touched
	$(PYTEST) $(TESTS)

check: $(READY)    ## look at format, style and types; change nothing | before each commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)   ## apply the formatter and the linter's fixes | check asks for it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

hooks: $(READY)    ## have git format the files of a commit and check its types | once, in your clone
	$(BIN)/pre-commit install

schemas: $(READY)  ## write the JSON Schemas of the definitions again, from the records and the document of the format | a key of a definition changed
	$(BIN)/python -m tests.docs.schemas

gallery: $(READY)  ## write the gallery of charts, docs/charts.md, again | a kind of chart or its sample changed
	$(BIN)/python -m tests.docs.gallery

displays: $(READY) ## write the displays of tables that tests hold to, again: text, HTML, sentence, chart | how a table looks changed, and you looked at the difference
	$(BIN)/python -m tests.interactive.golden

kept: $(READY)     ## write what made surveys come to, which tests hold to, again | figures changed as they should, and you looked at the difference
	$(BIN)/python -m tests.kept

typeface: $(READY) ## write the typeface of pages again, a subset of its font | the font or the signs that pages use changed
	$(BIN)/python -m tests.docs.typeface

explorer:          ## write the script of the explorer again, with the licences of its libraries (needs Node) | its source or a library of it changed
	mkdir -p build/explorer && cp analysis/reporting/explorer/source/* analysis/reporting/explorer/source/.npmrc build/explorer/
	cd build/explorer && npm ci --silent --ignore-scripts && npm run --silent build -- ../../analysis/reporting/explorer/template

docs: $(READY)     ## write the documentation as a site, build/docs/docs/index.html | a document or a docstring changed
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -c docs . build/docs

reference:         ## make the reference values of the statistics again (needs R with its survey package) | a case is added to tests/reference
	Rscript tests/reference/reference.R
	Rscript tests/reference/balances.R
	Rscript tests/reference/precision.R
	Rscript tests/reference/further.R
	Rscript tests/reference/goodness.R
	Rscript tests/reference/comparisons.R
	Rscript tests/reference/two_designs.R
	Rscript tests/reference/stages.R
	Rscript tests/reference/crossed.R
	Rscript tests/reference/bootstraps.R
	$(BIN)/assoscope build && $(BIN)/python -m tests.reference.analyst

bench: $(READY)    ## measure the statistics beside other packages (needs R; about ten minutes) | the statistics were made faster or slower
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]" --no-build-isolation
	$(BIN)/python benchmarks/run.py

accuracy: $(READY)  ## write docs/accuracy.md again: certified values, R, coverage by simulation (a minute) | a release
	$(BIN)/python -m tests.reference.accuracy

mutations: $(READY) ## change the package in small ways at random and count what the fast tests notice (an hour) | you wonder whether tests would notice a fault
	$(BIN)/python -m benchmarks.mutations

bench-build: $(READY) ## measure the build of a million answers beside plain readers of CSV | reading or cleaning changed
	$(BIN)/python benchmarks/run.py build

bench-reports: $(READY) ## measure a hundred reports beside a loop of nbconvert and of papermill | how reports are made changed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]" --no-build-isolation
	$(BIN)/python benchmarks/run.py reports

simulate: $(READY) ## draw the simulated answers again, byte for byte | the simulator or a simulated survey changed
	$(BIN)/python -m tests.simulation

lab: $(READY)      ## open JupyterLab on the notebooks | you explore answers or change a report
	$(BIN)/jupyter lab notebooks

clean:             ## delete what the pipeline made, never data/raw | you want everything made from nothing
	rm -rf data/processed reports exports .reports.lock
