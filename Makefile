# The only interface a newcomer needs: `make help`.
SWIFT ?= swift
# What the toolchain itself needs to run and to link, then the system libraries of Sources/CSystem.
BUILD_PACKAGES = gcc libc6-dev libcurl4 libncurses6 pkg-config tzdata \
  libsqlite3-dev zlib1g-dev libxml2-dev libssl-dev libcrypt-dev
TEST_PACKAGES = $(BUILD_PACKAGES) python3 python3-venv libwbxml2-utils
BENCH_PACKAGES = $(BUILD_PACKAGES) nginx-light libnginx-mod-nchan
VENV = .build/venv
SOURCES = Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

.PHONY: help run build check test bench lint format unit end-to-end
.DEFAULT_GOAL := help

help:
	@echo "make run      build asyncd and serve a demo office on http://127.0.0.1:8080"
	@echo "make test     everything: lint, unit, property and end-to-end tests"
	@echo "make check    after a change: lint, build and unit tests"
	@echo "make bench    measure the release binary beside nginx, in less than ten minutes"
	@echo "make build    the release binary, .build/release/asyncd"
	@echo "make format   format the sources"

run: build
	.build/release/asyncd demo --data demo-data

build:
	@Tools/need $(BUILD_PACKAGES)
	$(SWIFT) build -c release --product asyncd

check:
	@Tools/need $(BUILD_PACKAGES)
	@$(MAKE) --no-print-directory lint unit

test:
	@Tools/need $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory lint unit end-to-end

# Missed goals are in its table, and no failure; make bench PARTS=requests measures a part.
bench:
	@Tools/need $(BENCH_PACKAGES)
	$(SWIFT) build -c release --product asyncd
	$(SWIFT) build -c release --package-path Benchmarks --scratch-path .build/benchmarks --product bench
	.build/benchmarks/release/bench .build/release/asyncd $(PARTS)

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

format:
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

unit:
	$(SWIFT) test --quiet

# Drives the built daemon with clients that share no code with it.
end-to-end: $(VENV)/installed
	$(SWIFT) build --product asyncd
	$(VENV)/bin/python -B -m pytest -q -p no:cacheprovider Tests/EndToEnd

$(VENV)/installed: Tests/EndToEnd/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@
