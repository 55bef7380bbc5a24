"""The student's names as a test cell sees them; what a hostile student can send instead."""

from __future__ import annotations

import builtins
import contextlib
import copy
import inspect
import math
import operator
import pickle
import socket
import threading
import time
from types import SimpleNamespace

import msgpack
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.exam import lent, proxy, raised, wire
from autograder.exam.kinds import is_students
from autograder.exam.known import plainly

NOTEBOOK = """
import collections
import numpy as np

answer = 42
Q = np.zeros((2, 3))
Point = collections.namedtuple("Point", "x y")
here = Point(1, 2)

def double(x):
    return 2 * x

def is_double(f):
    return f is double

def update(Q, state, alpha=0.5):
    Q[state] += alpha

def draw(rng):
    return int(rng.integers(10**9))

def fail(kind, *args):
    raise kind(*args)

class Greedy:
    def __init__(self, arms):
        self.means = np.zeros(arms)
        self.pulls = 0
    def choose(self):
        self.pulls += 1
        return int(np.argmax(self.means))
    def __len__(self):
        return len(self.means)
    def __getitem__(self, arm):
        return self.means[arm]
    def __eq__(self, other):
        return True
    def __bool__(self):
        return True
    __hash__ = None

greedy = Greedy(2)
deep = [[]]
for _ in range(50): deep = [deep]
"""


@pytest.fixture
def line(connect):
    return proxy.Line(connect(NOTEBOOK), time.monotonic() + 30)


# Names


def test_plain_data_is_a_copy(line):
    assert line.get("answer") == 42
    assert line.get("here") == (1, 2)
    Q = line.get("Q")
    Q += 1
    assert line.get("Q").sum() == 0


def test_a_function_is_called_with_copies_and_returns_a_copy(line):
    assert line.get("double")(21) == 42
    assert np.array_equal(line.get("double")(np.ones(2)), [2, 2])


def test_a_class_makes_objects_whose_methods_items_and_length_are_there(line):
    agent = line.get("Greedy")(3)
    assert agent.choose() == 0
    assert agent.pulls == 1
    assert agent[1] == 0.0
    assert len(agent) == 3


def test_a_name_that_is_not_defined_is_missing_by_name(line):
    with pytest.raises(proxy.Missing, match="ucb1 is not defined in your notebook"):
        line.get("ucb1")


def test_an_attribute_or_item_that_is_not_there_is_the_error_it_would_be(line):
    with pytest.raises(AttributeError, match="wealth"):
        _ = line.get("greedy").wealth
    with pytest.raises(IndexError):
        _ = line.get("greedy")[9]


def test_too_deep_a_list_is_an_object_like_any_other(line):
    assert type(line.get("deep")) is proxy.Proxy


# Arguments


def test_what_the_test_names_as_changed_in_place_is_changed_here(line):
    Q = np.zeros(3)
    assert line.get("update").__changes__(Q)(Q, 1, alpha=0.25) is None
    assert Q.tolist() == [0, 0.25, 0]


def test_it_is_changed_in_samples_too(line):
    Q = np.zeros(2)
    assert line.get("update").__changes__(Q).__sample__(3, (Q, 1), {"alpha": 1.0}) == [None] * 3
    assert Q.tolist() == [0, 3]


@pytest.mark.parametrize("named", [False, True])
def test_whatever_else_is_changed_in_place_stays_as_it_was_and_fails_the_test(line, named):
    Q, kept = np.zeros(3), np.zeros(3)
    args = {"Q": Q} if named else {}
    with pytest.raises(proxy.Changed, match="changed Q, which it should only read"):
        line.get("update").__changes__(kept)(*([] if named else [Q]), state=1, **args)
    assert Q.tolist() == [0, 0, 0]


def test_a_lenient_line_writes_every_change_back(connect):
    line = proxy.Line(connect(NOTEBOOK), time.monotonic() + 30, lenient=True)
    Q = np.zeros(3)
    line.get("update")(Q, 1)
    assert Q.tolist() == [0, 0.5, 0]


