# Everything that is done with this project, by name. A fresh machine needs python3 (3.11 or later, with venv) and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
FILES ?= $(wildcard fixtures/text/*.txt) $(wildcard fixtures/pdf/*.pdf)
CORPORA ?=
PASSWORD ?=

.DEFAULT_GOAL := help
.PHONY: help setup extract diff golden test check bench matrix readme language fixtures clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP)  ## make .venv and install the package and its tools (the other targets do it themselves)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'python3 3.11 or later is needed; say which with PYTHON=...' >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m benchmarks.speed --warm
	@touch $@

extract: $(STAMP)  ## write out/NAME.json for every fixture, or for FILES="a.pdf b.txt" (PASSWORD=... if they need one)
	$(BIN)/warraq extract --out out/ $(if $(PASSWORD),--password '$(PASSWORD)') $(FILES)

diff: extract  ## compare out/ with the golden documents, word by word; fails where a figure is worse than its floor
	$(BIN)/warraq diff fixtures/golden out --floors fixtures/golden/baseline.json

golden: extract  ## rebuild the golden documents from the true texts and raise the floors to what out/ reaches
	$(BIN)/python -m warraq.emit.schemas
	$(BIN)/python -m benchmarks.structure_golden --floors out

test: $(STAMP)  ## run the tests, on up to four cores
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: $(STAMP)  ## all that continuous integration checks: format, lint, types, layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

bench: $(STAMP)  ## print accuracy and speed as Markdown tables
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.text_channel

matrix: $(STAMP)  ## make files with many producers and kinds of damage, and print the accuracy on them (needs what benchmarks/corpus names)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,bench]'
	$(BIN)/python -m benchmarks.accuracy --matrix

readme: $(STAMP)  ## measure as bench does, and write figures and examples into README.md
	$(BIN)/python -m benchmarks.readme

language: $(STAMP)  ## compile the language model anew from CORPORA=folder
	@test -n '$(CORPORA)' || { echo 'say where the texts are: make language CORPORA=folder' >&2; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,language]'
	$(BIN)/python -m warraq.language.build '$(CORPORA)'
	$(BIN)/python -m warraq.language.build_joins '$(CORPORA)'
	$(BIN)/python -m warraq.language.build_topics '$(CORPORA)'
	$(BIN)/python -m warraq.language.build_cloze '$(CORPORA)'
	$(BIN)/python -m warraq.language.build_inflections '$(CORPORA)'
	$(BIN)/python -m warraq.language.build_rare_words '$(CORPORA)'

fixtures: $(STAMP)  ## rebuild the PDFs that scripts make (needs the fonts that .ci/run installs)
	cd fixtures/build && for script in facsimile honest kinds bad_inputs; do ../../$(BIN)/python $$script.py || exit; done

clean:  ## remove what was made: outputs, caches, the environment
	rm -rf out build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache $(VENV)
