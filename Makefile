# Two commands matter: make run and make test. Each does all of its own set-up, once.

PORT ?= 8000
PYTHON ?= python3
PY := .venv/bin/python

.DEFAULT_GOAL := help
# An interrupted step must not look done at the next start.
.DELETE_ON_ERROR:
# The order in which prerequisites are written is the order in which they make sense.
.NOTPARALLEL:
.PHONY: help run dev test quick one test-postgres coverage proof audit bench handbook lint lock sbom messages clean

help: ## this list
	@echo "make TARGET, where TARGET is:"
	@sed -n 's/^\([a-z-]*\):.*## /  \1 - /p' Makefile

# The port may change from start to start while .env stays; the environment beats .env. Another folder of content
# (SITE_CONTENT=tests/second_site) has a database of its own beside the first.
ifneq ($(SITE_CONTENT),)
run dev: export SITE_CONTENT := $(SITE_CONTENT)
run dev: export DATABASE_URL ?= sqlite:///$(CURDIR)/$(notdir $(patsubst %/,%,$(SITE_CONTENT))).sqlite3
endif
run dev: export SITE_URL = http://127.0.0.1:$(PORT)
run: export BIND = 127.0.0.1:$(PORT)
run: .venv/installed .env staticfiles/staticfiles.json ## the site on http://127.0.0.1:8000 (another port: PORT=8123 make run)
	@$(PY) scripts/port_is_free.py "$(PORT)"
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_content
	@$(PY) manage.py word_forms
	@echo
	@echo "The site:             $(SITE_URL)/   (Ctrl-C stops it)"
	@echo "An editor's account:  $(PY) manage.py create_editor --group Správce --group Vydavatel"
	@echo
# A request still running at Ctrl-C gets five seconds; nobody waits half a minute at a keyboard.
	@exec $(PY) -m gunicorn --config deploy/gunicorn.conf.py --graceful-timeout 5 socialnibydleni.wsgi

# Nothing is kept in memory here, and static files come from static/ as they are.
dev: export DEBUG = true
dev: .venv/installed .env ## the site for development: reloads what has changed, shows tracebacks
	@$(PY) scripts/port_is_free.py "$(PORT)"
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_content
	@$(PY) manage.py word_forms
	@exec $(PY) manage.py runserver 127.0.0.1:$(PORT)

# Tests have an environment of their own, so that nobody's .env changes a result; pytest by itself has it too, see
# tests/settings.py.
TESTING = test quick one test-postgres coverage proof bench handbook lint
$(TESTING): export ENV_FILE =
$(TESTING): export SITE_URL = http://127.0.0.1:8000
$(TESTING): export SECRET_KEY = for-tests-only-it-guards-nothing-0123456789-abcdefghijk
$(TESTING): export DATABASE_URL ?= sqlite://:memory:
# Dozens of processes are started, and compiling our code costs each of them a quarter of a second.
$(TESTING): export PYTHONDONTWRITEBYTECODE =
$(TESTING): export THOROUGH =

# Called with what starts pytest and with which tests. The warning stands last, so that a skip cannot look like a success.
define run_pytest
	@browser=$$($(PY) scripts/find_browser.py) || browser=; \
	nginx=$$($(PY) scripts/find_nginx.py) || nginx=; \
	BROWSER="$$browser" NGINX_PROGRAM="$$nginx" $(1) $(PY) -m pytest $(2); status=$$?; \
	mkdir -p .pytest_cache; echo $$status >.pytest_cache/exit_status; \
	if [ -z "$$browser" ]; then \
		echo; echo "!!! NO BROWSER TEST WAS RUN: no Chrome or Chromium was found and none could be installed."; echo; \
		if [ "$$CI" = true ]; then status=1; fi; \
	fi; \
	if [ -z "$$nginx" ]; then \
		echo; echo "!!! NO TEST WAS RUN BEHIND NGINX: none was found and none could be installed."; echo; \
		if [ "$$CI" = true ]; then status=1; fi; \
	fi; \
	exit $$status
endef

# A worker takes a file at a time, in the order of tests/conftest.py, with a database and a site of its own.
WORKERS ?= 2
QUICK = -m "not (slow or process or browser or proof)"
PARALLEL = -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test: lint ## everything that must hold: lint, checks, tests, browser tests
	@echo "== pytest"
	$(call run_pytest,,$(or $(T),$(PARALLEL) -m "not proof"))

quick: lint ## lint, and the tests that need neither browser nor nginx nor a process of the site, without the slow ones
	@echo "== pytest, without what is slow"
	@$(PY) -m pytest $(PARALLEL) $(QUICK)

one: .venv/installed-dev ## one file or test at once: make one T=tests/pages/gate/test_gate.py
	$(call run_pytest,,$(T))

# Python 3.11 traces line by line, so that all tests would take an hour; what serves in processes of its own is left out.
coverage: .venv/installed-dev ## which branches no test of make quick reaches
	@echo "== pytest with coverage"
	@$(PY) -m pytest $(PARALLEL) $(QUICK) --cov --cov-report=term-missing:skip-covered

# A page looks the same and is used the same whatever the database, and what asks none can't know it: that is asked
# once, the stories on both.
test-postgres: .venv/installed-dev ## the tests once more, on a PostgreSQL of their own
	@echo "== pytest on PostgreSQL"
	$(call run_pytest,$(PY) scripts/with_postgres.py,$(or $(T),$(PARALLEL) -m "not (any_database or proof)"))

