"""``course gradescope``: the ``autograder.zip`` by which Gradescope grades each hand-in the moment it arrives.

Source of the form: Gradescope, "Autograder Specifications": ``setup.sh`` builds the image once, ``run_autograder`` grades
what lies in ``/autograder/submission`` and leaves ``/autograder/results/results.json``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.coursefolder import CourseFolder
from autograder.database import Database
from autograder.errors import BadSource
from autograder.seeds import course_secret
from course.folder import assignments_in, must_know
from course.handout import parts
from course.handout.kit import EMULATOR, NEW, needs_emulator, pack, requirements, workshop
from course.handout.wheel import build_wheel

SETUP = """\
#!/usr/bin/env bash
# Run once by Gradescope, when the image is built: a Python that suits, and the packages by version and hash.
set -euo pipefail
cd "${AUTOGRADER_ROOT:-/autograder}/source"
suits() { "$1" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }
find_python() { for one in python3.12 python3.13 python3.11 python3; do suits "$one" && echo "$one" && return; done; }
python=$(find_python) || true
if [ -z "$python" ]; then
    apt-get update
    apt-get install --yes python3.12 python3.12-venv || apt-get install --yes python3.11 python3.11-venv
    python=$(find_python)
fi
"$python" -m venv venv
venv/bin/python -m pip install --quiet --require-hashes -r requirements.txt
"""
RUN = """\
#!/usr/bin/env bash
# Run by Gradescope for each hand-in.
root=${AUTOGRADER_ROOT:-/autograder}
exec "$root/source/venv/bin/course" --course "$root/source/course" grade-one "$root/submission" \\
    --results "$root/results/results.json" --metadata "$root/submission_metadata.json"
"""


def build_autograder(root: Path, assignment: str, output: Path) -> Path:
    """Write the zip for one assignment and return its path; ``output`` is the zip, or a folder for it.

    It holds solutions, hidden tests and the secret of the course's seeds: for Gradescope, never for students.
    Raises ``UnknownAssignment``, ``BadSource``, ``StorageError``.
    """
    must_know(assignment, assignments_in(root / "source"))
    _require_no_password(root)
    with workshop(output, f"autograder-{assignment}.zip") as (target, scratch):
        folder = scratch / "source"
        course = folder / "course"
        shutil.copytree(root / "source" / assignment, course / "source" / assignment)
        shutil.copy(root / "nbgrader_config.py", course)
        (course / ".autograder").mkdir()
        (course / ".autograder" / "secret").write_text(course_secret(root).hex())
        modules = parts.all_modules(root, without="course.book")
        wheel = build_wheel(root, folder, modules, ())
        codes = [parts.path_of(root, module).read_text(encoding="utf-8") for module in modules]
        wanted = parts.packages_needed(codes) - {EMULATOR} | {"ipykernel"}
        wanted |= {EMULATOR} if needs_emulator(root, [assignment]) else set()
        (folder / "requirements.txt").write_text(requirements(root, wanted, wheel), "utf-8")
        (folder / "setup.sh").write_text(SETUP)
        (folder / "run_autograder").write_text(RUN)
        pack(folder, scratch / NEW, inside=folder, executable=("setup.sh", "run_autograder"))
    return target


def _require_no_password(root: Path) -> None:
    """Raise ``BadSource`` where the configuration, which goes along, has the database's password in it."""
    config = root / "nbgrader_config.py"
    database = Database.at(CourseFolder.at(root).directory.db_url)
    if database.without_secrets(text := config.read_text("utf-8")) != " ".join(text.split()):
        raise BadSource(
            f"{config} has the password of the gradebook's database in it, and would go to Gradescope: "
            "write c.CourseDirectory.db_url without it, and the password into ~/.pgpass"
        )
