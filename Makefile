# Everything a candidate, an author and a developer types. Each target says what it does as it goes.
.PHONY: run test test-cgroup2 check bench kattis dist screenshots

run:            ## sets everything up and serves Onsite on this machine
	@scripts/run.sh $(ARGS)

test:           ## every test, from nothing: Rust, web, browser, and the bank's proofs
	@scripts/test.sh

test-cgroup2:   ## the sandbox's tests under cgroup v2, in an emulated machine
	@scripts/test-cgroup2.sh $(ARGS)

check:          ## formatting, lints, types, the bank's shape
	@scripts/check.sh

bench:          ## judging, server start and page weight, as ratios
	@scripts/bench.sh $(ARGS)

kattis:         ## judges the packages in DIR and compares with what they expect
	@DIR="$(DIR)" scripts/kattis.sh $(ARGS)

dist:           ## one self-contained binary in dist/
	@scripts/dist.sh

screenshots:    ## the README's pictures, from the real product
	@scripts/screenshots.sh
