# Everything in a virtual environment of its own: needs git, make and Python 3.11 or later.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$python; break; }; done)
BIN := .venv/bin
OUT := out/demo
COLUMNS := ["document", "quantity", "value", "unit", "direction", "metric", "period_start", "period_end"]

# Each target tells what it took, installing included.
BEGAN := $(shell date +%s)
TOOK = @echo "make $@ took $$(($$(date +%s) - $(BEGAN))) s"

.PHONY: help demo test test-report fuzz test-doccano clean

help:
	@echo "make demo   extract the sample releases and print the first rows"
	@echo "make test   lint, check types and imports, run the tests"
	@echo "make test-report  use the report in a real browser (installs chromium where there is none)"
	@echo "make test-doccano  run the loop against a real doccano server (about 700 MB to install)"
	@echo "make fuzz   fuzz the parsers for a minute, by a fixed seed"
	@echo "make clean  remove the virtual environment, outputs and caches"

demo: .venv/ready
	@$(BIN)/presstally extract samples --out $(OUT) >/dev/null
	@$(BIN)/python -c 'import pandas as pd; print(pd.read_csv("$(OUT)/facts.csv")[$(COLUMNS)].head(12).to_string(index=False, max_colwidth=44))'
	@echo; echo "The tables lie in $(OUT):"; ls $(OUT)
	$(TOOK)

test: .venv/ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/make_gold.py --check
	$(BIN)/presstally annotate check annotations/gold --accepted annotations/accepted.psv >/dev/null
	$(BIN)/pytest
	$(TOOK)

fuzz: .venv/ready-test
	$(BIN)/python scripts/fuzz.py 60 --fixed
	$(TOOK)

# A real browser opens the page; Debian's is installed where there is none.
test-report: .venv/ready-test
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || \
		{ apt-get update -qq && apt-get install -y -qq chromium chromium-driver >/dev/null; }
	PRESSTALLY_TEST_BROWSER=1 $(BIN)/pytest tests/report
	$(TOOK)

# Both environments lie apart: doccano and its client want versions that cannot live beside spaCy's.
test-doccano: export PRESSTALLY_DOCCANO_ENV = .venv-doccano-client
test-doccano: export PRESSTALLY_TEST_DOCCANO = $(CURDIR)/.venv-doccano
test-doccano: .venv/ready-test
	$(BIN)/python tests/doccano/server/serve.py install $(PRESSTALLY_TEST_DOCCANO)
	$(BIN)/presstally doccano setup
	$(BIN)/pytest tests/doccano/server
	$(TOOK)

clean:
	rm -rf .venv .venv-doccano .venv-doccano-client out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	$(TOOK)

.venv/ready: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name it with: make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/ready-test: .venv/ready
	$(BIN)/python -m pip install --quiet --editable ".[formats,dask,report]" --group test --group lint --group fuzz
	@touch $@
