# Overwrites, renames, deletes and re-owns the grader's own code, the interpreter and the notebook libraries.
# shows: changed: []
import os
import sys
from pathlib import Path

import autograder.exam.verifier
import IPython
import ipykernel

changed = []
for target in (
    autograder.exam.verifier.__file__,
    ipykernel.__file__,
    IPython.__file__,
    sys.executable,
    os.path.realpath(sys.executable),
):
    for attempt in (
        lambda: Path(target).open("r+b").close(),
        lambda: Path(target).with_name("hostile_was_here").touch(),
        lambda: os.rename(target, target + "x"),
        lambda: os.chmod(target, 0o777),
        lambda: os.chown(target, os.getuid(), os.getgid()),
        lambda: os.utime(target),
        lambda: os.link(target, "hard"),
        lambda: os.setxattr(target, "user.x", b"1"),
    ):
        try:
            attempt()
            changed.append(target)
        except OSError:
            continue
print("changed:", changed)
