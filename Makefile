# Every command of the project; `make help` lists them.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PORT   ?= 8090

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo run check backup restore test test-slow test-all model chaos bench lint audit format picture lock

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: $(VENV)/.installed  ## make .venv with the locked dependencies (does nothing when nothing changed)

install-dev: $(VENV)/.installed-dev  ## the same with what tests and lint need

$(VENV)/.installed: requirements.lock
	@$(PYTHON) -c 'import sys; (3, 11) <= sys.version_info < (3, 14) or sys.exit(f"Python 3.11, 3.12 or 3.13 is needed, this is {sys.version.split()[0]}: make PYTHON=python3.12 …")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Nothing of this leaves the machine: the tokens belong to the sandbox, .demo/ holds all that is remembered, and
# being the working directory it keeps a real .env out, as `env -i` keeps out what the shell has set.
DEMO_TOKEN := demo-token-of-the-sandbox
DEMO_ENV    = PYTHONPATH="$(CURDIR)" BOT_TOKEN=42:$(DEMO_TOKEN) SMSMAN_TOKEN=$(DEMO_TOKEN) ACCESS=public ADMIN_IDS=1001 \
	TELEGRAM_API_URL=http://127.0.0.1:$(PORT) SMSMAN_URL=http://127.0.0.1:$(PORT)/control DATA_DIR=bot

demo: install  ## try the whole thing on this machine: no token, no account (PORT=8090, SET="WALLET=on STAR_RATE=1.2")
	@mkdir -p .demo && cd .demo && exec env -i PATH="$$PATH" HOME="$$HOME" $(DEMO_ENV) $(SET) "$(CURDIR)/$(PY)" -m sandbox --port $(PORT) --data sandbox \
	  --admin 1001 --bot-token 42:$(DEMO_TOKEN) --smsman-token $(DEMO_TOKEN) -- "$(CURDIR)/$(PY)" -m bot

run: install  ## start the bot for real, from .env
	@exec $(PY) -m bot

check: install  ## try each part of .env: Telegram, the provider, the database
	@$(PY) -m bot check

FILE ?= backup-$(shell date -u +%Y%m%dT%H%M%SZ).jsonl

backup: install  ## save all that the bot knows, while it runs or not (FILE=backup-….jsonl)
	@$(PY) -m bot backup "$(FILE)"

restore: install  ## bring a backup back into an empty database, with the bot stopped (FILE=…)
	@$(PY) -m bot restore "$(FILE)"

PYTEST := $(PY) -m pytest -n 4 --dist worksteal

test: install-dev  ## run the tests, but for those that start bots, browsers and servers of their own: a few minutes
	$(PYTEST) -m "not slow and not browser"

test-slow: install-dev  ## run the others (the browser ones where Chromium is installed)
	$(PYTEST) -m "slow or browser"

test-all: install-dev  ## run all tests in one go
	$(PYTEST)

EXAMPLES ?= 5000

model: install-dev  ## play thousands of stories on the scripts of activations and money and on their models (EXAMPLES=5000)
	MODEL_EXAMPLES=$(EXAMPLES) $(PY) -m pytest tests/storage/test_*_model.py

chaos: install  ## try to make the bot lose a number, a code or money (ARGS="--purchases 500 --kills 20"; --help)
	@$(PY) -m chaos $(ARGS)

bench: install  ## measure how fast it is, beside what one would use instead (ARGS="--quick", ARGS="taps start"; --help)
	@$(PY) -m bench $(ARGS)

lint: install-dev  ## ruff, mypy strict, and the audit where the internet is there
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	@if $(PY) -c '$(REACHES_PYPI)' 2>/dev/null; then $(MAKE) --no-print-directory audit; \
	  else echo "audit: the list of known weaknesses can't be reached from here, so it was not asked"; fi

# What pip-audit asks. Whether it knows a version at all is enough: a proxy of package files alone does not.
REACHES_PYPI = import urllib.request as r, json; json.load(r.urlopen("https://pypi.org/pypi/pip/24.0/json", timeout=5))["vulnerabilities"]

audit:  ## look the locked dependencies up in the public list of known weaknesses (needs the internet)
	@test -x $(VENV)-audit/bin/pip-audit || { $(PYTHON) -m venv $(VENV)-audit && $(VENV)-audit/bin/pip install --quiet pip-audit; }
	$(VENV)-audit/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip --strict

format: install-dev  ## let ruff put the code in shape
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

picture: install-dev  ## take the docs' pictures of the chat anew (needs Chromium)
	$(PY) -m tests.stories.picture docs

lock:  ## resolve the dependencies afresh into the two lock files
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install --quiet uv
	for kind in "requirements.lock" "requirements-dev.lock --group dev"; do \
	  $(VENV)-lock/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
	    --no-header --no-annotate --no-emit-index-url pyproject.toml -o $$kind; done
