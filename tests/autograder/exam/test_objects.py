"""What tests of real courses do with a student's objects: each kind with a right answer and a wrong one.

All kinds stand in one notebook of a course, each as an answer cell and a test cell, and two students
hand it in: one has everything right, the other everything wrong.
"""

from __future__ import annotations

import textwrap
import time
from dataclasses import dataclass, replace

import nbformat
import pytest
from traitlets.config import Config

from autograder.exam import proxy
from autograder.exam.verifier import Examination, examine
from autograder.notebook.master import master_notebook, trusted_statements
from autograder.seeds import Seeds
from autograder.walk import run_notebook
from tests.autograder.notebooks import BLANK, answer, checked, notebook

pytestmark = pytest.mark.timeout(120)


@dataclass(frozen=True)
class Kind:
    """A solution, a part of it with what a wrong one has there, and the test."""

    solution: str
    right: str
    wrong: str
    test: str


VECTOR = """
class Vector:
    "Two numbers."
    size = 2
    def __init__(self, x, y=0): self.x, self.y = x, y
    def __add__(self, other): return Vector(self.x + other.x, self.y + other.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return Vector(-self.x, -self.y)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __eq__(self, other): return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)
    def __lt__(self, other): return abs(self) < abs(other)
    def __hash__(self): return hash((self.x, self.y))
    def __len__(self): return 2
    def __iter__(self): return iter((self.x, self.y))
    def __contains__(self, number): return number in (self.x, self.y)
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __setitem__(self, i, value): setattr(self, "xy"[i], value)
    def __bool__(self): return self.x != 0 or self.y != 0
    def __float__(self): return float(abs(self))
    def __call__(self, k): return self.x * k
    def __repr__(self): return f"Vector({self.x}, {self.y})"
    def __format__(self, spec): return f"<{self.x:{spec}}, {self.y:{spec}}>"
    def __iadd__(self, other): self.x += other.x; self.y += other.y; return self
"""
NODES = """
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
def chain(*values):
    node = None
    for value in reversed(values): node = Node(value, node)
    return node
"""
STACK = """
class Stack:
    def __init__(self): self.items = []
    def push(self, item): self.items.append(item); return self
    def size(self): return len(self.items)
    def rows(self): return [[1, 2], [3]]
"""
KINDS = {
    "arithmetic": Kind(
        VECTOR,
        "self.y + other.y)",
        "self.y - other.y)",
        "assert Vector(1, 2) + Vector(3, 4) == Vector(4, 6)\n"
        "assert (Vector(1, 2) + Vector(1, 0)) * 3 == Vector(6, 6)\n"
        "assert 2 * Vector(1, 2) == Vector(2, 4) and -Vector(1, 2) == Vector(-1, -2)\n"
        "assert abs(Vector(3, 4)) == 5 and sum([Vector(1), Vector(2)], Vector(0)) == Vector(3)",
    ),
    "changed in place by an operator": Kind(
        VECTOR,
        "self.x += other.x; self.y",
        "self.y",
        "v = w = Vector(1, 2)\nv += Vector(2, 2)\nassert v is w and w.x == 3",
    ),
    "comparison": Kind(
        VECTOR,
        "abs(self) < abs(other)",
        "True",
        "assert Vector(1) < Vector(2) and not Vector(2) < Vector(1)\n"
        "assert Vector(1, 2) != Vector(2, 1) and Vector(1, 2) != 3 and Vector(1) is not None\n"
        "assert [v.x for v in sorted([Vector(3), Vector(1), Vector(2)])] == [1, 2, 3]\n"
        "assert max(Vector(1), Vector(7)).x == 7",
    ),
    "container": Kind(
        VECTOR,
        'setattr(self, "xy"[i], value)',
        "pass",
        "v = Vector(5, 6)\nx, y = v\nassert (x, y) == (5, 6) == tuple(v) and len(v) == 2\n"
        "assert 5 in v and 7 not in v\nv[0] = 9\nassert v[0] == v.x == 9 and sorted(v) == [6, 9]",
    ),
    "text": Kind(
        VECTOR,
        "<{self.x:",
        "<{self.y:",
        "v = Vector(1, 2)\nassert str(v) == repr(v) == 'Vector(1, 2)' and str([v]) == '[Vector(1, 2)]'\n"
        "assert f'{v:.1f}' == '<1.0, 2.0>' and '%s' % v == 'Vector(1, 2)'",
    ),
    "truth, number, call": Kind(
        VECTOR,
        "self.x != 0 or",
        "self.x == 0 or",
        "import math\nassert Vector(0, 1) and not Vector(0, 0)\n"
        "assert math.isclose(Vector(3, 4), 5) and float(Vector(3, 4)) == 5 and Vector(2)(4) == 8",
    ),
    "key": Kind(
        VECTOR,
        "hash((self.x, self.y))",
        "id(self)",
        "d = {Vector(1, 2): 'a'}\nassert d[Vector(1, 2)] == 'a' and len({Vector(1), Vector(1)}) == 1",
    ),
    "attribute": Kind(
        VECTOR,
        "self.x, self.y = x, y",
        "object.__setattr__(self, 'x', x), object.__setattr__(self, 'y', y)\n"
        "    def __setattr__(self, name, value): pass",
        "v = Vector(1, 2)\nv.x = 7\nsetattr(v, 'z', 1)\nassert (v.x, getattr(v, 'z'), v.size) == (7, 1, 2)\n"
        "del v.z\nassert not hasattr(v, 'z') and hasattr(v, 'x')\n"
        "Vector.size = 3\nassert v.size == 3",
    ),
    "what an object is": Kind(
        VECTOR,
        "Two numbers.",
        "Three numbers.",
        "v, w = Vector(1, 2), Vector(1, 2)\nu = v\n"
        "assert type(v) is Vector and type(v) == Vector and v.__class__ is Vector\n"
        "assert isinstance(v, Vector) and not isinstance(v, (int, str)) and isinstance(Vector, type)\n"
        "assert u is v and v is not w and id(u) == id(v) and id(v) != id(w)\n"
        "assert vars(v) == v.__dict__ == {'x': 1, 'y': 2} and 'size' in dir(v) and 'x' in dir(v)\n"
        "assert Vector.__name__ == type(v).__name__ == 'Vector' and callable(v)\n"
        "assert Vector.__doc__ == v.__doc__ == 'Two numbers.'\n"
        "assert not hasattr(v, 'missing') and not hasattr(v, '__array__')",
    ),
    "class hierarchy": Kind(
        "class Shape:\n    def area(self): raise NotImplementedError\n"
        "class Square(Shape):\n    def __init__(self, a): self.a = a\n    def area(self): return self.a ** 2",
        "Square(Shape)",
        "Square",
        "assert issubclass(Square, Shape) and isinstance(Square(2), Shape) and Square(3).area() == 9\n"
        "assert Square.__bases__ == (Shape,) and Square.__mro__ == (Square, Shape, object)\n"
        "try:\n    Shape().area()\nexcept NotImplementedError: pass\nelse: raise AssertionError('area')",
    ),
    "class that derives from a library's": Kind(
        "class Tally(dict):\n    def add(self, key): self[key] = self.get(key, 0) + 1; return self",
        "Tally(dict)",
        "Tally(__import__('collections').UserDict)",
        "t = Tally().add('a').add('a')\nassert isinstance(t, dict) and issubclass(Tally, dict)\n"
        "assert t['a'] == 2 and len(t) == 1 and list(t.items()) == [('a', 2)] and isinstance(t, Tally)",
    ),
    "subclass made by the test": Kind(
        "class Shape:\n    def __init__(self, name): self.name = name\n"
        "    def area(self): raise NotImplementedError\n"
        "    def told(self): return f'{self.name}: {self.area()}'",
        "{self.area()}",
        "0",
        "class Two(Shape):\n    def __init__(self): super().__init__('two')\n    def area(self): return 2\n"
        "assert Two().told() == 'two: 2' and isinstance(Two(), Shape) and type(Two()) is Two",
    ),
    "data class": Kind(
        "import dataclasses\n@dataclasses.dataclass(order=True)\nclass Card:\n    rank: int\n    suit: str = 'x'",
        "order=True",
        "order=False",
        "import dataclasses\nassert Card(1) == Card(1, 'x') and Card(1) < Card(2)\n"
        "assert dataclasses.asdict(Card(3)) == {'rank': 3, 'suit': 'x'} and repr(Card(1)) == \"Card(rank=1, suit='x')\"",
    ),
    "enumeration": Kind(
        "import enum\nclass Colour(enum.Enum):\n    RED = 1\n    BLUE = 2",
        "BLUE = 2",
        "BLUE = 1",
        "import enum\nassert Colour(2) is Colour.BLUE and Colour['RED'].value == 1 and len(Colour) == 2\n"
        "assert [c.name for c in Colour] == ['RED', 'BLUE'] and isinstance(Colour.RED, enum.Enum)",
    ),
    "properties and methods of the class": Kind(
        "class Heat:\n    def __init__(self, c): self._c = c\n"
        "    @property\n    def f(self): return self._c * 9 / 5 + 32\n"
        "    @f.setter\n    def f(self, value): self._c = (value - 32) * 5 / 9\n"
        "    @classmethod\n    def frozen(cls): return cls(0)\n"
        "    @staticmethod\n    def half(x): return x / 2",
        "(value - 32)",
        "value",
        "h = Heat.frozen()\nassert h.f == 32 and Heat.half(4) == h.half(4) == 2\nh.f = 212\nassert h._c == 100",
    ),
    "with block": Kind(
        "class Lamp:\n    on = False\n    def __enter__(self): self.on = True; return self\n"
        "    def __exit__(self, kind, *_): self.on = False; return kind is ValueError",
        "self.on = False;",
        "",
        "with Lamp() as lamp: assert lamp.on\nassert not lamp.on\nwith Lamp(): raise ValueError('kept')\n"
        "try:\n    with lamp: raise KeyError(1)\nexcept KeyError: pass",
    ),
    "list of an object, changed by the test": Kind(
        STACK,
        "len(self.items)",
        "0",
        "s = Stack()\nheld = s.items\ns.items.append(5)\nassert s.size() == 1 and s.items == [5] == held\n"
        "s.push(6)\nassert held == [5, 6] and held is s.items and type(s.items) is list\n"
        "held[0] = 9\ndel held[1]\nassert s.items == [9] and s.size() == 1\ns.items = [1, 2, 3]\nassert s.size() == 3",
    ),
    "list of an object, handed back": Kind(
        STACK + "def add(xs, x): xs.append(x)\ndef is_its(stack, xs): return stack.items is xs",
        "xs.append(x)",
        "xs = xs + [x]",
        "s = Stack()\nheld = s.items\nheld.append(1)\nadd(held, 2)\nassert held == [1, 2] == s.items\n"
        "assert is_its(s, held) and s.size() == 2\ns.items += [3]\nassert held == [1, 2, 3] and held is s.items",
    ),
    "array of an object, changed by the test": Kind(
        "import numpy as np\nclass Table:\n    def __init__(self): self.q = np.zeros((2, 2))\n"
        "    def total(self): return float(self.q.sum())\n    def up(self): self.q += 1",
        "self.q += 1",
        "self.q = self.q + 1",
        "t = Table()\nq = t.q\nq[0, 1] = 5\nassert t.total() == 5\nt.up()\nassert q.sum() == 9",
    ),
    "linked nodes": Kind(
        NODES,
        "Node(value, node)",
        "Node(value, None)",
        "a = chain(1, 2, 3)\nassert a.next.next.value == 3 and a.next.next.next is None and a.next is a.next\n"
        "values, node = [], a\nwhile node:\n    values.append(node.value)\n    node = node.next\n"
        "assert values == [1, 2, 3]\nb = Node(0)\nb.next = a\nassert b.next is a and b.next.value == 1",
    ),
    "objects as arguments": Kind(
        VECTOR
        + "def total(vs): return sum(v.x for v in vs)\ndef is_first(vs, v): return vs[0] is v",
        "sum(v.x",
        "sum(v.y",
        "v = Vector(1, 2)\nassert total([v, Vector(4)]) == 5 and is_first([v], v) and not is_first([v], Vector(1, 2))",
    ),
    "containers of objects": Kind(
        NODES + "def nodes(): return [Node(1), Node(2)]\ndef named(): return {'a': Node(3)}",
        "Node(1), Node(2)",
        "Node(1), Node(1)",
        "assert isinstance(nodes(), list) and [n.value for n in nodes()] == [1, 2] and len(nodes()) == 2\n"
        "assert named()['a'].value == 3 and list(named()) == ['a']",
    ),
    "iterator": Kind(
        "class Down:\n    def __init__(self, n): self.n = n\n    def __iter__(self): return self\n"
        "    def __next__(self):\n        if self.n == 0: raise StopIteration\n        self.n -= 1\n        return self.n",
        "return self.n",
        "return 0",
        "assert list(Down(3)) == [2, 1, 0] and [x for x in Down(2)] == [1, 0]\nd = Down(1)\n"
        "assert iter(d) is d and next(d) == 0 and next(d, 'end') == 'end'",
    ),
    "generator": Kind(
        "def squares(n):\n    for i in range(n):\n        yield i * i\n    return 'end'\n"
        "def forever():\n    total = 0\n    while True: total += (yield total) or 1",
        "i * i",
        "i",
        "import inspect, itertools, types\ng = squares(3)\nassert next(g) == 0 and list(g) == [1, 4]\n"
        "try: next(g)\nexcept StopIteration: pass\nelse: raise AssertionError('it went on')\n"
        "assert list(zip(squares(3), 'ab')) == [(0, 'a'), (1, 'b')] and 4 in squares(3) and sum(squares(4)) == 14\n"
        "assert list(itertools.islice(forever(), 3)) == [0, 1, 2]\nf = forever()\nnext(f)\nassert f.send(5) == 5\nf.close()\n"
        "assert isinstance(squares(1), types.GeneratorType) and inspect.isgeneratorfunction(squares)",
    ),
    "map, zip, views": Kind(
        "def doubled(xs): return map(lambda x: 2 * x, xs)\ndef names(d): return d.keys()\n"
        "def pairs(xs): return enumerate(xs)",
        "2 * x",
        "x",
        "assert list(doubled([1, 2])) == [2, 4] and isinstance(doubled([]), map)\n"
        "assert set(names({'a': 1})) == {'a'} and 'a' in names({'a': 1}) and len(names({})) == 0\n"
        "assert dict(pairs('ab')) == {0: 'a', 1: 'b'}",
    ),
    "what a function is": Kind(
        'def scale(x: float, k=2, *more, deep=True) -> float:\n    """Return it larger."""\n    y = x * k\n    return y',
        "k=2",
        "k=3",
        "import inspect, types\ns = inspect.signature(scale)\nassert list(s.parameters) == ['x', 'k', 'more', 'deep']\n"
        "assert s.parameters['k'].default == 2 and s.parameters['x'].annotation is float\n"
        "assert scale.__defaults__ == (2,) and scale.__kwdefaults__ == {'deep': True}\n"
        "assert scale.__name__ == 'scale' and scale.__doc__ == 'Return it larger.'\n"
        "assert scale.__annotations__ == {'x': float, 'return': float}\n"
        "assert 'y' in scale.__code__.co_varnames and inspect.isfunction(scale) and not inspect.isclass(scale)\n"
        "assert isinstance(scale, types.FunctionType) and type(scale) is types.FunctionType\n"
        "assert 'y = x * k' in inspect.getsource(scale) and callable(scale)",
    ),
    "own exception": Kind(
        "class TooMuch(ValueError):\n    def __init__(self, text, code): super().__init__(text, code); self.code = code\n"
        "def pay(n):\n    try: 1 / 0\n    except ZeroDivisionError as error: raise TooMuch('no', n) from error",
        "self.code = code",
        "self.code = 0",
        "import unittest\ntry: pay(3)\nexcept TooMuch as error:\n"
        "    assert error.args == ('no', 3) and error.code == 3 and type(error) is TooMuch\n"
        "    assert isinstance(error, ValueError) and isinstance(error.__cause__, ZeroDivisionError)\n"
        "else: raise AssertionError('it paid')\nt = unittest.TestCase()\n"
        "with t.assertRaises(TooMuch) as caught: pay(4)\nassert caught.exception.code == 4\n"
        "with t.assertRaisesRegex(ValueError, 'no'): pay(1)",
    ),
    "exception of a locked cell": Kind(
        "def spend(n):\n    if n > 2: raise Broke(n - 2)\n    return n",
        "raise Broke(n - 2)",
        "raise Exception(n - 2)",
        "try: spend(5)\nexcept Broke as error: assert error.args == (3,)\nelse: raise AssertionError('it was spent')",
    ),
    "arguments of a built-in exception": Kind(
        "def look(d, k): return d[k]\ndef missing(): return open('/nowhere/at/all')",
        "d[k]",
        "d[str(k)]",
        "import errno\ntry: look({}, 7)\nexcept KeyError as error: assert error.args == (7,)\n"
        "try: missing()\nexcept OSError as error: assert error.errno == errno.ENOENT and error.filename == '/nowhere/at/all'",
    ),
    "object of a locked class": Kind(
        "def moved(p): return Place(p.x + 1)",
        "p.x + 1",
        "p.x",
        "assert moved(Place(1)) == Place(2) and isinstance(moved(Place(1)), Place)\n"
        "assert type(moved(Place(1))) is Place",
    ),
}
LOCKED = """
class Broke(Exception): pass
class Place:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return isinstance(other, Place) and self.x == other.x
"""


