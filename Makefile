# Every command of the project; `make help` lists them.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PORT   ?= 8090

.DEFAULT_GOAL := help
.PHONY: help install run lock

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: $(VENV)/.installed  ## make .venv with the locked dependencies (does nothing when nothing changed)

$(VENV)/.installed: requirements-dev.lock
	@$(PYTHON) -c 'import sys; (3, 11) <= sys.version_info < (3, 14) or sys.exit(f"Python 3.11, 3.12 or 3.13 is needed, this is {sys.version.split()[0]}: make PYTHON=python3.12 …")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

lock:  ## resolve the dependencies afresh into the two lock files
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install --quiet uv
	for kind in "requirements.lock" "requirements-dev.lock --group dev"; do \
	  $(VENV)-lock/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
	    --no-header --no-annotate --no-emit-index-url pyproject.toml -o $$kind; done
