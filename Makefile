# Verbanden: everything a developer or an operator types. `make help` lists it.
#
# One virtual environment, .venv. What goes into it comes from the two lock files, by version and hash;
# wheels only, so that no build tool is downloaded outside the locks. Stamps in .venv remember what was
# done: a second run installs nothing and needs no network.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK_VENV := build/lock-venv
PIP_TOOLS := pip-tools==7.6.2

PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
FROM_LOCK := install --require-hashes --only-binary :all: --requirement
COMPILE := $(LOCK_VENV)/bin/pip-compile --quiet --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras \
	--build-deps-for editable

.PHONY: help serve test check-shared .shared-is-there bench bench-smoke lock clean

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' \
		| while IFS=$$'\t' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

serve: $(VENV)/.project ## set up, build the embedded data if there is no release yet, serve on port 8000
	@$(BIN)/verbanden serve

test: $(VENV)/.dev ## set up, then lint, types and every test that needs nothing from outside this folder
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not shared"
	@echo 'make test: lint, formatting, types and tests passed.'
	@echo 'Not run here: the tests marked "shared" (make check-shared, needs ../shared) and the measurements (make bench).'

check-shared: .shared-is-there $(VENV)/.dev ## the tests on the full registers; needs the folder ../shared
	$(BIN)/python -m pytest -m shared

.shared-is-there:
	@[ -d ../shared ] || { echo 'make check-shared: there is no ../shared beside this folder: nothing was checked.' >&2; exit 1; }

bench: $(VENV)/.dev ## measure ourselves beside peers, and write the tables of bench/
	$(BIN)/python bench/run.py

bench-smoke: $(VENV)/.dev ## run each measurement once on little data, to see that it still works
	$(BIN)/python bench/run.py --smoke

lock: $(LOCK_VENV)/.ready ## renew both lock files (Python 3.11); with UPGRADE=1 to the newest versions allowed
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements.lock pyproject.toml
	$(COMPILE) $(if $(UPGRADE),--upgrade) --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml

clean: ## remove the environment and all caches; what was built and fetched (var/) stays
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# --- Set-up: environment, then locked libraries, then this project (offline), then the developers' tools ---

define NEEDS_PYTHON
Verbanden needs Python 3.11 or newer; '$(PYTHON)' is older or absent.
Install it (Debian: apt install python3), or name another one: make PYTHON=python3.12 ...
endef
export NEEDS_PYTHON

define NEEDS_VENV
'$(PYTHON)' cannot make virtual environments: its modules venv or ensurepip are missing.
Install them (Debian: apt install python3-venv), then run make again.
endef
export NEEDS_VENV

# Debian ships Python without its venv module; where we may, we add it, elsewhere NEEDS_VENV says how.
INSTALL_VENV = { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo 'Setting up: python3-venv' \
	&& apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; }

define CHECK_PYTHON
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$NEEDS_PYTHON" >&2; exit 1; }
@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(INSTALL_VENV) || true
@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$$NEEDS_VENV" >&2; exit 1; }
endef

$(VENV)/.made:
	$(CHECK_PYTHON)
	@echo 'Setting up: the virtual environment ($(VENV))'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.libraries: requirements.lock | $(VENV)/.made
	@echo 'Setting up: the libraries of requirements.lock'
	@$(PIP) $(FROM_LOCK) requirements.lock
	@touch $@

$(VENV)/.project: pyproject.toml verbanden/__init__.py $(VENV)/.libraries
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.project
	@echo 'Setting up: the tools of requirements-dev.lock'
	@$(PIP) $(FROM_LOCK) requirements-dev.lock
	@touch $@

$(LOCK_VENV)/.ready: Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
		|| { echo 'make lock: the locks are made with Python 3.11: make lock PYTHON=python3.11' >&2; exit 1; }
	$(CHECK_PYTHON)
	@$(PYTHON) -m venv $(LOCK_VENV)
	@$(LOCK_VENV)/bin/python -m pip --quiet --disable-pip-version-check install '$(PIP_TOOLS)'
	@touch $@
