# Every target first builds .venv, so a machine with Python, git and make needs nothing else.
VENV := .venv
UV ?= uv
SUITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for python in $(VENV)/bin/python python3 python3.13 python3.12 python3.11; do \
	"$$python" -c '$(SUITS)' 2>/dev/null && echo "$$python" && break; done)
READY := $(VENV)/ready
# for the chapter `ms_pacman` alone, and under the GPL: `make ATARI= demo` sets up without it
ATARI ?= requirements-atari.lock
BIN := $(VENV)/bin
RIVAL := .venv-bench
HUB := .venv-hub
# another checkout to compare costs with, for one line of `make bench`
BESIDE ?=
# a folder with muzero-general, and a python that runs it, for one line of `make bench`
MUZERO_GENERAL ?=
MUZERO_PYTHON ?= python3
# a folder with courses of others, and a python with their packages, for another
COURSES ?=
COURSES_PYTHON ?= $(BIN)/python

.PHONY: demo test check bench learn book release lock clean

demo: $(READY)  ## grade a sample class from end to end
	$(BIN)/course demo

test: $(READY)  ## run every test
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

check: $(READY)  ## everything that can be said without running the course
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/course release --check

bench: $(READY) $(RIVAL)/ready $(HUB)/ready  ## the numbers we hold ourselves to, measured here and now
	$(BIN)/python tests/bench/notebooks.py
	$(BIN)/python tests/bench/published.py
	$(BIN)/python tests/bench/dqn.py --seeds 10 --rival $(RIVAL)/bin/python
	$(BIN)/python tests/bench/frames.py
	$(BIN)/python tests/bench/pixels.py --seeds 10
	$(BIN)/python tests/bench/pixels.py --seeds 10 --strict
	$(BIN)/python tests/bench/pixels_dqn.py --seeds 3 --plain
	$(BIN)/python tests/bench/ms_pacman.py --seeds 10
	$(BIN)/python tests/bench/ms_pacman.py --seeds 10 --window --steps 50000
	$(BIN)/python tests/bench/ms_pacman_rival.py --seeds 3 --rival $(RIVAL)/bin/python
	$(BIN)/python tests/bench/ms_pacman_rival.py --seeds 3 --rival $(RIVAL)/bin/python --window --steps 50000
	$(BIN)/python tests/bench/muzero.py --seeds 10
	$(if $(MUZERO_GENERAL),$(BIN)/python tests/bench/muzero_rival.py --seeds 5 --rival $(MUZERO_GENERAL) --python $(MUZERO_PYTHON))
	$(BIN)/python tests/bench/recommender.py --seeds 10
	$(BIN)/python tests/bench/recommender_rival.py --seeds 10 --rival $(RIVAL)/bin/python
	$(BIN)/python tests/bench/seeds.py --seeds 20
	$(BIN)/python tests/bench/throughput.py --students 30 --stock-students 3
	$(BIN)/python tests/bench/throughput.py --students 30 --without-showcase
	$(BIN)/python tests/bench/overhead.py --submissions 100
	$(BIN)/python tests/bench/memory.py --submissions 200
	$(BIN)/python tests/bench/costs.py $(if $(BESIDE),--beside $(BESIDE))
	$(BIN)/python tests/bench/bigclass.py --students 2000 --minutes 10
	$(BIN)/python tests/bench/regrade.py --times 1000
	$(BIN)/python tests/bench/killed.py --kills 200 --students 30
	$(BIN)/python tests/bench/cluster.py --workers 3 --kills 100 --students 30 --efficiency 60
	$(BIN)/python tests/bench/killed.py --kills 200 --students 30 --database postgresql
	$(if $(COURSES),$(COURSES_PYTHON) tests/bench/courses.py $(COURSES))
	$(BIN)/python tests/bench/kit.py
	$(BIN)/python tests/bench/watch.py --singles 20 --crowd 100 --kills 20
	$(BIN)/python tests/bench/marking.py --answers 100
	$(BIN)/python tests/bench/hostile.py
	$(BIN)/python tests/bench/spoilers.py
	$(BIN)/python tests/bench/by_heart.py
	$(BIN)/python tests/bench/mutants.py
	$(BIN)/python tests/bench/power.py --seeds 50
	$(BIN)/python tests/bench/rulers.py --seeds 200
	$(BIN)/python tests/bench/false_rejection.py --runs 0
	$(BIN)/python -m pytest tests/test_banks.py --each-alone
	$(BIN)/python -m pytest tests/course/book/test_book_browser.py --whole-book -m every_page
	$(BIN)/python tests/bench/hub.py --hub $(HUB)

learn: $(READY)  ## open the course in JupyterLab
	$(BIN)/course learn

book: $(READY)  ## build the solved course as a website
	$(BIN)/course book

release: $(READY)  ## make the student notebooks
	$(BIN)/course release

$(READY): requirements.lock $(ATARI) pyproject.toml
	@"$(PYTHON)" -c '$(SUITS)' 2>/dev/null || { \
		echo 'This course needs Python 3.11, 3.12 or 3.13, and there is none as python3, python3.13,'; \
		echo 'python3.12 or python3.11. Install one; or name one, as in: make PYTHON=/opt/python3.12'; \
		echo 'or have uv fetch one and say make again: uv venv --python 3.13 --seed $(VENV)'; \
		exit 1; } >&2
	case "$(PYTHON)" in $(VENV)/*) ;; *) "$(PYTHON)" -m venv --clear $(VENV) ;; esac
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes $(addprefix -r ,requirements.lock $(ATARI))
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(RIVAL)/ready: $(ATARI) Makefile
	$(PYTHON) -m venv $(RIVAL)
	$(RIVAL)/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0 stable-baselines3==2.9.2 \
		opencv-python-headless==5.0.0.93 mabwiser==2.7.4 vowpalwabbit==9.11.9
	$(if $(ATARI),$(RIVAL)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(ATARI))
	@touch $@

$(HUB)/ready: Makefile
	$(PYTHON) -m venv $(HUB)
	$(HUB)/bin/python -m pip install --quiet --disable-pip-version-check jupyterhub==6.1.1 configurable-http-proxy==0.4.0
	@touch $@

lock:  ## choose versions anew; afterwards bring environment.yml in line (a test compares them)
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --extra dev --extra cluster pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --no-deps --group atari -o requirements-atari.lock

clean:
	rm -rf $(VENV) $(RIVAL) $(HUB) .pytest_cache .ruff_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