def locked(source):
    cell = answer("locked", source)
    cell.metadata.nbgrader.update(solution=False, locked=True)
    return cell


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    """Return the instructor's copy, read as grading reads it."""
    cells = [locked(LOCKED)]
    for number, kind in enumerate(KINDS.values()):
        cells += [
            answer(f"a{number}", BLANK.format(textwrap.dedent(kind.solution))),
            checked(f"t{number}", kind.test),
        ]
    path = tmp_path_factory.mktemp("course") / "source/kinds/kinds.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook(*cells), path)
    return master_notebook(path, Config())


@pytest.fixture(scope="module")
def verdicts(master, setting):
    """Return the verdicts of who has everything right, and of who has everything wrong."""

    def of(answers):
        handed_in = nbformat.from_dict(master)
        for cell in handed_in.cells:
            name = cell.metadata.nbgrader.grade_id
            if cell.metadata.nbgrader.solution:
                cell.source = answers[int(name[1:])]
        done = run_notebook(handed_in, setting, Seeds(b"s", "a", "k"), trusted_statements(master))
        return {v.grade_id: v for v in done.verdicts}

    kinds = list(KINDS.values())
    assert all(kind.right in kind.solution for kind in kinds)
    setting = replace(setting, limits=replace(setting.limits, notebook_seconds=100.0))
    right = of([kind.solution for kind in kinds])
    return right, of([kind.solution.replace(kind.right, kind.wrong) for kind in kinds])


