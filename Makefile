# Every target works on a bare machine: Python 3.11 or newer with venv, and make. The first one sets up .venv from the
# hash-pinned locks; later ones start at once.
#   make run ARGS="--config my.toml"      make test ARGS="tests/config -x"

.DEFAULT_GOAL := run
.PHONY: run soak test browser prove check lint types format lock audit sbom sources release clean bench

VENV ?= .venv
DIST ?= dist
BIN := $(VENV)/bin
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
PYTHON ?= $(shell for name in $(CANDIDATES); do \
	$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
# Where the sources cannot be written later (deploy/mentorbot.service), every start would compile them again.
BYTECODE := $(BIN)/python -m compileall -q bot core storage
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
BUILD = from setuptools import build_meta as build; build.build_sdist('..'); build.build_wheel('..')
# Names in order, and of a file nothing but its bytes and whether it can be run.
EVENLY := tar --sort=name --format=ustar --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras

# What is installed: the bot's own needs, those and the tools, or all that and what benchmarks compare with.
RUNTIME := $(VENV)/.runtime
TOOLS := $(VENV)/.tools
BENCH := $(VENV)/.bench

run: $(RUNTIME)
	@exec $(BIN)/mentorbot run $(ARGS)

test: $(TOOLS)
	$(BIN)/pytest $(if $(ARGS),$(ARGS),-n auto --dist loadscope -m "not browser" --ignore=tests/proofs/process)
	$(if $(ARGS),,$(BIN)/pytest -n 2 --dist loadfile tests/proofs/process)
	@$(if $(ARGS),,echo "Left out: the browser tests (make browser) and the large sizes of the proofs (make prove).")

# The page in a real Chromium (Debian: apt install chromium).
browser: $(TOOLS)
	$(BIN)/pytest $(if $(ARGS),$(ARGS),tests/sandbox -n 2 --dist loadscope) -m browser

# Kills, stops and restarts the real program as often as the design asks; takes a long time.
prove: $(TOOLS)
	MENTORBOT_PROVE=1 $(BIN)/pytest tests/proofs -s -o timeout=3600 -o faulthandler_timeout=3600 $(ARGS)

# Half an hour for each platform that is struck, between platforms that fail in every way.
soak: $(TOOLS)
	MENTORBOT_SOAK=1 $(BIN)/pytest tests/proofs/process/test_faults.py -s $(ARGS)

check: lint types test

lint: $(TOOLS)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(TOOLS)
	$(BIN)/mypy

format: $(TOOLS)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# LOCK_ARGS=--upgrade takes newer versions; without it only what pyproject.toml asks for changes.
lock: | $(BIN)/python
	$(PIP) install uv
	$(COMPILE) $(LOCK_ARGS) --extra build pyproject.toml --output-file requirements.lock
	$(COMPILE) $(LOCK_ARGS) --extra dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock
	$(COMPILE) $(LOCK_ARGS) --extra bench --constraint requirements-dev.lock pyproject.toml --output-file requirements-bench.lock

# Fails on a known weakness; says loudly when no advisory service can be asked.
audit: $(TOOLS)
	$(BIN)/python -m tests.supply.audit $(ARGS)

# What is shipped with which hashes, as CycloneDX; the same bytes for the same lock.
sbom: $(TOOLS)
	@mkdir -p $(DIST)
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
		--of JSON --output-file $(DIST)/mentorbot.cdx.json requirements.lock 2>/dev/null

# Sources and wheel of the last commit: the same bytes for the same commit, wherever and whenever they are made.
sources: $(TOOLS)
	rm -rf $(DIST)
	mkdir -p $(DIST)/commit
	git archive HEAD | tar -x -C $(DIST)/commit
	umask 022; chmod -R u=rwX,go=rX $(DIST)/commit; export SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct); \
		cd $(DIST)/commit && $(abspath $(BIN))/python -c "$(BUILD)" >/dev/null 2>&1 && cd .. && \
		for made in *.tar.gz; do tar -xzf "$$made" -C commit && \
		$(EVENLY) --mtime=@$$SOURCE_DATE_EPOCH -C commit -cf - "$${made%.tar.gz}" | gzip -n9 >"$$made"; done
	rm -rf $(DIST)/commit

# That and the bill of materials, signed with the operator's key: KEY=~/.ssh/release
release: $(TOOLS)
	@test -r "$(KEY)" || { echo "make release KEY=path signs with a private SSH key; make one with ssh-keygen -t ed25519." >&2; exit 2; }
	@test -z "$$(git status --porcelain)" || { echo "Commit or stash what has changed: a release is one commit." >&2; exit 2; }
	@$(MAKE) --no-print-directory sources
	@$(MAKE) --no-print-directory sbom
	cp requirements.lock $(DIST)
	cd $(DIST) && sha256sum -- * > SHA256SUMS
	ssh-keygen -q -Y sign -f "$(KEY)" -n mentorbot-release $(DIST)/SHA256SUMS

# Minutes; ARGS="lists --sessions 100000" measures less, ARGS=--record writes docs/performance.md.
bench: $(BENCH)
	$(BIN)/python -m tests.benchmarks $(ARGS)

clean:
	rm -rf $(VENV) build dist htmlcov .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what mentorbot runs on …"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BYTECODE)
	@touch $@

$(TOOLS): requirements.lock requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what mentorbot runs on, and the tools to test it …"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BYTECODE)
	@touch $(RUNTIME) $@

$(BENCH): requirements-bench.lock $(TOOLS)
	@echo "Installing what the benchmarks compare with …"
	@$(PIP) install --require-hashes --requirement requirements-bench.lock
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "mentorbot needs Python 3.11 or newer with the venv module (Debian: apt install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
