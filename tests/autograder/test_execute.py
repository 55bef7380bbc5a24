"""One notebook on its way through kernels and verifiers: one verdict for each graded cell."""

from __future__ import annotations

import json
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade

from autograder.errors import StorageError
from autograder.execute import HideTests
from autograder.limits import Limits
from autograder.notebook.master import trusted_statements
from autograder.seeds import Seeds, code_of, course_secret
from autograder.verdict import Verdict
from autograder.walk import run_notebook
from autograder.workers.kernel import Setting
from tests.autograder.notebooks import answer, checked, code, notebook, setup, written

pytestmark = pytest.mark.timeout(90)
SEEDS = Seeds(b"secret", "anna", "tiny")
GOOD, GOOD_TEST = answer("f", "def f(): return 1"), checked("f-tests", "assert f() == 1")
BUSY = "import time\nt = time.process_time()\nwhile time.process_time() < t + {}: pass"
DEADLY = "import os\nos._exit(0)"


class Run:
    """What came of a notebook."""

    def __init__(
        self,
        made: NotebookNode,
        setting: Setting,
        seeds: Seeds = SEEDS,
        trusted: tuple[str, ...] = (),
    ) -> None:
        self.cells = {c.metadata.get("nbgrader", {}).get("grade_id", c.id): c for c in made.cells}
        verdicts, self.notes, self.layers, _ = run_notebook(made, setting, seeds, trusted)
        self.order = [v.grade_id for v in verdicts]
        self.verdicts = {v.grade_id: v for v in verdicts}

    def __getitem__(self, name: str) -> Verdict:
        return self.verdicts[name]

    @property
    def points(self) -> dict[str, float | None]:
        return {name: v.points for name, v in self.verdicts.items()}


@pytest.fixture
def run(setting: Setting):
    """Return a function that runs a notebook made of the given cells."""
    return lambda *cells, **limits: Run(
        notebook(*cells),
        replace(setting, limits=replace(setting.limits, **limits)) if limits else setting,
    )


# Imports outside of set-up cells, as courses for stock nbgrader have them

FORGED = """
class np:
    class testing:
        assert_allclose = assert_equal = lambda *_, **__: None
"""


def test_what_a_test_imports_above_itself_is_not_taken_from_the_student(setting):
    test = checked("f-tests", "np.testing.assert_allclose(f(), 1)")
    master = notebook(code("import numpy as np, os"), answer("f", "..."), test)
    submitted = notebook(code(FORGED), answer("f", "def f(): return 2"), test)
    forged = Run(submitted, setting)
    honest = Run(submitted, setting, trusted=trusted_statements(master))
    assert forged.points == {"f-tests": 1}, "without the import this attack works"
    assert honest.points == {"f-tests": 0}
    assert "Mismatch" in honest["f-tests"].message


def test_a_helper_in_a_read_only_cell_is_not_taken_from_the_student(setting):
    helper = "def close(a, b):\n    return abs(a - b) < 1e-9 and f() == b"
    test = checked("f-tests", "assert close(f(), 1), 'not 1'")
    locked = answer("helper", helper)
    locked.metadata.nbgrader.update(solution=False, locked=True)
    master = notebook(locked, answer("f", "..."), test)
    forged = code("def close(a, b): return True")
    trusted = trusted_statements(master)
    wrong = notebook(locked, forged, answer("f", "def f(): return 2"), test)
    right = notebook(locked, forged, answer("f", "def f(): return 1"), test)
    assert Run(wrong, setting, trusted=trusted).points == {"f-tests": 0}
    assert Run(right, setting, trusted=trusted).points == {"f-tests": 1}, (
        "it may call the student's"
    )


def test_a_module_that_only_the_student_has_is_the_student_s(setting):
    test = checked("t", "assert helper.f() == 1")
    cells = [code("class helper:\n    f = staticmethod(lambda: 1)"), test]
    assert Run(notebook(*cells), setting, trusted=("import helper",)).points == {"t": 1}


