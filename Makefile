# knowlog: what a developer does every day. Works with GNU Make 3.81 (macOS) and newer.

# What `make test` demands of the lines and branches that the tests reach, in percent. It
# follows what was measured, upwards only; the aim stands in pyproject.toml.
COVERAGE_FLOOR = 95

# How many tests run at a time.
WORKERS ?= auto

VENV = .venv
READY = $(VENV)/.ready
OLDEST = build/oldest

export PYTHON

.PHONY: help demo test check oldest bench docs lock clean

help:
	@echo "make demo    a short tour of the program on the log of this repository"
	@echo "make test    the whole test suite, with coverage"
	@echo "make check   format, lint, types, layers"
	@echo "make bench   how long things take, as ratios to something taken in the same run"
	@echo "make docs    the pages of docs/reference that are made from the code, and the picture"
	@echo "make oldest  the quick tests with the oldest versions that pyproject.toml allows"
	@echo "make lock    choose those versions and the newest anew (requirements/)"
	@echo "make clean   remove what the other targets made"

$(READY): pyproject.toml requirements/dev.txt scripts/setup.sh
	@scripts/setup.sh $(VENV) requirements/dev.txt
	@touch $@

demo: $(READY)
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" scripts/demo.sh

test: $(READY)
	$(VENV)/bin/python -m pytest -n $(WORKERS) --cov --cov-fail-under=$(COVERAGE_FLOOR)

check: $(READY)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo

bench: $(READY)
	@for benchmark in startup search site vault; do \
		echo "== $$benchmark"; $(VENV)/bin/python -m benchmarks.$$benchmark || exit 1; \
	done

docs: $(READY)
	$(VENV)/bin/python scripts/reference.py
	$(VENV)/bin/python scripts/picture.py docs/session.svg

oldest: $(OLDEST)/.ready
	$(OLDEST)/bin/python -m pytest -n $(WORKERS) -m "not slow and not browser" \
		--ignore tests/architecture

$(OLDEST)/.ready: pyproject.toml requirements/oldest.txt scripts/setup.sh
	@mkdir -p $(dir $(OLDEST))
	@scripts/setup.sh $(OLDEST) requirements/oldest.txt
	@touch $@

COMPILE = $(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links pyproject.toml

lock: $(READY)
	$(VENV)/bin/python -m pip install --quiet --upgrade uv
	$(COMPILE) --group dev --output-file requirements/dev.txt
	$(COMPILE) --group test --resolution lowest-direct --output-file requirements/oldest.txt

clean:
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* \
		.mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
