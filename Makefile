.DEFAULT_GOAL := help
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: help setup run check static format lint types imports test bench beside torture screenshots

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

$(BIN)/deskhand: pyproject.toml
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

setup: $(BIN)/deskhand ## Make the virtual environment

run: setup ## Open the demo business
	$(BIN)/deskhand demo

check: static test ## All that must be green before a change lands

static: format lint types imports ## The part of it that runs no test

format: setup ## Check the formatting
	$(BIN)/ruff format --check .

lint: setup ## Check the style
	$(BIN)/ruff check .

types: setup ## Check the types
	$(BIN)/mypy

imports: setup ## Check that every room imports only what it may
	$(BIN)/lint-imports

test: setup ## Run the tests
	$(BIN)/pytest

bench: setup ## Measure speed and bytes as ratios
	$(BIN)/python tests/benchmarks/bench_store.py
	$(BIN)/python tests/benchmarks/bench_screen.py

beside: setup ## Measure the board beside kanban-tui, which is installed for it
	$(BIN)/python tests/benchmarks/beside.py

torture: setup ## Run the long reliability trials
	$(BIN)/python tests/torture/kill.py --trials 200
	$(BIN)/python tests/torture/two_processes.py

screenshots: setup ## Take the pictures of the README again
	$(BIN)/python screenshots/take.py
