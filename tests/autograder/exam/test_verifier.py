"""One test cell, one verdict: passed at the last line, failed with reasons, or ungraded."""

from __future__ import annotations

import builtins
import json
import socket

import pytest

from autograder.exam import agent, verifier
from autograder.exam.testcell import read_names
from autograder.exam.verifier import Examination, examine

CANARY = "kestrel_7319"
SETUP = """
import numpy as np

class Explained(AssertionError):
    def __init__(self, message, expected="", got="", hint=""):
        self.message, self.expected, self.got, self.hint = message, expected, got, hint
        super().__init__(message)
"""


@pytest.fixture
def verdict(connect):
    """Return a function that examines a student's cell with a test cell."""

    def examined(student, test, setup=SETUP, seed=1):
        return examine(Examination((setup,), test, seed, 20.0), connect(student))

    return examined


# Scores: whatever a test cell says to the builtin that only a verifier has

TELL = "import builtins\ntell = builtins.__score__\n"


def test_the_last_score_of_a_cell_is_kept_with_what_it_is_of(verdict):
    test = TELL + "tell(1.0, 'warm-up')\ntell(float(f()), 'mean of 3 games')\nassert f() == 7"
    assert verdict("def f(): return 7", test) == {
        "status": "passed",
        "message": "",
        "points": None,
        "score": 7.0,
        "score_of": "mean of 3 games",
    }


def test_a_score_and_points_go_together(verdict):
    answer = verdict("def f(): return 7", TELL + "tell(float(f()), 'games')\nmin(2, f() / 10)")
    assert (answer["points"], answer["score"]) == (0.7, 7.0)


def test_a_cell_that_fails_after_its_score_has_none(verdict):
    answer = verdict("def f(): return 7", TELL + "tell(9.0, 'games')\nassert f() == 8")
    assert answer["status"] == "failed"
    assert not answer.keys() & {"score", "score_of"}


@pytest.mark.parametrize("value", ["float('nan')", "float('inf')", "True", "'9'", "f()", "f"])
def test_what_is_no_finite_float_is_no_score(verdict, value):
    answer = verdict("def f(): return 10**400", f"{TELL}tell({value}, 'games')")
    assert answer["status"] == "failed"
    assert "score" not in answer


def test_a_score_is_not_of_a_whole_novel(verdict):
    answer = verdict("", TELL + "tell(1.0, 'games ' * 9999)")
    assert len(answer["score_of"]) == verifier.MAX_SCORE_OF


def test_no_score_outlives_its_cell(verdict):
    assert verdict("", TELL + "tell(1.0, 'games')")["score"] == 1.0
    assert "score" not in verdict("", "assert True")
    assert not hasattr(builtins, "__score__")


# Passed


def test_a_cell_that_runs_to_its_end_is_passed_with_all_points(verdict):
    answer = verdict("def double(x): return 2 * x", "assert double(2) == 4\nassert double(0) == 0")
    assert answer == {"status": "passed", "message": "", "points": None}


@pytest.mark.parametrize("line", range(4))
def test_passed_is_said_only_after_the_last_line(verdict, line):
    checks = [f"assert f({n}) == {n}" for n in range(4)]
    wrong_at = f"def f(n): return n if n != {line} else None"
    assert verdict(wrong_at, "\n".join(checks))["status"] == "failed"
    assert verdict("def f(n): return n", "\n".join(checks))["status"] == "passed"


def test_an_empty_cell_shows_nothing_wrong(verdict):
    assert verdict("", "")["status"] == "passed"


def test_names_of_the_set_up_are_the_instructor_s_whatever_the_student_calls_so(verdict):
    student = """
class np:
    @staticmethod
    def allclose(*_): return True
def f(): return 1
def Explained(*_): return None
"""
    assert verdict(student, "assert np.allclose(f(), 2)")["status"] == "failed"
    assert verdict(student, "if f() != 2: raise Explained('no')")["status"] == "failed"


def test_names_of_python_are_python_s_whatever_the_student_calls_so(verdict):
    student = "def len(x): return 3\ndef abs(x): return 0\ndef f(): return [1]"
    assert verdict(student, "assert len(f()) == 3")["status"] == "failed"
    assert verdict(student, "assert abs(f()[0]) == 0")["status"] == "failed"


