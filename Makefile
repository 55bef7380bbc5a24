# Every target first builds .venv, so a machine with Python, git and make needs nothing else.
PYTHON ?= python3
UV ?= uv
VENV := .venv
READY := $(VENV)/ready
BIN := $(VENV)/bin
RIVAL := .venv-bench

.PHONY: demo test check bench learn book release lock clean

demo: $(READY)  ## grade a sample class from end to end
	$(BIN)/course demo

test: $(READY)  ## run every test
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

check: $(READY)  ## everything that can be said without running the course
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/course release --check

bench: $(READY) $(RIVAL)/ready  ## the numbers we hold ourselves to, measured here and now
	$(BIN)/python tests/bench/notebooks.py
	$(BIN)/python tests/bench/published.py
	$(BIN)/python tests/bench/dqn.py --seeds 10 --rival $(RIVAL)/bin/python
	$(BIN)/python tests/bench/seeds.py --seeds 20
	$(BIN)/python tests/bench/throughput.py --students 30 --stock-students 3
	$(BIN)/python tests/bench/throughput.py --students 30 --without-showcase
	$(BIN)/python tests/bench/overhead.py --submissions 100
	$(BIN)/python tests/bench/memory.py --submissions 200
	$(BIN)/python tests/bench/regrade.py --times 1000
	$(BIN)/python tests/bench/killed.py --kills 200 --students 30
	$(BIN)/python tests/bench/hostile.py
	$(BIN)/python -m pytest tests/course/test_book_browser.py --whole-book -m every_page

learn: $(READY)  ## open the course in JupyterLab
	$(BIN)/course learn

book: $(READY)  ## build the solved course as a website
	$(BIN)/course book

release: $(READY)  ## make the student notebooks
	$(BIN)/course release

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v < (3, 14) else "This course needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is %d.%d. Try: make PYTHON=python3.12" % v[:2])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(RIVAL)/ready:
	$(PYTHON) -m venv $(RIVAL)
	$(RIVAL)/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0 stable-baselines3==2.9.2
	@touch $@

lock:  ## choose versions anew; afterwards bring environment.yml in line (a test compares them)
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) $(RIVAL) .pytest_cache .ruff_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
