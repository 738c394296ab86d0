# Minqing: one whole agency on one machine. `make help` lists the commands.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(firstword $(foreach p,python3.11 python3,$(shell command -v $(p))))
PY := .venv/bin/python
PYTEST := $(PY) -m pytest
# Much of a test is waiting for real processes, so four workers suit two cores.
JOBS ?= 4
WORKERS := -n $(JOBS) --dist loadscope --no-loadscope-reorder
COVERAGE := $(PY) -m coverage
CORE := */minqing_kernel/*,*/domain/*,*/application/*

REPORT := .run/tests.xml

export PYTHONUNBUFFERED := 1
# What was compiled once is not compiled again, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) \
	  | awk -F ':.*## ' '{ printf "make %-14s %s\n", $$1, $$2 }'

.PHONY: install
install: ## make .venv with everything that running needs
	@$(PYTHON) deploy/local/bootstrap.py run

.PHONY: install-dev
install-dev: ## make .venv with everything that testing needs
	@$(PYTHON) deploy/local/bootstrap.py dev

.PHONY: run
run: install ## start the whole agency, play the demo, stay until Ctrl-C
	@$(PY) -m minqing_local run

.PHONY: run-agencies
run-agencies: install ## start a street, its district, a department (docs/agencies.md)
	@$(PY) -m minqing_local run-agencies

.PHONY: stop
stop: ## stop what runs here and whose terminal is lost
	@$(PY) -m minqing_local stop

.PHONY: status
status: ## say what runs where
	@$(PY) -m minqing_local status

.PHONY: cli
cli: ## run an operator command: make cli S=intake ARGS="trace MQ-2601-0000018"
	@$(PY) -m minqing_local $(if $(A),agency-cli $(A),cli) $(S) $(ARGS)

.PHONY: restore
restore: ## bring a backup back, nothing running: make restore FROM=… TRUST=… [ARGS=--replace]
	@$(PY) -m minqing_local restore $(if $(A),$(A),-) "$(FROM)" --trust "$(TRUST)" $(ARGS)

.PHONY: offline-bundle
offline-bundle: install ## all for a machine without internet: make offline-bundle TO=… KEY=…
	@$(PY) -m minqing_offline bundle "$(TO)" --key "$(KEY)" $(ARGS)

.PHONY: demo
demo: ## print the demo cases' timelines, read back from the running services
	@$(PY) -m minqing_demo show --endpoints .run/endpoints.json

.PHONY: lint
lint: install-dev ## style, types, import rules
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

.PHONY: format
format: install-dev ## mend what style rules can mend
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

.PHONY: test
test: install-dev ## the whole suite on a private broker and database, with coverage
	$(PY) -m minqing_local tools
	$(PY) -m minqing_local browser
	$(COVERAGE) erase
	$(COVERAGE) run -m pytest $(WORKERS) --junitxml=$(REPORT)
	$(COVERAGE) combine --quiet
	@$(COVERAGE) report --include='$(CORE)' --fail-under=100 > .run/core.txt & core=$$!; \
	$(COVERAGE) report --omit='$(CORE)' --fail-under=90; rest=$$?; \
	wait $$core; core=$$?; cat .run/core.txt; exit $$((core || rest))

.PHONY: unit
unit: install-dev ## only the tests that need no broker and no database
	$(PYTEST) $(WORKERS) -m unit

.PHONY: properties
properties: install-dev ## what holds for all examples: many others, at random; long
	$(PYTEST) $(WORKERS) -m "unit and hypothesis" --hypothesis-profile=further

.PHONY: conformance
conformance: install-dev ## every edge of every door, then 50 calls at random; long
	CONFORMANCE_EXAMPLES=50 $(PYTEST) \
	  services/registry/tests/component/test_the_document.py \
	  services/notify/tests/component/test_what_is_documented.py \
	  services/intake/tests/component/test_the_service.py \
	  services/routing/tests/component/test_the_service.py -k "document or documented"

.PHONY: faults
faults: install-dev ## kill every part under load; table, .run/faults.json
	$(PY) -m minqing_local tools
	$(PY) -m tests.faults

.PHONY: agencies-faults
agencies-faults: install-dev ## agencies: 10,000 lives, every order; three hurt for real
	HANDOVER_FURTHER=1 HANDOVER_EXAMPLES=10000 $(PYTEST) -rP \
	  --hypothesis-profile=further \
	  services/routing/tests/unit/test_handover_explored.py \
	  services/routing/tests/unit/test_handover_among_three.py
	$(PY) -m minqing_local tools
	$(PY) -m tests.faults.agencies $(ARGS)

.PHONY: cluster-faults
cluster-faults: install-dev ## hurt a three-node broker under load; .run/agencies.json
	$(PY) -m minqing_local tools
	$(PY) -m tests.faults.clustered

.PHONY: upgrade-trial
upgrade-trial: install-dev ## two versions side by side, letters under way: OLD=<commit>
	$(PY) -m minqing_local tools
	$(PY) -m tests.faults.upgrade --old "$(OLD)"

.PHONY: faults-sending
faults-sending: install-dev ## kill the sender at each of its steps; a provider counts
	$(PY) -m minqing_local tools
	$(PY) -m tests.faults.sending

.PHONY: bench
bench: install-dev ## measure the running agency; table, .run/bench.json
	$(PY) -m minqing_local tools
	$(PY) -m tests.bench

.PHONY: screens
screens: install-dev ## look at every page of the agency that runs here; .run/screens/
	$(PY) -m minqing_local browser
	$(PY) -m tests.browser screens $(ARGS)

.PHONY: tasks
tasks: install-dev ## do every daily task there, clicks and keys counted
	$(PY) -m minqing_local browser
	$(PY) -m tests.browser tasks $(ARGS)

RUNBOOK := services/portal/src/portal/entrypoints/web/runbook.html
.PHONY: docs
docs: install-dev ## write docs/asyncapi.yml and the runbook page, freeze new contracts
	$(PY) -m minqing_docs freeze
	$(PY) -m minqing_docs asyncapi > docs/asyncapi.yml
	$(PY) -m minqing_docs runbook > $(RUNBOOK)

.PHONY: new-service
new-service: install-dev ## copy an empty house: make new-service NAME=parks
	@$(PY) deploy/template/new_service.py "$(NAME)"

.PHONY: requirements
requirements: install-dev ## write docs/requirements.md: rows, tests, their results
	@mkdir -p .run
	$(PY) -m minqing_docs requirements $(if $(wildcard $(REPORT)),--report $(REPORT)) \
	  > .run/requirements.md
	mv .run/requirements.md docs/requirements.md

.PHONY: try-provider
try-provider: install-dev ## sign in by Canaille, an identity provider of others
	$(PY) -m minqing_local tools
	[ -x .run/provider/bin/canaille ] || { \
	  $(PYTHON) -m venv --without-pip .run/provider && \
	  $(PYTHON) -m pip --python .run/provider/bin/python install --quiet \
	    --disable-pip-version-check --require-hashes -r requirements/provider.txt; }
	PROVIDER_PROGRAM=$(CURDIR)/.run/provider/bin/canaille $(PYTEST) -v \
	  services/portal/tests/integration/test_sign_in_by_a_product.py

.PHONY: pins
pins: ## pin requirements/*.txt anew from requirements/*.in
	@COMPILER="$(CURDIR)/$(PY) -m piptools compile" requirements/compile.sh

.PHONY: clean
clean: ## throw away data, caches and .venv (stops the agency first)
	@[ ! -x $(PY) ] || $(PY) -m minqing_local stop
	rm -rf .run .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	  .import_linter_cache .coverage .coverage.* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