def test_an_object_that_equals_everything_equals_nothing(verdict):
    student = """
class Yes:
    def __eq__(self, other): return True
    def __bool__(self): return True
    def __float__(self): return 4.0
    def __array__(self, *args): raise SystemExit
def f(): return Yes()
"""
    for test in ("assert f() == 4", "assert f()", "assert np.allclose(f(), 4)", "assert 4 in f()"):
        answer = verdict(student, test)
        assert answer["status"] == "failed"
        assert "is a Yes, which can't be" in answer["message"]


@pytest.mark.parametrize(
    "test",
    [
        "assert not np.array_equal(f(), 4)",
        "try:\n    f() == 4\nexcept Exception:\n    pass",
        "import contextlib\nwith contextlib.suppress(Exception):\n    float(f())",
    ],
)
def test_a_refusal_that_the_cell_swallows_is_not_passed(verdict, test):
    answer = verdict("def f(): return object()", test)
    assert answer["status"] == "failed"
    assert "which can't be" in answer["message"]


def test_hanging_up_while_the_cell_expects_an_error_is_not_passed():
    test = "try:\n    f(-1)\nexcept Exception:\n    pass\nelse:\n    raise AssertionError"
    ours, theirs = socket.socketpair()
    with ours:
        theirs.close()
        answer = examine(Examination((), test, 1, 5.0), ours)
    assert answer["status"] == "failed"
    assert "the kernel ended" in answer["message"]


# Failed, with reasons


def test_an_explained_assertion_carries_message_expected_got_and_hint(verdict):
    answer = verdict("x = 7", "raise Explained('x is off', 'expected 8', f'{x}', 'add one')")
    assert answer == {
        "status": "failed",
        "points": 0.0,
        "message": "x is off",
        "expected": "expected 8",
        "got": "7",
        "hint": "add one",
        "traceback": "",
    }


def test_reasons_that_are_not_texts_are_written_out(verdict):
    answer = verdict("", "raise Explained('off', np.arange(3), 0, None)")
    assert (answer["expected"], answer["got"], answer["hint"]) == ("[0 1 2]", "0", "")
    json.dumps(answer)


def test_the_message_of_a_plain_assertion_is_the_message(verdict):
    assert verdict("x = 7", "assert x == 8, 'x should be 8'")["message"] == "x should be 8"


def test_an_assertion_without_a_message_says_that_a_check_failed(verdict):
    assert verdict("x = 7", "assert x == 8")["message"] == "a check of the result failed"


def test_a_name_the_notebook_lacks_is_named(verdict):
    answer = verdict("", "assert ucb1([0, 0]) == 0")
    assert answer["message"] == "ucb1 is not defined in your notebook"


def test_a_missing_name_costs_nothing_where_it_is_not_reached(verdict):
    assert verdict("x = 1", "assert x == 1 or ucb1(x)")["status"] == "passed"


def test_an_error_of_the_student_comes_with_the_student_s_traceback(verdict):
    answer = verdict("def f(x):\n    return 1 / x", "assert f(0) == 1")
    assert answer["message"] == "ZeroDivisionError: division by zero"
    assert "line 2, in f" in answer["traceback"]
    assert "<test cell>" not in answer["traceback"]
    assert "hint" not in answer


def test_a_blank_that_is_reached_is_named(verdict):
    student = "def f(x): raise NotImplementedError('fill in: the mean')"
    assert verdict(student, "f(1)")["message"] == "fill in: the mean"


def test_an_error_of_their_own_is_named(verdict):
    student = "class NoArms(Exception): pass\ndef f(): raise NoArms('none left')"
    assert verdict(student, "f()")["message"] == "NoArms: none left"


def test_a_key_error_is_quoted_once(verdict):
    assert verdict("def f(): return {}['arm']", "f()")["message"] == "KeyError: 'arm'"


def test_a_value_the_test_can_not_work_with_is_the_student_s_to_look_at(verdict):
    answer = verdict("def f(): return 'text'", "assert np.exp(f()) > 0")
    assert answer["status"] == "failed"
    assert answer["hint"].startswith("The test could not work with what your code returned")


@pytest.mark.parametrize("leave", ["raise SystemExit(0)", "import sys; sys.exit()", "exit_()"])
def test_leaving_is_not_passing(verdict, leave):
    student = f"def exit_():\n    raise BaseException\ndef f():\n    {leave}"
    assert verdict(student, "f()")["status"] == "failed"


def test_a_test_cell_that_leaves_is_not_passed(verdict):
    assert verdict("", "raise SystemExit(0)")["status"] == "failed"