def test_a_generator_moves_on_as_if_it_had_been_used_here(line):
    ours, same = np.random.default_rng(5), np.random.default_rng(5)
    draw = line.get("draw")
    assert [draw(ours), draw(ours)] == [int(same.integers(10**9)) for _ in range(2)]


def test_sampling_is_as_many_calls_in_one_round_trip(line):
    same = np.random.default_rng(5)
    draws = line.get("draw").__sample__(3, (np.random.default_rng(5),))
    assert draws == [int(same.integers(10**9)) for _ in range(3)]


def test_an_error_is_raised_before_a_change_is_remarked_upon(line):
    Q = np.zeros(2)
    with pytest.raises(TypeError):
        line.get("update")(Q, 0, alpha="much")
    assert Q.tolist() == [0, 0]


def test_an_object_of_the_student_can_be_an_argument_and_is_itself_again(line):
    assert line.get("is_double")(line.get("double")) is True
    assert line.get("is_double")([line.get("update")]) is False


# What a test lends without its code


def at_home(source: str) -> dict:
    """Return the names that a test cell would define."""
    names = {"__name__": lent.NOTEBOOK, "np": np}
    exec(compile(source, "<test cell>", "exec"), names)
    return names


STANDINS = """
SECRET = 17
def rule(x): return x * SECRET
class Script:
    __lent__ = ("k", "pull", "__len__")
    def __init__(self, rewards): self.rewards, self.k, self.pulled = rewards, 2, []
    def pull(self, arm):
        assert arm in (0, 1), "there is no such arm"
        self.pulled.append(arm)
        return self.rewards.pop(0)
    def __len__(self): return 5
class Open:
    def __init__(self): self.n, self._hidden = 1, 2
    def double(self): return 2 * self.n
"""
CALLERS = """
def call(f, *args): return f(*args)
def play(bandit): return [bandit.pull(i % bandit.k) for i in range(3)], len(bandit)
def peek(thing, name): return getattr(thing, name)
def put(thing, value): thing.n = value
def swallow(bandit):
    try: bandit.pull(7)
    except AssertionError: return "nothing happened"
def keep(thing):
    global kept
    kept = thing
def use(name): return getattr(kept, name)
def code(f): return f.__code__, f.__globals__
def same(thing): return thing
def back(f, g): return f(g)
def doubled(x): return 2 * x
def mutable(f):
    xs = [1, 2]
    return f(xs), xs
"""


@pytest.fixture
def callers(connect):
    return proxy.Line(connect(CALLERS), time.monotonic() + 30)


def test_a_function_of_the_test_is_called_back_and_its_code_stays(callers):
    rule = at_home(STANDINS)["rule"]
    assert callers.get("call")(rule, 2) == 34
    assert np.array_equal(callers.get("call")(rule, np.arange(2)), [0, 17])
    for name in ("__code__", "__globals__", "__closure__", "__wrapped__", "__dict__", "__func__"):
        with pytest.raises(AttributeError):
            callers.get("peek")(rule, name)
    with pytest.raises(AttributeError):
        callers.get("code")(rule)


def test_a_stand_in_is_asked_call_by_call_and_shows_what_its_class_allows(callers):
    script = at_home(STANDINS)["Script"]([3, 4, 5])
    assert callers.get("play")(script) == ([3, 4, 5], 5)
    assert script.pulled == [0, 1, 0], "the very object was played with"
    for name in ("rewards", "pulled", "__lent__", "__dict__"):
        with pytest.raises(AttributeError):
            callers.get("peek")(script, name)


def test_without_a_list_a_stand_in_shows_what_has_no_underscore(callers):
    thing = at_home(STANDINS)["Open"]()
    assert callers.get("peek")(thing, "n") == 1
    with pytest.raises(AttributeError):
        callers.get("peek")(thing, "_hidden")


def test_what_is_lent_is_changed_only_where_the_test_says_so(callers):
    thing = at_home(STANDINS)["Open"]()
    with pytest.raises(AttributeError, match="not to be changed"):
        callers.get("put")(thing, 9)
    callers.get("put").__changes__(thing)(thing, 9)
    assert thing.n == 9


