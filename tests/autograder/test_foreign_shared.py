"""What a test and the student's code have in common beside values: locked classes, errors, modules, files, axes.

As in ``test_foreign``: right work gets every point outside the kernel, and wrong work none.
"""

from __future__ import annotations

import pytest

from tests.autograder.test_foreign import HIDDEN, case, graded, hold  # noqa: F401 - a fixture

pytestmark = pytest.mark.timeout(240)

LOCKED = (
    case(
        "member of an enumeration, by identity, equality, and in containers",
        "def turned(way): return Way.DOWN if way is Way.UP else Way.UP\ndef ways(): return {Way.UP: [Way.DOWN]}",
        "def turned(way): return way\ndef ways(): return {Way.DOWN: [Way.UP]}",
        "assert turned(Way.UP) is Way.DOWN and turned(Way.DOWN) == Way.UP",
        "assert ways() == {Way.UP: [Way.DOWN]} and ways()[Way.UP][0].name == 'DOWN'",
        locked="from enum import Enum\nclass Way(Enum):\n    UP = 1\n    DOWN = 2",
    ),
    case(
        "flags that are combined, and a member that is a number",
        "def allowed(): return Right.READ | Right.WRITE\ndef level(n): return Level(n)",
        "def allowed(): return Right.READ\ndef level(n): return n + 1",
        "assert allowed() == Right.READ | Right.WRITE and Right.WRITE in allowed()",
        "assert level(2) is Level.HIGH and level(1) == 1",
        locked="from enum import Flag, IntEnum, auto\nclass Right(Flag):\n    READ = auto()\n    WRITE = auto()\n"
        "class Level(IntEnum):\n    LOW = 1\n    HIGH = 2",
    ),
    case(
        "named tuple with methods",
        "def farthest(spots): return max(spots, key=lambda s: s.length())\ndef moved(s): return Spot(s.x + 1, s.y)",
        "def farthest(spots): return spots[0]\ndef moved(s): return s",
        "assert farthest([Spot(1, 1), Spot(3, 4)]) == Spot(3, 4)",
        "assert moved(Spot(2, 4)).length() == 5 and isinstance(moved(Spot(0, 0)), Spot)",
        locked="from typing import NamedTuple\nclass Spot(NamedTuple):\n    x: int\n    y: int\n"
        "    def length(self): return (self.x ** 2 + self.y ** 2) ** 0.5",
    ),
    case(
        "frozen data class as a key",
        "def distinct(keys): return set(keys)",
        "def distinct(keys): return set(keys[:1])",
        "assert distinct([Key(1, 'a'), Key(1, 'a'), Key(2, 'b')]) == {Key(1, 'a'), Key(2, 'b')}",
        locked="from dataclasses import dataclass\n@dataclass(frozen=True)\nclass Key:\n    n: int\n    s: str",
    ),
    case(
        "data class that the student's code compares and makes",
        "def same(a): return a == Item('pen', 2) and isinstance(a, Item)\ndef item(): return Item('ink', 9)",
        "def same(a): return False\ndef item(): return Item('ink', 8)",
        "assert same(Item('pen', 2)) and item() == Item('ink', 9) and item().price == 9",
        locked="from dataclasses import dataclass\n@dataclass\nclass Item:\n    name: str\n    price: int",
    ),
    case(
        "class that the student's derives from",
        "class Square(Shape):\n    def __init__(self, side): self.side = side\n    def area(self): return self.side ** 2",
        "class Square:\n    def __init__(self, side): self.side = side\n    def area(self): return self.side ** 2",
        "assert isinstance(Square(2), Shape)",
        "assert issubclass(Square, Shape) and Square.__bases__ == (Shape,)",
        "assert Square(3).told() == 'an area of 9' and type(Square(1)) is Square is Square(1).__class__",
        locked="from abc import ABC, abstractmethod\nclass Shape(ABC):\n    @abstractmethod\n    def area(self): ...\n"
        "    def told(self): return f'an area of {self.area()}'",
    ),
    case(
        "class that the student's must not derive from",
        "class Own: pass",
        "class Own(Base): pass",
        "assert not isinstance(Own(), Base)",
        locked="class Base: pass",
    ),
)

