"""Small mistakes, made in every place of every solution: how many do the tests notice?

    python tests/bench/mutants.py [ASSIGNMENT …]

Of what students write (the code between BEGIN and END SOLUTION, and BLANK lines), each node is changed
in each way of `mutations.py`. Each mutant then meets the test cells that use what its cell defines, hidden
parts included, with several seeds. It is caught if for every seed one of them fails, or takes more than
`--limit` seconds and three times as long as the solution.

Who is not caught is asked, beside the solution, for its answers to thousands of other inputs
(`sameness.py`). If they are all the same, it is no mistake. The rest is printed with an input that tells them
apart, unless `survivors/ASSIGNMENT.toml` says why it may pass.
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inside import REPO, Chapter, Test, bounded, nbgrader, verdict, verdicts
from mutations import mutants, written
from sameness import calls, difference

sys.path.insert(0, str(REPO))

from course.folder import assignments_in

SURVIVORS = Path(__file__).with_name("survivors")
INPUTS = 3000  # with which a survivor is compared with the solution


@dataclass(frozen=True)
class Place:
    """A cell with a solution: its number among the cells that run, its name, what judges it."""

    number: int
    name: str
    source: str
    judging: tuple[Test, ...]


@dataclass(frozen=True)
class Mutant:
    """One small mistake, and its first line that differs, before and after."""

    place: Place
    code: str
    before: str
    after: str

    @property
    def key(self) -> tuple[str, str, str]:
        """By what it is known in `survivors`."""
        return self.place.name, self.before, self.after


def places(chapter: Chapter) -> Iterator[Place]:
    """Yield the cells whose solutions tests judge by right and wrong, not by a score."""
    for number, cell in enumerate(chapter.others):
        names = _functions(cell.source) | _bound(cell.source)
        judging = tuple(test for test in chapter.tests if names & test.speaks_of)
        if written(cell.source) and not any("check.score(" in test.source for test in judging):
            yield Place(number, nbgrader(cell).get("grade_id", cell.id), cell.source, judging)


def every(chapter: Chapter) -> list[Mutant]:
    """Return all mutants of an assignment."""
    return [Mutant(place, *mutant) for place in places(chapter) for mutant in mutants(place.source)]


class Judge:
    """Decides of mutants of one assignment."""

    def __init__(self, chapter: Chapter, seeds: int, least: float) -> None:
        self.chapter, self.seeds, self.least = chapter, seeds, least
        self.sources = [cell.source for cell in chapter.others]
        self.solved = chapter.names(self.sources)
        self.limits: dict[str, float] = {}
        self.asked: dict[str, list[tuple]] = {}
        self.reasons = excused(chapter.assignment)

    def caught(self, mutant: Mutant) -> str:
        """Return whether tests reject a mutant: "always", "sometimes" (by luck of the seed), "never"."""
        try:
            names = self.names(mutant)
        except Exception:  # the cell itself fails, which no student overlooks
            return "always"
        rejected = [False] * self.seeds
        for test in mutant.place.judging:
            found = verdicts(test, names, self.seeds, self.limit(test))
            rejected = [a or b is not None for a, b in zip(rejected, found, strict=True)]
            if all(rejected):
                return "always"
        return "sometimes" if any(rejected) else "never"

    def names(self, mutant: Mutant) -> dict[str, object]:
        """Return what a notebook with this mistake defines."""
        number = mutant.place.number
        return self.chapter.names(
            [*self.sources[:number], mutant.code, *self.sources[number + 1 :]]
        )

    def limit(self, test: Test) -> float:
        """Return the seconds that a test may take. Ends the program if it rejects the solution."""
        if test.name not in self.limits:
            begun = time.perf_counter()
            error = verdict(test, self.solved, 0)
            if error is not None:
                sys.exit(f"{test.name} rejects the solution itself: {error}")
            self.limits[test.name] = max(self.least, 3 * (time.perf_counter() - begun))
        return self.limits[test.name]

    def difference(self, mutant: Mutant) -> str | None:
        """Return an input on which a mutant differs, "" if on none of thousands, None if unknown."""
        names, told = self.names(mutant), ""
        for function in sorted(_functions(mutant.place.source)):
            if function not in self.asked:
                self.asked[function] = calls(self.solved, list(mutant.place.judging), function)
            asked = self.asked[function]
            found = difference(self.solved[function], names[function], asked, INPUTS)
            if found:
                return f"{function}({found})"
            told = None if found is None else told
        return told if _functions(mutant.place.source) else None

    def standing(self, mutant: Mutant) -> tuple[str, str]:
        """Return what :meth:`caught` says, or "excused" or "same"; and the input that tells them apart."""
        found = self.caught(mutant)
        if found == "always":
            return found, ""
        if mutant.key in self.reasons:
            return "excused", ""
        apart = self.difference(mutant)
        return ("same", "") if apart == "" else (found, apart or "not tried")


def excused(assignment: str) -> dict[tuple[str, str, str], str]:
    """Return the reasons why mutants of an assignment may pass: cell, line before, line after → why."""
    path = SURVIVORS / f"{assignment}.toml"
    listed = tomllib.loads(path.read_text()) if path.exists() else {}
    return {
        (cell, each["line"], other): each["why"]
        for cell, entries in listed.items()
        for each in entries
        for other in ([each["as"]] if isinstance(each["as"], str) else each["as"])
    }


def _functions(source: str) -> set[str]:
    kinds = ast.FunctionDef
    return {node.name for node in ast.parse(source).body if isinstance(node, kinds)}


def _bound(source: str) -> set[str]:
    """Return the other names that a cell binds at its top: of classes, of values."""
    body = ast.parse(source).body
    assigned = [t for node in body if isinstance(node, ast.Assign) for t in node.targets]
    names = {t.id for t in assigned if isinstance(t, ast.Name)}
    return names | {node.name for node in body if isinstance(node, ast.ClassDef)}


def measure(assignment: str, options: argparse.Namespace) -> None:
    """Print how many mutants of an assignment were made, how many are mistakes, and who was caught."""
    chapter = Chapter(assignment)
    judge = Judge(chapter, options.seeds, options.limit)
    whole: Counter[str] = Counter()
    unused = set(judge.reasons)
    for place in places(chapter):
        count: Counter[str] = Counter()
        for mutant in (Mutant(place, *each) for each in mutants(place.source)):
            found, apart = judge.standing(mutant)
            if found == "excused":
                unused.discard(mutant.key)
            if apart:
                print(f"    {found} caught: {mutant.before}\n              as: {mutant.after}")
                print(f"         differs at: {apart}", flush=True)
            count[found] += 1
        print(f"{place.name}: {_summary(count)}", flush=True)
        whole += count
    for key in sorted(unused):
        print(f"    no such survivor any more: {key}")
    print(f"{assignment}: {_summary(whole)}", flush=True)


def _summary(count: Counter[str]) -> str:
    equal = count["same"] + count["excused"]
    wrong = count.total() - equal
    share = 100 * count["always"] / wrong if wrong else 100.0
    return (
        f"{count['always']} of {wrong} caught for every seed ({share:.1f} %), {count['sometimes']} for some; "
        f"{equal} more change nothing ({count['same']} by their answers, {count['excused']} as listed)"
    )


def sampled(assignment: str, options: argparse.Namespace) -> list[str]:
    """Return those of some mutants of an assignment, drawn at random, that tests wrongly let pass."""
    chapter = Chapter(assignment)
    judge = Judge(chapter, options.seeds, options.limit)
    drawn = random.Random(options.sample).sample(every(chapter), options.sample)
    return [f"{m.place.name}: {m.before}\n  as: {m.after}" for m in drawn if judge.standing(m)[1]]


def main() -> None:
    """Measure each assignment that is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignments", nargs="*", help="default: all")
    parser.add_argument("--seeds", type=int, default=5, help="with which each test is run")
    parser.add_argument("--limit", type=float, default=3.0, help="seconds a mutant may take")
    parser.add_argument("--sample", type=int, help="judge so many alone, and fail if any passes")
    options = parser.parse_args()
    bounded()
    passed = []
    for assignment in options.assignments or assignments_in(REPO / "source"):
        if options.sample:
            passed += sampled(assignment, options)
        else:
            measure(assignment, options)
    if passed:
        sys.exit("\n".join(passed))


if __name__ == "__main__":
    main()
