"""What tests of courses written for stock nbgrader do with the student's names, decided outside the kernel.

Each case is an exercise with a right and a wrong answer. All cases of a kind stand in one notebook, as the
exercises of an assignment do; the solved notebook must get every point and the wrong one none, and every
verdict must be the verifier's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from traitlets.config import Config

from autograder.execute import instructors_copy
from autograder.notebook.master import trusted_statements
from autograder.notebook.reconcile import reconcile
from autograder.seeds import Seeds
from autograder.verdict import Verdict
from autograder.walk import run_notebook
from autograder.workers.kernel import Setting
from tests.autograder.notebooks import answer, checked, code, given, notebook, write

pytestmark = pytest.mark.timeout(120)
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


@dataclass(frozen=True)
class Case:
    """An exercise: what is right, what is wrong, and how it is tested, test after test."""

    name: str
    right: str
    wrong: str
    tests: tuple[str, ...]
    between: str = ""  # a cell after the first test
    locked: str = ""  # a read-only cell before the exercise
    passes: tuple[int, ...] = ()  # tests that the wrong answer passes too


def case(name: str, right: str, wrong: str, *tests: str, **more: object) -> Case:
    return Case(name, right, wrong, tests, **more)


NAMES = (
    case(
        "import of an earlier test",
        "def twice(x): return 2 * x",
        "def twice(x): return x",
        "from math import isclose as about\nassert about(twice(1), 2)",
        "assert about(twice(2), 4)",
    ),
    case(
        "helper in the hidden part of an earlier test",
        "def thrice(x): return 3 * x",
        "def thrice(x): return x",
        HIDDEN.format("def same(a, b):\n    assert a == b, 'kestrel_7319'\nsame(thrice(1), 3)"),
        "same(thrice(2), 6)",
    ),
    case(
        "variable of an earlier test",
        "def plus(x): return x + 1",
        "def plus(x): return x",
        "given = [1, 2]\ncame = plus(given[0])\nassert came == 2",
        "assert plus(given[1]) == 3 and came == 2",
    ),
    case(
        "variable that an earlier test has changed in place",
        "def least(xs): return min(xs)",
        "def least(xs): return xs[0]",
        "pile = [3, 1]\npile.append(0)\nassert least(pile) == 0",
        "assert len(pile) == 3 and least(pile) == 0",
    ),
    case(
        "global that the test sets",
        "def power(v): return scale * v",
        "def power(v): return v",
        "scale = 3\nassert power(2) == 6",
        "for scale in (4, 5):\n    assert power(2) == 2 * scale",
    ),
    case(
        "import of the test that the student's code uses when it runs",
        "def copied(xs): return deepcopy(xs)",
        "def copied(xs): return []",
        "from copy import deepcopy\nassert copied([1]) == [1]",
    ),
    case(
        "visible variable of a test that a later cell uses",
        "def half(x): return x / 2",
        "def half(x): return x",
        "whole = 8\nassert half(whole) == 4",
        "assert rest == 4",
        between="rest = half(whole)",
    ),
    case(
        "name deleted to see whether it is used",
        "def square(x): return x * x\ndef squares(xs): return sum(square(x) for x in xs)",
        "def square(x): return x * x\ndef squares(xs): return sum(x * x for x in xs)",
        "kept = square\ndel square\ntry:\n    squares([1, 2])\nexcept NameError:\n    pass\n"
        "else:\n    raise AssertionError('squares should call square')\nfinally:\n    square = kept",
    ),
    case(
        "name replaced by a stand-in",
        "def fetch(): return 0\ndef report(): return f'got {fetch()}'",
        "def fetch(): return 0\ndef report(): return 'got 0'",
        "before = fetch\nfetch = lambda: 7\ntry:\n    assert report() == 'got 7'\nfinally:\n    fetch = before",
    ),
    case(
        "parameter of a test's function that is called like the student's",
        "def area(r): return 3 * r * r",
        "def area(r): return r",
        "def close(area, due): return abs(area - due) < 1e-9\nassert close(area(2), 12)",
    ),
    case(
        "name that a test binds anew from itself",
        "def louder(x): return x + 1",
        "def louder(x): return x",
        "louder = (lambda inner: lambda x: 10 * inner(x))(louder)\nassert louder(1) == 20",
    ),
    case(
        "global that a call changes",
        "count = 0\ndef tick():\n    global count\n    count += 1",
        "count = 0\ndef tick(): pass",
        "tick()\ntick()\nassert count == 2",
    ),
    case(
        "list that a call fills",
        "log = []\ndef note(x): log.append(x)",
        "log = []\ndef note(x): pass",
        "note(1)\nnote(2)\nassert log == [1, 2]",
    ),
    case(
        "names looked up by their texts",
        "answer_42 = 42",
        "answer_43 = 42",
        "assert 'answer_42' in globals()",
        "assert 'answer_42' in dir()",
        "assert eval('answer_42') == 42",
        "assert globals()['answer_42'] == 42",
    ),
)

EFFECTS = (
    case(
        "what is printed, redirected",
        "def greet(name): print(f'Hello, {name}')",
        "def greet(name): print(f'Hi, {name}')",
        "import io, contextlib\nsaid = io.StringIO()\nwith contextlib.redirect_stdout(said):\n"
        "    greet('Ada')\nassert said.getvalue() == 'Hello, Ada\\n'",
        "import sys\nusual, sys.stdout = sys.stdout, io.StringIO()\ntry:\n    greet('Bo')\n"
        "    heard = sys.stdout.getvalue()\nfinally:\n    sys.stdout = usual\nassert heard.strip() == 'Hello, Bo'",
    ),
    case(
        "what is printed, captured by IPython",
        "def count_to(n): print(*range(1, n + 1))",
        "def count_to(n): print(*range(n))",
        "from IPython.utils.capture import capture_output\nwith capture_output() as caught:\n"
        "    count_to(3)\nassert caught.stdout == '1 2 3\\n'",
    ),
    case(
        "print, patched",
        "def shout(word): print(word.upper())",
        "def shout(word): print(word)",
        "from unittest.mock import patch\nwith patch('builtins.print') as told:\n    shout('hey')\n"
        "told.assert_called_with('HEY')",
    ),
    case(
        "input, patched",
        "def ask(): return int(input('How many? ')) + 1",
        "def ask(): return 1",
        "from unittest import mock\nwith mock.patch('builtins.input', return_value='4'):\n"
        "    assert ask() == 5",
        "import builtins\nreal = builtins.input\nbuiltins.input = lambda *_: '7'\ntry:\n"
        "    assert ask() == 8\nfinally:\n    builtins.input = real",
    ),
    case(
        "lines to be typed",
        "def both(): return int(input()) + int(input())",
        "def both(): return 0",
        "import sys, io\nold = sys.stdin\nsys.stdin = io.StringIO('3\\n4\\n')\ntry:\n"
        "    assert both() == 7\nfinally:\n    sys.stdin = old",
    ),
    case(
        "numpy's global seed",
        "import numpy as np\ndef roll(): return np.random.randint(1, 7, size=5)",
        "import numpy as np\ndef roll(): return np.random.randint(0, 6, size=5)",
        "import numpy as np\nnp.random.seed(42)\nmine = np.random.randint(1, 7, size=5)\n"
        "np.random.seed(42)\nassert (roll() == mine).all()",
    ),
    case(
        "Python's global seed",
        "import random\ndef pick(xs): return random.choice(xs)",
        "import random\ndef pick(xs): return xs[0]",
        "import random\nfor n in range(5):\n    random.seed(n)\n    due = random.choice(range(100))\n"
        "    random.seed(n)\n    assert pick(range(100)) == due",
    ),
    case(
        "a warning",
        "import warnings\ndef old(): warnings.warn('use new', DeprecationWarning); return 1",
        "def old(): return 1",
        "import warnings\nwith warnings.catch_warnings(record=True) as heard:\n"
        "    warnings.simplefilter('always')\n    assert old() == 1\n"
        "assert len(heard) == 1 and heard[0].category is DeprecationWarning",
    ),
    case(
        "callbacks that keep a list",
        "def each(xs, do):\n    for x in xs: do(x)",
        "def each(xs, do): do(xs[0])",
        "seen = []\neach([1, 2, 3], seen.append)\nassert seen == [1, 2, 3]",
        "seen = []\neach([1, 2, 3], lambda x: seen.append(10 * x))\nassert seen == [10, 20, 30]",
    ),
)

FORMS = (
    case(
        "a test that awaits",
        "def later(x): return x + 1",
        "def later(x): return x",
        "import asyncio\nawait asyncio.sleep(0)\nassert later(1) == 2",
    ),
    case(
        "unittest",
        "def triple(x): return 3 * x",
        "def triple(x): return x",
        "import unittest\nclass TripleTest(unittest.TestCase):\n    def test_it(self):\n"
        "        self.assertEqual(triple(2), 6)\n"
        "done = unittest.main(argv=[''], exit=False, defaultTest='TripleTest')\n"
        "assert done.result.testsRun == 1 and done.result.wasSuccessful()",
    ),
    case(
        "a test that is timed",
        "def slow(): return 5",
        "def slow(): return 6",
        "%%time\nassert slow() == 5",
        "%%timeit -n 1 -r 1\nassert slow() == 5",
    ),
    case(
        "a test whose output is captured",
        "def told(): print('it is 5')",
        "def told(): print('it is 6')",
        "%%capture out\ntold()",
        "assert 'it is 5' in out.stdout",
        passes=(0,),
    ),
    case(
        "a time taken",
        "def quick(): return 5",
        "def quick():\n    raise ValueError",
        "taken = %timeit -n 3 -r 2 -o quick()\nassert taken.best < 1 and taken.loops == 3",
    ),
)

FILES = (
    case(
        "a file that the student's cell wrote",
        "with open('out.csv', 'w') as f:\n    f.write('a,b\\n1,2\\n')",
        "with open('out.csv', 'w') as f:\n    f.write('a\\n1\\n')",
        "import csv\nwith open('out.csv') as f:\n    rows = list(csv.reader(f))\n"
        "assert rows == [['a', 'b'], ['1', '2']]",
    ),
    case(
        "a file that a call writes",
        "def save(text):\n    with open('note.txt', 'w') as f: f.write(text)",
        "def save(text): pass",
        "import os\nsave('hello')\nassert os.path.exists('note.txt')\n"
        "assert open('note.txt').read() == 'hello'",
    ),
    case(
        "numbers in a file of numpy's",
        "import numpy as np\nnp.save('xs.npy', np.arange(4))",
        "import numpy as np\nnp.save('xs.npy', np.arange(3))",
        "import numpy as np\nassert np.load('xs.npy').tolist() == [0, 1, 2, 3]",
    ),
    case(
        "a module that a cell writes",
        "%%writefile shapes.py\ndef area(w, h): return w * h",
        "%%writefile shapes.py\ndef area(w, h): return w + h",
        "from shapes import area\nassert area(3, 4) == 12",
        "import shapes\nassert shapes.area(2, 5) == 10",
    ),
)


def made_of(cases: tuple[Case, ...], *, wrong: bool = False) -> NotebookNode:
    """Return a notebook of cases, solved or wrong."""
    cells = []
    for number, one in enumerate(cases):
        text = one.wrong if wrong else one.right
        magic, _, rest = text.rpartition("\n") if text.startswith("%%") else ("", "", text)
        solution = f"### BEGIN SOLUTION\n{rest}\n### END SOLUTION"
        solution = "\n".join(filter(None, [magic, solution]))
        if one.locked:
            cells.append(given(f"case-{number}-given", one.locked))
        cells.append(answer(f"case-{number}", solution))
        for n, test in enumerate(one.tests):
            cells.append(checked(f"case-{number}-tests-{n}", test))
            if n == 0 and one.between:
                cells.append(code(one.between))
    return notebook(*cells)


@pytest.fixture
def graded(tmp_path: Path, setting: Setting):
    """Return a function that grades what was handed in by a source, as a class is graded."""

    def grade(source: NotebookNode, handed_in: NotebookNode) -> dict[str, Verdict]:
        path = write(tmp_path / "source/tiny/tiny.ipynb", source)
        config = Config()
        config.CourseDirectory.root = str(tmp_path)
        master = instructors_copy(path, config)
        made, _ = reconcile(nbformat.from_dict(handed_in), master)
        done = run_notebook(made, setting, Seeds(b"", "anna", "tiny"), trusted_statements(master))
        return {one.grade_id: one for one in done.verdicts}

    return grade


@pytest.mark.parametrize("kind", ["NAMES", "EFFECTS", "FORMS", "FILES"])
def test_right_work_gets_every_point_outside_the_kernel_and_wrong_work_none(graded, kind: str):
    hold(graded, globals()[kind])


def hold(graded, cases: tuple[Case, ...]) -> None:
    """Assert that right work passes every test of the cases and wrong work none, outside the kernel."""
    source = made_of(cases)
    for wrong in (False, True):
        verdicts = graded(source, made_of(cases, wrong=wrong))
        assert {one.by for one in verdicts.values()} == {"verifier"}
        found = {}
        for number, one in enumerate(cases):
            for n in range(len(one.tests)):
                verdict = verdicts[f"case-{number}-tests-{n}"]
                if (verdict.points == 1) == wrong and n not in one.passes:
                    said = (verdict.status, verdict.message, verdict.traceback[-300:])
                    found[one.name, n] = said
        assert not found, f"{'wrong' if wrong else 'right'}: {found}"
