"""Fuzz what reads a hostile kernel's bytes, guided by coverage: ``wire.unpack``, and a test's whole line.

    python3 -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris msgpack numpy cloudpickle ipython \\
        scipy pandas sympy networkx
    /tmp/fuzz/bin/python tests/bench/fuzz_wire.py --seconds 180 [--target unpack|line]

Bytes become a value within the limits, plain or of a kind of library's, or ``WireError``; answers become a value, a proxy or one
of the exceptions a test may see. Never another exception, never more than ``MEGABYTES`` at once,
never longer than ``SLOW`` seconds of processor time. Whatever breaks that is kept in the folder of the corpus, to be
tried again with ``fuzz_wire.py --try FILE``.
"""

from __future__ import annotations

import argparse
import array
import atexit
import collections
import contextlib
import datetime
import decimal
import fractions
import http
import os
import struct
import sys
import tempfile
import time
import tracemalloc
import uuid
from pathlib import Path
from typing import Any

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
with atheris.instrument_imports(include=["autograder"]):
    from autograder.exam import lent, library, proxy, raised, wire
    from autograder.exam.kinds import NOTEBOOK, is_students
    from autograder.exam.library import (
        arrays,
        expressions,
        graphs,
        ofnotebook,
        sparse,
        standard,
        tables,
    )

import msgpack
import networkx as nx
import numpy as np
import pandas as pd
import sympy

from tests.autograder.exam.locked import KINDS, Key, Right, Spot, Way

SLOW = 2.0  # seconds of processor time for one input
MEGABYTES = 256
SPLIT = b"\xff\xfe\xfd"  # between two frames of one input
PLAIN = (bool, int, float, complex, str, bytes, type(None), list, tuple, dict, set, frozenset)
RAISED = (
    proxy.KernelGone,
    proxy.StudentError,
    proxy.NotAPlainValue,
    proxy.Missing,
    *raised.AS_THEMSELVES.values(),
    ExceptionGroup,
)
count = {"inputs": 0, "values": 0, "refused": 0, "slowest": 0.0, "largest": 0.0}


class Refused(Exception):
    """An exception of one."""


LOCKED = {**KINDS, "Refused": Refused}
for _kind in LOCKED.values():
    _kind.__module__ = NOTEBOOK


class Broken(BaseException):
    """An invariant does not hold."""


def check_plain(value: Any, depth: int = 0) -> None:
    """Raise Broken unless the value holds nothing but plain values within the limits, and proxies."""
    kind = type(value)
    if is_students(value) or isinstance(value, type):
        return
    if depth > wire.MAX_DEPTH + 1:
        raise Broken("deeper than allowed")
    if kind is np.ndarray and value.dtype.kind == "O":
        for inner in value.flat:
            check_plain(inner, depth + 1)
        return
    if kind not in PLAIN and library._kind_of(value) is not None:
        with contextlib.suppress(Exception):  # of years that pandas can't print, for instance
            repr(value)
        return
    if kind is np.ndarray or isinstance(value, np.generic):
        if value.dtype.kind not in "biufc":
            raise Broken(f"an array of {value.dtype}")
        np.asarray(value).tobytes()  # every byte of it must be there
        return
    if kind not in PLAIN:
        raise Broken(f"a {kind}")
    if kind is int and value.bit_length() > 8 * wire.MAX_INT_BYTES:
        raise Broken("a number beyond the limit")
    if kind is dict:
        for key, inner in value.items():
            check_plain(key, depth + 1)
            check_plain(inner, depth + 1)
    elif kind in (list, tuple, set, frozenset):
        for inner in value:
            check_plain(inner, depth + 1)