ERRORS = (
    case(
        "attributes of a locked class's exception",
        "def pay(has, due):\n    if due > has: raise TooPoor(has, due)",
        "def pay(has, due):\n    if due > has: raise TooPoor(has, has)",
        "try:\n    pay(5, 9)\nexcept TooPoor as error:\n    assert error.lacks == 4 and str(error) == 'lacks 4'\n"
        "else:\n    raise AssertionError",
        locked="class TooPoor(Exception):\n    def __init__(self, has, due):\n"
        "        super().__init__(f'lacks {due - has}')\n        self.lacks = due - has",
    ),
    case(
        "exception that derives from a locked class's",
        "class Empty(Trouble): pass\ndef first(xs):\n    if not xs: raise Empty('nothing there')\n    return xs[0]",
        "class Empty(Exception): pass\ndef first(xs):\n    if not xs: raise Empty('nothing there')\n    return xs[0]",
        "try:\n    first([])\nexcept Trouble as error:\n    assert type(error) is Empty",
        locked="class Trouble(Exception): pass",
    ),
    case(
        "exceptions of libraries, with what they hold",
        "import json\nimport numpy as np\ndef read(text): return json.loads(text)\ndef inverse(m): return np.linalg.inv(m)",
        "def read(text): raise ValueError(text)\ndef inverse(m): raise ValueError('Singular matrix')",
        "import json\ntry:\n    read('[1, x]')\nexcept json.JSONDecodeError as error:\n"
        "    assert (error.pos, error.lineno, error.doc) == (4, 1, '[1, x]')",
        "import numpy as np\ntry:\n    inverse(np.zeros((2, 2)))\nexcept np.linalg.LinAlgError as error:\n"
        "    assert 'ingular' in str(error)",
    ),
    case(
        "texts that can't be coded, a missing key, a missing attribute",
        "def decoded(b): return b.decode('ascii')\ndef found(d, k): return d[k]\ndef asked(x): return x.colour",
        "def decoded(b): raise ValueError\ndef found(d, k): raise KeyError\ndef asked(x): raise AttributeError('no')",
        "try:\n    decoded(b'ab\\xff')\nexcept UnicodeDecodeError as error:\n"
        "    assert (error.start, error.end, error.object, error.encoding) == (2, 3, b'ab\\xff', 'ascii')",
        "try:\n    found({}, 'k')\nexcept KeyError as error:\n    assert error.args == ('k',)",
        "try:\n    asked(5)\nexcept AttributeError as error:\n    assert error.name == 'colour'",
    ),
    case(
        "exit code, notes, cause and context, groups",
        "import sys\ndef leave(n): sys.exit(n)\ndef noted():\n    try: int('x')\n    except ValueError as e:\n"
        "        e.add_note('in noted')\n        raise\ndef chained():\n    try: 1 / 0\n"
        "    except ZeroDivisionError: raise ValueError('bad')\n"
        "def many(): raise ExceptionGroup('two', [ValueError('a'), TypeError('b')])",
        "def leave(n): raise SystemExit\ndef noted(): int('x')\ndef chained(): raise ValueError('bad')\n"
        "def many(): raise ExceptionGroup('one', [ValueError('a')])",
        "try:\n    leave(3)\nexcept SystemExit as error:\n    assert error.code == 3\nelse:\n    raise AssertionError",
        "try:\n    noted()\nexcept ValueError as error:\n    assert error.__notes__ == ['in noted']",
        "try:\n    chained()\nexcept ValueError as error:\n"
        "    assert isinstance(error.__context__, ZeroDivisionError) and error.__cause__ is None",
        "seen = []\ntry:\n    many()\nexcept* ValueError as group:\n    seen += group.exceptions\n"
        "except* TypeError as group:\n    seen += group.exceptions\nassert [str(e) for e in seen] == ['a', 'b']",
    ),
)

