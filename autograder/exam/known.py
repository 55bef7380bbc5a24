"""What one line knows of the student's objects: a proxy for each number, a class for each class.

The kernel's first word on a class stands while the test runs: what it says of its bases later changes
nothing. Classes of Python and of libraries are the verifier's own, if it has imported them.
"""

from __future__ import annotations

import abc
import enum
import importlib
import sys
import types
from typing import Any, Generic, Protocol

from autograder.exam import raised
from autograder.exam.kinds import (
    DERIVED,
    FOREIGN,
    MADE,
    NOTEBOOK,
    Kind,
    is_students,
    kind_named,
    native,
)
from autograder.exam.objects import AsyncGenerator, Awaitable, Proxy, made
from autograder.exam.raised import Malformed

MOST_BASES = 30
_NEVER_PROXIES = (int, float, complex, str, bytes, bool, type(None), type)
_SAY_NOTHING = (object, abc.ABC, Generic, Protocol)


_OF_VALUES = frozenset(  # libraries without a state that tests look at
    {"numpy", "pandas", "sympy", "networkx", "scipy", "sklearn", "math", "cmath", "datetime"}
    | {"decimal", "fractions", "collections", "enum", "itertools", "functools", "abc", "typing"}
    | {"asyncio", "inspect", "json", "copy"}
    | {"statistics", "dataclasses", "numbers", "operator", "re", "string"}
)


_PROXIES = {  # of objects of Python's own, by what the kernel calls their class
    "coroutine": Awaitable,
    "Task": Awaitable,
    "Future": Awaitable,
    "async_generator_asend": Awaitable,
    "async_generator": AsyncGenerator,
}