# Verdicts


def test_every_graded_cell_has_exactly_one_verdict_in_the_notebook_s_order(run):
    result = run(
        setup("import numpy as np"),
        GOOD,
        GOOD_TEST,
        written("why", "because"),
        checked("g-tests", "assert g() == 1"),
    )
    assert result.order == ["f-tests", "why", "g-tests"]
    assert result.points == {"f-tests": 1.0, "why": None, "g-tests": 0.0}
    assert "seccomp" in result.layers


def test_the_set_up_of_the_test_is_the_instructor_s(run):
    result = run(
        setup("import math"),
        answer("f", "math.sqrt = lambda x: 3\ndef f(): return 3"),
        checked("f-tests", "assert f() == math.sqrt(4)"),
    )
    assert result["f-tests"].status == "failed"


def test_a_solution_cell_is_never_set_up_whatever_its_tag(run):
    trap = answer("f", "import builtins\nbuiltins.abs = lambda x: 0\ndef f(): return 1")
    trap.metadata["tags"] = ["setup"]
    result = run(trap, checked("f-tests", "assert abs(f()) == 0"))
    assert result["f-tests"].status == "failed"


def test_markdown_is_not_run_whatever_its_tag(run):
    prose = written("why", "this is not Python")
    prose.metadata["tags"] = ["setup"]
    assert run(prose, GOOD, GOOD_TEST)["f-tests"].status == "passed"


@pytest.mark.parametrize(
    ("test", "points"),
    [
        ("assert f() == 1", 4.0),
        ("assert f() == 2", 0.0),
        ("2.5", 2.5),
        ("99", 4.0),
        ("-3", 0.0),
        ("2 * (f() == 1) + 2 * (f() == 2)", 2.0),
    ],
)
def test_points_never_leave_what_the_cell_is_worth(run, test, points):
    result = run(GOOD, checked("f-tests", test, 4))
    assert result.points == {"f-tests": points}
    stock, worth = determine_grade(with_output(result.cells["f-tests"]))
    assert (stock, worth) == (points, 4)


def with_output(cell: NotebookNode) -> NotebookNode:
    """Return the cell as nbgrader would find it after execution."""
    cell.metadata.nbgrader["cell_type"] = "code"
    return cell


def test_a_name_that_is_missing_because_its_cell_failed_is_explained(run):
    result = run(answer("f", "1 / 0\ndef f(): return 1"), GOOD_TEST)
    message = result["f-tests"].message
    assert message.startswith("f is not defined in your notebook")
    assert "its cell stopped with ZeroDivisionError" in message


def test_all_tests_of_an_exercise_explain_it_and_those_of_the_next_do_not(run):
    more, others = checked("f-more-tests", "assert f() > 0"), checked("g-tests", "assert g()")
    failing = answer("f", "1 / 0\ndef f(): return 1")
    result = run(failing, GOOD_TEST, more, answer("g", "..."), others)
    explained = {name: "ZeroDivisionError" in v.message for name, v in result.verdicts.items()}
    assert explained == {"f-tests": True, "f-more-tests": True, "g-tests": False}


def test_prints_of_the_tested_function_are_kept(run):
    result = run(answer("f", "def f():\n    print('hello')\n    return 1"), GOOD_TEST)
    assert result["f-tests"].printed == "hello\n"


@pytest.mark.parametrize(
    ("line", "explained"),
    [
        ("s, r, done, info = env.step(0)", True),
        ("s, r, done, truncated, info, more = env.step(0)", True),
        ("s, r, done = env.reset()", True),
        ("a, b = [1, 2, 3]", False),
        ("s = env.reset()\n    [5, 6][s]", True),
        ("s = env.reset()\n    {0: 1}[s]", True),
        ("s = env.reset()\n    s + 1", True),
        ("s, _ = env.reset()\n    [5, 6][s + 7]", False),
        ("s = (0, {})\n    s + 1", False),
    ],
)
def test_who_unpacks_a_step_as_in_older_books_is_told_what_it_gives(run, line, explained):
    world = "class World:\n    def step(self, a): return 0, 1.0, False, False, {}\n"
    world += "    def reset(self): return 0, {}\n"
    played = run(
        answer("play", f"def play(env):\n    {line}\n    return 1"),
        checked("play-tests", f"{world}assert play(World()) == 1"),
    )["play-tests"]
    assert played.status == "failed"
    assert ("Since gymnasium 0.26" in played.hint) is explained


