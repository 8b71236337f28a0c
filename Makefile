# Two commands for a newcomer: `make demo` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv
READY := $(VENV)/.ready

.PHONY: setup demo test soak lint bench gold lock wheel clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml setup/system.sh
	@$(PYTHON) setup/check_python.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  (echo "Не удалось создать окружение: установите python3-venv (apt install python3-venv)" && exit 1)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@sh setup/system.sh
	@touch $@

demo: setup
	@$(BIN)/site-audit demo --out demo-out

test: setup
	@$(BIN)/python -m pytest -n 2 -m "not soak"

soak: setup
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

lock:
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header pyproject.toml --group dev -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header pyproject.toml --group dev --group bench -c requirements.lock -o bench/requirements.lock

wheel: setup
	@$(BIN)/uv build --quiet --wheel --out-dir dist

clean:
	@rm -rf $(VENV) demo-out dist