def test_a_class_of_the_test_makes_objects_that_stay(callers):
    made = callers.get("call")(at_home(STANDINS)["Script"], [1])
    assert made.rewards == [1]


def test_what_a_stand_in_asserts_fails_the_test_though_the_student_catches_it(callers):
    script = at_home(STANDINS)["Script"]([])
    with pytest.raises(AssertionError, match="there is no such arm"):
        callers.get("swallow")(script)


def test_the_student_s_own_function_can_be_asked_in_turn(callers):
    through = at_home("def through(g): return g(21)")["through"]
    assert callers.get("back")(through, callers.get("doubled")) == 42


def test_what_was_lent_comes_back_as_itself(callers):
    thing = at_home(STANDINS)["Open"]()
    assert callers.get("same")(thing) is thing


def test_what_is_kept_after_the_test_answers_nobody(connect):
    line = proxy.Line(connect(CALLERS), time.monotonic() + 30)
    line.get("keep")(at_home(STANDINS)["Open"]())
    assert line.get("use")("n") == 1, "while the test runs"


@pytest.mark.parametrize(
    "answer",
    [
        {"back": 7, "name": "n", "args": [], "kwargs": {}},
        {"back": -1, "name": "__call__", "args": [], "kwargs": {}},
        {"back": 0, "name": "__globals__", "args": [], "kwargs": {}},
        {"back": 0, "name": "=", "args": [{"value": wire.pack("n")}], "kwargs": {}},
        {"back": True, "name": "n", "args": [], "kwargs": {}},
    ],
    ids=repr,
)
def test_asking_for_what_was_not_lent_is_an_error_of_the_student_s(answer):
    with answering(FUNCTION, answer, {"value": wire.pack(1)}) as line:
        assert line.get("f")(1) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"back": "0", "name": "n", "args": [], "kwargs": {}},
        {"back": 0, "name": "n", "args": {}, "kwargs": {}},
        {"back": 0, "name": "n", "args": [3], "kwargs": {}},
        {"back": 0, "name": "n", "args": [{"lent": 99}], "kwargs": {}},
        {"back": 0},
    ],
    ids=repr,
)
def test_asking_in_another_form_ends_the_line(answer):
    with answering(FUNCTION, answer) as line, pytest.raises(proxy.KernelGone):
        line.get("f")(1)


# Errors


@pytest.mark.parametrize(
    "kind",
    [
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        ZeroDivisionError,
        AssertionError,
        NotImplementedError,
        RuntimeError,
        RecursionError,
        FileNotFoundError,
        AttributeError,
        NameError,
        MemoryError,
    ],
)
def test_a_built_in_error_is_raised_as_itself(line, kind):
    with pytest.raises(kind) as caught:
        line.get("fail")(kind, "too bad")
    assert type(caught.value) is kind
    assert str(caught.value) == str(kind("too bad"))
    assert "in fail" in caught.value.student_traceback


@pytest.mark.parametrize("kind", [StopIteration, StopAsyncIteration])
def test_what_ends_loops_can_not_end_those_of_the_test(line, kind):
    fail = line.get("fail")
    with pytest.raises(proxy.StudentError, match=f"{kind.__name__}: too bad"):
        list(map(fail, [kind], ["too bad"]))


@pytest.mark.parametrize(
    "kind", [KeyboardInterrupt, GeneratorExit, BaseException, Exception, BaseExceptionGroup]
)
def test_what_would_end_the_verifier_is_only_an_error_of_the_student(kind):
    """KeyboardInterrupt ends the kernel's cell; the others travel. None comes out as itself."""
    answer = {"type": kind.__name__, "builtin": kind.__name__, "message": "bye"}
    with answering({"error": answer}) as line, pytest.raises(proxy.StudentError, match="bye"):
        line.get("f")


