#!/bin/sh
# nbgrader 0.9.6: a new gradebook asks the *program* `alembic` for its version, after it has made the
# tables. Where the program is not on the PATH (a virtual environment that is used without being
# activated, a service, a kernel), the first try fails. The second one succeeds, on a gradebook without
# a version, and from then on `nbgrader db upgrade` fails.
#
# One would expect: alembic is installed beside nbgrader, so it is asked as a library; or else that a
# try that fails leaves nothing behind, or that the second try fails like the first.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install nbgrader==0.9.6 alembic==1.20.1 SQLAlchemy==2.1.9
cd "$folder"
cat > tries.py <<'EOF'
import sqlite3
from importlib.metadata import version

from nbgrader.api import Gradebook

print(*(f"{name} {version(name)}" for name in ("nbgrader", "alembic", "SQLAlchemy")))
for attempt in ("first", "second"):
    try:
        with Gradebook("sqlite:///gradebook.db") as gradebook:
            gradebook.add_student("ada")
        print(attempt, "try: made, with a student")
    except FileNotFoundError as error:
        print(attempt, "try: FileNotFoundError:", error.filename)
with sqlite3.connect("gradebook.db") as connection:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
print("it knows its version:", "alembic_version" in names)
EOF
PATH=/usr/bin:/bin "$folder/venv/bin/python" tries.py | tee seen
if PATH="$folder/venv/bin:$PATH" nbgrader db upgrade --db=sqlite:///gradebook.db > log 2>&1; then
    echo "nbgrader db upgrade: works" >> seen
else
    echo "nbgrader db upgrade: fails: $(grep -o 'table "\{0,1\}[a-z_]*"\{0,1\} already exists\|duplicate column name: [a-z_]*' log | tail -1)" >> seen
fi
tail -1 seen
# seen:
#   first try: FileNotFoundError: alembic
#   second try: made, with a student
#   it knows its version: False
#   nbgrader db upgrade: fails: duplicate column name: kernelspec
grep -q '^first try: FileNotFoundError: alembic$' seen
grep -q '^second try: made' seen
grep -q '^it knows its version: False$' seen
grep -q '^nbgrader db upgrade: fails' seen