@pytest.mark.parametrize(
    "line",
    [
        "!ls",
        "!pip install -q a-package-that-is-nowhere",
        "%pip install -q a-package-that-is-nowhere",
        "!no-such-program --at-all",
        "files = !ls",
        "!echo {1 + 1} >&2; exit 3",
        "!cat",
    ],
)
def test_a_command_in_a_cell_runs_or_fails_and_the_lines_after_it_run(run, line):
    result = run(answer("f", f"{line}\ndef f(): return 1"), GOOD_TEST)
    assert result["f-tests"].status == "passed", result["f-tests"]


KEEPS = {
    "in /tmp": "with open('/tmp/x.txt', 'w') as f: f.write('3')\ndef f(): return len(open('/tmp/x.txt').read())",
    "in a folder of /tmp": "import os\nos.makedirs('/tmp/a/b')\nopen('/tmp/a/b/c', 'w').close()\n"
    "def f(): return len(os.listdir('/tmp/a/b'))",
    "by tempfile": "import tempfile\nd = tempfile.mkdtemp()\nopen(d + '/x', 'w').close()\ndef f(): return 1",
    "by tempfile in /tmp": "import tempfile\nwith tempfile.NamedTemporaryFile(dir='/tmp') as t: t.write(b'x')\n"
    "def f(): return 1",
    "by a program": "!echo 1 > /tmp/one\ndef f(): return int(open('/tmp/one').read())",
    "in shared memory": "open('/dev/shm/x', 'w').close()\ndef f(): return 1",
}


@pytest.mark.parametrize("source", KEEPS.values(), ids=KEEPS)
def test_who_keeps_a_file_in_the_machine_s_temporary_folder_finds_it_there(run, source):
    result = run(answer("f", source), GOOD_TEST)
    assert result["f-tests"].status == "passed", result["f-tests"]


def test_what_a_command_says_and_how_it_ended_is_shown(run):
    source = "!echo {20 + 2}; echo oh >&2; exit 3\nprint('code', _exit_code)\ndef f(): return 1"
    result = run(answer("f", source), GOOD_TEST)
    assert "".join(o.text for o in result.cells["f"].outputs).split() == ["22", "oh", "code", "3"]


def test_a_warning_costs_nothing(run):
    noisy = "import sys, warnings\ndef f():\n    warnings.warn('old')\n    print('!', file=sys.stderr)\n    return 1"
    assert run(answer("f", noisy), GOOD_TEST).points == {"f-tests": 1.0}


def test_verdicts_and_outputs_hold_no_word_of_the_test(run):
    result = run(GOOD, checked("f-tests", "kestrel = 2\nassert f() == kestrel  # kestrel"))
    assert "kestrel" not in json.dumps(result["f-tests"].__dict__)
    assert "kestrel" not in json.dumps(result.cells["f-tests"].outputs)


def test_a_set_up_that_fails_is_ungraded_not_zero(run):
    result = run(setup("1 / 0"), GOOD, GOOD_TEST)
    assert (result["f-tests"].status, result["f-tests"].points) == ("ungraded", None)


# Which cells run


def test_showcase_cells_are_not_run(run):
    result = run(code("1 / 0", "showcase"), GOOD, code("def f(): return 2", "showcase"), GOOD_TEST)
    assert result.points == {"f-tests": 1.0}
    assert result.cells["cell-0"].outputs == []