def test_what_either_side_prints_is_not_in_the_verdict(verdict, capsys):
    verdict("x = 1", "print('secret', x)", setup="print('setup')")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("size", [10, 10**4, 10**7])
def test_a_gigantic_message_is_cut(verdict, size):
    answer = verdict(f"def f(): raise ValueError('x' * {size})", "f()")
    texts = {k: v for k, v in answer.items() if type(v) is str}
    assert all(len(text) <= verifier.MAX_TEXT + 2 for text in texts.values())
    assert len(json.dumps(answer)) < verifier.MAX_VERDICT_BYTES


# No word of the test

FAILING = [
    f"{CANARY} = 8\nassert x == {CANARY}",
    f"assert x == 8  # {CANARY}",
    f"def {CANARY}(v): assert v == 8\n{CANARY}(x)",
    f"'{CANARY}'; np.zeros(x)[99]",
    f"{CANARY}_ = [1, 2]\nx + {CANARY}_",
    f"with open('/nowhere') as {CANARY}: pass",
    f"np.testing.assert_allclose(x, 8, verbose=True)  # {CANARY}",
    f"f(lambda v: v / 0)  # {CANARY}",
    f"f({{'key': '{CANARY}'}})",
    f"assert [v for v in range(x) if v == '{CANARY}']",
    f"x(  # {CANARY}\n",
]
STUDENT = "x = 7\ndef f(v):\n    return v(1)"


@pytest.mark.parametrize("test", FAILING)
def test_no_word_of_the_test_is_in_the_verdict(verdict, test):
    answer = verdict(STUDENT, test)
    assert answer["status"] != "passed"
    assert CANARY not in json.dumps(answer)


def test_a_call_back_into_the_test_shows_no_line_of_it(verdict):
    answer = verdict(STUDENT, f"f(lambda v: v / 0 if '{CANARY}' else v)")
    assert "ZeroDivisionError" in answer["message"]
    assert "in f" in answer["traceback"]
    assert CANARY not in json.dumps(answer)


# Points


@pytest.mark.parametrize(
    ("test", "points"),
    [
        ("3", 3.0),
        ("1.5", 1.5),
        ("0", 0.0),
        ("-1", -1.0),
        ("score = 0\nscore += 2 * (f(1) == 1)\nscore", 2.0),
        ("2 * (f(1) == 1) + 3 * (f(2) == 0)", 2.0),
        ("sum([f(1) == 1, f(2) == 2, f(3) == 0])", 2.0),
        ("def score():\n    return 2 if f(1) == 1 else 0\nscore()", 2.0),
        ("np.float32(0.5)", 0.5),
        ("np.int8(2)", 2.0),
        ("np.array(1.5)", 1.5),
        ("np.array([[1.5]])", 1.5),
        ("1; 2", 2.0),
        ("2\n# a comment", 2.0),
    ],
)
def test_a_number_at_the_end_of_the_cell_is_the_number_of_points(verdict, test, points):
    answer = verdict("def f(x): return x", test)
    assert (answer["status"], answer["points"]) == ("passed", points)


@pytest.mark.parametrize(
    "test",
    [
        "f(1)",
        "x",
        "agent.points",
        "table['points']",
        "made(1).points",
        "r = f(1)\nr",
        "r = s = f(1)\ns",
        "r, s = table['points'], 1\nr = f(1)\nr",
        "if (r := f(1)) > 0:\n    pass\nr",
        "r: float = f(1)\nr",
        "s = f(1)\nr = s\nr",
        "r = agent.points\nr",
    ],
)
def test_a_number_of_the_student_is_no_number_of_points(verdict, test):
    student = """
class A:
    points = 0.25
agent, table, x = A(), {"points": 0.25}, 0.25
def f(_): return 0.25
def made(_): return A()
"""
    assert verdict(student, test) == {"status": "passed", "message": "", "points": None}


@pytest.mark.parametrize("test", ["'3'", "None", "[3]", "3j", "np.complex128(3)", "x = 3"])
def test_what_is_not_a_number_is_no_number_of_points(verdict, test):
    answer = verdict("", test)
    assert (answer["status"], answer["points"]) == ("passed", None)


@pytest.mark.parametrize(
    "test", ["True", "1 == 2", "np.False_", "np.array([1.5, 2])", "float('nan')", "-np.inf"]
)
def test_what_only_looks_like_points_is_ungraded_and_never_all_of_them(verdict, test):
    answer = verdict("", test, setup="import numpy as np")
    assert (answer["status"], answer["points"]) == ("ungraded", None)
    assert "no number of points" in answer["message"]


