# The only commands anyone must know: make run · make test. `make help` lists the rest.

SHELL := bash
LISTEN ?= 127.0.0.1:3000
export LISTEN

.DEFAULT_GOAL := help
.PHONY: help run dev test check days e2e walk fmt bench lighthouse weight memory size release clean

help: ## list these commands
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /  make \1\t/' | expand -t 18

run: ## set up what is missing, build, fill an empty database with the demo county, serve
	@scripts/with-tools scripts/build
	@scripts/serve

dev: ## serve the development build and rebuild it at every change
	@scripts/with-tools node scripts/dev.mjs $(LISTEN)

test: ## everything that has to pass: formatting, lints, unit, store and HTTP tests on both databases, browser tests
	@scripts/with-tools scripts/test

check: ## the quick part of `make test`: formatting, lints, unit tests
	@scripts/with-tools scripts/check

days: ## unit, store and HTTP tests on the days at which calendars have their corners, and on thirty random ones
	@scripts/with-tools scripts/days

e2e: ## the browser tests alone; ARGS goes to Playwright
	@scripts/with-tools scripts/build
	@scripts/with-tools scripts/e2e $(ARGS)

walk: ## the random walks over the workflow, a hundred thousand of them
	@WALKS=100000 scripts/with-tools cargo test --profile walk -p domain --test walk

fmt: ## format the code
	@cargo fmt --all

bench: ## requests per second, processor time and growth of the public pages, at 1 000 to 100 000 proposals
	@scripts/with-tools scripts/build release
	@scripts/bench

memory: ## how much memory the server holds, at rest, after many sign-ins and pages, and under held bodies
	@scripts/with-tools scripts/build release
	@SERVER_BIN=target/release/server scripts/with-server node scripts/memory.mjs

size: ## what browsers load first, beside a hello-world of the same stack
	@scripts/with-tools scripts/site
	@scripts/with-tools scripts/size

lighthouse: ## the scores that Lighthouse gives home, list, a proposal and the figures on a phone
	@scripts/with-tools scripts/build release
	@SERVER_BIN=target/release/server scripts/with-tools scripts/with-server scripts/lighthouse

weight: ## the bytes of HTML and style of every public page, in brotli
	@scripts/with-tools scripts/build
	@WEIGHTS=1 scripts/with-tools scripts/e2e --project=phone-zh weight

release: ## one folder to ship: dist/jianyi with program, site and example settings
	@scripts/with-tools scripts/build release
	@scripts/release

clean: ## remove everything that was built
	@cargo clean
	@rm -rf dist end2end/node_modules
