# Everything runs in .venv, which each target makes when it is missing or out of date.
# Needs only Python 3.11 or later with venv and pip, and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
AT_ONCE := --numprocesses auto --maxprocesses 4 --dist loadfile # tests run beside each other, those of a file in order
AUDIT := $(VENV)/audit/bin/pip-audit

.DEFAULT_GOAL := help
.PHONY: help demo run test check audit format bench screenshots clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "storywatch needs Python 3.11 or later: make PYTHON=python3.11 …" >&2; exit 1; }
	@echo "installing storywatch into $(VENV) (the first time takes a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: $(INSTALLED) ## the Bamako story as it unfolded, on the dashboard, from made-up outlets on this machine
	@$(BIN)/storywatch demo

run: $(INSTALLED) ## the dashboard on config.toml, with a poller of its own
	@$(BIN)/storywatch --config config.toml watch

test: $(INSTALLED) ## all tests
	@$(BIN)/python -m pytest -q $(AT_ONCE)

check: $(INSTALLED) ## format, lint, types, dependencies, import rules, tests
	@$(BIN)/ruff format --check --quiet . || { echo "run: make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python .ci/audit.py
	@$(BIN)/python -m pytest -q $(AT_ONCE)

audit: $(AUDIT) ## dependencies: pinned, licensed, and without known vulnerabilities
	@$(BIN)/python .ci/audit.py --strict

$(AUDIT): $(INSTALLED)
	@$(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install -qq --disable-pip-version-check 'pip-audit==2.10.1'
	@touch $@

format: $(INSTALLED) ## put the code into its one format
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

bench: $(INSTALLED) ## what the program costs, beside its floor
	@$(BIN)/python -m benchmarks

screenshots: $(INSTALLED) ## the pictures in docs/screenshots, from the demo
	@$(BIN)/python -m docs.take_screenshots

clean: ## remove the environment and everything built
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
