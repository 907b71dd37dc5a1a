# One word per job; `make run` and `make test` are the README's two commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint docs mutants wheel-check rebuild-check notebooks office performance screenshots snapshot clean

run: $(VENV)/.run
	$(BIN)/citymatch batch --output citymatch-results

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

# What no test would see, by a sample of small changes; no part of the checks. MUTANTS="--room scoring --seed 7".
mutants: $(VENV)/.dev
	$(BIN)/python tests/mutants.py $(MUTANTS)

# The wheel as a user gets it: built, installed in a new environment, and run away from the checkout.
wheel-check: $(VENV)/.dev
	PYTHON=$(PYTHON) bash .ci/wheel-check

# The committed snapshot is what the script makes of its sources.
rebuild-check: $(VENV)/.dev
	$(BIN)/python -m citymatch.build --check

docs: $(VENV)/.dev
	$(BIN)/mkdocs build --quiet --strict

notebooks: $(VENV)/.dev
	$(BIN)/python notebooks/execute.py

# The papers as LibreOffice opens and prints them; before each release, and no part of the checks where it is missing.
# apt-get install libreoffice-writer libreoffice-calc poppler-utils
office: $(VENV)/.dev
	bash .ci/office $(BIN)/python

# Speed and memory, measured in one run: writes docs/performance.md.
performance: $(VENV)/.benchmarks
	$(BIN)/python benchmarks/performance.py

# The pictures of the pages under docs/, in the Chromium and the fonts of Debian.
screenshots: $(VENV)/.dev
	$(BIN)/python docs/screenshots.py

snapshot: $(VENV)/.dev
	$(BIN)/python -m citymatch.build

$(VENV)/.run: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.dev: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

$(VENV)/.benchmarks: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --editable ".[benchmarks]"
	touch $@

clean:
	rm -rf $(VENV) build dist citymatch-results .pytest_cache .mypy_cache .ruff_cache