def test_old_outputs_are_gone(run):
    old = answer("f", "def f(): return 1")
    old.outputs = [{"output_type": "stream", "name": "stdout", "text": "10"}]
    old.execution_count = 7
    cell = run(old, GOOD_TEST).cells["f"]
    assert (cell.outputs, cell.execution_count) == ([], None)


def test_written_answers_wait_for_a_person_and_empty_ones_are_zero(run):
    empty = written("empty", "YOUR ANSWER HERE")
    empty.metadata.nbgrader["checksum"] = compute_checksum(empty)
    result = run(written("why", "because"), empty)
    assert [(v.status, v.points, v.by) for v in result.verdicts.values()] == [
        ("ungraded", None, "hand"),
        ("failed", 0.0, "hand"),
    ]


def test_the_in_kernel_way_is_opted_into_by_tag_and_reported(run):
    result = run(
        answer("f", "def f(): return g()\ndef g(): return 1"),
        checked("mock", "old, g = g, lambda: 5\nassert f() == 5\ng = old\ndel old", 1, "in-kernel"),
        checked("wrong", "assert f() == 2", 1, "in-kernel"),
        checked("outside", "assert f() == 1"),
    )
    assert {n: (v.by, v.points) for n, v in result.verdicts.items()} == {
        "mock": ("in-kernel", 1.0),
        "wrong": ("in-kernel", 0.0),
        "outside": ("verifier", 1.0),
    }


def test_a_student_can_not_opt_in(run):
    opted = answer("f", "def f(): return 2")
    opted.metadata["tags"] = ["in-kernel"]
    result = run(opted, GOOD_TEST)
    assert (result["f-tests"].by, result["f-tests"].points) == ("verifier", 0.0)


# Death costs the exercise concerned


def test_a_cell_that_ends_the_kernel_costs_its_exercise_and_no_other(run):
    result = run(
        answer("before", "x = 41"),
        answer("f", DEADLY),
        GOOD_TEST,
        answer("after", "y = x + 1"),
        checked("after-tests", "assert (x, y) == (41, 42)"),
    )
    assert result.points == {"f-tests": 0.0, "after-tests": 1.0}
    assert any("f: ended the kernel" in note for note in result.notes)


def test_a_function_that_ends_the_kernel_when_tested_costs_its_exercise_and_no_other(run):
    result = run(
        answer("g", "def g(): return 2"),
        answer("f", "import os\ndef f(): os._exit(0)"),
        GOOD_TEST,
        checked("g-tests", "assert g() == 2"),
        answer("after", "z = g() + 1"),
        checked("after-tests", "assert z == 3"),
    )
    assert result.points == {"f-tests": 0.0, "g-tests": 1.0, "after-tests": 1.0}


def test_a_kernel_that_dies_again_and_again_is_given_up_and_the_rest_is_zero(run):
    deadly = [answer(f"d{n}", DEADLY) for n in range(6)]
    result = run(GOOD, GOOD_TEST, *deadly, checked("last", "assert f() == 1"))
    assert result.points == {"f-tests": 1.0, "last": 0.0}
    assert "the kernel died" in result["last"].message
    assert result["last"].status == "failed"


# Time


def test_a_cell_that_takes_too_long_costs_its_exercise_and_no_other(run):
    result = run(
        answer("f", "while True: pass"),
        GOOD_TEST,
        answer("g", "def g(): return 2"),
        checked("g-tests", "assert g() == 2"),
        cell_seconds=1.0,
    )
    assert result.points == {"f-tests": 0.0, "g-tests": 1.0}


def test_a_test_that_takes_too_long_costs_its_exercise_and_no_other(run):
    result = run(
        answer("f", "def f():\n    while True: pass"),
        GOOD_TEST,
        answer("g", "def g(): return 2"),
        checked("g-tests", "assert g() == 2"),
        cell_seconds=1.0,
    )
    assert result.points == {"f-tests": 0.0, "g-tests": 1.0}
    assert "time was over" in result["f-tests"].message