@pytest.mark.parametrize("kind", ["GeneratorExit", "BaseException"])
def test_leaving_by_sys_exit_is_an_error_and_the_kernel_answers_on(connect, kind):
    line = proxy.Line(connect(f"def f():\n    raise {kind}(3)"), time.monotonic() + 30)
    with pytest.raises(proxy.StudentError, match=f"{kind}: 3"):
        line.get("f")()
    with pytest.raises(proxy.StudentError):
        line.get("f")()


def test_an_error_of_their_own_is_a_student_error_with_its_name(connect):
    source = "class Mine(Exception): pass\ndef f(): raise Mine('no arms')"
    line = proxy.Line(connect(source), time.monotonic() + 30)
    with pytest.raises(proxy.StudentError, match=r"^no arms$") as caught:
        line.get("f")()
    assert type(caught.value) is line.get("Mine")
    assert "in f" in caught.value.student_traceback
    assert str(plainly(caught.value)) == "Mine: no arms", "as a report tells it"


def test_an_error_derived_from_a_built_in_one_is_caught_as_that(connect):
    source = "class Mine(ValueError): pass\ndef f(): raise Mine('no arms')"
    line = proxy.Line(connect(source), time.monotonic() + 30)
    with pytest.raises(ValueError, match="no arms") as caught:
        line.get("f")()
    assert type(caught.value) is line.get("Mine")
    assert type(plainly(caught.value)) is ValueError


def test_a_text_that_can_not_be_sent_is_sent_as_well_as_can_be(connect):
    line = proxy.Line(connect(r"def f(): raise ValueError('\ud800!')"), time.monotonic() + 30)
    with pytest.raises(ValueError, match=r"\?!"):
        line.get("f")()


def test_an_answer_that_is_too_large_is_said_to_be(connect):
    source = f"def f(a):\n    a[:] = 1\n    return bytes({wire.MAX_BYTES - 2**20})"
    line = proxy.Line(connect(source), time.monotonic() + 60)
    with pytest.raises(proxy.StudentError, match=r"MB is more than 32 MB"):
        line.get("f")(np.zeros(2**19))


# What a proxy refuses


def in_a_with_block(thing):
    with thing:
        pass


REFUSED = {
    "compared": [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge],
    "used as true or false": [lambda f, _: bool(f), lambda f, _: not f],
    "used as a key": [lambda f, _: {f: 1}, lambda f, _: {f}],
    "looped over": [lambda f, _: list(f), lambda f, _: 1 in f, lambda f, _: next(f)],
    "used as a number": [
        lambda f, _: float(f),
        lambda f, _: int(f),
        lambda f, _: range(f),
        lambda f, _: np.asarray(f),
        lambda f, _: np.allclose(f, 1.0),
        lambda f, _: math.isclose(f, 1.0),
    ],
    "used in arithmetic": [
        operator.add,
        operator.sub,
        operator.mul,
        operator.truediv,
        operator.floordiv,
        operator.mod,
        operator.pow,
        operator.matmul,
        divmod,
        lambda f, n: n + f,
        lambda f, n: n**f,
        lambda f, _: -f,
        lambda f, _: abs(f),
        lambda f, _: round(f),
    ],
    "combined": [operator.and_, operator.or_, operator.xor, lambda f, _: ~f],
    "changed": [
        lambda f, n: setattr(f, "x", n),
        lambda f, _: delattr(f, "x"),
        lambda f, n: operator.setitem(f, 0, n),
    ],
    "used in a with block": [lambda f, _: in_a_with_block(f)],
    "copied": [
        lambda f, _: copy.copy(f),
        lambda f, _: copy.deepcopy(f),
        lambda f, _: pickle.dumps(f),
    ],
}


@pytest.mark.parametrize(
    ("what", "operation"), [(what, op) for what, ops in REFUSED.items() for op in ops]
)
def test_an_object_is_neither_equal_nor_true_nor_a_number_and_says_so(line, what, operation):
    greedy = line.get("greedy")
    with pytest.raises(proxy.NotAPlainValue) as caught:
        operation(greedy, 2)
    assert f"greedy is a Greedy, which can't be {what} here: return a plain" in str(caught.value)
    assert str(caught.value) == line.fault


