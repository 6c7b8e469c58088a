# ReformTrack's commands. `make` alone lists them.
SHELL := /bin/sh
PY := .venv/bin/python
# Settings given on the command line (make run PORT=8001 DEMO=0) reach the product through the environment.
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test faults long pages bench lint lint-style lint-django lock messages format check-docs browser

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: .venv/run.stamp ## make .venv from the hash-pinned lock

setup-dev: .venv/dev.stamp

.venv/bin/python:
	@deploy/make-venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(PY) -m pip install --quiet --only-binary :all: --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt | .venv/bin/python
	$(PY) -m pip install --quiet --only-binary :all: --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run.stamp

run: setup ## start web, worker and beat with the demo (DEMO=0: empty; PORT=8000); Ctrl-C ends all of it
	@exec $(PY) -m reformtrack

test: setup-dev browser lint ## everything: lint, SQLite, PostgreSQL, real servers, Chromium
	$(PY) -m pytest -n 2 -m "not fault" --database=sqlite
	$(PY) -m pytest -n 2 -m "not (browser or slow or fault)" --database=postgres

# An empty selection is no success, hence no `|| true` anywhere in these targets.
faults: setup-dev browser ## the reliability checks at their full figures, and write docs/reliability.md
	@mkdir -p var && rm -f $(FIGURES)
	$(PY) -m pytest -n 2 --dist worksteal $(FAULTS) $(ALIKE) -m "fault and not alone" --database=sqlite --figures=$(FIGURES)
	$(PY) -m pytest $(FAULTS) -m "fault and alone" --database=sqlite --figures=$(FIGURES)
	$(PY) -m pytest -n 2 --dist worksteal $(FAULTS) -m fault --database=postgres --whole --figures=$(FIGURES)
	$(PY) -m tests.faults.report $(FIGURES)
FIGURES := var/figures.jsonl
FAULTS := tests/faults
# What the database has no part in; `make long` looks at it on the other one too.
ALIKE := tests/access tests/web tests/transfers/test_names.py

long: setup-dev ## what beside the faults is too long for every change, on both databases
	$(PY) -m pytest -n 2 --dist worksteal $(LONG) -m fault --database=sqlite
	$(PY) -m pytest -n 2 --dist worksteal $(LONG) $(ALIKE) -m fault --database=postgres --whole
LONG := tests/alerts tests/base tests/concurrency tests/pilots tests/reformtrack tests/tasks

pages: setup-dev ## the pages on PostgreSQL too, which `make test` looks at on SQLite alone
	$(PY) -m pytest -n 2 --whole $(PAGES) -m "not (browser or slow or fault)" --database=postgres
PAGES := tests/access tests/pilots tests/tasks/views tests/transfers/test_items_pages.py tests/transfers/test_staff_pages.py

bench: setup-dev ## measure, and write docs/performance.md
	$(PY) -m tests.bench

lint: setup-dev ## style, templates, imports, types, migrations, production settings, catalogue
	@$(MAKE) --no-print-directory -j 2 lint-style lint-django

lint-style: setup-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check --diff --quiet .
	.venv/bin/lint-imports --no-logo
	.venv/bin/mypy

lint-django: setup-dev
	.venv/bin/djlint templates --lint --quiet
	$(PY) manage.py makemigrations --check --dry-run
	tests/tools/check-deploy
	$(PY) -m tests.tools.messages check

format: setup-dev ## put the Python code into the house's form
	.venv/bin/ruff check --fix-only --quiet .
	.venv/bin/ruff format .

messages: setup-dev ## renew the Chinese catalogue; names what lacks Chinese
	$(PY) -m tests.tools.messages update --drop

lock: setup-dev ## renew both locks, with hashes and without addresses
	.venv/bin/uv pip compile requirements.in -o requirements.txt --upgrade $(LOCK)
	.venv/bin/uv pip compile requirements-dev.in -o requirements-dev.txt -c requirements.txt --upgrade $(LOCK)
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

check-docs: ## the units and the nginx example of docs/deploy.md, Word papers and workbooks in LibreOffice
	@deploy/check

browser:
	@deploy/have-browser