REPLACED = (
    case(
        "number in a module",
        "import math\ndef disc(r): return math.pi * r ** 2",
        "import math\ndef disc(r): return 3.141592653589793 * r ** 2",
        "import math\nusual = math.pi\nmath.pi = 3\ntry:\n    assert disc(2) == 12\nfinally:\n    math.pi = usual\n"
        "assert disc(1) > 3.1",
    ),
    case(
        "function in a module, from the hidden part as well",
        "import random\ndef die(): return random.randint(1, 6)",
        "import random\ndef die(): return 7",
        "import random\nfrom unittest import mock\nwith mock.patch('random.randint', return_value=5) as asked:\n"
        "    assert die() == 5\n    asked.assert_called_once_with(1, 6)",
        HIDDEN.format(
            "import random\nfrom unittest import mock\n"
            "with mock.patch.object(random, 'randint', lambda a, b: 40 + b):\n    assert die() == 46, 'kestrel_7319'"
        ),
    ),
    case(
        "variables of the environment",
        "import os\ndef mode(): return os.environ.get('SPEED_OF_TEST', 'slow')",
        "def mode(): return 'neither'",
        "import os\nos.environ['SPEED_OF_TEST'] = 'fast'\nassert mode() == 'fast'",
        "assert mode() == 'slow'",
    ),
    case(
        "what is logged",
        "import logging\ndef work(n): logging.getLogger('app').warning('low: %d', n)",
        "def work(n): print('low')",
        "import unittest\nwith unittest.TestCase().assertLogs('app', 'INFO') as heard:\n    work(3)\n"
        "assert heard.output == ['WARNING:app:low: 3']",
    ),
)

WRITTEN = (
    case(
        "file that the test writes, by a path that it hands over",
        "def lines(path):\n    with open(path) as file: return file.read().split()",
        "def lines(path): return ['a']",
        "with open('given.txt', 'w') as file:\n    file.write('a b')\nassert lines('given.txt') == ['a', 'b']",
        "import os, tempfile\nwith tempfile.TemporaryDirectory() as place:\n    path = os.path.join(place, 'x.csv')\n"
        "    open(path, 'w').write('c d e')\n    assert len(lines(path)) == 3",
    ),
    case(
        "file that the test writes, by a path that the solution knows",
        "def width():\n    with open('settings.json') as file: return int(file.read())",
        "def width(): return 7",
        "open('settings.json', 'w').write('12')\nassert width() == 12",
    ),
    case(
        "file of the test's that the student's code adds to, and removes",
        "import os\ndef note(path, text):\n    with open(path, 'a') as file: file.write(text)\ndef drop(path): os.remove(path)",
        "def note(path, text):\n    with open(path, 'w') as file: file.write(text)\ndef drop(path): pass",
        "open('diary.txt', 'w').write('one ')\nnote('diary.txt', 'two')\nassert open('diary.txt').read() == 'one two'",
        "import os\nopen('old.txt', 'w').write('x')\ndrop('old.txt')\nassert not os.path.exists('old.txt')",
    ),
    case(
        "folder of files",
        "import os\ndef texts(place): return sorted(n for n in os.listdir(place) if n.endswith('.txt'))",
        "def texts(place): return []",
        "import os\nos.makedirs('box', exist_ok=True)\nfor name in ('b.txt', 'a.txt', 'c.csv'):\n"
        "    open(os.path.join('box', name), 'w').close()\nassert texts('box') == ['a.txt', 'b.txt']",
    ),
    case(
        "program that a cell wrote",
        "%%writefile plus.py\nimport sys\nprint(int(sys.argv[1]) + int(sys.argv[2]))",
        "%%writefile plus.py\nprint(3)",
        "import subprocess, sys\nsaid = subprocess.run([sys.executable, 'plus.py', '2', '5'], capture_output=True, text=True)\n"
        "assert said.stdout.strip() == '7' and said.returncode == 0",
        "import subprocess, sys\nassert subprocess.check_output([sys.executable, 'plus.py', '1', '1']).split() == [b'2']",
    ),
    case(
        "module that a cell wrote, reloaded",
        "%%writefile fresh.py\nnumber = 5",
        "%%writefile fresh.py\nnumber = 6",
        "import importlib, fresh\nimportlib.reload(fresh)\nassert fresh.number == 5",
    ),
    case(
        "stream of the test's",
        "def written(stream):\n    stream.write('head\\n')\n    print('body', file=stream)\ndef second(stream):\n"
        "    next(stream)\n    return stream.readline().strip()",
        "def written(stream): print('head')\ndef second(stream): return stream.readline().strip()",
        "import io\nstream = io.StringIO()\nwritten(stream)\nassert stream.getvalue() == 'head\\nbody\\n'",
        "import io\nassert second(io.StringIO('a\\nb\\nc')) == 'b'",
    ),
)

