#!/bin/sh
# tensorflow 2.21.0: a module is imported, and its file is edited afterwards, as happens while a notebook is
# open. Called, its function does what was imported; compiled by tf.function, it does what the file says now.
#
# One would expect both to do the same: nobody reloaded the module, and it is the very same function object.
# But AutoGraph does not compile the function's code. It looks up the text of its file when it is compiled
# for the first time, and takes whatever stands at those lines by then, without a word. With autograph=False
# it does what was imported.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install tensorflow==2.21.0
cd "$folder"
cat > edited.py <<'EOF'
import sys
from importlib.metadata import version
from pathlib import Path

import tensorflow as tf

TEXT = """
def bonus(x):
    if x > 0:
        return x + {}
    return x
"""
Path("rule.py").write_text(TEXT.format(1))
from rule import bonus

Path("rule.py").write_text(TEXT.format(100))
one = tf.constant(1)
found = {
    "called": int(bonus(one)),
    "compiled": int(tf.function(bonus)(one)),
    "compiled, autograph=False": int(tf.function(bonus, autograph=False)(1)),
}
print(f"tensorflow {version('tensorflow')}; 1 and a bonus of 1, in the file of 100 by now")
for what, value in found.items():
    print(f"{what}: {value}")
sys.exit(list(found.values()) != [2, 101, 2])
EOF
TF_CPP_MIN_LOG_LEVEL=3 PYTHONDONTWRITEBYTECODE=1 "$folder/venv/bin/python" -W ignore edited.py