class Known:
    """The proxies of one line."""

    def __init__(self, line: Any) -> None:
        self._line = line
        self._proxies: dict[int, Any] = {}
        self._kinds: dict[int, Kind] = {}
        self._names: dict[Kind, str] = {}  # in the notebook
        self._libraries: dict[Kind, tuple[type, ...]] = {}  # that classes derive from at once
        self._stand_ins: dict[Kind, type] = {}  # for classes that derive from a library's
        self.classes: dict[
            str, tuple[str, ...]
        ] = {}  # of the exercise, and the operators they define
        self.here: dict[str, Any] = {}  # names of set-up and test cells
        self.imports: dict[str, str] = {}  # by name, what the instructor's solution imports

    @property
    def operators(self) -> set[str]:
        """Names of the operators that the instructor's classes define."""
        return {name for names in self.classes.values() for name in names}

    def proxy(
        self, number: int, kind: str, name: str, called: bool, of: Any, origin: int = FOREIGN
    ) -> Any:
        """Return the proxy for a number: the same each time, believed no more than at any time.

        Raises :class:`Malformed`.
        """
        cls = self.kind(of) if not isinstance(of, str) else _PROXIES.get(kind, Proxy)
        if origin == FOREIGN and self._names.get(cls) in self.classes:
            origin = DERIVED
        known = self._proxies.get(number)
        if known is None:
            known = self._proxies[number] = made(
                cls, self._line, number, kind, name, called, origin
            )
            if isinstance(of, str):
                library = library_class(of)
                if library not in _NEVER_PROXIES:  # those come as themselves: this is a lie
                    object.__setattr__(known, "_library", library)
        elif origin < native(known, "_origin"):
            object.__setattr__(known, "_origin", origin)
        return known

    def imported(self, name: str, answer: dict[str, Any]) -> Any:
        """Return what the instructor's solution imports by this name, if the student has imported it too.

        Then it is this process's own module or class: that the student has it is all that is believed.
        """
        module, _, part = self.imports.get(name, "").partition(":")
        if module.partition(".")[0] not in _OF_VALUES or "proxy" not in answer:
            return None
        try:
            found = importlib.import_module(module)
            found = getattr(found, part) if part else found
        except (ImportError, AttributeError):
            return None
        if isinstance(found, types.ModuleType):
            same = answer.get("type") == "module" and answer.get("name") == found.__name__
        else:
            same = isinstance(found, type) and answer.get("itself") == (
                f"{found.__module__}:{found.__qualname__}"
            )
        return found if same else None

    def class_itself(self, described: Any, origin: int) -> Any:
        """Return a class that the kernel sent, or None of a library that is not here."""
        if isinstance(described, str):
            return (
                library_class(described)
                if described in _THEMSELVES or _is_built_in(described)
                else None
            )
        kind = self.kind(described)
        if origin < native(kind, "_origin"):
            type.__setattr__(kind, "_origin", max(origin, FOREIGN))
        return self.instructors(kind) or kind

    def is_of_the_exercise(self, kind: Any) -> None:
        """Note that the test itself has a class under its name, or has made it."""
        if type(kind) is Kind:
            type.__setattr__(kind, "_origin", MADE)

    def kind(self, described: Any, depth: int = 0) -> Kind:
        """Return the class that stands for a student's. Raises :class:`Malformed`."""
        if type(described) is int:
            if described in self._kinds:
                return self._kinds[described]
            described = self._line.ask({"op": "class", "of": described}).get("class")
        match described:
            case {
                "number": int(number),
                "name": str(name),
                "qualname": str(qualname),
                "as": str(called),
                "bases": list(bases),
            } if depth < MOST_BASES and len(bases) <= MOST_BASES and type(number) is int:
                pass
            case _:
                raise Malformed
        if number not in self._kinds:
            self._kinds[number] = self._new(number, name, qualname, bases, depth)
            self._names[self._kinds[number]] = called
        return self._kinds[number]

    def _new(self, number: int, name: str, qualname: str, bases: list[Any], depth: int) -> Kind:
        ours: list[type] = []
        libraries: list[type] = []
        for base in bases:
            if not isinstance(base, str):
                ours.append(self.kind(base, depth + 1))
            elif (found := library_class(base)) is not None:
                libraries.append(found)
        derived_from = tuple(libraries)
        libraries = [kind for kind in libraries if kind not in _SAY_NOTHING]
        errors = [kind for kind in libraries if raised.AS_THEMSELVES.get(kind.__name__) is kind]
        errors = [raised.StudentError if kind is Exception else kind for kind in errors]
        if not errors and any(issubclass(kind, BaseException) for kind in libraries):
            errors = [raised.StudentError]
        errors += [
            found
            for k in ours
            if (found := self.instructors(k)) and issubclass(found, Exception)
            if not issubclass(found, StopIteration | StopAsyncIteration)
        ]
        facts = {"_number": number, "_line": self._line, "_origin": FOREIGN, "_name": name}
        facts |= {"_type": "type", "_callable": True, "_library": None, "__qualname__": qualname}
        root = [] if ours else [Proxy]
        for chosen in ([*root, *ours, *errors], [*root, *ours], [Proxy, raised.StudentError]):
            try:
                kind = kind_named(name, tuple(chosen), facts)
                break
            except (TypeError, ValueError):  # no such order of bases, or their layouts differ
                continue
        else:
            raise Malformed
        self._libraries[kind] = derived_from
        stand_ins = [found for k in ours if (found := self.class_here(k)) is not None]
        if not issubclass(kind, BaseException) and (libraries or stand_ins):
            self._stand_ins[kind] = _stand_in(name, qualname, (*stand_ins, *libraries))
        return kind

    def bases_here(self, kind: type) -> tuple[type, ...]:
        """Return the classes of libraries and of locked cells that a student's class derives from."""
        chain = type.mro(kind)
        libraries = [b for k in chain for b in self._libraries.get(k, ())]
        return (*libraries, *filter(None, map(self.instructors, chain)))

    def instructors(self, kind: type) -> type | None:
        """Return the instructor's class that a student's class is, by its name in the notebook."""
        ours = self.here.get(self._names.get(kind, ""))
        if isinstance(ours, type) and ours.__module__ == NOTEBOOK and not is_students(ours):
            return ours
        return None

    def class_here(self, kind: type) -> type | None:
        """Return the class that instances of a student's class say they have, if it is another one.

        That is the instructor's, where a cell of the instructor's defines it, and one derived from a
        library's for a student's class that is.
        """
        return self.instructors(kind) or self._stand_ins.get(kind)

    def library_error(self, name: Any) -> type[BaseException] | None:
        """Return the class of a library's exception by its name, if it comes as itself."""
        if (
            type(name) is not str
            or name.partition(":")[0].partition(".")[0] not in raised.OF_LIBRARIES
        ):
            return None
        found = library_class(name)
        return found if found is not None and issubclass(found, Exception) else None

    def exception(
        self, described: dict[str, Any], fallback: BaseException, held: dict[str, Any]
    ) -> BaseException:
        """Return the exception of a class of the student's that the kernel describes.

        Raises :class:`Malformed`.
        """
        match described:
            case {"number": int(number), "class": of} if not isinstance(of, str):
                kind = self.kind(of)
            case _:
                return fallback
        ours = self.class_here(kind)
        args = raised.arguments(described.get("args"))
        ends_loops = issubclass(kind if ours is None else ours, StopIteration | StopAsyncIteration)
        if ours is not None and issubclass(ours, Exception) and not ends_loops:
            found = raised.anew(ours, args if args is not None else fallback.args, held)
            return found or fallback
        if not issubclass(kind, BaseException):
            return fallback
        error = self.proxy(number, kind.__name__, kind.__name__, False, of, DERIVED)
        object.__setattr__(error, "_plainly", fallback)
        return error