class Bytes:
    """A socket that holds what the kernel sends, and takes whatever it is sent."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)

    def recv(self, count: int) -> bytes:
        piece, self._data = bytes(self._data[:count]), self._data[count:]
        return piece

    def sendall(self, data: bytes) -> None:
        pass

    def settimeout(self, seconds: float) -> None:
        pass


def unpack(data: bytes) -> None:
    """Read one packed value."""
    ofnotebook.tell(LOCKED, LOCKED)
    try:
        value = wire.unpack(data)
    except wire.WireError:
        count["refused"] += 1
        return
    count["values"] += 1
    check_plain(value)


class Lent:
    """Something with attributes."""

    def __init__(self) -> None:
        self.name, self.table = "lent", np.zeros(2)


def line(data: bytes) -> None:
    """Read answers as a test cell does that gets a name, calls it and uses what it returns."""
    frames = data.split(SPLIT)
    stream = b"".join(struct.pack(">I", len(f)) + f for f in frames)
    asking = proxy.Line(Bytes(stream), time.monotonic() + 60)  # type: ignore[arg-type]
    asking.knows({"C": ("add",)}, LOCKED)
    arguments = (
        np.zeros(2),
        [1],
        {"a": 1},
        {1},
        np.random.default_rng(1),
        np.random.RandomState(1),
        Lent(),
    )
    try:
        found = asking.get("f")
        for _ in range(3):
            if not is_students(found):
                break
            found = found(*arguments)
        if is_students(found):
            made = asking.do("add", (found, 1), 2, "the sum")
            found = [found.attribute, found[0], len(found), str(found), dir(found), made]
            found += [asking.next_of(made) if is_students(made) else made]
            if isinstance(found[0], list):
                found[0].append(1)
            found += [asking.get("g"), asking.get("C")]
    except StopIteration:
        count["values"] += 1
    except RAISED:
        count["refused"] += 1
    else:
        count["values"] += 1
        check_plain(found)
    finally:
        for one in arguments[4:6]:
            one.random(3)  # a generator must still be one
            one.integers(9) if hasattr(one, "integers") else one.randint(9)


TARGETS = {"unpack": unpack, "line": line}


def library_values() -> list[Any]:
    """Return a value of each kind, or of each family of them."""
    x, f = sympy.Symbol("x", real=True), sympy.Function("f")
    frame = pd.DataFrame({
        "a": [1, 2], "b": ["x", None], "c": pd.array([1, None], dtype="Int64"), "d": pd.Categorical(["u", "v"]),
        "e": pd.date_range("2020", periods=2, tz="Europe/Paris"), "f": pd.period_range("2020", periods=2, freq="M"),
        "g": pd.cut([1, 2], 2), "h": np.array([1, "x"], dtype=object),
    })  # fmt: skip
    point, now = (
        collections.namedtuple("Point", "x y")(1, 2),
        datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC),
    )
    built = [
        sparse.sparse.eye(3, format=form)
        for form in ("csr", "csc", "coo", "bsr", "dia", "lil", "dok")
    ]
    return [
        decimal.Decimal("1.5"), fractions.Fraction(1, 3), now, now.date(), now.time(), datetime.timedelta(1),
        collections.OrderedDict(a=1), collections.Counter("ab"), collections.defaultdict(list, a=[1]),
        collections.deque([1], 3), range(3), slice(1), {1: 2}.keys(), {1: 2}.values(), {1: 2}.items(), point,
        bytearray(b"ab"), memoryview(b"ab"), array.array("i", [1]), uuid.UUID(int=1), Path("a"),
        http.HTTPStatus.OK, time.gmtime(0), np.array(["a", "bc"]), np.array([[1], "x"], dtype=object),
        np.datetime64("2020", "D"), np.zeros(2, dtype=[("a", "i4"), ("b", "U2")]), np.matrix([[1]]),
        np.ma.masked_array([1, 2], [True, False]), np.dtype("f8"), *built, frame, frame.set_index(["a", "b"]),
        frame["e"], pd.date_range("2020", periods=3), pd.interval_range(0, 2), pd.Timestamp(now), pd.NaT,
        pd.Timedelta("1h"), pd.Period("2020", freq="M"), sympy.sin(x) ** 2 + f(x) / 3, sympy.Matrix([[x, 1]]),
        sympy.Eq(x, sympy.pi), sympy.FiniteSet(1, 2), sympy.Interval(0, 1), sympy.Integral(x, (x, 0, 1)),
        nx.path_graph(3), nx.DiGraph([(1, 2)]), nx.MultiGraph([(1, 2), (1, 2)]),
        Way.UP, {Way.UP: Way.DOWN}, Right.READ | Right.WRITE, Spot(1, 2), Key("a"),
    ]  # fmt: skip


def kind_names() -> list[str]:
    """Return the names of all kinds, for the fuzzer's dictionary."""
    return [
        name
        for module in (standard, arrays, ofnotebook, sparse, tables, expressions, graphs)
        for name in module.KINDS
    ]


