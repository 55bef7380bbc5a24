#!/bin/sh
# tensorflow 2.21.0 with keras 3.15.1: a function compiled with reduce_retracing=True works for a batch of
# rows, works for rows in groups if it never saw anything else, and fails for one after the other.
#
# One would expect an argument of another rank to be another signature, traced for itself, as it is without
# reduce_retracing; or a wider shape in which the sizes of axes are unknown. But signatures that differ in
# rank are widened to a shape of *unknown rank*, which no call had, and dense layers of keras can't be
# built into a graph for that: the second call raises ValueError.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install tensorflow==2.21.0 keras==3.15.1
cd "$folder"
cat > ranks.py <<'EOF'
import sys
from importlib.metadata import version

import keras
import numpy as np
import tensorflow as tf

ROWS, GROUPS = np.ones((6, 4), np.float32), np.ones((2, 3, 4), np.float32)


def outcome(calls, **options):
    """Return what a dense layer, compiled anew, makes of each call."""
    layer = keras.layers.Dense(5)
    layer.build((None, 4))
    compiled, told = tf.function(lambda x: layer(x), **options), []
    for x in calls:
        try:
            told.append(str(tuple(compiled(x).shape)))
        except ValueError:
            told.append("ValueError")
    return told


print(*(f"{name} {version(name)}" for name in ("tensorflow", "keras")))
seen = {
    "rows, then groups": outcome([ROWS, GROUPS]),
    "rows, then groups, reduce_retracing": outcome([ROWS, GROUPS], reduce_retracing=True),
    "groups alone, reduce_retracing": outcome([GROUPS], reduce_retracing=True),
}
for what, told in seen.items():
    print(f"{what}: {', '.join(told)}")
expected = [["(6, 5)", "(2, 3, 5)"], ["(6, 5)", "ValueError"], ["(2, 3, 5)"]]
sys.exit(list(seen.values()) != expected)
EOF
TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" -W ignore ranks.py