def plainly(error: BaseException) -> BaseException:
    """Return an exception as Python's own, or as a :class:`StudentError`: nothing is asked of it."""
    if not is_students(error):
        return error
    plain = native(error, "_plainly") if "_plainly" in native(error, "__dict__") else None
    plain = plain or raised.StudentError(native(error, "_type"))
    plain.__traceback__ = native(error, "__traceback__")
    plain.student_traceback = native(error, "__dict__").get("student_traceback", "")
    plain.pair = native(error, "__dict__").get("pair", "")
    return plain


def library_class(name: str) -> type | None:
    """Return a class by its module and name if this process has imported it. Nothing is imported.

    The name is the class's own: modules have classes of others, too, that may not be claimed.
    """
    module, _, path = name.partition(":")
    if module.partition(".")[0] in _NOT_TO_BE_CLAIMED:
        return None
    found: Any = sys.modules.get(module)
    if module in _OF_TYPES and not hasattr(found, path):
        found = types
        path = _OF_TYPES[module].get(path, "")
    for part in path.split("."):
        found = vars(found).get(part) if isinstance(found, type | types.ModuleType) else None
    if not isinstance(found, type) or is_students(found):
        return None
    return found if f"{found.__module__}:{found.__qualname__}" == name else None


def _is_built_in(name: str) -> bool:
    return name.startswith("builtins:")


# classes that come as themselves: a test may call them, and their instances compare as they should
_THEMSELVES = frozenset(
    {"collections:Counter", "collections:deque", "collections:OrderedDict"}
    | {"collections:defaultdict", "decimal:Decimal", "fractions:Fraction", "enum:Enum"}
    | {"datetime:date", "datetime:datetime", "datetime:time", "datetime:timedelta", "abc:ABC"}
    | {"numpy:ndarray", "numpy:float64", "numpy:int64", "numpy:float32", "numpy:int32"}
    | {"pandas.core.frame:DataFrame", "pandas.core.series:Series", "enum:IntEnum"}
)
_NOT_TO_BE_CLAIMED = frozenset({"unittest", "autograder", "tests", "pytest", "_pytest", "__main__"})
_OF_TYPES = {
    "builtins": {
        "function": "FunctionType",
        "builtin_function_or_method": "BuiltinFunctionType",
        "method": "MethodType",
        "generator": "GeneratorType",
        "coroutine": "CoroutineType",
        "code": "CodeType",
        "module": "ModuleType",
        "mappingproxy": "MappingProxyType",
        "method_descriptor": "MethodDescriptorType",
        "wrapper_descriptor": "WrapperDescriptorType",
        "method-wrapper": "MethodWrapperType",
        "getset_descriptor": "GetSetDescriptorType",
        "member_descriptor": "MemberDescriptorType",
        "traceback": "TracebackType",
        "frame": "FrameType",
    }
}


def _stand_in(name: str, qualname: str, bases: tuple[type, ...]) -> type:
    """Return a class that derives from a library's as the student's does, for ``isinstance``."""
    bases = tuple(dict.fromkeys(enum.Enum if issubclass(b, enum.Enum) else b for b in bases))
    try:
        found = types.new_class(name, bases)
    except Exception:  # one that can't be derived from, or wants to be told more
        return bases[0]
    found.__module__, found.__qualname__ = "__main__", qualname
    return found
