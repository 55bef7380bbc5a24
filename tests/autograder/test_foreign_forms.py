"""What tests of first courses do beside comparing values: wait, share, look up, set again, ask what is the same."""

from __future__ import annotations

import pytest

from tests.autograder.test_foreign import case, graded, hold, made_of  # noqa: F401 - a fixture

pytestmark = pytest.mark.timeout(120)

AWAITING = (
    case(
        "a coroutine",
        "async def twice(x): return 2 * x",
        "async def twice(x): return x",
        "assert await twice(3) == 6",
        "import asyncio\nassert await asyncio.gather(twice(1), twice(2)) == [2, 4]",
        "import asyncio\nassert await asyncio.wait_for(twice(4), 5) == 8",
        "import asyncio\nasync def both(): return await twice(1) + await twice(2)\n"
        "assert await both() == 6",
    ),
    case(
        "coroutines that take turns",
        "import asyncio\norder = []\nasync def late(n):\n    await asyncio.sleep(n / 100)\n"
        "    order.append(n)\n    return n",
        "import asyncio\norder = []\nasync def late(n):\n    order.append(n)",
        "import asyncio\norder.clear()\nawait asyncio.gather(late(3), late(1))\nassert order == [1, 3]",
        "import asyncio\ntask = asyncio.create_task(late(2))\nassert await task == 2",
    ),
    case(
        "an asynchronous loop",
        "async def numbers(n):\n    for i in range(n): yield i",
        "async def numbers(n):\n    yield n",
        "assert [i async for i in numbers(3)] == [0, 1, 2]",
    ),
    case(
        "a coroutine that raises",
        "async def half(x):\n    if x % 2: raise ValueError('odd')\n    return x // 2",
        "async def half(x): return x // 2",
        "try:\n    await half(3)\nexcept ValueError as error:\n    assert str(error) == 'odd'\n"
        "else:\n    raise AssertionError('3 is odd')",
    ),
)

SHARING = (
    case(
        "which objects are the same",
        "first = [1]\nsecond = first\nthird = first[:]\ndef same(x): return x\ndef other(x): return x[:]",
        "first = [1]\nsecond = first[:]\nthird = first\ndef same(x): return x[:]\ndef other(x): return x",
        "assert first is second",
        "assert third is not first and third == first",
        "assert id(first) == id(second) and id(first) != id(third)",
        "given = [1, 2]\nassert same(given) is given",
        "given = [1, 2]\nassert other(given) is not given and other(given) == given",
    ),
    case(
        "list of the notebook's that a test changes",
        "queue = [3, 1]\ndef last(): return queue[-1]",
        "queue = [3, 1]\ndef last(): return 1",
        "queue.append(5)\nassert last() == 5\nqueue.pop()\nqueue[-1] = 8\nassert last() == 8",
    ),
    case(
        "object that an earlier test has changed by another's call",
        "class Account:\n    def __init__(self, n): self.n = n; self.log = {}\n"
        "    def give(self, other, x): self.n -= x; other.n += x",
        "class Account:\n    def __init__(self, n): self.n = n; self.log = {'x': 0}\n"
        "    def give(self, other, x): self.n -= x",
        "one, two = Account(5), Account(0)\none.give(two, 3)\nassert (one.n, two.n) == (2, 3)",
        "one.log['x'] = 1\nassert two.n == 3",
        "del one.log['x']\nassert not one.log and two.n == 3",
        passes=(),
    ),
    case(
        "seeded again with the same seed",
        "import random\ndef draw(): return [random.random() for _ in range(3)]",
        "import random\ndef draw(): return [0.5] * 3 if random.random() > 2 else [random.random()]",
        "import random\nrandom.seed(3)\none = draw()\nrandom.seed(3)\ntwo = draw()\n"
        "assert one == two and len(one) == 3",
        "import random\nkept = random.getstate()\ncame = draw()\nrandom.setstate(kept)\n"
        "assert came == [random.random() for _ in range(3)]",
    ),
)

LOOKING = (
    case(
        "names put together",
        "part_a, part_b = 'B', 'C'\ndef extra(): return 5",
        "part_a, part_b = 'A', 'A'\ndef extra(): return 4",
        "for letter, right in zip('ab', 'BC'):\n    assert globals()['part_' + letter] == right",
        "for letter, right in zip('ab', 'BC'):\n    assert eval(f'part_{letter}') == right",
        "assert get_ipython().user_ns['part_a'] == 'B'",
        "import __main__\nassert __main__.part_a == 'B'",
        "assert globals().get('extra') and globals()['extra']() == 5",
    ),
    case(
        "name patched in the notebook",
        "def fetch(): return 0\ndef report(): return fetch() + 1",
        "def fetch(): return 0\ndef report(): return 1",
        "from unittest.mock import patch\nwith patch('__main__.fetch', return_value=6):\n"
        "    assert report() == 7",
    ),
    case(
        "stand-in with methods",
        "def count(api): return len(api.get('users')) + 1",
        "def count(api): return 3",
        "from unittest.mock import Mock\napi = Mock()\napi.get.return_value = ['a', 'b']\n"
        "assert count(api) == 3\napi.get.assert_called_once_with('users')",
    ),
    case(
        "modules and classes that the solution imports",
        "import numpy as np\nfrom fractions import Fraction\nm = np.matrix([[1, 2]])\nhalf = Fraction(1, 2)",
        "import numpy as np\nfrom fractions import Fraction\nm = np.array([[1, 2]])\nhalf = 0.5",
        "assert isinstance(m, np.matrix)",
        "assert isinstance(half, Fraction)",
    ),
    case(
        "pattern and match",
        "import re\ndef find(text): return re.search(r'\\d+', text)",
        "import re\ndef find(text): return None",
        "assert find('a 12') and find('a 12').group() == '12'",
    ),
    case(
        "magics around the code of a test",
        "def plus(x): return x + 1",
        "def plus(x): return x",
        "%%time\nassert plus(1) == 2",
        "%time came = plus(2)\nassert came == 3",
        "%%capture said\nprint(plus(1))\nassert plus(1) == 2",
        "%%capture said\nprint(plus(1))",
        "assert said.stdout == '2\\n'",
        passes=(3,),
    ),
    case(
        "threads",
        "class Count:\n    def __init__(self): self.n = 0\n    def up(self): self.n += 1",
        "class Count:\n    def __init__(self): self.n = 0\n    def up(self): pass",
        "import threading\nc = Count()\nts = [threading.Thread(target=c.up) for _ in range(5)]\n"
        "for t in ts: t.start()\nfor t in ts: t.join()\nassert c.n == 5",
    ),
)


@pytest.mark.parametrize("kind", ["AWAITING", "SHARING", "LOOKING"])
def test_right_work_gets_every_point_outside_the_kernel_and_wrong_work_none(graded, kind):  # noqa: F811
    hold(graded, globals()[kind])


def test_a_solution_that_lacks_an_import_fails_as_in_stock(graded):  # noqa: F811
    one = (case("import", "import numpy as np", "import math as np", "assert np.zeros(1) == 0"),)
    (verdict,) = graded(made_of(one), made_of(one, wrong=True)).values()
    assert verdict.points == 0


def test_what_a_function_hands_back_is_the_tests_own_only_as_long_as_it_is_unchanged(graded):  # noqa: F811
    lie = "def same(x):\n    x[0] = 9\n    return x"
    one = (case("same", "def same(x): return x", lie, "g = [1]\nassert same(g) is g and g == [1]"),)
    (verdict,) = graded(made_of(one), made_of(one, wrong=True)).values()
    assert verdict.points == 0
