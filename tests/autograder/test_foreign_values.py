"""Small cells as courses have them, on values of libraries: right answers pass, wrong ones fail.

Of pandas, sympy and networkx, which are not installed here, ``tests/bench/library_values.py`` has more.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from nbformat import NotebookNode

from autograder.seeds import Seeds
from autograder.walk import run_notebook
from autograder.workers.kernel import Setting
from tests.autograder.notebooks import answer, checked, notebook, setup

SEEDS = Seeds(b"secret", "anna", "tiny")


class Case(NamedTuple):
    """An answer that is right, one that is wrong, and the test cell that tells them apart."""

    right: str
    wrong: str
    test: str


CASES = {
    "Decimal": Case(
        "from decimal import Decimal\ndef f(): return Decimal('0.1') + Decimal('0.2')",
        "from decimal import Decimal\ndef f(): return Decimal(0.1) + Decimal(0.2)",
        "from decimal import Decimal\nassert f() == Decimal('0.3')\n"
        "assert f() + Decimal('0.1') == Decimal('0.4')\nassert isinstance(f(), Decimal)",
    ),
    "Fraction": Case(
        "from fractions import Fraction\ndef f(n): return sum(Fraction(1, k) for k in range(1, n))",
        "def f(n): return sum(1 / k for k in range(1, n))",
        "from fractions import Fraction\nassert f(4) == Fraction(11, 6)\nassert f(4).denominator == 6",
    ),
    "date": Case(
        "import datetime\ndef f(d): return d + datetime.timedelta(days=7)",
        "import datetime\ndef f(d): return d + datetime.timedelta(days=6)",
        "from datetime import date, timedelta\nassert f(date(2020, 2, 25)) == date(2020, 3, 3)\n"
        "assert f(date(2020, 1, 1)) - date(2020, 1, 1) == timedelta(weeks=1)",
    ),
    "zoned moment": Case(
        "import datetime, zoneinfo\ndef f():\n"
        "    return datetime.datetime(2020, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo('Europe/Paris'))",
        "import datetime\ndef f(): return datetime.datetime(2020, 7, 1, 12)",
        "import datetime\nassert f().utcoffset() == datetime.timedelta(hours=2)\n"
        "assert f().strftime('%H:%M') == '12:00'",
    ),
    "UUID and path": Case(
        "import pathlib, uuid\ndef f(): return pathlib.Path('data') / 'a.csv', uuid.UUID(int=5)",
        "import pathlib, uuid\ndef f(): return 'data/a.csv', uuid.UUID(int=6)",
        "from pathlib import Path\nimport uuid\nplace, number = f()\nassert place == Path('data/a.csv')\n"
        "assert place.suffix == '.csv' and number == uuid.UUID(int=5)",
    ),
    "OrderedDict": Case(
        "import collections\ndef f(): return collections.OrderedDict([('b', 1), ('a', 2)])",
        "import collections\ndef f(): return collections.OrderedDict([('a', 2), ('b', 1)])",
        "from collections import OrderedDict\nassert isinstance(f(), OrderedDict)\n"
        "assert f() == OrderedDict([('b', 1), ('a', 2)])",
    ),
    "Counter": Case(
        "from collections import Counter\ndef f(text): return Counter(text.split())",
        "def f(text): return {word: 1 for word in text.split()}",
        "from collections import Counter\nassert f('a b a').most_common(1) == [('a', 2)]\n"
        "assert f('a') + Counter('a') == Counter(a=2)",
    ),
    "defaultdict": Case(
        "import collections\ndef f(words):\n    d = collections.defaultdict(list)\n"
        "    for w in words: d[w[0]].append(w)\n    return d",
        "def f(words): return {w[0]: [w] for w in words}",
        "got = f(['ab', 'ac', 'b'])\nassert got['a'] == ['ab', 'ac'] and got['z'] == []",
    ),
    "deque": Case(
        "from collections import deque\nwindow = deque(range(10), maxlen=3)",
        "window = [7, 8, 9]",
        "assert window.maxlen == 3\nwindow.append(10)\nassert list(window) == [8, 9, 10]",
    ),
    "range": Case(
        "def f(n): return range(0, n, 2)",
        "def f(n): return list(range(0, n, 2))",
        "assert f(9) == range(0, 9, 2)\nassert isinstance(f(4), range) and len(f(9)) == 5",
    ),
    "slice": Case(
        "middle = slice(1, -1)",
        "middle = slice(1, None)",
        "assert [1, 2, 3, 4][middle] == [2, 3]",
    ),
    "named tuple": Case(
        "from collections import namedtuple\nPoint = namedtuple('Point', 'x y')\n"
        "def f(): return Point(1, 2)",
        "from collections import namedtuple\nPoint = namedtuple('Point', 'x y')\n"
        "def f(): return Point(2, 1)",
        "p = f()\nassert p == (1, 2) and p.x == 1 and p._replace(y=5) == (1, 5)\nx, y = p",
    ),
    "views": Case(
        "stock = {'a': 1, 'b': 2}\ndef names(): return stock.keys()\ndef counts(): return stock.values()",
        "stock = {'a': 1, 'c': 2}\ndef names(): return stock.keys()\ndef counts(): return stock.values()",
        "assert names() == {'a', 'b'} and 'a' in names() and sum(counts()) == 3\n"
        "assert sorted(names()) == ['a', 'b']",
    ),
    "status": Case(
        "import http\ndef f(): return http.HTTPStatus.OK",
        "import http\ndef f(): return http.HTTPStatus.CREATED",
        "from http import HTTPStatus\nassert f() is HTTPStatus.OK",
    ),
    "bytes": Case(
        "import array\nraw, numbers = bytearray(b'ab'), array.array('i', [1, 2])",
        "import array\nraw, numbers = bytearray(b'ba'), array.array('i', [1, 2])",
        "raw.append(99)\nassert raw == b'abc' and numbers[1] == 2 and numbers.typecode == 'i'",
    ),
    "texts in an array": Case(
        "def f(words): return np.char.upper(np.array(words))",
        "def f(words): return np.array(words)",
        "np.testing.assert_array_equal(f(['a', 'bc']), np.array(['A', 'BC']))\n"
        "assert f(['a', 'bc']).dtype.kind == 'U'",
    ),
    "dates in an array": Case(
        "def f(): return np.arange('2020-01', '2020-04', dtype='datetime64[M]')",
        "def f(): return np.arange('2020-01', '2020-03', dtype='datetime64[M]')",
        "assert f()[-1] == np.datetime64('2020-03') and len(f()) == 3\n"
        "assert f()[1] - f()[0] == np.timedelta64(1, 'M')",
    ),
    "records": Case(
        "def f(): return np.array([('ann', 3), ('bob', 5)], dtype=[('name', 'U5'), ('age', 'i4')])",
        "def f(): return np.array([('ann', 3), ('bob', 4)], dtype=[('name', 'U5'), ('age', 'i4')])",
        "assert f()['age'].mean() == 4 and f().dtype.names == ('name', 'age')",
    ),
    "objects in an array": Case(
        "def f(): return np.array([[1, 2], 'x', None], dtype=object)",
        "def f(): return np.array([[1, 2], 'y', None], dtype=object)",
        "assert f().dtype == object and f()[0] == [1, 2] and f()[1] == 'x'",
    ),
    "np.matrix": Case(
        "def f(): return np.matrix([[1, 1], [0, 1]])",
        "def f(): return np.array([[1, 1], [0, 1]])",
        "assert (f() * f() == np.matrix([[1, 2], [0, 1]])).all()",
    ),
    "masked": Case(
        "def f(xs): return np.ma.masked_less(xs, 0)",
        "def f(xs): return np.ma.masked_greater(xs, 0)",
        "assert f(np.array([1, -5, 3])).mean() == 2 and f(np.array([1, -5, 3])).mask[1]",
    ),
    "masked values that equal everything": Case(
        "def f(): return np.array([1, 2, 3])",
        "def f(): return np.ma.masked_all(3)",
        "np.testing.assert_allclose(f(), [1, 2, 3])",
    ),
    "sparse": Case(
        "from scipy import sparse\ndef f(n): return sparse.diags([1, -2, 1], [-1, 0, 1], shape=(n, n), format='csr')",
        "from scipy import sparse\ndef f(n): return sparse.eye(n, format='csr')",
        "from scipy import sparse\nA = f(4)\nassert sparse.issparse(A) and A.nnz == 10\n"
        "np.testing.assert_allclose(A @ np.ones(4), [-1, 0, 0, -1])\nassert A.toarray()[0, 1] == 1",
    ),
    "complex": Case("z = 1 + 2j", "z = 2 + 1j", "assert z.imag == 2 and abs(z) ** 2 - 5 < 1e-9"),
    # what a test lends, and the student's code changes
    "a deque that is changed": Case(
        "def rotate(d): d.rotate(1)",
        "def rotate(d): d.rotate(2)",
        "from collections import deque\nd = deque([1, 2, 3])\nrotate.__changes__(d)(d)\n"
        "assert d == deque([3, 1, 2])",
    ),
    "a deque that should not be": Case(
        "def total(d): return sum(d)",
        "def total(d): return d.pop() + d.pop() + d.pop()",
        "from collections import deque\nassert total(deque([1, 2, 3])) == 6",
    ),
    "a dictionary whose defaults are read": Case(
        "def total(d): return d['a'] + d['z']",
        "def total(d):\n    d['a'] = 1\n    return d['a'] + d['z']",
        "from collections import defaultdict\nassert total(defaultdict(int, a=1)) == 1\n"
        "assert total(defaultdict(lambda: 0, a=2)) == 2",
    ),
    "an order that should stay": Case(
        "def first(d): return next(iter(d))",
        "def first(d):\n    d.move_to_end('b', last=False)\n    return 'a'",
        "from collections import OrderedDict\nassert first(OrderedDict(a=1, b=2)) == 'a'",
    ),
}


def cells(cases: dict[str, Case], which: str) -> list[NotebookNode]:
    """Return an answer and a test cell for each case, the answers right or wrong."""
    return [
        cell
        for number, (name, case) in enumerate(cases.items())
        for cell in (answer(f"answer-{number}", getattr(case, which)), checked(name, case.test))
    ]


def graded(cases: dict[str, Case], which: str, setting: Setting) -> dict[str, tuple]:
    """Return each case's points and message."""
    made = notebook(setup("import numpy as np"), *cells(cases, which))
    verdicts = run_notebook(made, setting, SEEDS, ())[0]
    return {v.grade_id: (v.points, v.message) for v in verdicts}


@pytest.fixture(scope="module")
def right(setting):
    return graded(CASES, "right", setting)


@pytest.fixture(scope="module")
def wrong(setting):
    return graded(CASES, "wrong", setting)


@pytest.mark.parametrize("name", CASES)
def test_a_right_answer_passes(right, name):
    assert right[name] == (1, "")


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_answer_fails(wrong, name):
    points, message = wrong[name]
    assert points == 0
    assert message