def test_two_numbers_side_by_side_do_not_save_an_object_from_comparison(line):
    with pytest.raises(proxy.NotAPlainValue):
        assert [1, line.get("greedy")] == [1, 2]


def test_calling_what_is_not_a_function_says_so(line):
    with pytest.raises(proxy.NotAPlainValue, match="greedy can't be called"):
        line.get("greedy")()


def test_a_refusal_that_is_swallowed_is_remembered(line):
    assert not np.array_equal(np.zeros(2), line.get("greedy"))  # numpy swallows it
    assert "greedy is a Greedy" in line.fault


def test_a_proxy_shows_what_the_object_shows(line):
    assert repr(line.get("greedy")).startswith("<__main__.Greedy object at")
    assert f"{line.get('double')}".startswith("<function double at")


def test_a_sample_of_objects_is_not_a_list_of_values(connect):
    line = proxy.Line(connect("def f(): return object()"), time.monotonic() + 30)
    with pytest.raises(proxy.NotAPlainValue, match="did not return a plain value"):
        line.get("f").__sample__(2)


# What a hostile student can answer


@contextlib.contextmanager
def answering(*answers: object, raw: bytes = b"", seconds: float = 20.0):
    """Yield a line on which one thing after the other is answered, and at last raw bytes."""
    ours, theirs = socket.socketpair()

    def answer_all() -> None:
        with contextlib.suppress(EOFError, OSError):  # nobody asks any more
            for answer in answers:
                wire.receive(theirs)
                wire.send(theirs, answer)
            if raw and theirs.recv(2**20):
                theirs.sendall(raw)

    student = threading.Thread(target=answer_all)
    with theirs:
        with ours:
            student.start()
            yield proxy.Line(ours, time.monotonic() + seconds)
        student.join()


FUNCTION = {"proxy": 0, "type": "function", "name": "f", "callable": True}
BAD_ANSWERS = [
    None,
    [],
    {},
    3,
    "value",
    {"value": 3},
    {"value": "text"},
    {"value": b""},
    {"value": b"\xc1"},
    {"value": msgpack.packb(msgpack.ExtType(42, b""))},
    {"value": b"\x91" * 500},
    {"proxy": "0", "type": "function", "callable": True},
    {"proxy": 0},
    {"proxy": 0, "type": 3, "callable": True},
    {"proxy": 0, "type": "f", "callable": 1},
    {"error": None},
    {"error": "ValueError"},
    {"error": {}},
    {"error": {"type": "E", "builtin": 1, "message": "m"}},
    {"error": {"type": "E", "builtin": "ValueError", "message": ["m"]}},
    {"missing": 3},
    {"changed": {0: b""}},
    {("value",): b"\x01"},
]
ASK = {
    "a name": lambda line, f: line.get("x"),
    "a call": lambda line, f: f(np.zeros(2)),
    "an attribute": lambda line, f: f.x,
    "an item": lambda line, f: f[0],
    "a length": lambda line, f: len(f),
    "a sample": lambda line, f: f.__sample__(2),
    "a text": lambda line, f: str(f),
    "an item of a loop": lambda line, f: line.next_of(f),
    "what an operator gives": lambda line, f: line.do("add", (f, 1), 2, "the sum"),
    "its names": lambda line, f: dir(f),
    "its signature": lambda line, f: f.__signature__,
}


@pytest.mark.parametrize("answer", BAD_ANSWERS, ids=repr)
@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
def test_what_is_not_an_answer_ends_the_line(ask, answer):
    with answering(FUNCTION, answer, {"value": wire.pack(1)}) as line:
        f = line.get("f")
        with pytest.raises(proxy.KernelGone, match="the kernel sent something that is not a"):
            ask(line, f)
        assert line.fault
        with pytest.raises(proxy.KernelGone):  # for good: the next answer is not looked at
            line.get("x")


