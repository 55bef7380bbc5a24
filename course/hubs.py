"""What ``course hub-check`` does: write what a JupyterHub is told, or say what is missing on it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from course.commands import DONE, FIXABLE
from course.folder import find_course
from course.terminal import say


def hub_check(options: argparse.Namespace) -> int:
    """Run ``course hub-check``."""
    from course.student.hub import find_hub, look_as_student

    if getattr(options, "write", False):
        return _write(options)
    hub = find_hub(options.folder)
    if not _grades(options, hub.course):
        say("As a student:")
        return _told(look_as_student(hub))
    from course.handout.hub import identity, look_as_instructor, look_at_students

    if options.student:
        identity(options.student)  # before anything is said
    say("As an instructor:")
    mine = _told(look_as_instructor(hub))
    say(
        f"As the student {options.student}:" if options.student else "As a student, seen from here:"
    )
    theirs = _told(look_at_students(hub, options.student))
    return max(mine, theirs)


def _grades(options: argparse.Namespace, course: Path) -> bool:
    """Say whether this is an instructor: somebody who has the whole command, and may read the course."""
    return hasattr(options, "student") and os.access(course / "source", os.R_OK)


def _told(findings) -> int:
    code = DONE
    for finding in findings:
        say(f"  {finding}")
        code = code if finding.fine else FIXABLE
    return code


def _write(options: argparse.Namespace) -> int:
    from course.handout.hub import BadSource, write_hub

    if options.folder is None:
        raise BadSource(
            "Where? Name a folder that everybody can read: course hub-check /srv/rl-hub --write"
        )
    hub = write_hub(
        find_course(Path.cwd(), options.course),
        options.folder,
        instructors=options.instructors,
        exchange=options.exchange,
        students_python=options.students_python,
    )
    say(
        f"Written for {hub.course_id}, whose graders are {', '.join(hub.instructors)}: {hub.folder}"
    )
    say("The last line of the hub's jupyterhub_config.py; then restart the hub:")
    say(f'  load_subconfig("{hub.folder / "jupyterhub_config.py"}")')
    return DONE
