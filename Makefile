# Everything that is done with this project, by name. A fresh machine needs python3 (3.11 or later, with venv) and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
#: What runs the program, and what tests and tools need on top.
STAMP := $(VENV)/.ready
DEV := $(VENV)/.dev
SITE := $(VENV)/.site
#: A second environment that sees the first one: frameworks are large, and nothing else may come to need one.
FRAMEWORKS := $(VENV)/integrations
#: Another of that kind: the tools of others that the public benchmark reads with.
RIVALS := $(VENV)/benchmark
FILES ?= $(wildcard fixtures/text/*.txt) $(wildcard fixtures/pdf/*.pdf)
CORPORA ?=
PASSWORD ?=
MINUTES ?= 5
TARGETS ?=
WITH ?=

#: What the package is built from: modules with a .pxd beside them are compiled.
TYPES := $(shell find pipeline -name '*.pxd')
SOURCES := pyproject.toml setup.py constraints.txt $(TYPES) $(wildcard $(TYPES:.pxd=.py))
PIP := $(BIN)/python -m pip
#: What builds the package is held, too: older versions of pip know the first name of that, newer ones the second.
HELD := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt
INSTALL := $(HELD) $(PIP) install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help setup extract diff golden test integrations fuzz sensitivity check docs bench matrix benchmark readme language fixtures wheel clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP)  ## make .venv, compile and install the package there (the other targets do it themselves)

$(STAMP): $(SOURCES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'python3 3.11 or later is needed; say which with PYTHON=...' >&2; exit 2; }
	@sh tools/compiler.sh $(PYTHON)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) -e .
	@touch $@

#: Tests run on up to four cores.
SPREAD := --numprocesses auto --maxprocesses 4 --max-worker-restart 0 --dist loadfile

#: What an extra of pyproject.toml names.
extra = $(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["$(1)"], sep="\n")'

#: The folder of packages of an environment.
packages = $$($(1)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

# The package itself is there and compiled: only what its extra names is added.
$(DEV): $(STAMP)
	$(call extra,dev) > $(VENV)/dev.txt
	$(INSTALL) -r $(VENV)/dev.txt
	@touch $@

$(SITE): $(STAMP)
	$(call extra,docs) > $(VENV)/docs.txt
	$(INSTALL) -r $(VENV)/docs.txt
	@touch $@

# An environment that sees the first one, with an extra.
define beside
	$(BIN)/python -m venv $(1)
	echo "import site; site.addsitedir('$(call packages,$(BIN))')" > $(call packages,$(1)/bin)/seen.pth
	$(call extra,$(2)) > $(1)/needs.txt
	PIP_CONSTRAINT=constraints.txt $(1)/bin/python -m pip install --quiet --disable-pip-version-check \
		-r $(1)/needs.txt
	@touch $@
endef

$(FRAMEWORKS)/.ready: $(DEV)
	$(call beside,$(FRAMEWORKS),integrations)

$(RIVALS)/.ready: $(DEV)
	$(call beside,$(RIVALS),benchmark)

extract: $(STAMP)  ## write out/NAME.json for every fixture, or for FILES="a.pdf b.txt" (PASSWORD=... if they need one)
	$(BIN)/warraq extract --out out/ $(if $(PASSWORD),--password '$(PASSWORD)') $(FILES)

diff: extract  ## compare out/ with the golden documents, word by word; fails where a figure is worse than its floor
	$(BIN)/warraq diff fixtures/golden out --floors fixtures/golden/baseline.json

golden: extract $(DEV)  ## rebuild the golden documents from the true texts and raise the floors to what out/ reaches
	$(BIN)/python -m warraq.emit.schemas
	$(BIN)/python -m benchmarks.structure_golden --floors out

test: $(DEV)  ## run the tests, on up to four cores
	$(BIN)/python -m pytest --ignore tests/integrations $(SPREAD)

integrations: $(FRAMEWORKS)/.ready  ## run the tests of warraq.integrations, each with the real package
	$(FRAMEWORKS)/bin/python -m pytest $(SPREAD) tests/integrations

sensitivity: $(DEV)  ## measure how much the figures move when a number of parameters.py changes by a fifth (hours)
	$(call extra,bench) > $(VENV)/bench.txt
	$(INSTALL) -r $(VENV)/bench.txt
	$(BIN)/python -m benchmarks.sensitivity
	$(BIN)/python -m tools.docs

fuzz: $(DEV)  ## look for inputs that break it, guided by which lines they run: MINUTES=5, TARGETS="cmap dump"
	$(call extra,fuzz) > $(VENV)/fuzz.txt
	$(INSTALL) --only-binary :all: -r $(VENV)/fuzz.txt \
		|| { echo 'fuzzing needs Atheris, which has wheels for Linux on x86-64 and Python 3.11 to 3.14: PYTHON=...' >&2; exit 2; }
	$(BIN)/python -m tests.fuzz.guided $(TARGETS) --minutes $(MINUTES)

check: $(DEV)  ## all that continuous integration checks: format, lint, types, layers, tests, links of the documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test
	$(MAKE) integrations
	$(MAKE) docs

docs: $(SITE)  ## write what is generated in docs/, and build the site in build/site; a link that leads nowhere fails
	$(BIN)/python -m tools.docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bench: $(DEV)  ## print accuracy and speed as Markdown tables
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.text_channel

matrix: $(DEV)  ## make files with many producers and kinds of damage, and print the accuracy on them (needs what benchmarks/corpus names)
	$(INSTALL) -e '.[dev,bench]'
	$(BIN)/python -m benchmarks.accuracy --matrix

benchmark: $(RIVALS)/.ready  ## write build/benchmark: broken PDFs with truth and a scorer, and read them with tools of many (WITH="--quick")
	@mkdir -p build/node && cp benchmarks/public/js/package.json build/node
	@npm install --prefix build/node --silent --no-audit --no-fund || echo 'without npm: jsPDF and react-pdf make no files' >&2
	$(RIVALS)/bin/python -m benchmarks.public $(WITH)

readme: $(DEV)  ## measure as bench does, and write figures and examples into README.md and docs/
	$(BIN)/python -m benchmarks.readme

language: $(DEV)  ## compile the language model anew from CORPORA=folder; LANGUAGE=fa or ur: the words of Persian or Urdu
	@test -n '$(CORPORA)' || { echo 'say where the texts are: make language CORPORA=folder' >&2; exit 2; }
	$(INSTALL) -e '.[dev,language]'
ifdef LANGUAGE
	$(BIN)/python -m tools.build_lexicon '$(CORPORA)' '$(LANGUAGE)'
else
	$(BIN)/python -m tools.build_language '$(CORPORA)'
	$(BIN)/python -m tools.build_joins '$(CORPORA)'
	$(BIN)/python -m tools.build_topics '$(CORPORA)'
	$(BIN)/python -m tools.build_cloze '$(CORPORA)'
	$(BIN)/python -m tools.build_inflections '$(CORPORA)'
	$(BIN)/python -m tools.build_rare_words '$(CORPORA)'
endif

fixtures: $(DEV)  ## rebuild the PDFs that scripts make (needs the fonts that .ci/run installs)
	cd fixtures/build && for script in facsimile honest kinds bad_inputs; do ../../$(BIN)/python $$script.py || exit; done

wheel: $(DEV)  ## build the sdist and the wheel of this Python into dist/
	$(INSTALL) build
	$(HELD) $(BIN)/python -m build --outdir dist .

clean:  ## remove what was made: outputs, caches, the environment
	rm -rf out build dist pipeline/*.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache $(VENV)
	find pipeline -name '*.so' -delete
