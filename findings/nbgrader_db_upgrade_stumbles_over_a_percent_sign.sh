#!/bin/sh
# nbgrader 0.9.6: a gradebook whose address holds a letter written as %40 or the like, as addresses ask for, is
# opened, but `nbgrader db upgrade` fails on it: the address goes into an ini file, where % begins something else.
#
# One would expect an address that the gradebook opens with to be one that it is upgraded with.
#
# What helps: an address without such letters. What stands in it of the user's can stand in ~/.pgpass.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install nbgrader==0.9.6 alembic==1.20.1 SQLAlchemy==2.1.9 'psycopg[binary]==3.3.9'
cd "$folder"
"$folder/venv/bin/python" -c '
from importlib.metadata import version
from sqlalchemy.engine import make_url
print("nbgrader", version("nbgrader"), "SQLAlchemy", version("SQLAlchemy"))
print("SQLAlchemy reads:", make_url("postgresql://ada@127.0.0.1:1/class%40home").database)'
# nobody listens there: no server is needed to see it
PATH="$folder/venv/bin:$PATH" nbgrader db upgrade --db="postgresql://ada@127.0.0.1:1/class%40home" > log 2>&1 || true
grep -o "^configparser.*" log | tee seen
# seen:
#   configparser.InterpolationSyntaxError: '%' must be followed by '%' or '(', found: '%40home'
grep -q "InterpolationSyntaxError.*'%40home'" seen
