# Then Chốt: every command sets up what it needs, once, and says what is missing in plain words.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo bench minutes test check rows examples real pictures translations set-up set-up-tests

BIN := .venv/bin
PORT ?= 8000
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# A first installation lasts a minute: each package is named while it is fetched.
PIP_SAYS := $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes
NAMES := sed -un -e 's/^Collecting \([^ (]*\).*/  \1/p' -e 's/^Installing collected packages.*/  writing them into .venv, half a minute/p'

# The stamps lie inside .venv: without it there are no stamps either.
VENV := .venv/.stamp-venv
BASE := .venv/.stamp-base
DEV := .venv/.stamp-dev

help:  ## this list
	@grep -hE '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*  ## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
	  || grep -hE '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST)

demo: $(BASE)  ## invented people and their months, then the pages on http://127.0.0.1:8000 (PORT=8001; SIZE=city for 177,379 people)
	@$(if $(filter city,$(SIZE)),PYTHONPATH=src $(BIN)/python -m bench.city_demo,$(BIN)/thenchot demo) --port $(PORT)

test: set-up-tests  ## everything: style, types, floors, budgets, tests on both engines, the browser walk
	@$(BIN)/python scripts/run_tests.py all

check: $(DEV)  ## the fast half: style, types, floors, budgets, tests on SQLite
	@$(BIN)/python scripts/run_tests.py fast

bench: set-up-tests  ## what a month of a city costs beside plain programs: make bench SIZE=1000 ENGINE=sqlite for a quick look
	@PYTHONPATH=src $(BIN)/python -W ignore -m bench $(if $(SIZE),--size $(SIZE)) --engine $(or $(ENGINE),both) $(if $(RESUME),--resume)

minutes: set-up-tests  ## what the jobs of the month cost people: taps, keystrokes, seconds of work, on a slow network too
	@PYTHONPATH=src:. $(BIN)/python -W ignore -m scripts.minutes

rows: $(DEV)  ## the requirements by theme, with the tests that show them
	@$(BIN)/python scripts/rows.py

examples: $(BASE)  ## the worked examples of the law, through the installed command
	@$(BIN)/python tests/cases/run.py

real: $(BASE)  ## the importer on a real catalogue: make real CATALOGUE=path/to/file.xlsx
	@test -n "$(CATALOGUE)" || { echo "Say which file: make real CATALOGUE=path/to/file.xlsx" >&2; exit 2; }
	@test -r "$(CATALOGUE)" || { echo "Cannot read $(CATALOGUE)." >&2; exit 2; }
	@$(BIN)/python scripts/real_catalogue.py "$(CATALOGUE)"

pictures: $(DEV)  ## take the pictures of the documentation anew, from a demo of its own
	@bash scripts/browser.sh --install >/dev/null
	@$(PIP) --require-hashes -r requirements/pictures.txt
	@$(BIN)/python scripts/pictures.py

translations: $(BASE)  ## compile the English sentences after a change to their .po file
	@$(BIN)/pybabel compile --domain django --directory src/thenchot/locale

set-up: $(BASE)  ## the environment of the product, without running anything

set-up-tests: $(DEV)  ## the environment of the tests: PostgreSQL and a browser too
	@bash scripts/postgres_bin.sh --install >/dev/null
	@bash scripts/browser.sh --install >/dev/null
	@bash scripts/office.sh --install >/dev/null

$(VENV): scripts/make_venv.sh
	@PYTHON="$(PYTHON)" bash scripts/make_venv.sh
	@touch $@

$(BASE): $(VENV) requirements/build.txt requirements/base.txt requirements/base.in requirements/pdf.txt pyproject.toml
	@echo "Installing what Then Chốt needs (a minute the first time)."
	@$(PIP_SAYS) -r requirements/build.txt -r requirements/base.txt -r requirements/pdf.txt | $(NAMES)
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(BASE) requirements/dev.txt
	@echo "Installing what the tests need."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