def test_what_is_beyond_the_notebook_s_time_is_not_tested_and_says_so(run):
    slow = [answer(f"s{n}", BUSY.format(1)) for n in range(5)]
    late = checked("late", "assert f() == 1")
    result = run(GOOD, GOOD_TEST, *slow, late, notebook_seconds=3.0, patience=30)
    assert result.points == {"f-tests": 1.0, "late": 0.0}
    assert result["late"].message == "not tested: the notebook used up its 3 s of processor time"


def test_who_sleeps_has_more_time_by_the_clock_but_not_for_ever(run):
    slow = [answer(f"s{n}", "import time; time.sleep(1)") for n in range(5)]
    late = checked("late", "assert f() == 1")
    some = run(GOOD, GOOD_TEST, *slow, late, notebook_seconds=3.0, patience=30)
    assert some.points == {"f-tests": 1.0, "late": 1.0}
    none = run(GOOD, GOOD_TEST, *slow, late, notebook_seconds=1.5, patience=2)
    assert none.points["late"] == 0.0
    assert none["late"].message == "not tested: the notebook used up its 3 s by the clock"


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="all would share the one core")
def test_a_notebook_that_computes_in_many_processes_slows_nobody_s_verdict(run):
    """Twelve endless loops beside two seconds of honest work, which have three."""
    spinner = "import os\nfor _ in range(12):\n    if os.fork() == 0:\n        os.setsid()\n"
    spinner = answer("f", spinner + "        while True: pass\nwhile True: pass")
    honest = [answer("f", BUSY.format(2) + "\ndef f(): return 1"), GOOD_TEST]
    with ThreadPoolExecutor(2) as pool:
        attack = pool.submit(run, spinner, GOOD_TEST, cell_seconds=8.0, patience=10)
        time.sleep(1)
        beside = run(*honest, cell_seconds=3.0, patience=40)
    assert beside.points == {"f-tests": 1.0}
    assert beside.notes == []
    assert attack.result().points == {"f-tests": 0.0}


def test_the_message_of_a_limit_names_it_and_what_was_running(run):
    busy = answer("f", "def f():\n    for _ in range(200_000): pass")
    loop = run(busy, checked("f-tests", "while True: f()"), cell_seconds=1.0, patience=40)[
        "f-tests"
    ].message
    said = re.fullmatch(
        r"your code was still running when its time was over: ([\d,]+) calls, the last of f and the "
        r"longest of [\d.]+ m?s, took ([\d.]+) s of processor time; the limit is 1 s",
        loop,
    )
    assert said, loop
    assert float(said[2]) > 1
    spins = run(answer("f", "while True: pass"), GOOD_TEST, cell_seconds=1.0, patience=40)
    assert re.search(r"took [\d.]+ s of processor time; the limit is 1 s", spins["f-tests"].message)


# Seeds


def test_the_same_seed_gives_the_same_verdict_and_is_recorded(setting):
    cells = lambda: (  # noqa: E731 - fresh cells for each run
        setup("import numpy as np"),
        answer("f", "import random\ndef f(): return random.random()"),
        checked("f-tests", "assert False, f'{f()} {np.random.rand()}'"),
    )
    first, again = (Run(notebook(*cells()), setting)["f-tests"] for _ in range(2))
    other = Run(notebook(*cells()), setting, replace(SEEDS, student="ben"))["f-tests"]
    assert (first.message, first.seed) == (again.message, again.seed)
    assert first.message.split()[0] != other.message.split()[0]
    assert first.message.split()[1] != other.message.split()[1]
    assert first.seed == SEEDS.of("f-tests")


def test_seeds_differ_by_secret_student_assignment_code_and_cell():
    seeds = {
        Seeds(secret, student, assignment, code).of(cell)
        for secret in (b"a", b"b")
        for student in ("anna", "ben")
        for assignment in ("one", "two")
        for code in ("", "y")
        for cell in ("", "x")
    }
    assert len(seeds) == 32
    assert all(0 <= seed < 2**64 for seed in seeds)


