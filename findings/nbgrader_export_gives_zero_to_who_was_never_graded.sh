#!/bin/sh
# nbgrader 0.9.6: `nbgrader export` gives 0.0 to a student whose work `nbgrader autograde` failed to
# grade, and writes names with commas unquoted.
#
# One would expect an empty score for work that has no grade yet (in the gradebook it has none), and a
# CSV that a CSV reader reads: as many fields in each line as in the first. But every missing score counts
# as zero, and the fields are joined by commas as they are.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install nbgrader==0.9.6 ipykernel==7.1.0
PATH="$folder/venv/bin:$PATH"
export PATH
mkdir "$folder/course"
cd "$folder/course"
cat > make.py <<'EOF'
"""A course of one exercise, and one submission, which is right but names a kernel that is not here."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

role = {"schema_version": 3, "locked": False, "task": False, "solution": False, "grade": False}
solution = new_code_cell("x = 1", metadata={"nbgrader": role | {"grade_id": "x", "solution": True}})
test = role | {"grade_id": "x-tests", "grade": True, "locked": True, "points": 2}
nb = new_notebook(cells=[solution, new_code_cell("assert x == 1", metadata={"nbgrader": test})])
Path("source/one").mkdir(parents=True)
nbformat.write(nb, "source/one/a.ipynb")
nb.metadata["kernelspec"] = {"name": "of-another-machine", "display_name": "x", "language": "python"}
Path("submitted/ada/one").mkdir(parents=True)
nbformat.write(nb, "submitted/ada/one/a.ipynb")
Path("nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "one"\n')
with Gradebook("sqlite:///gradebook.db") as book:
    book.add_student("ada", first_name="Ada", last_name="King, Countess of Lovelace")
EOF
python make.py
nbgrader generate_assignment one > log 2>&1
if nbgrader autograde one >> log 2>&1; then
    echo "autograde did not fail: nothing is shown"
    exit 1
fi
nbgrader export >> log 2>&1
cat > look.py <<'EOF'
import csv
import sys
from importlib.metadata import version

from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as book:
    (held,) = book.find_submission("one", "ada").notebooks[0].grades
    print(f"nbgrader {version('nbgrader')}: in the gradebook the points are {held.auto_score}")
with open("grades.csv", newline="") as file:
    header, row = csv.reader(file)
print(f"exported: {len(header)} columns, {len(row)} fields; score {row[-2]} of {row[-1]}")
sys.exit(not (held.auto_score is None and row[-2:] == ["0.0", "2.0"] and len(row) == len(header) + 1))
EOF
python look.py
