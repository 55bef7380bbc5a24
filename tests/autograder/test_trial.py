"""The instructor's solution is graded first: what can't be expressed outside is told, never a silent zero."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.errors import BadSource
from autograder.grade import grade_assignment
from autograder.gradebook import _make_gradebook
from autograder.trial import Trial
from autograder.verdict import Graded, Verdict
from autograder.workers.kernel import Setting
from tests.autograder.notebooks import (
    CONFIG,
    WarmServer,
    answer,
    checked,
    code,
    notebook,
    setup,
    write,
)

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]
REFUSE = '\nc.SandboxedExecute.fallback = "refuse"\n'
F = "### BEGIN SOLUTION\ndef f(x): return x + 1\n### END SOLUTION"
# what only a test in the student's own process can look into
_FOUND = "any(type(x).__name__ == 'function' and x.__name__ == 'f' for x in gc.get_objects())"
LOOKS_INSIDE = f"import gc\nassert {_FOUND}"
BINDS = f"import gc\nseen = {_FOUND}\nassert seen"


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty gradebook, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    _make_gradebook(f"sqlite:///{path}")
    return path


class Class:
    """A course of one notebook, and what became of who handed it in."""

    def __init__(self, root: Path, *cells: NotebookNode, config: str = "") -> None:
        self.root = root
        self.trials: list[Trial] = []
        self._source = notebook(*cells)
        (root / "nbgrader_config.py").write_text(CONFIG + config)
        write(root / "source/tiny/tiny.ipynb", self._source)

    def hand_in(self, student: str, **answers: str) -> None:
        """Hand in the solution, but for what is named."""
        made = nbformat.from_dict(self._source.copy())
        made = nbformat.reads(nbformat.writes(made), as_version=4)
        for cell in made.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            cell.source = answers.get(name, cell.source)
        write(self.root / f"submitted/{student}/tiny/tiny.ipynb", made)

    def grade(self) -> dict[str, dict[str, Verdict]]:
        """Grade all; return verdicts by student and test."""
        results = grade_assignment(self.root, "tiny", on_trial=self.trials.append)
        return {one.student: by_name(one) for one in results}


def by_name(result: Graded) -> dict[str, Verdict]:
    assert result.status == "graded", result.reason
    return {verdict.grade_id: verdict for verdict in result.verdicts}


@pytest.fixture
def course(tmp_path: Path, gradebook: Path, setting: Setting, monkeypatch: pytest.MonkeyPatch):
    """Return a function that makes a course of the given cells."""
    server = WarmServer(setting.address)
    monkeypatch.setattr("autograder.workers.forkserver.ForkServer", lambda *_, **__: server)
    shutil.copy(gradebook, tmp_path)
    return lambda *cells, **options: Class(tmp_path, *cells, **options)


def test_a_test_that_cannot_be_expressed_outside_gives_stocks_points_and_says_what_it_is(course):
    made = course(
        setup("import numpy"),
        answer("f", F),
        checked("plain", "assert f(1) == 2"),
        checked("inside", LOOKS_INSIDE),
    )
    made.hand_in("anna")
    made.hand_in("ben", f="def f(x): return x")
    made.hand_in("cora", f="g = None")
    graded = made.grade()
    assert {name: v.by for name, v in graded["anna"].items()} == {
        "plain": "verifier",
        "inside": "in-kernel",
    }
    points = {
        student: [v.points for v in verdicts.values()] for student, verdicts in graded.items()
    }
    assert points == {"anna": [1, 1], "ben": [0, 1], "cora": [0, 0]}
    (trial,) = made.trials
    (finding,) = trial.findings
    assert (finding.grade_id, finding.way) == ("inside", "forked")


def test_a_course_may_refuse_such_tests_and_nobody_is_graded_until_they_are_mended(course):
    made = course(answer("f", F), checked("inside", LOOKS_INSIDE), config=REFUSE)
    made.hand_in("anna")
    with pytest.raises(BadSource, match="inside") as caught:
        made.grade()
    assert "fallback" in str(caught.value)
    write(
        made.root / "source/tiny/tiny.ipynb",
        notebook(answer("f", F), checked("inside", "assert f(1) == 2")),
    )
    assert made.grade()["anna"]["inside"].points == 1


def test_a_broken_test_is_told_apart(course):
    made = course(answer("f", F), checked("wrong", "assert f(1) == 3, 'not 3'"))
    made.hand_in("anna")
    assert made.grade()["anna"]["wrong"].points == 0
    ((finding,),) = [trial.findings for trial in made.trials]
    assert finding.way == "broken"
    assert "not 3" in finding.outside
    assert "mend" in finding.advice


def test_what_a_forked_test_does_leaves_nothing_behind(course):
    made = course(
        answer("f", F),
        answer("g", "### BEGIN SOLUTION\ndef g(): return sorted(globals())\n### END SOLUTION"),
        checked("inside", LOOKS_INSIDE + "\nkestrel = 7319\nassert 'kestrel' in g()"),
        checked(
            "after", "assert 'kestrel' not in g()\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"
        ),
    )
    made.hand_in("anna")
    verdicts = made.grade()["anna"]
    assert [v.points for v in verdicts.values()] == [1, 1]


def test_a_test_that_others_rely_on_runs_in_place(course):
    made = course(
        answer("f", F),
        checked("inside", "### BEGIN HIDDEN TESTS\n" + BINDS + "\n### END HIDDEN TESTS"),
        code("assert seen"),
        answer("g", "### BEGIN SOLUTION\nassert seen\ng = 1\n### END SOLUTION"),
        checked("after", "assert g == 1"),
    )
    made.hand_in("anna")
    verdicts = made.grade()["anna"]
    assert [v.points for v in verdicts.values()] == [1, 1]
    assert {one.grade_id: one.way for one in made.trials[0].findings} == {
        "inside": "in place",
        "after": "in place",
    }


def test_points_in_the_last_line_and_messages_come_from_the_fork(course):
    made = course(
        answer("f", F),
        checked("inside", LOOKS_INSIDE + "\n1.5 if f(1) == 2 else 0.5", 2),
        checked("says", LOOKS_INSIDE + "\nassert f(1) == 2, 'one more, please'", 2),
    )
    made.hand_in("anna")
    made.hand_in("ben", f="def f(x): return x")
    graded = made.grade()
    assert [v.points for v in graded["anna"].values()] == [1.5, 2]
    assert [v.points for v in graded["ben"].values()] == [0.5, 0]
    assert "one more, please" in graded["ben"]["says"].message


def test_a_forked_test_without_end_is_ended_and_the_next_one_is_graded(course):
    made = course(
        answer("f", F), checked("inside", LOOKS_INSIDE + "\nf(1)"), checked("after", "assert f")
    )
    made.hand_in("anna", f="def f(x):\n    import time\n    time.sleep(600)")
    results = grade_assignment(
        made.root, "tiny", limits=__import__("autograder.limits").limits.Limits(cell_seconds=2)
    )
    assert [v.points for v in results[0].verdicts] == [0, 1]


def test_what_stock_allows_is_allowed_outside_the_kernel_too_and_told(course):
    made = course(
        answer(
            "add",
            "### BEGIN SOLUTION\ndef add(xs, x):\n    xs.append(x)\n    return xs\n### END SOLUTION",
        ),
        checked("changes", "xs = [1]\nassert add(xs, 2) == [1, 2]"),
        answer("two", "### BEGIN SOLUTION\ndef two(): return 2\n### END SOLUTION"),
        checked("shows", "assert two() == 2\ntwo() == 2"),
    )
    made.hand_in("anna")
    made.hand_in("ben", add="def add(xs, x): return []", two="two = 3")
    graded = made.grade()
    assert [(v.by, v.points) for v in graded["anna"].values()] == [("verifier", 1)] * 2
    assert [v.points for v in graded["ben"].values()] == [0, 0]
    ways = {one.grade_id: one.way for one in made.trials[0].findings}
    assert ways == {"changes": "lenient", "shows": "unpriced"}


def test_the_solution_is_graded_once_for_a_version_of_the_source(course, monkeypatch):
    made = course(answer("f", F), checked("inside", LOOKS_INSIDE))
    made.hand_in("anna")
    made.grade()
    with monkeypatch.context() as patch:
        patch.setattr("autograder.trial.try_solution", None)
        made.hand_in("ben")
        assert made.grade()["ben"]["inside"].points == 1
    assert len(made.trials) == 2
    source = notebook(answer("f", F), checked("inside", LOOKS_INSIDE + "  # again"))
    write(made.root / "source/tiny/tiny.ipynb", source)
    assert made.grade()["anna"]["inside"].by == "in-kernel"


def test_a_submission_cannot_choose_the_weaker_way(course):
    made = course(answer("f", F), checked("plain", "assert f(1) == 2"))
    made.hand_in("eve", f="class f:\n    def __call__(self, x): return object()\nf = f()")
    verdict = made.grade()["eve"]["plain"]
    assert (verdict.by, verdict.points) == ("verifier", 0)
    assert not made.trials


def test_a_test_in_another_language_is_never_passed_by_being_passed_over(course):
    made = course(
        answer("f", F),
        checked("shell", "%%bash\ntest 1 -eq 1"),
        checked("wrong", "%%bash\nfalse"),
    )
    made.hand_in("anna")
    verdicts = made.grade()["anna"]
    assert (verdicts["shell"].by, verdicts["shell"].points) == ("in-kernel", 1)
    assert verdicts["wrong"].points == 0


def test_a_solution_is_tried_beside_the_files_of_the_course(tmp_path: Path):
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    solved = notebook(
        answer(
            "area",
            "from constants import PI\n"
            "### BEGIN SOLUTION\ndef area(r): return PI * r * r\n### END SOLUTION",
        ),
        checked("area-tests", "assert area(2) == 12"),
    )
    write(tmp_path / "source/round/round.ipynb", solved)
    (tmp_path / "source/round/constants.py").write_text("PI = 3\n")
    write(tmp_path / "submitted/anna/round/round.ipynb", solved)
    found: list[object] = []
    (graded,) = grade_assignment(tmp_path, "round", jobs=1, on_trial=found.append)
    assert (graded.points, found) == (1, [])
