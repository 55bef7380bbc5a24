"""A grader in a process of its own, so that tests can be a grader as root and as an ordinary user.

Reads from standard input what to run inside the sandbox, writes what came of it:

    {"namespaces": true, "limits": {}, "cells": {name: source}, "tests": {name: source}}
    {"layers": [...], "cells": {name: text}, "neighbour": {name: text}, "tests": {name: message}}

The cells know the address of the fork server as ``SERVER``. They run in one kernel, and once more in a second one, the neighbour, at the same time.
"""

from __future__ import annotations

import json
import sys

from autograder.exam.verifier import Examination
from autograder.limits import Limits
from autograder.workers.forkserver import ForkServer
from autograder.workers.kernel import Setting, StudentKernel


def texts(kernel: StudentKernel, cells: dict[str, str]) -> dict[str, str]:
    """Return what each cell prints, or the error it stops with."""
    found = {}
    for name, source in cells.items():
        run = kernel.run(source, 60.0)
        printed = "".join(o.text for o in run.outputs if o.output_type == "stream")
        found[name] = run.error or printed.strip()
    return found


def main() -> None:
    order = json.load(sys.stdin)
    server = ForkServer()
    try:
        limits = Limits(**order["limits"])
        setting = Setting(limits, server.address, namespaces=order["namespaces"])
        order["cells"] = {"server": f"SERVER = {server.address!r}", **order["cells"]}
        with StudentKernel(setting, 1) as kernel, StudentKernel(setting, 2) as neighbour:
            report = {
                "layers": kernel.layers,
                "cells": texts(kernel, order["cells"]),
                "neighbour": texts(neighbour, order["cells"]),
                "tests": {
                    name: kernel.examine(Examination((), source, 1, 60.0))["message"]
                    for name, source in order["tests"].items()
                },
            }
    finally:
        server.close()
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main()