@pytest.mark.parametrize(
    "changed",
    [{0: 1}, {0: b""}, {0: b"\xc1"}, {"0": b"\x01"}, {7: b"\x01"}, {-1: b"\x01"}, {None: b"\x01"}],
    ids=repr,
)
def test_changes_of_arguments_that_were_not_lent_end_the_line(changed):
    with answering(FUNCTION, {"value": wire.pack(1), "changed": changed}) as line:
        Q = np.zeros(2)
        with pytest.raises(proxy.KernelGone):
            line.get("f").__changes__(Q)(Q)
        assert line.fault


@pytest.mark.parametrize("content", [np.zeros(3), 1, None, [0, 0], {"a": 1}], ids=repr)
def test_an_array_that_comes_back_as_something_else_is_refused(content):
    changed = {0: wire.pack(content)}
    with answering(FUNCTION, {"value": wire.pack(1), "changed": changed}) as line:
        Q = np.zeros(2)
        with pytest.raises(proxy.NotAPlainValue, match="changed an argument beyond use"):
            line.get("f").__changes__(Q)(Q)
        assert line.fault


@pytest.mark.parametrize("length", [-1, 1.0, "3", None, True, [1], 2**70], ids=repr)
def test_a_length_is_a_whole_number(length):
    with answering(FUNCTION, {"value": wire.pack(length)}) as line:
        f = line.get("f")
        with pytest.raises((proxy.NotAPlainValue, OverflowError)):
            len(f)


@pytest.mark.parametrize("results", [[1], [1, 2, 3], (1, 2), "ab", None, {0: 1, 1: 2}], ids=repr)
def test_a_sample_of_another_size_or_kind_is_refused(results):
    with answering(FUNCTION, {"value": wire.pack(results)}) as line:
        f = line.get("f")
        with pytest.raises(proxy.NotAPlainValue, match="2 calls"):
            f.__sample__(2)


@pytest.mark.parametrize(
    "frame",
    [b"", b"\x00", b"\x00\x00\x00\x05half", b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", bytes(100)],
    ids=bytes.hex,
)
def test_bytes_that_are_no_frame_end_the_line(frame):
    ours, theirs = socket.socketpair()
    with ours:
        theirs.sendall(frame)
        theirs.shutdown(socket.SHUT_WR)
        line = proxy.Line(ours, time.monotonic() + 20)
        with pytest.raises(proxy.KernelGone):
            line.get("x")
        theirs.close()


@pytest.mark.timeout(30)
@pytest.mark.parametrize("frame", [b"", b"\x00\x00\x00\x05half"], ids=bytes.hex)
def test_an_answer_that_never_comes_is_given_up_at_the_deadline(frame):
    over = "still running when its time was over"
    with answering(raw=frame, seconds=0.1) as line, pytest.raises(proxy.KernelGone, match=over):
        line.get("x")


@pytest.mark.timeout(30)
def test_a_request_that_nobody_reads_is_given_up_at_the_deadline():
    with answering(FUNCTION, seconds=0.3) as line:
        f = line.get("f")
        with pytest.raises(proxy.KernelGone, match="still running when its time was over"):
            f(bytes(10**7))


def test_after_the_deadline_an_answer_that_is_there_is_late():
    late = {"value": wire.pack(1)}
    with answering(late, seconds=-1.0) as line, pytest.raises(proxy.KernelGone):
        line.get("x")


def test_a_kernel_that_hangs_up_is_gone():
    with answering() as line:
        line._sock.shutdown(socket.SHUT_RDWR)
        with pytest.raises(proxy.KernelGone, match="the kernel ended"):
            line.get("x")


junk = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5) | st.binary(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "builtin", "message", "traceback"]), inner)
        | st.dictionaries(st.integers(-1, 2), inner, max_size=2)
    ),
    max_leaves=6,
)
builtin_names = st.sampled_from(sorted(vars(builtins))) | st.text(max_size=9)
errors = st.deferred(
    lambda: st.fixed_dictionaries(
        {"type": st.text(max_size=5), "builtin": builtin_names, "message": st.text(max_size=9)},
        optional={
            "traceback": junk,
            "args": junk.map(wire.pack) | junk,
            "class": class_facts,
            "number": st.integers(-1, 3) | junk,
            "cause": errors | junk,
            "end": junk,
        },
    )
)
class_facts = st.deferred(
    lambda: (
        st.sampled_from(["builtins:int", "builtins:ValueError", "enum:Enum", ":", "os:", "x"])
        | st.integers(-1, 3)
        | st.fixed_dictionaries(
            {
                "number": st.integers(-1, 3) | junk,
                "name": st.sampled_from(["A", "B", "", "\0", "object"]) | junk,
                "qualname": st.text(max_size=3) | junk,
                "as": st.sampled_from(["A", "", "x"]) | junk,
                "bases": st.lists(class_facts, max_size=3) | junk,
            }
        )
        | junk
    )
)
answers = junk | st.fixed_dictionaries(
    {},
    optional={
        "class": class_facts,
        "itself": class_facts,
        "parts": st.lists(st.fixed_dictionaries({"value": junk.map(wire.pack)}), max_size=3) | junk,
        "as": st.sampled_from(["list", "dict", "set", "tuple", "frozenset", "type"]) | junk,
        "container": st.integers(-1, 3) | junk,
        "watched": st.dictionaries(st.integers(-1, 3), junk, max_size=2) | junk,
        "end": st.fixed_dictionaries({"value": junk.map(wire.pack)}) | junk,
        "value": junk.map(wire.pack) | junk,
        "proxy": st.integers(-9, 9) | junk,
        "type": st.text(max_size=9) | junk,
        "callable": st.booleans() | junk,
        "name": junk,
        "error": errors | junk,
        "missing": junk,
        "changed": st.dictionaries(st.integers(-1, 2), junk.map(wire.pack) | junk) | junk,
    },
)
ORDINARY = (
    proxy.KernelGone,
    proxy.NotAPlainValue,
    proxy.StudentError,
    proxy.Missing,
    *raised.AS_THEMSELVES.values(),
    ExceptionGroup,
)