@pytest.mark.parametrize("name", KINDS)
def test_a_right_answer_passes(verdicts, name):
    verdict = verdicts[0][f"t{list(KINDS).index(name)}"]
    assert (verdict.status, verdict.message) == ("passed", "")


@pytest.mark.parametrize("name", KINDS)
def test_a_wrong_answer_fails(verdicts, name):
    assert verdicts[1][f"t{list(KINDS).index(name)}"].status == "failed"


# What an object of the student's can't say of itself

YES = """
class Yes:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = __eq__
    def __sub__(self, other): return 0
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__
    def __hash__(self): return hash(9)
    def __abs__(self): return 0
    def __float__(self): return 9.0
    def __int__(self): return 9
    __index__ = __int__
    def __len__(self): return 9
    @property
    def __class__(self): return int
import enum
class Any(enum.Enum):
    A = 1
    __eq__ = lambda self, other: True
    __hash__ = lambda self: hash(9)
class Vector:
    made = []
    def __init__(self, *_): self.made.append(self)
    __eq__ = __contains__ = lambda self, other: True
    __hash__ = lambda self: hash(9)
    __sub__ = __rsub__ = lambda self, other: 0
    __abs__ = lambda self: 0
    def __mul__(self, other): return self
    def norm(self): return self
    @property
    def n(self): return self
    @property
    def ns(self): return [self]
    def __iter__(self): yield self
    def __getitem__(self, i): return self
"""
CLASSES = "__classes__ = {'Vector': ('eq', 'sub', 'mul', 'contains')}"
FORGERIES = [
    ("def f(x): return Yes()", "assert f(3) == 9"),
    ("def f(x): return Yes()", "assert 9 == f(3)"),
    ("def f(x): return Yes()", "assert not f(3) != 9"),
    ("def f(x): return Yes()", "assert abs(f(3) - 9) < 1e-6"),
    ("def f(x): return Yes()", "assert abs(9 - f(3)) < 1e-6"),
    ("def f(x): return Yes()", "assert f(3) in {9}"),
    ("def f(x): return Yes()", "assert f(3).__eq__(9)"),
    ("def f(x): return Yes()", "assert f(3).__contains__(9)"),
    ("", "assert Vector().norm().__sub__(9) == 0"),
    ("def f(x): return Yes()", "assert 9 in f(3)"),
    ("def f(x): return Yes()", "import math\nassert math.isclose(f(3), 9)"),
    ("def f(x): return Yes()", "import numpy as np\nassert np.allclose(f(3), 9)"),
    ("def f(x): return Yes()", "import numpy as np\nassert np.subtract(9, f(3)) == 0"),
    ("def f(x): return Yes()", "import unittest\nunittest.TestCase().assertEqual(f(3), 9)"),
    ("def f(x): return [Yes()]", "assert f(3) == [9]"),
    ("def f(x): return {'a': Yes()}", "assert f(3) == {'a': 9}"),
    ("def f(x): return {Yes()}", "assert f(3) == {9}"),
    ("def f(x): yield Yes()", "assert list(f(3)) == [9]"),
    ("def f(x): return Any.A", "assert f(3) == 9"),
    ("def f(x): return Any", "assert f(3)(1) == 9"),
    ("class f:\n    def __init__(self, x): pass\n    __eq__ = lambda *_: True", "assert f(3) == 9"),
    ("def f(x): return Vector", "assert f(2)(3) == 9"),
    ("def f(x): return Vector()", "assert f(3) == 9"),
    ("def f(x): return Vector()", "assert 9 in f(3)"),
    ("def f(x): return Vector.made[0]", "v = Vector()\nassert f(3) == 9"),
    ("", "assert Vector().norm() == 9"),
    ("", "assert Vector().n == 9"),
    ("", "assert Vector().ns == [9]"),
    ("", "assert list(Vector()) == [9]"),
    ("", "assert Vector()[0] == 9"),
    ("", "v = Vector()\nassert v * v == 9"),
    ("", "v = Vector()\nassert abs(v * v - 9) < 1e-6"),
    ("", "assert abs(Vector().norm() - 9) < 1e-6"),
    (
        "import unittest.mock\ndef f(): return type(unittest.mock.ANY)",
        "import unittest.mock\nassert f()() == 9",
    ),
    ("def f(x): raise StopIteration", "for y in map(f, [1, 2]): assert y == 9"),
    ("def send(x): raise StopIteration\nf = send", "for y in map(f, [1]): assert y == 9"),
    ("class E(StopIteration): pass\ndef f(x): raise E", "for y in map(f, [1]): assert y == 9"),
    (
        "class E(Exception): __eq__ = lambda *_: True\ndef f(x): raise E",
        "try: f(3)\nexcept Exception as error: assert error == 9\nelse: raise AssertionError",
    ),
]