LENT = (
    case(
        "operators, truth, text and numbers of the test's objects",
        "def both(a, b): return a + b\ndef told(a): return f'{a}: {float(a)}, {bool(a)}'\n"
        "def ordered(xs): return sorted(xs)\ndef times(xs, x): return sum(x == one for one in xs)",
        "def both(a, b): return a\ndef told(a): return str(a)\ndef ordered(xs): return xs\ndef times(xs, x): return 1",
        "class Money:\n    def __init__(self, n): self.n = n\n    def __add__(self, other): return Money(self.n + other.n)\n"
        "    def __str__(self): return f'{self.n} coins'\n    def __float__(self): return self.n / 2\n"
        "    def __bool__(self): return self.n > 1\n    def __lt__(self, other): return self.n < other.n\n"
        "    def __eq__(self, other): return self.n == other.n\nassert both(Money(1), Money(2)).n == 3",
        "assert told(Money(1)) == '1 coins: 0.5, False'",
        "assert [one.n for one in ordered([Money(3), Money(1)])] == [1, 3]",
        "assert times([Money(1), Money(2), Money(1)], Money(1)) == 2",
    ),
    case(
        "what a decorator takes over from the test's function",
        "import functools\ndef twice(f):\n    @functools.wraps(f)\n    def g(*args): return f(f(*args))\n    return g",
        "def twice(f):\n    def g(*args): return f(*args)\n    return g",
        "def more(x):\n    'Add one.'\n    return x + 1\nassert twice(more)(1) == 3",
        "assert twice(more).__name__ == 'more' and twice(more).__doc__ == 'Add one.'",
    ),
    case(
        "iterators of the test's, that go on where they stood",
        "def next_two(it): return [next(it), next(it)]",
        "def next_two(it): return [next(it)] * 2",
        "def count():\n    yield from (1, 2, 3)\nit = count()\nassert next_two(it) == [1, 2] and next(it) == 3",
        "it = iter([4, 5, 6])\nassert next_two(it) == [4, 5] and list(it) == [6]",
    ),
    case(
        "one object is one object, and what with opens is closed",
        "def found(x, xs): return any(x is one for one in xs) and len({*xs, x})\n"
        "def used(thing):\n    with thing as inner: return inner + 1",
        "def found(x, xs): return 3\ndef used(thing): return 8",
        "class Thing:\n    log = ()\n    def __enter__(self):\n        self.log += ('in',)\n        return 7\n"
        "    def __exit__(self, *rest): self.log += ('out',)\na, b = Thing(), Thing()\nassert found(a, [b, a]) == 2",
        "assert used(a) == 8 and a.log == ('in', 'out')",
    ),
    case(
        "what numpy makes of the test's objects",
        "import numpy as np\ndef total(x): return float(np.asarray(x).sum())",
        "def total(x): return 0.0",
        "class Given:\n    def __array__(self, dtype=None, copy=None):\n        import numpy as np\n"
        "        return np.array([1.0, 2.5])\nassert total(Given()) == 3.5",
        "class Row:\n    def __len__(self): return 2\n    def __getitem__(self, i): return (4, 5)[i]\nassert total(Row()) == 9",
    ),
)

DRAWN = (
    case(
        "axes of the test's",
        "def plot(ax, xs, ys):\n    ax.plot(xs, ys)\n    ax.set_title('mine')",
        "def plot(ax, xs, ys): ax.set_title('yours')",
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nplot(ax, [1, 2], [3, 4])\nassert len(ax.lines) == 1",
        "fig, ax = plt.subplots()\nplot(ax, [1, 2], [3, 4])\nassert ax.get_title() == 'mine'\n"
        "assert list(ax.lines[0].get_ydata()) == [3, 4]\nplt.close('all')",
    ),
    case(
        "several axes, and the current ones",
        "import matplotlib.pyplot as plt\ndef titles(axes):\n    for i, ax in enumerate(axes): ax.set_title(str(i))\n"
        "def bars():\n    plt.bar(['a', 'b'], [1, 2])",
        "import matplotlib.pyplot as plt\ndef titles(axes): pass\ndef bars(): plt.plot([1])",
        "fig, axes = plt.subplots(1, 2)\ntitles(axes)\nassert [ax.get_title() for ax in axes] == ['0', '1']",
        "plt.close('all')\nbars()\nassert [p.get_height() for p in plt.gca().patches] == [1, 2]",
    ),
)


@pytest.mark.parametrize("kind", ["LOCKED", "ERRORS", "REPLACED", "WRITTEN", "LENT", "DRAWN"])
def test_right_work_gets_every_point_outside_the_kernel_and_wrong_work_none(graded, kind: str):  # noqa: F811
    hold(graded, globals()[kind])
