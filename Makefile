# Two commands for a newcomer: `make demo` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# A company's own certificates are in the system's store; without one uv has a list of its own.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS := 1
endif

.PHONY: setup demo test soak lint bench gold gallery pictures lock wheel clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml $(wildcard setup/*)
	@sh setup/environment.sh $(PYTHON)
	@sh setup/system.sh
	@touch $@

demo: setup
	@$(BIN)/site-audit demo --out demo-out

test: setup
	@sh setup/database.sh
	@$(BIN)/python -m pytest -n 3 -m "not soak"

soak: setup
	@sh setup/database.sh
	@$(BIN)/python -m pytest -m soak

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: setup
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r bench/requirements.lock
	@$(BIN)/python -m bench

gold: setup
	@$(BIN)/python -m tests.gold
	@$(BIN)/python docs/build_methodology.py

gallery: setup
	@$(BIN)/python -m tests.gallery

pictures: setup
	@$(BIN)/python -m tests.pictures pictures-out

lock:
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header pyproject.toml --extra cluster --group dev -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header pyproject.toml --extra cluster --group dev --group bench -c requirements.lock -o bench/requirements.lock

wheel: setup
	@$(BIN)/uv build --quiet --wheel --out-dir dist

clean:
	@rm -rf $(VENV) demo-out gallery-out pictures-out dist
