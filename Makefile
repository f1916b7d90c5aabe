# Huiqi 惠企. `make help` lists what there is.
SHELL := /bin/bash
RELEASE := .build
# Tests run optimised, in a build of their own, so that `make run` and `make test` don't undo each other's work.
TESTING := .build/testing
TEST_FLAGS := -c release -Xswiftc -enable-testing --scratch-path $(TESTING)
HUIQI := $(RELEASE)/release/huiqi

.DEFAULT_GOAL := help
.PHONY: help setup build run match test test-browser test-kill test-fuzz check bench bench-server lint format fuzz clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install the Debian packages the build needs, if they are missing
	@scripts/setup

build: setup ## build the release program
	@swift build -c release --product huiqi

run: build ## build and start the service on 127.0.0.1:8080; the first run loads demonstration data
	@scripts/run $(HUIQI)

match: build ## build, then answer for a sample enterprise against all five documents
	@$(HUIQI) match --facts examples/lighting-exporter.yaml

test: ## build and run every test on both databases, every worked case, then browser, bad input, fuzzing and kills in short
	@scripts/setup test
	@TESTING=$(TESTING) TEST_FLAGS="$(TEST_FLAGS)" scripts/test

test-browser: build ## drive the pages of the service in a real browser: the whole road, axe, screenshots
	@scripts/setup test
	@.build/venv/bin/python Tests/Browser/run.py $(HUIQI) --thorough

test-kill: build ## kill the server 200 times under load, on SQLite and on PostgreSQL
	@scripts/setup test
	@.build/venv/bin/python Tests/Server/kill.py $(HUIQI) --rounds 200

test-fuzz: build ## fuzz every operation of the API at length, and feed the server with bad input (SEED=…)
	@scripts/setup test
	@.build/venv/bin/python Tests/Server/hostile.py $(HUIQI)
	@.build/venv/bin/python Tests/Server/fuzz.py $(HUIQI) --examples 300 $(if $(SEED),--seed $(SEED))

check: build ## load all policy packages and report every problem
	@$(HUIQI) check

bench: setup ## measure: decision table, match, loading, listing, memory
	@swift build -c release --product huiqi-bench && swift build -c release --product huiqi
	@$(RELEASE)/release/huiqi-bench

bench-server: build ## measure the service with 100,000 cases: latency, matches, submissions, memory (MINUTES=10)
	@scripts/setup test
	@.build/venv/bin/python Benchmarks/server/bench.py $(HUIQI) --minutes $(or $(MINUTES),10)

lint: ## check the format of the sources
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks Fuzz/Sources/FuzzExpressions Fuzz/Sources/FuzzYAML

format: ## format the sources
	@swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks Fuzz/Sources/FuzzExpressions Fuzz/Sources/FuzzYAML

fuzz: setup ## fuzz the expression front end and the YAML loader, a minute each
	@scripts/fuzz

clean: ## remove everything that was built
	@rm -rf .build