def seeds(target: str) -> list[bytes]:
    """Return inputs from which to begin."""
    values = [
        None, True, 7, -1, 2**70, 0.5, "text", b"bytes", [1, [2]], (1, (2,)), {"a": {1: 2}}, {1, 2}, frozenset({3}),
        1j, np.zeros((2, 3)), np.int8(3), np.arange(4, dtype=">i2"), np.array(True), np.zeros((0, 5), complex),
    ]  # fmt: skip
    ofnotebook.tell(LOCKED, LOCKED)
    values += library_values()
    packed = [wire.pack(value) for value in values]
    packed += [msgpack.packb(msgpack.ExtType(code, b"\x00" * 16)) for code in range(10)] + [
        b"\xd6\xff\0\0\0\1"
    ]
    if target == "unpack":
        return packed
    generators = (np.random.PCG64, np.random.MT19937, np.random.Philox, np.random.SFC64)
    states = [lent.state(np.random.Generator(kind(1))) for kind in generators]
    states.append(lent.state(np.random.RandomState(1)))
    known = {"proxy": 1, "type": "function", "name": "f", "callable": True, "why": ""}
    error = {"type": "E", "builtin": "ValueError", "message": "m", "traceback": ""}
    lent_back = [wire.pack(value) for value in (np.ones(2), [2], {"a": 2}, {2})]
    answers: list[dict[str, Any]] = [{"missing": "f"}, {"error": error}]
    answers += [{"value": value} for value in packed]
    answers += [
        {"value": packed[2], "changed": dict(enumerate([*lent_back, state]))} for state in states
    ]
    own = {"number": 2, "name": "C", "qualname": "C", "as": "C", "bases": ["builtins:ValueError"]}
    thing = {**known, "proxy": 3, "type": "C", "class": own}
    plain = {"value": packed[8], "container": 4}
    answers += [thing, {**known, "proxy": 2, "itself": own, "class": "builtins:type"}, plain]
    answers += [{"parts": [thing, plain], "as": kind} for kind in ("list", "dict", "set", "tuple")]
    answers += [{"end": plain}, {"error": {**error, "class": own, "number": 5, "args": packed[9]}}]
    answers += [{**plain, "watched": {4: {"value": packed[8]}}}, {"class": own}]
    held = {"attributes": wire.pack({"a": 1}), "notes": wire.pack(("n",)), "suppressed": True}
    refused = {**own, "number": 7, "name": "Refused", "as": "Refused"}
    for more in (
        {"builtin": "SystemExit", "args": wire.pack((3,))},
        {"type": "ExceptionGroup", "builtin": "ExceptionGroup", "group": [error, error]},
        {"library": "numpy.linalg:LinAlgError", **held},
        {"library": "json.decoder:JSONDecodeError", "args": wire.pack(("m",)), **held},
        {"builtin": "UnicodeDecodeError", "args": wire.pack(("ascii", b"ab", 0, 1, "why"))},
        {"class": refused, "number": 8, "args": wire.pack((1,)), **held},
        {"cause": error, "context": error, **held},
    ):
        answers.append({"error": error | more})
    frames = [msgpack.packb(answer) for answer in answers]
    long = [msgpack.packb(answer) for answer in (known, thing, thing, thing)]  # the calls
    one = msgpack.packb({"value": wire.pack(1)})
    used = [SPLIT.join((*long, f, f, one, f, f, f, f, f, f)) for f in frames]
    return [SPLIT.join((msgpack.packb(known), f, f)) for f in frames] + used + frames


def tried(target: str, data: bytes) -> None:
    """Run one input and check time and memory."""
    count["inputs"] += 1
    measured = count["inputs"] % 50 == 0  # tracing memory is slow
    if measured:
        tracemalloc.start()
    begun = time.process_time()
    try:
        TARGETS[target](data)
    finally:
        took = time.process_time() - begun
        count["slowest"] = max(count["slowest"], took)
        if measured:
            peak = tracemalloc.get_traced_memory()[1] / 2**20
            tracemalloc.stop()
            count["largest"] = max(count["largest"], peak)
            if peak > MEGABYTES:
                raise Broken(f"{peak:.0f} MB for {len(data)} bytes")
    if took > SLOW:
        raise Broken(f"{took:.1f} s for {len(data)} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--target", choices=TARGETS, default="unpack")
    parser.add_argument("--corpus", type=Path, default=None)
    parser.add_argument("--try", dest="once", type=Path)
    options = parser.parse_args()
    if options.once:
        tried(options.target, options.once.read_bytes())
        return
    corpus = options.corpus or Path(tempfile.mkdtemp(prefix=f"fuzz-{options.target}-"))
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(seeds(options.target)):
        (corpus / f"seed{number:03d}").write_bytes(seed)
    words = corpus.with_suffix(".words")
    words.write_text("".join(f'"{name}"\n' for name in kind_names()))
    print("corpus:", corpus, flush=True)
    flags = [
        f"-max_total_time={options.seconds}", "-max_len=8192", "-timeout=20", "-rss_limit_mb=2048",
        f"-dict={words}", f"-artifact_prefix={corpus}/", "-print_final_stats=1", "-use_value_profile=1", str(corpus),
    ]  # fmt: skip

    def report() -> None:
        print({k: round(v, 3) for k, v in count.items()}, flush=True)

    def one(data: bytes) -> None:
        tried(options.target, data)
        if count["inputs"] % 100_000 == 0:
            report()

    atheris.Setup([sys.argv[0], *flags], one)
    atexit.register(report)
    atheris.Fuzz()


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
