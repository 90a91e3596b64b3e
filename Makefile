# Everything a person or a machine runs here. A fresh machine needs Python 3.11 or newer and make; the rest is installed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test test-all check bench pictures clean

help: ## What can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo 'Python has no venv module here. On Debian or Ubuntu: apt install python3-venv' >&2; exit 1; }
	@echo 'Installing into $(VENV) …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev
	@touch $@

demo: $(READY) ## Build the worked study and open it (without a terminal: build it and print its summary)
	@$(BIN)/coding-tui demo

test: $(READY) ## The whole suite but the slow sweeps
	@$(BIN)/python -m pytest -q -n auto --dist worksteal -m 'not slow' --hypothesis-profile same

test-all: $(READY) check ## The whole suite, slow sweeps included and with new examples each time, after the checks
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

check: $(READY) ## Style, types and layers
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(READY) ## Speed, as ratios measured in one run
	@for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

pictures: $(READY) ## Draw the SVG pictures of the screens anew
	@$(BIN)/python -m pytest -q tests/coding_tui --snapshot-update

clean: ## Remove what was installed and cached
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist
