"""What a test shares with the student's code, and what of it must not go there, or must not be believed."""

from __future__ import annotations

import os
import resource
from typing import Any

import msgpack
import numpy as np
import pytest

from autograder.exam import agent, handles, kinds, proxy, raised, replaced, testcell, wire
from autograder.exam.files import Brought, Sent
from autograder.exam.library import ofnotebook
from autograder.exam.patched import Patched
from autograder.exam.testcell import Shared
from autograder.exam.verifier import Examination, examine
from tests.autograder.conftest import Connect
from tests.autograder.exam.locked import KINDS, Item, Key, Right, Spot, Way

HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


@pytest.fixture
def classes():
    """Have classes that both sides know."""
    ofnotebook.tell(KINDS, KINDS)
    yield
    ofnotebook.tell((), {})


def passes(connect: Connect, setup: str, students: str, test: str, **shared: Any) -> dict[str, Any]:
    """Return the verdict on a student's cell, of which the set-up runs on both sides."""
    job = Examination((setup,), test, 1, 30.0, shared=Shared(**shared))
    return examine(job, connect(f"{setup}\n{students}"))


@pytest.fixture
def sent(monkeypatch) -> list[bytes]:
    """Return what goes to the student's side, as it goes."""
    found: list[bytes] = []
    usual = wire.send
    noting = lambda sock, value: (found.append(repr(value).encode()), usual(sock, value))[1]  # noqa: E731
    monkeypatch.setattr(proxy.wire, "send", noting)
    return found


@pytest.mark.parametrize(
    "value",
    [Way.UP, Right.READ, Right.READ | Right.WRITE, Right(0), Spot(1, 2), Key("a")],
    ids=repr,
)
def test_objects_of_locked_classes_cross_as_themselves(classes, value):
    found = wire.unpack(wire.pack({"in": [value, {value: 1}]}))["in"][0]
    assert found == value
    assert type(found) is type(value)


def test_nobody_but_those_named_crosses(classes):
    ofnotebook.tell(["Way"], KINDS)
    assert wire.unpack(wire.pack(Spot(1, 2))).__class__ is not Spot
    with pytest.raises(wire.NotPlain):
        wire.pack(Right.READ)
    with pytest.raises(wire.NotPlain):
        wire.pack(Item("a"))  # who changes it expects it to be changed


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("member", ["Way", "SIDEWAYS"]),
        ("member", ["Way", 1]),
        ("member", ["Way", "__class__"]),
        ("member", ["Spot", "x"]),
        ("member", ["int", 1]),
        ("member", ["Right", 64]),
        ("member", ["Right", True]),
        ("member", [["Way"], "UP"]),
        ("record", ["Spot", [1]]),
        ("record", ["Spot", [1, 2, 3]]),
        ("record", ["Way", [1]]),
        ("record", ["Key", ["a"]]),
        ("dataclass", ["Key", {}]),
        ("dataclass", ["Key", {"name": "a", "__class__": 1}]),
        ("dataclass", ["Item", {"name": "a"}]),
        ("dataclass", ["Spot", {"x": 1, "y": 2}]),
        ("dataclass", ["os", {}]),
    ],
)
def test_what_no_locked_class_has_is_refused(classes, kind, parts):
    data = msgpack.packb([f"notebook.{kind}", parts])
    with pytest.raises(wire.WireError):
        wire.unpack(msgpack.packb(msgpack.ExtType(8, data)))


def test_the_students_own_class_of_the_same_name_is_another(connect):
    locked = "from enum import Enum\nclass Way(Enum):\n    UP = 1\n    DOWN = 2"
    lying = "class Way(Enum):\n    UP = 1\n    def __eq__(self, other): return True\n    __hash__ = None"
    found = passes(connect, locked, f"{lying}\ndef f(): return Way.UP", "assert f() is Way.DOWN")
    assert found["status"] == "failed"


def test_the_students_word_on_bases_is_no_word_on_what_they_do(connect):
    locked = "class Base:\n    def due(self): return 3"
    students = (
        "class Own(Base):\n    def __eq__(self, other): return True\ndef made(): return Own()"
    )
    assert (
        passes(connect, locked, students, "assert isinstance(made(), Base)")["status"] == "passed"
    )
    assert passes(connect, locked, students, "assert made() == 3")["status"] == "failed"


# ---------------------------------------------------------------- exceptions


@pytest.mark.parametrize(
    "args",
    [("ascii", b"ab", -1, 1, "why"), ("ascii", b"ab", 1, 9, "why"), ("ascii", b"", 0, 0, "why")],
)
def test_positions_in_a_text_are_within_it(args):
    described = {"type": "UnicodeDecodeError", "builtin": "UnicodeDecodeError", "message": "m"}
    error = raised.rebuilt(described | {"args": wire.pack(args)}, NobodyKnows())
    assert type(error) is raised.StudentError


class NobodyKnows:
    """Knows no classes."""

    def library_error(self, name: Any) -> None:
        return None


@pytest.mark.parametrize(
    "name", ["unittest.case:SkipTest", "builtins:StopIteration", "doctest:DocTestFailure"]
)
def test_what_ends_or_skips_a_test_does_not_come_as_itself(connect, name):
    module, _, kind = name.partition(":")
    students = f"import {module.partition('.')[0]}, {module}\ndef f(): raise {module}.{kind}('out')"
    students = (
        students
        if module != "doctest"
        else "import doctest\ndef f(): raise doctest.DocTestFailure(1, 2, 3)"
    )
    test = (
        "import unittest, doctest\nclass T(unittest.TestCase):\n    def test(self): f(); self.assertEqual(1, 1)\n"
        "done = unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(T))\n"
        "assert done.wasSuccessful()"
    )
    assert passes(connect, "", students, test)["status"] == "failed"


@pytest.mark.parametrize("name", ["enum:bltns.StopIteration", "numpy.testing:SkipTest"])
def test_a_class_is_not_claimed_through_a_module_that_only_imports_it(connect, monkeypatch, name):
    usual = agent._error
    monkeypatch.setattr(agent, "_error", lambda error: usual(error) | {"library": name})
    test = (
        "import unittest, numpy.testing\nclass T(unittest.TestCase):\n    def test(self):\n"
        "        for found in map(f, [1, 2]): self.assertEqual(found, 3)\n"
        "done = unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(T))\n"
        "assert done.wasSuccessful()"
    )
    assert passes(connect, "", "def f(x): raise ValueError", test)["status"] == "failed"


def test_an_exception_whose_text_fails_is_an_exception_all_the_same(connect):
    locked = "class Lost(Exception):\n    def __init__(self, n): self.n = n\n    def __str__(self): return self.n.name"
    students = (
        "class Odd(ValueError):\n    def __str__(self): return 5\n"
        "def f(): raise Lost(object())\ndef g(): raise Odd"
    )
    caught = "try:\n    {}()\nexcept {}:\n    pass\nelse:\n    assert False"
    assert passes(connect, locked, students, "f()")["message"] == "Lost: Lost"
    assert passes(connect, locked, students, caught.format("f", "Lost"))["status"] == "passed"
    assert passes(connect, locked, students, caught.format("g", "ValueError"))["status"] == "passed"


def test_attributes_of_an_exception_are_names_and_values(connect):
    locked = "class Lost(Exception):\n    def __init__(self, n): self.n = n"
    students = "def f():\n    e = Lost(4)\n    vars(e)['__class__'] = int\n    e.more = object()\n    raise e"
    test = "try:\n    f()\nexcept Lost as error:\n    assert vars(error).keys() == {'n', 'student_traceback', 'pair'}"
    assert passes(connect, locked, students, test)["status"] == "passed"


def test_a_program_that_leaves_leaves_the_test_failed(connect):
    assert passes(connect, "", "def f(): raise SystemExit(0)", "f()")["status"] == "failed"


# ---------------------------------------------------------------- what must not go there


def test_names_of_the_hidden_part_stay_here(connect, sent):
    students = (
        "import functools\ndef wrapped(f):\n    @functools.wraps(f)\n    def g(*a): return f(*a)\n    return g\n"
        "def told(x): return [str(type(x)), repr(x), dir(x)]"
    )
    hidden = (
        "def kestrel(x):\n    'Falcon.'\n    return x\nclass Osprey:\n    def __init__(self): self.shown = 1\n"
        "wrapped(kestrel)(1)\ntold(Osprey())\ntold(iter([1]))"
    )
    assert passes(connect, "", students, HIDDEN.format(hidden))["status"] == "passed"
    everything = b"".join(sent)
    assert b"shown" in everything
    assert not any(word in everything for word in (b"kestrel", b"Falcon", b"Osprey"))


def test_what_only_the_hidden_part_replaces_stays_here():
    visible = "import math\nmath.pi = 3\n"
    source = visible + HIDDEN.format("import time\ntime.kestrel = 5\nmath.tau = 6")
    tree, hidden = testcell.parsed(source), testcell.hidden_lines(source)
    names = replaced.modules((), tree)
    assert replaced.by(tree, names, hidden, ()) == {"pi"}
    assert replaced.by(tree, names, hidden, ("tau",)) == {"pi", "tau"}


def test_files_that_no_call_names_stay_here(tmp_path):
    sent = Sent(tmp_path, ["known.txt"])
    for name in ("given.txt", "expected.txt", "known.txt"):
        (tmp_path / name).write_text(name)
    assert set(sent.with_call((["given.txt"],))["files"]) == {"given.txt", "known.txt"}
    assert sent.with_call(("given.txt", 3)) == {"folders": [], "files": {}, "gone": []}
    (tmp_path / "given.txt").unlink()
    assert sent.with_call(())["gone"] == ["given.txt"]


def test_a_file_goes_with_the_first_call_that_names_it(tmp_path):
    sent = Sent(tmp_path, ())
    for name in ("later.txt", "theirs.txt"):
        (tmp_path / name).write_text(name)
    assert sent.with_call((1,))["files"] == {}
    sent.took([tmp_path / "theirs.txt"])
    assert set(sent.with_call(("later.txt", "theirs.txt"))["files"]) == {"later.txt"}


@pytest.mark.parametrize(
    "odd", [{"a": b"", "a/b": b""}, {"é" * 200: b""}, {"a/b/c": b"", "a/b": b""}], ids=len
)
def test_files_that_can_not_be_are_left_out(tmp_path, odd):
    with Brought(tmp_path, set()) as brought:
        brought.renew({**odd, "z.txt": b"there"})
        assert (tmp_path / "z.txt").read_bytes() == b"there"


def test_only_files_that_were_handed_over_are_replaced_by_the_students(tmp_path):
    for name in ("given.txt", "expected.txt"):
        (tmp_path / name).write_text("ours")
    with Brought(tmp_path, {tmp_path / "given.txt"}) as brought:
        brought.renew({"given.txt": b"theirs", "expected.txt": b"theirs"})
        assert (tmp_path / "given.txt").read_text() == "theirs"
        assert (tmp_path / "expected.txt").read_text() == "ours"
        brought.renew({})
        assert not (tmp_path / "given.txt").exists()
        assert (tmp_path / "expected.txt").exists()


def test_streams_of_the_tests_lead_nowhere_else(tmp_path):
    with (tmp_path / "file").open("w") as file:
        form = handles.offered(file)
    assert not {"name", "buffer", "detach", "reconfigure", "fileno"} & {
        *form["methods"],
        *form["values"],
    }


def test_a_class_says_itself_what_is_lent_of_its_objects():
    class Told:
        __lent__ = ("pull",)

        def pull(self) -> int:
            return 1

        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None

    assert handles.offered(Told())["special"] == ()


def test_modules_and_environment_are_as_they_were_when_a_test_is_over(monkeypatch):
    import math

    monkeypatch.delenv("MADE_UP", raising=False)
    patched = Patched(frozenset({"pi", "made_up", "MADE_UP"}))
    assert patched.request() == {}
    usual, math.pi, math.made_up = math.pi, 3, 4
    os.environ["MADE_UP"] = "yes"
    told = patched.request()
    assert sorted(told["modules"]) == [("math", "made_up", True, 4), ("math", "pi", True, 3)]
    assert told["environ"] == {"MADE_UP": "yes"}
    patched.put_back()
    assert math.pi == usual
    assert not hasattr(math, "made_up")
    assert "MADE_UP" not in os.environ