@settings(max_examples=400)
@given(answers, st.sampled_from(sorted(ASK)))
@example({"error": {"type": "", "builtin": "SystemExit", "message": ""}}, "a call")
@example({"error": {"type": "", "builtin": "ExceptionGroup", "message": ""}}, "a call")
@example({"error": {"type": "", "builtin": "UnicodeDecodeError", "message": ""}}, "a call")
@example({"error": {"type": "", "builtin": "__import__", "message": "os"}}, "a call")
@example({"error": {"type": "", "builtin": "eval", "message": "1/0"}}, "a call")
def test_every_answer_is_a_plain_value_a_proxy_or_an_ordinary_error(answer, ask):
    with answering(FUNCTION, answer) as line:
        f = line.get("f")
        outcome = value_or_error(ASK[ask], line, f)
    assert type(outcome) is not StopIteration or ask == "an item of a loop"
    known = (proxy.Proxy, proxy.Changed, StopIteration, *ORDINARY)
    assert (
        is_students(outcome)
        or isinstance(outcome, type)
        or type(outcome) in known
        or isinstance(outcome, inspect.Signature)  # made here, of plain parts
        or (wire.pack(outcome))
    )


def value_or_error(function, *args):
    """Return what a call returns or raises. What would end the verifier is not caught.

    But ``SystemExit``: a test may look for it, and one that it ends has failed.
    """
    try:
        return function(*args)
    except (Exception, SystemExit) as error:
        return error


def test_both_sides_find_the_lent_parts_in_the_same_order(connect):
    source = "def f(thing, more):\n    thing.Q[0] = 1\n    thing.rng.random()\n    more['a'] = [2]"
    line = proxy.Line(connect(source), time.monotonic() + 30)
    thing, more = SimpleNamespace(Q=np.zeros(2), rng=np.random.default_rng(1)), {}
    line.get("f").__changes__(more)(thing, more=more)
    same = np.random.default_rng(1)
    same.random()
    assert thing.Q.tolist() == [0, 0], "an object is a copy, and what is in it as well"
    assert thing.rng.random() == same.random(), "but a generator goes on"
    assert more == {"a": [2]}
