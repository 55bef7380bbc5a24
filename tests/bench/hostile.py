"""What every attack of the hostile bank comes to: points gained, processes left, seconds past its limit.

    python tests/bench/hostile.py [--only WORD] [--jobs N] [--no-namespaces] [--in-kernel]

An overrun is how long the slowest thing asked of the kernel took beyond the time it was given; the
promise is at most 2 seconds. ``--in-kernel`` is the counter-trial: the same attacks on the same tests,
run inside the student's process as stock nbgrader would (but in the sandbox), where forging works.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO))

from tests.autograder import hostile_class  # noqa: E402
from tests.autograder.hostile_class import HONEST, LIMITS, Attack, Outcome  # noqa: E402

PROMISED = 2.0  # seconds beyond a limit


def line(attack: Attack, outcome: Outcome) -> str:
    """Return one row of the table."""
    result = outcome.results[attack.student]
    why = next((a for a in outcome.asked if a.student == attack.student and a.ended), None)
    ended = result.notes[0].partition(": ")[2] if result.notes else ("cut short" if why else "ran")
    what = ended if result.status == "graded" else f"ungraded: {result.reason}"
    late = outcome.overrun(attack.student)
    over = f"{late:+6.2f}" if late > 0 else "     –"
    return (
        f"{attack.kind:10} {attack.name:45.45} {result.points:6.1f} {result.seconds:7.1f} "
        f"{over}  {what:.60}"
    )


def in_kernel(root: Path) -> None:
    """Have the tests run inside the student's process."""
    path = root / "course/source/vault/vault.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["tags"] = ["in-kernel"]
    nbformat.write(notebook, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="attacks whose kind or name contains this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--no-namespaces", action="store_true")
    parser.add_argument("--in-kernel", action="store_true")
    options = parser.parse_args()
    chosen = tuple(a for a in hostile_class.attacks() if options.only in f"{a.kind}/{a.name}")
    root = Path(tempfile.mkdtemp(prefix="vault-", dir="/tmp"))
    try:
        made = os.fork()  # by another process: what that takes of memory is not the grader's
        if made == 0:
            hostile_class.make(root, chosen=chosen)
            if options.in_kernel:
                in_kernel(root)
            os._exit(0)
        if os.waitpid(made, 0)[1]:
            raise SystemExit("the class could not be made")
        outcome = hostile_class.grade(root, namespaces=not options.no_namespaces, jobs=options.jobs)
    finally:
        shutil.rmtree(root)
    print(f"{'kind':10} {'attack':45} {'points':>6} {'seconds':>7} {'over':>6}  outcome")
    for attack in chosen:
        print(line(attack, outcome))
    gained = [a for a in chosen if outcome.results[a.student].points]
    ungraded = [a for a in chosen if outcome.results[a.student].status != "graded"]
    refused = [a for a in ungraded if a.refused]
    ungraded = [a for a in ungraded if not a.refused]
    late = sorted(((outcome.overrun(a.student), a.name) for a in chosen), reverse=True)
    changed = [
        s
        for s in HONEST
        if [(v.status, v.points) for v in outcome.alone[s].verdicts]
        != [(v.status, v.points) for v in outcome.results[s].verdicts]
    ]
    print()
    print(f"attacks                    {len(chosen)}")
    print(f"points gained              {sum(outcome.results[a.student].points for a in gained):g}")
    print(f"  by                       {', '.join(a.name for a in gained) or 'nobody'}")
    print(f"refused, as they should be {', '.join(a.name for a in refused) or 'none'}")
    print(f"left ungraded              {', '.join(a.name for a in ungraded) or 'none'}")
    print(f"surviving processes        {len(outcome.survivors)}")
    print(f"files left                 {len(outcome.left)}")
    print(f"honest verdicts changed    {', '.join(changed) or 'none'} of {len(HONEST)}")
    print(f"worst overrun              {max(late[0][0], 0):.2f} s by {late[0][1]}")
    print(
        f"beyond {PROMISED:g} s                 {', '.join(f'{n} {s:.2f}' for s, n in late if s > PROMISED) or 'none'}"
    )
    honest, hostile = outcome.peaks
    print(
        f"grader's peak memory       {hostile:.0f} MB, over honest students {honest:.0f} MB "
        f"({hostile / honest:.2f} times)"
    )
    print(f"all of it                  {outcome.seconds:.0f} s, {options.jobs} at a time")
    print(f"limits                     {LIMITS}")


if __name__ == "__main__":
    main()
