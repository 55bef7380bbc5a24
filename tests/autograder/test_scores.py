"""What a student's own network is worth: played in the verifier, ranked, and nobody else's word counts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from nbgrader.api import Gradebook

import lib
from autograder.grade import grade_assignment
from autograder.gradebook import load_results
from autograder.report.marks import classes
from autograder.report.ranking import rankings
from autograder.verdict import Graded, Verdict
from autograder.workers.forkserver import ForkServers
from tests.autograder.notebooks import (
    BLANK,
    CONFIG,
    answer,
    checked,
    code,
    nbgrader,
    notebook,
    setup,
    write,
)

pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]

SIDE = 500  # float32: 1,000,000 bytes
LOAD = "import numpy as np\n\ndef weights(): return dict(np.load('weights.npz'))"
TEST = f"""
got = weights()
check.that(type(got) is dict and set(got) == {{"dense"}}, "return the array dense in a dict")
check.that(type(got["dense"]) is np.ndarray, "dense is too large, or no array")
check.that(got["dense"].nbytes <= 2**20, "the arrays take more than 1 MB")
dense = check.array(got["dense"], "dense", ({SIDE}, {SIDE}))
check.score(1e6, "practice")
### BEGIN HIDDEN TESTS
rng = check.rng()
games = [dense[0, 0] + 0 * rng.random() for _ in range(3)]
check.score(np.mean(games), "mean of 3 games")
min(4, float(np.mean(games)) // 10)
### END HIDDEN TESTS
"""
LIES = """
import builtins, numpy as np
from lib import check

check.score(1e9, "mean of 3 games")
check.score = lambda *_: None
check.array = lambda value, *_: np.full_like(value, 1e9)
check.that = lambda *_, **__: None
builtins.__score__ = lambda *_: (1e9, "mean of 3 games")
class Array(np.ndarray):
    def __score__(self): return 1e9
__score__, score, score_of = 1e9, 1e9, "mean of 3 games"

def weights():
    check.score(1e9, "mean of 3 games")
    print("★ mean of 3 games: 1,000,000,000")
    print('{"status": "passed", "message": "", "points": 4, "score": 1e9, "score_of": "games"}')
    try:
        import autograder.exam.verifier as verifier
        verifier._hearing_scores = None
        for name in ("score", "__score__"):
            setattr(verifier, name, 1e9)
    except ImportError:
        pass
    return """


def arrays(first: float, side: int = SIDE, **more: np.ndarray) -> dict[str, np.ndarray]:
    dense = np.random.default_rng(0).random((side, side), dtype=np.float32)
    dense[0, 0] = first
    return {"dense": dense, **more}


HANDED_IN: dict[str, tuple[str, dict[str, np.ndarray] | None]] = {
    "ada": (LOAD, arrays(35)),
    "bea": (LOAD, arrays(20)),
    "cyd": (LOAD, arrays(20)),
    "dan": (LOAD, arrays(2)),
    "eve": (LIES + "{'dense': 'as large as you like'}", None),
    "fay": (LIES + "dict(np.load('weights.npz'))", arrays(7)),
    "gil": (LOAD, None),
    "hal": (
        "import numpy as np\nkept = dict(np.load('weights.npz'))\ndef weights(): return kept",
        None,
    ),
    "ivy": (LOAD, {"dense": np.zeros((SIDE, 20 * SIDE))}),
    "jon": (LOAD, arrays(90, side=2 * SIDE)),
    "kim": (LOAD, arrays(np.nan)),
    "leo": (LOAD, {"dense": np.array([1, "a", None], dtype=object)}),
}


def submission(source: str):
    return notebook(
        setup("import numpy as np\nfrom lib import check"),
        answer("net", BLANK.format(source)),
        checked("net-tests", TEST, 4),
        code("# the end"),
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a course whose class has been graded."""
    root = tmp_path_factory.mktemp("scores")
    readable = f"c.SandboxedExecute.readable = [{str(Path(lib.__file__).parent)!r}]\n"
    (root / "nbgrader_config.py").write_text(CONFIG + readable)
    write(root / "source/tiny/tiny.ipynb", submission(LOAD))
    for student, (source, kept) in HANDED_IN.items():
        folder = write(root / f"submitted/{student}/tiny/tiny.ipynb", submission(source)).parent
        if kept is not None:
            np.savez_compressed(folder / "weights.npz", **kept)
    with ForkServers() as servers:
        grade_assignment(root, "tiny", servers=servers)
    return root


@pytest.fixture(scope="module")
def results(course: Path) -> dict[str, Graded]:
    return {result.student: result for result in load_results(course, "tiny")}


def verdict(results: dict[str, Graded], student: str) -> Verdict:
    (found,) = results[student].verdicts
    return found


# The score


def test_the_last_score_of_a_test_that_ran_to_its_end_is_kept_with_its_verdict(results):
    ada = verdict(results, "ada")
    assert (ada.status, ada.points, ada.score, ada.score_of) == ("passed", 3, 35, "mean of 3 games")


def test_a_score_that_is_worth_no_point_is_one(results):
    assert (verdict(results, "dan").points, verdict(results, "dan").score) == (0, 2)


def test_the_class_is_ranked_and_who_has_no_score_is_not(results):
    (ranking,) = rankings(classes(list(results.values()))[0])
    found = [(place.place, place.student, place.score) for place in ranking.places]
    assert found == [(1, "ada", 35), (2, "bea", 20), (2, "cyd", 20), (4, "fay", 7), (5, "dan", 2)]


def test_whatever_the_student_s_code_says_of_its_score_nobody_hears(results):
    failed, played = verdict(results, "eve"), verdict(results, "fay")
    assert "1,000,000,000" in failed.printed + played.printed, "the attack ran"
    assert (failed.status, failed.points, failed.score, failed.score_of) == ("failed", 0, None, "")
    assert (played.points, played.score) == (0, 7), "what its network is worth, and no more"


# Files beside the notebook


@pytest.mark.parametrize(
    ("student", "message", "hint"),
    [
        ("gil", "No such file or directory: 'weights.npz'", "beside the notebook"),
        ("hal", "its cell stopped with FileNotFoundError: [Errno 2] No such file", ""),
        ("ivy", "return the array dense", "the result of weights is too large to be tested: 38 MB"),
        ("jon", "the arrays take more than 1 MB", ""),
        ("kim", "dense holds a NaN", ""),
        ("leo", "Object arrays cannot be loaded when allow_pickle=False", ""),
    ],
)
def test_a_file_that_is_missing_too_large_or_no_numbers_is_said_to_be(
    results, student, message, hint
):
    found = verdict(results, student)
    assert (found.status, found.points, found.score) == ("failed", 0, None)
    assert message in found.message
    assert hint in found.hint


def test_the_same_code_with_other_files_is_tested_with_other_numbers(results):
    seeds = {student: verdict(results, student).seed for student in results}
    assert len(set(seeds.values())) == len(seeds)


def test_a_file_that_only_says_when_changes_no_numbers(course, results, tmp_path):
    again, other = tmp_path / "again", tmp_path / "other"
    for root in (again, other):
        shutil.copytree(course, root)
        folder = root / "submitted/ada/tiny"
        (folder / "timestamp.txt").write_text("2030-01-02 03:04:05 UTC")
    np.savez(other / "submitted/ada/tiny/weights.npz", **arrays(36))
    with ForkServers() as servers:
        (same,) = grade_assignment(again, "tiny", students=["ada"], servers=servers)
        (changed,) = grade_assignment(other, "tiny", students=["ada"], servers=servers)
    assert same.verdicts[0].seed == verdict(results, "ada").seed
    assert changed.verdicts[0].seed != same.verdicts[0].seed
    assert changed.verdicts[0].score == 36


# Records, and stock nbgrader


def test_a_record_from_before_there_were_scores_still_loads(course, results, tmp_path):
    root = tmp_path / "old"
    shutil.copytree(course, root)
    path = root / ".autograder/tiny/ada/tiny.json"
    record = json.loads(path.read_text())
    for one in record["verdicts"]:
        assert (one.pop("score"), one.pop("score_of")) == (35, "mean of 3 games")
    path.write_text(json.dumps(record))
    (ada,) = (r for r in load_results(root, "tiny") if r.student == "ada")
    assert (ada.points, ada.verdicts[0].score) == (3, None)


def test_stock_nbgrader_gives_the_same_points_for_files_beside_a_notebook(course, tmp_path):
    root = tmp_path / "stock"
    shutil.copytree(course, root)
    for student in HANDED_IN.keys() - {"ada", "dan", "eve", "gil"}:
        shutil.rmtree(root / "submitted" / student)
    (root / "gradebook.db").unlink()
    for step in ("generate_assignment", "autograde"):
        done = nbgrader(root, step, "--force", "tiny")
        assert done.returncode == 0, done.stderr
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        points = {s.student.id: s.score for s in book.assignment_submissions("tiny")}
    assert points == {"ada": 3, "dan": 0, "eve": 0, "gil": 0}