def test_what_a_test_makes_of_types_is_what_they_are(connect):
    students = "class Many(dict): pass\nclass Odd(ValueError): pass\ndef f(): return Odd('x')"
    test = "assert type(f()) is Odd is f().__class__ and isinstance(f(), ValueError)"
    assert passes(connect, "", students, test)["status"] == "passed"
    assert kinds.type_of(5) is int
    assert kinds.type_of(np.float64(1), True) is np.float64


@pytest.mark.parametrize(
    ("students", "calls"),
    [
        ("def f(): return int(input())\ndef g(): return 1", "g() == 1 and f() == 3"),
        ("def f(): return int(input())\ng = f", "f() == 3 and g() == 4"),
        ("import sys\ndef f(): return int(input())\ndef g(): return sys.stdin.read()", "f() == 3 and g() == '4\\n'"),
        ("import sys\ndef f(): return sys.stdin.close()", "f() is None"),
    ],
)  # fmt: skip
def test_what_one_call_does_not_read_is_typed_for_the_next(connect, students, calls):
    test = (
        "import sys, io\nusual, sys.stdin = sys.stdin, io.StringIO('3\\n4\\n')\n"
        f"try:\n    assert {calls}\nfinally:\n    sys.stdin = usual"
    )
    assert passes(connect, "", students, test)["status"] == "passed"


# ---------------------------------------------------------------- what must not be changed, or be taken


@pytest.mark.parametrize(
    "change",
    ["m.assert_called_once = lambda: None", "m.called, m.call_count = True, 1"],
)
def test_what_a_mock_has_heard_is_not_set(connect, change):
    test = "from unittest.mock import MagicMock\nm = MagicMock()\nf(m)\nm.assert_called_once()"
    job = Examination(("",), test, 1, 30.0, lenient=True)
    assert examine(job, connect(f"def f(m): {change}"))["status"] == "failed"


@pytest.mark.parametrize("lent", ["Judge", "judge"])
@pytest.mark.parametrize("name", ["right", "strict"])
def test_code_of_the_tests_is_not_replaced(connect, lent, name):
    test = (
        "class Judge:\n    def __init__(self): self.seen = 0\n    def right(self, x): return self.strict(x)\n"
        "    @property\n    def strict(self): return lambda x: x == 3\n"
        f"judge = Judge()\nx = f({lent})\nassert judge.right(x)"
    )
    job = Examination(("",), test, 1, 30.0, lenient=True)
    students = f"def f(m): m.{name} = lambda *a: True"
    assert examine(job, connect(students))["status"] == "failed"


def test_what_a_test_lends_to_be_changed_is_changed(connect):
    test = (
        "class Box:\n    kept = 1\n    def __init__(self): self.seen = 0\n    def look(self): return self.seen\n"
        "box = Box()\nf(box)\nassert (box.seen, box.new, box.kept) == (4, 5, 6)"
    )
    job = Examination(("",), test, 1, 30.0, lenient=True)
    assert examine(job, connect("def f(b): b.seen, b.new, b.kept = 4, 5, 6"))["status"] == "passed"


def test_rows_without_parts_take_no_memory():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(wire.WireError):
        wire.unpack(msgpack.packb(msgpack.ExtType(10, msgpack.packb([2**26, []]))))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 2**10


@pytest.mark.parametrize("end", ["", "            if n == 3000: return\n"], ids=["endless", "long"])
def test_what_is_looped_over_may_have_no_end(connect, end):
    test = (
        "class Count:\n    def __iter__(self):\n        n = 0\n        while True:\n"
        f"{end}            n += 1\n            yield n\nassert f(Count()) == 2000"
    )
    students = "def f(numbers):\n    for n in numbers:\n        if n == 2000: return n"
    job = Examination(("",), test, 1, 10.0)
    assert examine(job, connect(students))["status"] == "passed"


@pytest.mark.parametrize(
    "lent", ["iter([1, 2000])", "(n for n in [1, 2000])", "itertools.count()", "io.StringIO('1\\n2000')"]
)  # fmt: skip
def test_an_iterator_of_the_tests_is_looped_over(connect, lent):
    students = "def f(numbers):\n    for n in numbers:\n        if int(n) == 2000: return n"
    test = f"import io, itertools\nassert int(f({lent})) == 2000"
    assert passes(connect, "", students, test)["status"] == "passed"