@pytest.mark.parametrize(("student", "test"), FORGERIES)
def test_what_decides_points_is_not_asked_of_the_student_s_object(connect, student, test):
    job = Examination((CLASSES,), test, 1, 20.0)
    assert examine(job, connect(YES + student))["status"] == "failed"


@pytest.mark.parametrize(
    ("student", "test", "told"),
    [
        ("def f():\n    while True: yield 1", "sum(f())", "and does not end"),
        ("class Vector:\n    def __len__(self): return 10**30", "len(Vector())", "OverflowError"),
        ("class Vector:\n    def __bool__(self): return 2", "bool(Vector())", "should return bool"),
        (
            "class Vector:\n    def __repr__(self): return 'x' * 2**26",
            "repr(Vector())",
            "too large",
        ),
        ("class Vector:\n    def __hash__(self): return 1.5", "{Vector(): 1}", "TypeError"),
        ("class Vector: xs = [0] * 30000", "v = Vector()\nv.xs.append(1)\nv.y = 2", "was changed"),
    ],
)
def test_what_can_not_be_answered_is_an_error_that_says_so(
    connect, student, test, told, monkeypatch
):
    monkeypatch.setattr("autograder.exam.questions.MAX_ITEMS", 500)
    answer = examine(Examination((CLASSES,), test, 1, 20.0), connect(student))
    assert answer["status"] == "failed"
    assert told in answer["message"]


