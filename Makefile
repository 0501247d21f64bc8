# Each target does all its set-up by itself, on a fresh machine too. It needs: make, cargo (Rust as in Cargo.toml), python3, and
# npm (node 20 or newer) for the board's scripts: without npm the program is built all the same, its pages have no map and no plots.

SITREP_MODELS ?= $(CURDIR)/target/models
export SITREP_MODELS

BIN := target/release/sitrep
VENV := .venv/ready
FUZZ_SECONDS ?= 120

WEB := crates/sitrep-server/web
WEB_SOURCES := $(shell find $(WEB)/src -type f) $(addprefix $(WEB)/,package.json package-lock.json tsconfig.json vite.config.ts)

.PHONY: help demo test sweep bench bench-ledger bench-board parity fuzz fmt build web models venv

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

demo: build models ## build, install the English model, and show what Sitrep reads in example texts
	@tools/demo.sh $(BIN)

test: web ## what must pass before a change lands: format, lints, tests, docs, licences
	@tools/test.sh

sweep: ## read every article of the corpora beside the project: no panic, every record fits the schema
	cargo run --quiet --locked -p sitrep -- models install en
	SITREP_SWEEP=all cargo test --locked -p sitrep --test sweep -- --nocapture

# BENCH: options of tools/bench/speed.py, such as "--rounds 5 --keep".
bench: build models venv ## speed of parsing and reading beside spaCy's, on the same articles; memory
	@.venv/bin/python tools/bench/speed.py $(BENCH)
	$(MAKE) bench-ledger bench-board

# LEDGER: options of tools/bench/ledger.py, such as "--counts 1000 10000 --keep".
bench-ledger: ## how fast the ledger takes records, and how that grows, in SQLite and PostgreSQL
	cargo build --release --locked -p sitrep-ledger --example ledger_scale
	@tools/postgres.sh python3 tools/bench/ledger.py $(LEDGER)

# BOARD: options of tools/bench/board.py, such as "--records 10000 --against datasette --keep".
bench-board: build ## how long readers of a large board wait while articles are added beside
	cargo build --release --locked -p sitrep-ledger --example ledger_scale
	@python3 tools/bench/board.py $(BOARD)

parity: build models venv ## how often Sitrep's answers are spaCy's, and where they are not
	.venv/bin/python tools/parity/compare.py

fuzz: ## run each fuzz target for FUZZ_SECONDS (120)
	@tools/fuzz.sh $(FUZZ_SECONDS)

fmt: ## format all Rust code
	cargo fmt --all

web: $(WEB)/dist/built ## bundle the board's scripts and styles, if they have changed

$(WEB)/node_modules/installed: $(WEB)/package-lock.json
	@if command -v npm >/dev/null; then cd $(WEB) && npm ci && touch node_modules/installed; \
	else mkdir -p $(@D) && echo "skipped: no npm, so the board has no map and no plots"; fi

$(WEB)/dist/built: $(WEB_SOURCES) $(WEB)/node_modules/installed
	@if command -v npm >/dev/null; then cd $(WEB) && npm run --silent build && touch dist/built; fi

build: web
	cargo build --release --locked -p sitrep

models: build
	@$(BIN) models install en

venv: $(VENV)

$(VENV): tools/parity/requirements.txt tools/parity/requirements-models.txt
	python3 -m venv .venv
	.venv/bin/python -m pip install --quiet --requirement tools/parity/requirements.txt
	.venv/bin/python -m pip install --quiet --no-deps --requirement tools/parity/requirements-models.txt
	touch $(VENV)
