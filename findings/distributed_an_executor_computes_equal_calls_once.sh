#!/bin/sh
# distributed 2026.8: `Client.get_executor()` gives a concurrent.futures.Executor, but of two submissions of one
# function with equal arguments only one is run, and both futures have its result.
#
# One would expect what every other executor of that interface does: a call for each `submit`. Who asks twice
# for something that is not the same twice (a roll of dice, the time, work to be done once more) gets it once.
#
# What helps: get_executor(pure=False).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install distributed==2026.8.0
cat > "$folder/dice.py" <<'EOF'
import random
import sys
from concurrent.futures import ThreadPoolExecutor

import distributed


def roll(sides):
    return random.SystemRandom().randrange(sides)


def different(executor):
    with executor:
        futures = [executor.submit(roll, 10**12) for _ in range(20)]
        return len({future.result() for future in futures})


if __name__ == "__main__":
    with distributed.Client(processes=False, dashboard_address=None) as client:
        seen = {
            "threads": different(ThreadPoolExecutor()),
            "distributed": different(client.get_executor()),
            "distributed, pure=False": different(client.get_executor(pure=False)),
        }
    print(f"distributed {distributed.__version__}, different rolls of 20: {seen}")
    sys.exit(seen != {"threads": 20, "distributed": 1, "distributed, pure=False": 20})
EOF
"$folder/venv/bin/python" "$folder/dice.py"