def test_points_beyond_every_bound_are_a_failure(verdict):
    assert verdict("def f(): return 10**400", "f() * 1")["status"] == "failed"


# Ungraded: ours, not the student's


@pytest.mark.parametrize(
    "setup", ["1 / 0", "import no_such_module", "def f(:", "raise SystemExit", "assert False"]
)
def test_a_set_up_that_fails_grades_nobody(verdict, setup):
    answer = verdict("x = 1", "assert x == 1", setup=setup)
    assert (answer["status"], answer["points"]) == ("ungraded", None)
    assert "set-up cell 1 fails" in answer["message"]


def test_a_test_that_does_not_compile_grades_nobody(verdict):
    answer = verdict("x = 1", "assert x ==")
    assert (answer["status"], answer["points"]) == ("ungraded", None)


def test_the_student_is_not_asked_while_the_set_up_runs(verdict):
    answer = verdict("x = 1", "assert x == 1", setup="x")
    assert answer["status"] == "ungraded"


# Which names are the student's


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("assert f(1) == 2", ["f"]),
        ("y = f(x)\nassert y", ["f", "x"]),
        ("import numpy as np\nnp.zeros(f())", ["f"]),
        ("import os.path\nos.path", []),
        ("from a import b as c\nc(b)", ["b"]),
        ("def g(a, *b, c=1, **d): return a, b, c, d, f\ng(1)", ["f"]),
        ("lambda a: a + b", ["b"]),
        ("[i for i in xs]", ["xs"]),
        ("for i, (j, *k) in xs: print(i, j, k)", ["xs"]),
        ("with f() as g: g", ["f"]),
        ("try: f()\nexcept ValueError as e: str(e)", ["f"]),
        ("class A(B): pass\nA()", ["B"]),
        ("async def g(): return f\ng", ["f"]),
        ("if (n := f()): n", ["f"]),
        ("match f():\n    case {'a': a, **rest}: a, rest\n    case [b, *c]: b, c", ["f"]),
        ("f'{x:{w}}'", ["w", "x"]),
        ("known(f)", ["f"]),
        ("len(f)", ["f"]),
        ("del x\ny", ["x", "y"]),
        ("%matplotlib inline\nf()", ["f"]),
        ("!ls\nf()", ["f"]),
        ("", []),
    ],
)
def test_names_read_but_not_defined_are_the_student_s(source, names):
    assert [n for n in read_names(source) if n not in ("known", "get_ipython")] == names


# The small print


def test_magics_and_shell_lines_do_nothing_in_the_verifier(verdict):
    setup = "%matplotlib inline\n%load_ext autoreload\n!false\nimport numpy as np"
    test = "%time\nassert x == np.int64(1)"
    assert verdict("x = 1", test, setup=setup)["status"] == "passed"


def test_a_cell_magic_hides_the_cell_and_is_no_error(verdict):
    assert verdict("x = 1", "assert x == 1", setup="%%html\n<b>hi</b>")["status"] == "passed"


def test_the_seed_decides_what_a_test_draws(verdict):
    test = "import random\nassert False, f'{random.random()} {np.random.random()}'"
    first, again, other = (verdict("", test, seed=s)["message"] for s in (5, 5, 2**63))
    assert first == again != other


def test_changes_in_place_are_seen_by_the_test(verdict):
    student = "def update(Q, rng):\n    Q[0] = 1\n    rng.random()"
    test = """
Q, rng = np.zeros(2), np.random.default_rng(1)
update.__changes__(Q)(Q, rng)
assert Q.tolist() == [1, 0]
same = np.random.default_rng(1)
same.random()
assert rng.random() == same.random()
"""
    assert verdict(student, test)["status"] == "passed"


def test_words_in_a_tests_texts_are_names_only_if_the_notebook_has_them(verdict, monkeypatch):
    heard = []
    usual = agent._answer

    def listening(request, namespace):
        heard.append(repr(request))
        return usual(request, namespace)

    monkeypatch.setattr(agent, "_answer", listening)
    test = f"assert 'rate' in globals(), '{CANARY}: name it rate'\nassert eval('rate') == 3"
    assert verdict("rate = 3", test)["status"] == "passed"
    assert any("'rate'" in request for request in heard)
    assert not any(CANARY in request or "'name'" in request.split(":")[-1] for request in heard)
    assert verdict("speed = 3", test)["status"] == "failed"
