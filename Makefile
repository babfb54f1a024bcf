# The only interface a newcomer needs: `make help`.
SWIFT ?= swift
# What the toolchain itself needs to run and to link, then the system libraries of Sources/CSystem.
BUILD_PACKAGES = g++ libc6-dev libcurl4 libncurses6 pkg-config tzdata \
  libsqlite3-dev zlib1g-dev libxml2-dev libssl-dev libcrypt-dev libcurl4-openssl-dev libjansson-dev
TEST_PACKAGES = $(BUILD_PACKAGES) python3 python3-venv libwbxml2-utils systemd curl openssl
PROXY_PACKAGES = $(BUILD_PACKAGES) python3 python3-venv nginx-light haproxy openssl
BENCH_PACKAGES = $(BUILD_PACKAGES) nginx-light libnginx-mod-nchan openssl
VENV = .build/venv
# Where `make install` puts things: below DESTDIR, for who makes a package.
PREFIX ?= /usr/local
# What is installed; built first unless it is named.
BINARY ?=
DESTDIR ?=
BINARY_DIR = $(PREFIX)/bin
UNIT_DIR = $(PREFIX)/lib/systemd/system
SYSUSERS_DIR = $(PREFIX)/lib/sysusers.d
CONFIG_DIR = /etc/asyncd
UNITS = asyncd.service asyncd.socket asyncd-redirect.socket asyncd-http.socket
# Swift's own libraries are in the binary: the machine that runs it has no toolchain.
RELEASE = $(SWIFT) build -c release --static-swift-stdlib --product asyncd
SOURCES = Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

.PHONY: help run build check test test-proxies bench lint format unit histories soak mutate manual end-to-end \
  install uninstall
.DEFAULT_GOAL := help

help:
	@echo "make run      build asyncd and serve a demo office on http://127.0.0.1:8080"
	@echo "make test     everything: lint, unit and property tests, random histories, end-to-end tests"
	@echo "make check    after a change: lint, build and unit tests"
	@echo "make histories  2,000 random histories of an office and its devices"
	@echo "make soak     histories with ever new seeds and 300 crashes, until stopped or for MINUTES=10"
	@echo "make mutate   break the server in eight ways, and see a test fail each time"
	@echo "make manual   each sentence of onOffice's manual with the tests that prove it"
	@echo "make test-proxies  nginx and HAProxy with the files of Config/ in front of the daemon, two minutes"
	@echo "make bench    measure the release binary beside nginx, in less than ten minutes"
	@echo "make build    the release binary, .build/release/asyncd"
	@echo "make format   format the sources"
	@echo "make install  as root: binary, systemd units, user and configuration; PREFIX=/usr/local DESTDIR= BINARY="
	@echo "make uninstall  the reverse; configuration and data stay"

run: build
	.build/release/asyncd demo --data demo-data

build:
	@Tools/need $(BUILD_PACKAGES)
	$(RELEASE)

check:
	@Tools/need $(BUILD_PACKAGES) python3
	@$(MAKE) --no-print-directory lint unit

test:
	@Tools/need $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory lint unit histories end-to-end

# Missed goals are in its table, and no failure; make bench PARTS=requests measures a part.
bench:
	@Tools/need $(BENCH_PACKAGES)
	$(RELEASE)
	$(SWIFT) build -c release --package-path Benchmarks --scratch-path .build/benchmarks --product bench
	.build/benchmarks/release/bench .build/release/asyncd $(PARTS)

# What is there of the configuration stays; a newer sample goes beside it.
install: $(if $(BINARY),,build)
	@mkdir -p .build
	install -D -m 755 $(or $(BINARY),.build/release/asyncd) $(DESTDIR)$(BINARY_DIR)/asyncd
	for unit in $(UNITS); do \
	  sed 's|/usr/bin/asyncd|$(BINARY_DIR)/asyncd|' Config/$$unit > .build/$$unit && \
	  install -D -m 644 .build/$$unit $(DESTDIR)$(UNIT_DIR)/$$unit || exit 1; \
	done
	install -D -m 644 Config/asyncd.sysusers $(DESTDIR)$(SYSUSERS_DIR)/asyncd.conf
	@if [ ! -e $(DESTDIR)$(CONFIG_DIR)/asyncd.json5 ]; then \
	  install -D -m 644 Config/asyncd.json5 $(DESTDIR)$(CONFIG_DIR)/asyncd.json5; \
	elif ! cmp -s Config/asyncd.json5 $(DESTDIR)$(CONFIG_DIR)/asyncd.json5; then \
	  install -m 644 Config/asyncd.json5 $(DESTDIR)$(CONFIG_DIR)/asyncd.json5.new; \
	  echo "$(CONFIG_DIR)/asyncd.json5 stays as it is; the sample of this version is asyncd.json5.new beside it."; \
	fi
	@if [ -z "$(DESTDIR)" ]; then \
	  systemd-sysusers $(SYSUSERS_DIR)/asyncd.conf; \
	  [ ! -d /run/systemd/system ] || systemctl daemon-reload; \
	fi
	@echo "Now edit $(CONFIG_DIR)/asyncd.json5, then: systemctl enable --now asyncd.socket asyncd-redirect.socket asyncd"

uninstall:
	@if [ -z "$(DESTDIR)" ] && [ -d /run/systemd/system ]; then systemctl disable --now $(UNITS) || true; fi
	for unit in $(UNITS); do rm -f $(DESTDIR)$(UNIT_DIR)/$$unit; done
	rm -f $(DESTDIR)$(BINARY_DIR)/asyncd $(DESTDIR)$(SYSUSERS_DIR)/asyncd.conf
	@if [ -z "$(DESTDIR)" ] && [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
	@echo "Left: $(CONFIG_DIR) (configuration), /var/lib/asyncd (data), the user asyncd. Remove them if you are sure."

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	@Tools/manual --check

# docs/manual.md beside the tests that name its sentences.
manual:
	@Tools/need python3
	@Tools/manual

format:
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

unit:
	$(SWIFT) test --quiet

# With the same seeds each time; what fails can be played again alone.
histories:
	$(SWIFT) build --product histories
	.build/debug/histories

# Histories with new seeds for ever or for MINUTES, and beside them the daemon's crash test.
soak:
	@Tools/need $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory $(VENV)/installed
	$(SWIFT) build --product histories
	$(SWIFT) build --product asyncd
	@Tools/soak $(VENV)/bin/python $(MINUTES)

# Proves that the tests can fail: each mutation of Tests/Mutations/ has to be noticed.
mutate:
	@Tools/need $(BUILD_PACKAGES) python3 git
	@SWIFT="$(SWIFT)" python3 -B Tests/Mutations/mutate.py

# Drives the built daemon with clients that share no code with it.
end-to-end: $(VENV)/installed
	$(SWIFT) build --product asyncd
	$(VENV)/bin/python -B -m pytest -q -p no:cacheprovider Tests/EndToEnd

# The files of Config/ as an administrator uses them, with waits that are longer than the proxies' own time-outs.
test-proxies:
	@Tools/need $(PROXY_PACKAGES)
	@$(MAKE) --no-print-directory $(VENV)/installed
	$(SWIFT) build --product asyncd
	$(VENV)/bin/python -B -m pytest -q -p no:cacheprovider Tests/Proxies

$(VENV)/installed: Tests/EndToEnd/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@