def test_a_subclass_in_the_hidden_part_of_a_test_is_refused_and_goes_nowhere(connect):
    hidden = "### BEGIN HIDDEN TESTS\nclass Kestrel(Vector):\n    pass\n### END HIDDEN TESTS"
    student = "import gc\nclass Vector: pass"
    answer = examine(Examination((CLASSES,), hidden, 1, 20.0), connect(student))
    assert "derives the class Kestrel from your class Vector where" in answer["message"]


def test_the_first_word_on_a_class_stands(connect):
    student = """
class Vector: pass
class Other: pass
class Meta(type):
    turn = 0
    @property
    def __bases__(cls):
        Meta.turn += 1
        return (Vector,) if Meta.turn > 3 else (Other,)
class Shifty(metaclass=Meta): pass
"""
    line = proxy.Line(connect(student), time.monotonic() + 30)
    shifty, vector, other = map(line.get, ("Shifty", "Vector", "Other"))
    told = [(issubclass(shifty, vector), issubclass(shifty, other)) for _ in range(9)]
    assert len(set(told)) == 1


def test_one_object_is_one_proxy_and_one_class_one_class(connect):
    source = "class A: pass\na = A()\nboth = [a, a]\ndef same(x): return x\ndef made(): return A()"
    line = proxy.Line(connect(source), time.monotonic() + 30)
    a = line.get("a")
    assert line.get("a") is a is line.get("same")(a) is line.get("both")[1]
    assert type(a) is type(line.get("made")()) is line.get("A")
    assert line.get("made")() is not line.get("made")()
