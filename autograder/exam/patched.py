"""What a test replaces for the student's code: ``math.pi = 3``, a patched ``time.sleep``, ``os.environ``.

In stock nbgrader both sides share their modules. Here the test's process notices, before each call, which
attributes of modules and which variables of the environment the test has changed since it began, and the
student's process has them so while the call runs. Only those are looked at that the test's visible part
names, or its hidden part and the instructor's solution both.

Kernel side: :func:`under`. Verifier side: :class:`Patched`.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any
from unittest.mock import NonCallableMock

from autograder.exam.kinds import NOTEBOOK

_MISSING = "__missing__"
_NEVER = ("__builtins__", "stdin", "stdout", "stderr", "modules", "print", "input")  # see `effects`
_NOT_OF = ("autograder", "__main__", "__test__", "IPython", "unittest", "_pytest", "pytest")
_MOST = 50


class Patched:
    """What one test has replaced in modules and in the environment, call by call."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names - set(_NEVER)
        self._environ = dict(os.environ)
        self._modules = {module: self._found_in(module) for module in _modules()}
        self._sizes = {module: len(vars(module)) for module in self._modules}

    def _found_in(self, module: ModuleType) -> dict[str, Any]:
        held = vars(module)
        return {name: held[name] for name in self._names if name in held}

    def _changed(self) -> Iterator[tuple[ModuleType, str]]:
        for module, before in self._modules.items():
            if not before and len(vars(module)) == self._sizes[module]:
                continue  # as most: nothing of these names, and nothing new
            now = self._found_in(module)
            for name in now.keys() | before.keys():
                if now.get(name, _MISSING) is not before.get(name, _MISSING):
                    yield module, name
        for module in _modules():
            if module not in self._modules:
                # imported since: what stands there is known by what it is
                found = self._found_in(module).items()
                yield from ((module, name) for name, value in found if _is_tests(value))

    def _changed_environ(self) -> set[str]:
        return {n for n in self._names if os.environ.get(n) != self._environ.get(n)}

    def request(self) -> dict[str, Any]:
        """Return what goes with a call; nothing if nothing is replaced."""
        told: dict[str, Any] = {}
        if changed := list(self._changed())[:_MOST]:
            told["modules"] = [
                (module.__name__, name, name in vars(module), vars(module).get(name))
                for module, name in changed
            ]
        if names := self._changed_environ():
            told["environ"] = {name: os.environ.get(name) for name in names}
        return told

    def put_back(self) -> None:
        """Leave modules and environment as they were when the test began."""
        for module, name in [one for one in self._changed() if one[0] in self._modules]:
            if name in self._modules[module]:
                setattr(module, name, self._modules[module][name])
            else:
                delattr(module, name)
        _set_environ({name: self._environ.get(name) for name in self._changed_environ()})


def _is_tests(value: Any) -> bool:
    """Say whether a value is a stand-in or a function of the test's."""
    return isinstance(value, NonCallableMock) or getattr(value, "__module__", "") == NOTEBOOK


def _modules() -> Iterator[ModuleType]:
    for name, module in list(sys.modules.items()):
        own = type(module) is ModuleType and module.__name__ == name
        if own and not name.startswith(_NOT_OF):
            yield module


def under(told: dict[str, Any], stack: contextlib.ExitStack) -> None:
    """Replace in the student's process what the test has replaced in its own, until ``stack`` ends."""
    for module_name, name, there, value in told.get("modules", ()):
        with contextlib.suppress(ImportError):
            module = importlib.import_module(module_name)
            _hold(stack, module, name, value, there)
    environ = told.get("environ", {})
    if environ:
        before = {name: os.environ.get(name) for name in environ}
        stack.callback(_set_environ, before)
        _set_environ(environ)


def _hold(
    stack: contextlib.ExitStack, module: ModuleType, name: str, value: Any, there: bool
) -> None:
    if name in vars(module):
        stack.callback(setattr, module, name, vars(module)[name])
    else:
        stack.callback(vars(module).pop, name, None)
    if there:
        setattr(module, name, value)
    else:
        vars(module).pop(name, None)


def _set_environ(environ: dict[str, str | None]) -> None:
    for name, value in environ.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
