# Bản Án Mở: every command a newcomer needs. `make` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
DATA ?= var
SCANS := tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet

.DEFAULT_GOAL := help
.PHONY: help env dev demo serve recognition search-server test test-elasticsearch test-elasticsearch-cluster check gold folds format lock bench nightly verapdf clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

env: $(VENV)/.runtime ## make the environment to run the portal
dev: $(VENV)/.dev ## make the environment to change it

demo: env ## seed invented judgments through the real line and serve them (PORT=, DATA=, DEMO_EXIT=1)
	$(BIN)/banan demo --data "$(DATA)" --port "$(PORT)" $(if $(DEMO_EXIT),--exit)

check: dev ## lint, types, arrows, templates, spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint templates
	$(BIN)/djlint --lint --extension jinja --ignore J018,H015 templates
	$(BIN)/codespell

recognition: env ## install what reads scans: Debian's tesseract with its Vietnamese data (needs root)
	@if $(BIN)/banan ocr status 2>/dev/null | grep -q '"second": "'; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(SCANS); \
	else \
		echo "Scans cannot be read here. Please run: sudo apt-get install $(SCANS)" >&2; exit 1; \
	fi

search-server: dev ## lay out the Elasticsearch of the tests (needs Maven; root installs it)
	@if command -v mvn >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends maven; \
	else \
		echo "The tests start a real Elasticsearch. Please run: sudo apt-get install maven" >&2; exit 1; \
	fi
	@if [ -z "$$BANAN_TEST_ELASTICSEARCH_URL" ]; then $(BIN)/python -m tests.elasticsearch.server assemble; fi

test: check recognition search-server ## everything that must hold
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term --cov-fail-under=90

test-elasticsearch: search-server ## the search contract and the operation tests on a real Elasticsearch
	$(BIN)/python -m pytest -n 2 tests/contract/search tests/elasticsearch -k "not cluster"

test-elasticsearch-cluster: search-server ## three nodes: loss of one, power cut, rebuild under load
	$(BIN)/python -m pytest tests/elasticsearch -k cluster

gold: dev ## the anonymizer against its committed figures
	$(BIN)/python -m bench.gold

folds: dev ## measure the anonymizer by five folds of the development set (MODELS=folder of fold models)
	$(BIN)/python bench/folds.py --models $(MODELS) --write

format: dev ## put the code into its canonical form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/djlint --reformat --quiet templates || true

bench: dev ## run every benchmark, write bench/results/*.json
	$(BIN)/python -m bench

nightly: dev ## the long ones: a thousand mutated PDFs through the sandbox, search as it grows and under readers
	$(BIN)/python -m tests.pdfs.mutate 1000
	$(BIN)/python -m bench.search --growth --readers 300

verapdf: env ## check published PDFs with veraPDF (needs Java): make verapdf FILES="a.pdf b.pdf"
	tests/verapdf/check.sh $(FILES)

lock: ## renew the lock files after a change of pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove the environment (not the data)
	rm -rf $(VENV) *.egg-info