# What looks the same on both databases is looked at once.
proof: .venv/installed-dev ## what takes too long for make test, on SQLite and PostgreSQL; the storm lasts half an hour (PROOF_MINUTES=2: shorter)
	@echo "== proof on SQLite"
	@browser=$$($(PY) scripts/find_browser.py) || browser=; \
		nginx=$$($(PY) scripts/find_nginx.py) || nginx=; \
		BROWSER="$$browser" NGINX_PROGRAM="$$nginx" DATABASE_URL=sqlite://:memory: THOROUGH=1 $(PY) -m pytest -rs \
		-m "proof or thorough"
	@echo "== proof on PostgreSQL"
	@browser=$$($(PY) scripts/find_browser.py) || browser=; \
		nginx=$$($(PY) scripts/find_nginx.py) || nginx=; \
		BROWSER="$$browser" NGINX_PROGRAM="$$nginx" $(PY) scripts/with_postgres.py $(PY) -m pytest -rs \
		-m "proof and not any_database"
	@echo "== known vulnerabilities"
	@$(PY) scripts/audit.py

audit: .venv/installed-dev ## known vulnerabilities of the locked packages, where their database can be reached
	@$(PY) scripts/audit.py

bench: .venv/installed-dev ## what serving and the search cost, as ratios inside one run (BENCH="--rounds 1 --seconds 2": a short one)
	@echo "== serving"
	@$(PY) scripts/bench_serving.py $(BENCH)
	@echo "== search"
	@$(PY) scripts/bench_search.py
	@echo "== many rows"
	@$(PY) scripts/bench_rows.py

handbook: .venv/installed-dev ## the pictures of the editors' handbook, taken anew
	@browser=$$($(PY) scripts/find_browser.py) && \
		RETAKE=1 BROWSER="$$browser" $(PY) -m pytest tests/browser/test_handbook.py -k pictures

lint: .venv/installed-dev ## only what needs no test: style, layers, migrations, deployment settings
	@echo "== ruff check"
	@$(PY) -m ruff check --quiet .
	@echo "== ruff format"
	@$(PY) -m ruff format --quiet --check .
	@echo "== djade"
	@.venv/bin/djade --check --target-version 5.2 $$(find templates -name '*.html')
	@echo "== mypy"
	@.venv/bin/mypy --no-error-summary
	@echo "== import-linter"
	@.venv/bin/lint-imports --no-logo
	@echo "== rooms"
	@$(PY) scripts/rooms.py >/dev/null
	@echo "== makemigrations --check"
	@$(PY) manage.py makemigrations --check --dry-run
	@echo "== check --deploy"
	@SITE_URL=https://www.example.cz PROXY_COUNT=1 $(PY) manage.py check --deploy --fail-level WARNING

# The oldest Python is named, because otherwise the lock would leave out what only a Python older than this one needs.
COMPILE = .venv/bin/uv --quiet pip compile $(UV) --universal --python-version 3.11 --generate-hashes
lock: .venv/installed-dev ## the lock files from pyproject.toml (make lock UV=--upgrade: with the newest versions)
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) --group pyproject.toml:s3 -c requirements.txt -o requirements-s3.txt
	$(COMPILE) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

sbom: sbom.cdx.json ## sbom.cdx.json, the bill of materials of what a server installs (CycloneDX)
sbom.cdx.json: requirements.txt pyproject.toml scripts/sbom.py | .venv/installed-dev
	@$(PY) scripts/sbom.py >$@

messages: .venv/installed-dev ## what the public site says into locale/, and its catalogues compiled
	@$(PY) scripts/messages.py

clean: ## away with everything that make has made, except .env, the database and what was uploaded
	rm -rf .venv staticfiles test-results .coverage* sbom.cdx.json .pytest_cache .ruff_cache .hypothesis .import_linter_cache .mypy_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# Set-up. Each file below is made when it is missing, and again when what it is made of has changed.

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed; if it has another name: make PYTHON=/path/to/it" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python has no venv; on Debian: apt install python3-venv" >&2; exit 1; }
	@echo "Making .venv …"
	@$(PYTHON) -m venv --clear .venv

# A Python that the system has replaced leaves .venv broken: then nothing in it counts as installed.
$(shell [ -x $(PY) ] || rm -f .venv/installed .venv/installed-dev)
.venv/installed: requirements.txt | $(PY)
.venv/installed-dev: requirements-dev.txt | $(PY)
.venv/installed .venv/installed-dev:
	@echo "Installing $< …"
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

# token_urlsafe: no character that has a meaning in .env. Nobody else on the machine may read the key.
.env: | $(PY)
	@umask 077; $(PY) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' >$@
	@echo "SITE_URL=http://127.0.0.1:$(PORT)" >>$@
	@echo "Made .env; .env.example says what else can stand there."

# The folders too, so that a removed file counts as a change. The manifest is the last thing that collectstatic writes.
staticfiles/staticfiles.json: $(shell find static $(wildcard $(or $(SITE_CONTENT),socialnibydleni/content)/static)) \
		.venv/static-of .venv/installed
	@echo "Collecting static files …"
	@$(PY) manage.py collectstatic --noinput --verbosity 0

# Whose they are; for another folder of content they are collected anew.
.venv/static-of: FORCE | $(PY)
	@touch -a $@
	@test "$$(cat $@)" = "$(SITE_CONTENT)" || echo "$(SITE_CONTENT)" >$@

.PHONY: FORCE
FORCE:
