.PHONY: help install run test check bench sbom docs clean
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# Tests wait for the processes that they start: two more of them at a time than there are processors.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 2)

help:  ## Show what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

install: .venv/run.stamp  ## Make .venv with everything that runs, and the browser's files

run: install  ## Start the whole platform with demo data on http://127.0.0.1:8000 (UTBLICK_PORT changes it)
	@exec $(BIN)/utblick run

test: .venv/test.stamp  ## Run every test, those with a browser, PostgreSQL and a cluster too
	@deploy/tools/chromium.sh
	@deploy/tools/programs.sh
	$(BIN)/pytest -q -n $(WORKERS) --maxprocesses 5 --dist loadfile --no-loadscope-reorder $(ARGS)

check: .venv/check.stamp  ## Run the static checks: format, lint, types, walls, words
	@deploy/tools/check.sh

bench: .venv/test.stamp  ## Measure, each figure beside a peer in the same run; one JSON line per figure
	$(BIN)/python -m tests.bench $(ARGS)

sbom: install  ## List every part of others with version, licence and checksum (CycloneDX), in sbom.json
	@$(BIN)/utblick sbom --output sbom.json

docs: .venv/docs.stamp  ## Build the documentation into site/
	@# not with -q, which keeps warnings from being counted by --strict
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo "The documentation is in site/index.html"

clean:  ## Remove what was built; data in var/ stay
	rm -rf .venv site dist sbom.json core/utblick/web/static/vendor

.venv/run.stamp: requirements/run.txt pyproject.toml hatch_build.py frontend/package-lock.json
	@PYTHON="$(PYTHON)" deploy/tools/install.sh run

.venv/check.stamp: .venv/test.stamp  # the types of tests and fixtures are checked too

.venv/test.stamp: tests/node/package-lock.json .venv/docs.stamp  # the documentation is built and tried too

.venv/%.stamp: .venv/run.stamp requirements/%.txt
	@deploy/tools/install.sh $*
