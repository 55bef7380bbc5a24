#!/bin/sh
# nbgrader 0.9.6: a test cell in which any library warns gives 0 points though every assertion holds, and
# one that ends with a comparison that is False gives all of them.
#
# One would expect a warning on stderr to be no failure, as it is none in Jupyter, and a test that says False
# to earn nothing. But points are read from a cell's outputs: whatever stands on stderr counts as an error, and
# what can't be read as a number, False among it, as full marks.
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
"""A course of one exercise with two tests, and one submission, in which x is 1."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

role = {"schema_version": 3, "locked": False, "task": False, "solution": False, "grade": False}
test = role | {"grade": True, "locked": True, "points": 2}
cells = [
    new_code_cell("x = 1", metadata={"nbgrader": role | {"grade_id": "x", "solution": True}}),
    new_code_cell(
        "import warnings\nwarnings.warn('use y one day', FutureWarning)\nassert x == 1",
        metadata={"nbgrader": test | {"grade_id": "warns"}},
    ),
    new_code_cell("x == 7", metadata={"nbgrader": test | {"grade_id": "says-false"}}),
]
nb = new_notebook(cells=cells)
nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
for folder in ("source", "submitted/ada"):
    Path(folder, "one").mkdir(parents=True)
    nbformat.write(nb, f"{folder}/one/a.ipynb")
Path("nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "one"\n')
EOF
python make.py
nbgrader generate_assignment one > log 2>&1
nbgrader autograde one --create >> log 2>&1
cat > look.py <<'EOF'
import sys
from importlib.metadata import version

from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as book:
    grades = book.find_submission("one", "ada").notebooks[0].grades
    points = {grade.name: (grade.auto_score, grade.max_score) for grade in grades}
print(f"nbgrader {version('nbgrader')}: {points}")
sys.exit(points != {"warns": (0, 2), "says-false": (2, 2)})
EOF
python look.py
