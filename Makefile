# Huiqi 惠企. `make help` lists what there is.
SHELL := /bin/bash
RELEASE := .build
# Tests run optimised, in a build of their own, so that `make run` and `make test` don't undo each other's work.
TESTING := .build/testing
TEST_FLAGS := -c release -Xswiftc -enable-testing --scratch-path $(TESTING)
HUIQI := $(RELEASE)/release/huiqi

.DEFAULT_GOAL := help
.PHONY: help setup build run test check bench lint format fuzz clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install the system library the build needs (libyaml), if it is missing
	@scripts/setup

build: setup ## build the release program
	@swift build -c release --product huiqi

run: build ## build, then answer for a sample enterprise against all five documents
	@$(HUIQI) match --facts examples/lighting-exporter.yaml

test: setup ## build and run every test, then every worked case
	@TESTING=$(TESTING) TEST_FLAGS="$(TEST_FLAGS)" scripts/test

check: build ## load all policy packages and report every problem
	@$(HUIQI) check

bench: setup ## measure: decision table, match, loading, listing, memory
	@swift build -c release --product huiqi-bench && swift build -c release --product huiqi
	@$(RELEASE)/release/huiqi-bench

lint: ## check the format of the sources
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks Fuzz/Sources/FuzzExpressions Fuzz/Sources/FuzzYAML

format: ## format the sources
	@swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks Fuzz/Sources/FuzzExpressions Fuzz/Sources/FuzzYAML

fuzz: setup ## fuzz the expression front end and the YAML loader, a minute each
	@scripts/fuzz

clean: ## remove everything that was built
	@rm -rf .build