def test_code_is_told_apart_and_text_is_not():
    def hashed(*sources: str, text: str = "why") -> str:
        cells = (answer(f"f{n}", source) for n, source in enumerate(sources))
        return code_of(notebook(*cells, written("why", text)))

    assert hashed("x = 1") == hashed("x = 1", text="because ![](attachment:a.png)")
    assert len({hashed("x = 1"), hashed("x = 2"), hashed("x", "= 1"), hashed("x =", "1")}) == 4


# The course's secret


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    secret = course_secret(tmp_path)
    assert len(secret) == 32
    assert course_secret(tmp_path) == secret
    path = tmp_path / ".autograder" / "secret"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["secret"]


@pytest.mark.parametrize("content", ["not hexadecimal", "\x00"])
def test_a_damaged_secret_is_said_to_be(tmp_path, content):
    course_secret(tmp_path)
    (tmp_path / ".autograder" / "secret").write_text(content)
    with pytest.raises(StorageError, match="secret can't be kept"):
        course_secret(tmp_path)


def test_limits_must_be_positive_numbers():
    for bad in (0, -1, float("nan"), True, "3", None):
        with pytest.raises(ValueError, match="must be a positive number"):
            Limits(cell_seconds=bad)


# What is printed while a test runs


HIDDEN_PART = "assert f(1) == 1\n### BEGIN HIDDEN TESTS\nassert f(17) == 17\n### END HIDDEN TESTS"
LOUD = "def f(x):\n    print('asked for', x)\n    return x"


def test_what_is_printed_during_tests_is_for_the_instructor_alone_where_a_part_is_hidden(run):
    done = run(answer("f", LOUD), checked("f-tests", HIDDEN_PART))
    assert done["f-tests"].status == "passed"
    assert done["f-tests"].hidden
    assert "asked for 17" in done.cells["f-tests"].outputs[0].text, "in the graded notebook"
    cell, _ = HideTests().preprocess_cell(done.cells["f-tests"], {}, 0)
    assert "17" not in str(cell), "not in what nbgrader makes for students"


def test_what_is_printed_during_visible_checks_is_for_everybody(run):
    done = run(answer("f", LOUD), checked("f-tests", "assert f(1) == 1"))
    assert not done["f-tests"].hidden
    assert done["f-tests"].printed == "asked for 1\n"


def test_much_that_is_printed_is_cut(run):
    done = run(answer("f", "def f(): print('x' * 10**5)"), checked("f-tests", "f()"))
    assert len(done["f-tests"].printed) < 25_000


# Scores

TELL = "import builtins\nbuiltins.__score__({}, 'games')"


def test_the_verifier_s_score_is_kept_with_the_verdict(run):
    result = run(GOOD, checked("f-tests", TELL.format("float(f())")), checked("g", "assert f()"))
    assert (result["f-tests"].score, result["f-tests"].score_of) == (1.0, "games")
    assert (result["g"].score, result["g"].score_of) == (None, "")


def test_a_test_inside_the_student_s_kernel_keeps_no_score(run):
    listen = "import builtins\nheard = []\nbuiltins.__score__ = lambda *told: heard.append(told)"
    told = checked("f-tests", TELL.format(7.0) + "\nassert heard", 1, "in-kernel")
    result = run(code(listen), GOOD, told)
    assert (result["f-tests"].status, result["f-tests"].by) == ("passed", "in-kernel")
    assert (result["f-tests"].score, result["f-tests"].score_of) == (None, "")


def test_a_score_needs_a_verifier_that_says_passed(run):
    ungraded = checked("g", "this does not compile")
    result = run(GOOD, checked("f-tests", TELL.format("7.0") + "\nassert f() == 2"), ungraded)
    assert (result["f-tests"].status, result["f-tests"].score) == ("failed", None)
    assert (result["g"].status, result["g"].score) == ("ungraded", None)
