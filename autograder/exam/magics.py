"""What ``get_ipython()`` is in a verifier: magics are accepted, and those around code run it."""

from __future__ import annotations

import timeit
import types
from collections.abc import Callable
from typing import Any, ClassVar

from IPython.core.magics.execution import TimeitResult

_LONG = 0.05  # seconds that one of a few runs may take, where the test does not say how many loops


class Notebook(types.ModuleType):
    """Stands for the module that the notebook is: what a test sets in it, the student's has too."""

    told: ClassVar[tuple[Callable[..., None], Callable[..., None]] | None] = None

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if self.told is not None:
            self.told[0](name, value)

    def __delattr__(self, name: str) -> None:
        super().__delattr__(name)
        if self.told is not None:
            self.told[1](name)


class Magics:
    """Stands for IPython's shell where a test or a set-up cell has magics in it."""

    def __init__(self, namespace: dict[str, Any], *, in_test: bool = False) -> None:
        self._namespace = namespace
        self._in_test = in_test

    @property
    def user_ns(self) -> dict[str, Any]:
        """The notebook's names."""
        return self._namespace

    def run_line_magic(self, name: str = "", line: str = "", *_: Any) -> Any:
        """Take the time for ``%timeit -o``; ignore others: they show things, and nothing is shown here."""
        return self._timed(line) if name == "timeit" else None

    def run_cell_magic(self, name: str = "", *_: Any) -> None:
        """Ignore a cell magic of a set-up cell; of a test it is the whole of what is tested.

        (``%%time`` and others that run their cell as it is never come here: see ``testcell``.)
        """
        if self._in_test:
            raise NotImplementedError(f"a test can't be a cell of %%{name} outside the kernel")

    def system(self, *_: Any) -> None:
        """Ignore ``!pip install``: packages are installed by whoever runs the grader."""

    def _timed(self, line: str) -> TimeitResult | None:
        numbers, words, wanted = {"-n": 0, "-r": 3}, line.split(" "), False
        while words and words[0].startswith("-"):
            option = words.pop(0)
            if option[:2] in numbers:
                numbers[option[:2]] = int(option[2:] or words.pop(0))
            wanted = wanted or option == "-o"
        if not wanted:
            return None
        timer = timeit.Timer(" ".join(words), globals=self._namespace)
        loops, runs = numbers["-n"], numbers["-r"]
        if not loops:
            once = max(timer.timeit(1), 1e-7)
            loops = max(1, min(1000, int(_LONG / once)))
        times = timer.repeat(runs, loops)
        each = [time / loops for time in times]
        return TimeitResult(loops, runs, min(each), max(each), times, 0.0, 3)
