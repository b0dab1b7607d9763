# Handrail. `make run` shows it, `make test` checks all of it; `make help` tells the rest.

.DEFAULT_GOAL := help
.PHONY: help setup run test check verify-pdf bench lock pictures clean

PORT ?= 8000
PYTHON := .venv/bin/python
RUNTIME := .venv/.runtime-ready
CHECKS := .venv/.checks-ready
BENCHES := .venv/.benches-ready
WORKERS ?= 2

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(RUNTIME) ## Prepare .venv with what the app needs

run: setup ## Serve a demo clinic at http://127.0.0.1:8000 (PORT=...)
	@.ci/system pango
	@PORT=$(PORT) .ci/serve

test: $(CHECKS) ## Check everything, on SQLite and PostgreSQL and in a real browser
	@.ci/system pango
	@.ci/system chromium java || echo "Tests that need it are skipped."
	@$(MAKE) --no-print-directory lint
	$(PYTHON) -m pytest -n $(WORKERS) --database sqlite
	$(PYTHON) -m pytest -n $(WORKERS) --database postgresql
	$(PYTHON) -m tests.tools.verify_pdf

check: $(CHECKS) lint ## Check style, types, contracts and the rules of the house: fast
	@.ci/system pango
	$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal -m "not slow" tests/house

.PHONY: lint
lint: $(CHECKS)
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -c "from importlinter.cli import lint_imports_command as c; c()" --no-cache

verify-pdf: $(CHECKS) ## Have veraPDF judge every sample of the paper: PDF/UA-1, PDF/A-3a
	@.ci/system pango java || echo "What needs it is left out."
	$(PYTHON) -m tests.tools.verify_pdf

bench: $(BENCHES) ## Measure speed, as ratios within one run
	@.ci/system pango
	@.ci/system chromium || echo "Chromium is left out."
	$(PYTHON) -m tests.bench

pictures: $(CHECKS) ## Make docs/pictures, the screenshots of the README, again
	@.ci/system pango chromium
	$(PYTHON) -m tests.tools.pictures

lock: $(CHECKS) ## Pin the newest allowed packages in the lock files
	.ci/lock

clean: ## Take away .venv and what the tools left
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build

$(RUNTIME): requirements.lock
	@.ci/venv requirements.lock
	@touch $@

$(CHECKS): .ci/requirements.lock requirements.lock
	@.ci/venv .ci/requirements.lock
	@touch $@ $(RUNTIME)

$(BENCHES): $(CHECKS) .ci/bench.lock
	@.ci/venv .ci/bench.lock
	@touch $@
