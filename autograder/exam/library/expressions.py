"""Expressions of sympy's: built node by node as they were, and never evaluated.

An expression crosses as a list of nodes, each of which names a class of the table below and the nodes
before it that are its arguments. A test may print an expression as code and run that (``lambdify``,
``sympify(str(x))``): so names are words, and none that Python or numpy would know as something else.
"""

from __future__ import annotations

import builtins
import re
import unicodedata
from typing import Any

import numpy as np
import sympy
from sympy.core.function import AppliedUndef, UndefinedFunction
from sympy.core.numbers import Half, NegativeOne, One, Zero
from sympy.core.symbol import Str
from sympy.functions.elementary.piecewise import ExprCondPair

from autograder.exam.library.kind import Kind, collisions, whole_numbers

_MOST_NODES, _DEEPEST = 20_000, 150  # of the tree, in which a shared part counts each time
_MOST_BITS, _FARTHEST = 14_000, 60_000  # of a number, and of its exponent
_LONGEST_NAME = 100
_NAME = re.compile(r"[\w{}\\^ ]+|[+-]{1,2}")  # the latter is how a limit is approached


def _words(text: str) -> list[str]:
    return text.split()


_FACTS = frozenset(
    _words(
        "algebraic antihermitian commutative complex composite even extended_negative extended_nonnegative "
        "extended_nonpositive extended_nonzero extended_positive extended_real finite hermitian imaginary "
        "infinite integer irrational negative noninteger nonnegative nonpositive nonzero odd polar positive "
        "prime rational real transcendental zero"
    )
)
_CONSTANTS = {
    type(value): (name, value)
    for name in _words(
        "Pi Exp1 ImaginaryUnit Infinity NegativeInfinity ComplexInfinity NaN GoldenRatio EulerGamma "
        "Catalan TribonacciConstant true false EmptySet Reals Integers Naturals Naturals0 "
        "Rationals Complexes"
    )
    for value in (getattr(sympy.S, name),)
}
_CONSTANT_NAMED = dict(_CONSTANTS.values())
_FUNCTIONS = {  # built by calling them, with `evaluate=False`
    name: getattr(sympy, name)
    for name in _words(
        "sin cos tan cot sec csc sinc asin acos atan acot asec acsc atan2 sinh cosh tanh coth sech csch "
        "asinh acosh atanh acoth asech acsch exp log LambertW sign Abs re im arg conjugate floor ceiling "
        "frac Mod factorial factorial2 subfactorial binomial RisingFactorial FallingFactorial gamma "
        "loggamma polygamma lowergamma uppergamma beta zeta erf erfc erfi erfinv Ei li Si Ci Heaviside "
        "DiracDelta KroneckerDelta besselj bessely besseli besselk jn yn airyai airybi fibonacci lucas "
        "harmonic bernoulli catalan legendre hermite laguerre chebyshevt chebyshevu"
    )
}
_STRUCTURES = {  # built of nothing but their arguments
    name: getattr(sympy, name)
    for name in _words(
        "Add Mul Pow Max Min Eq Ne Lt Le Gt Ge And Or Not Xor Nand Nor Implies ITE Tuple "
        "Derivative Integral Sum Product Limit Order Piecewise Lambda Interval FiniteSet Union "
        "Intersection Complement SymmetricDifference ProductSet ImageSet ConditionSet Contains "
        "MatrixSymbol MatAdd MatMul MatPow Transpose Inverse Identity ZeroMatrix"
    )
} | {"ExprCondPair": ExprCondPair}
_NAMED = {kind: name for name, kind in (_FUNCTIONS | _STRUCTURES).items()}
_COMMUTING = (sympy.Add, sympy.Mul, sympy.Pow, sympy.Integral, sympy.Sum, sympy.Product)
_LATTICES = (
    *(sympy.And, sympy.Or, sympy.Xor, sympy.Max, sympy.Min),
    *(sympy.Union, sympy.Intersection),
)
_MATRICES = {
    f"{kind}{form}Matrix": getattr(sympy, f"{kind}{form}Matrix", None)
    for kind in ("Mutable", "Immutable")
    for form in ("Dense", "Sparse")
}
_IMMUTABLE = {
    kind: name for name, kind in _MATRICES.items() if kind and issubclass(kind, sympy.Basic)
}
_MUTABLE = {kind: name for name, kind in _MATRICES.items() if kind and kind not in _IMMUTABLE}


def kind_of(value: Any) -> str | None:
    """Return the name of the kind that ``value`` is of, or None."""
    kind = type(value)
    if kind in _MUTABLE:
        return "sympy.Matrix"
    if kind is UndefinedFunction:
        return "sympy.Function"
    return "sympy.Basic" if isinstance(value, sympy.Basic) else None


# ---------------------------------------------------------------- apart


def _nodes_of(roots: list[Any]) -> tuple[list[Any], list[int]]:
    """Return all nodes of some expressions, arguments before what has them, and where the roots are."""
    nodes: list[Any] = []
    places: dict[int, int] = {}  # of objects, by identity: 1 and 1.0 are two numbers here
    todo = list(reversed(roots))
    while todo:
        one = todo[-1]
        if id(one) in places:
            todo.pop()
            continue
        content = _arguments(one)
        missing = [x for x in content if id(x) not in places]
        if missing:
            todo += reversed(missing)
            if len(todo) > _MOST_NODES:
                raise ValueError("too large an expression")
            continue
        nodes.append(_node(one, [places[id(x)] for x in content]))
        places[id(one)] = len(nodes) - 1
        todo.pop()
    return nodes, [places[id(root)] for root in roots]


def _arguments(one: Any) -> tuple[Any, ...]:
    kind = type(one)
    if kind in _NAMED or kind in _IMMUTABLE or type(kind) is UndefinedFunction:
        return tuple(one.flat()) if kind in _IMMUTABLE else one.args
    return ()


def _node(one: Any, places: list[int]) -> list[Any]:
    kind = type(one)
    if kind in _NAMED:
        return [_NAMED[kind], places]
    if kind in _IMMUTABLE:
        return [_IMMUTABLE[kind], places, one.rows, one.cols]
    if kind in _CONSTANTS:
        return ["constant", _CONSTANTS[kind][0]]
    if kind in (sympy.Integer, One, Zero, NegativeOne):
        return ["Integer", int(one)]
    if kind in (sympy.Rational, Half):
        return ["Rational", int(one.p), int(one.q)]
    if kind is sympy.Float:
        sign, digits, exponent, _ = one._mpf_
        return ["Float", int(sign), int(digits), int(exponent), int(one._prec)]
    if kind is sympy.Symbol:
        return ["Symbol", one.name, dict(one.__getnewargs_ex__()[1])]
    if kind is sympy.Dummy:
        return ["Dummy", one.name, one.dummy_index, dict(one.__getnewargs_ex__()[1])]
    if kind is Str:
        return ["Str", one.name]
    if type(kind) is UndefinedFunction and isinstance(one, AppliedUndef):
        return ["applied", *_take_function(kind), places]
    raise ValueError(f"an expression of {kind.__name__}")


def _take_function(kind: Any) -> list[Any]:
    return [kind.__name__, dict(kind._kwargs)]


def _take_matrix(value: Any) -> list[Any]:
    nodes, places = _nodes_of(list(value.flat()))
    return [_MUTABLE[type(value)], value.rows, value.cols, nodes, places]


# ---------------------------------------------------------------- together


class _Built:
    """Expressions made of nodes, one after the other, and how large and deep each is."""

    def __init__(self, nodes: Any) -> None:
        self.made: list[Any] = []
        self._sizes: list[int] = []
        self._depths: list[int] = []
        for node in nodes:
            self._add(node)

    def _add(self, node: Any) -> None:
        match node:
            case ["applied", name, facts, list(places)]:
                one = _called(_function(name, facts), self.at(places))
            case [str(name), list(places)] if name in _FUNCTIONS:
                one = _called(_FUNCTIONS[name], self.at(places))
            case [str(name), list(places)] if name in _STRUCTURES:
                one = _of_arguments(_STRUCTURES[name], self.at(places))
            case [str(name), list(places), rows, columns] if _MATRICES.get(name) in _IMMUTABLE:
                one = _matrix(name, rows, columns, self.at(places))
            case _:
                places, one = [], _leaf(node)
        size = 1 + sum(self._sizes[place] for place in places)
        depth = 1 + max((self._depths[place] for place in places), default=0)
        if size > _MOST_NODES or depth > _DEEPEST:
            raise ValueError("too large an expression")
        hash(one)  # is kept, so that no later one has far to go
        self.made.append(one)
        self._sizes.append(size)
        self._depths.append(depth)

    def at(self, places: Any) -> tuple[Any, ...]:
        """Return what was made at these places."""
        return tuple(self.made[n] for n in whole_numbers(places, 0, len(self.made) - 1))


def _called(function: Any, arguments: tuple[Any, ...]) -> Any:
    made = function(*arguments, evaluate=False)
    if type(made) != function or made.args != arguments:  # noqa: E721 - they are equal by name
        raise ValueError("arguments that it doesn't keep")
    return made


def _of_arguments(kind: Any, arguments: tuple[Any, ...]) -> Any:
    """Return an expression of exactly these arguments, with what its class keeps beside them."""
    made = sympy.Basic.__new__(kind, *arguments)
    if kind in _COMMUTING:
        made.is_commutative = not any(x.is_commutative is False for x in arguments)
    if kind in _LATTICES or kind is sympy.FiniteSet:
        if collisions(list(arguments)) > 10_000 or len(set(arguments)) < len(arguments):
            raise ValueError("arguments that are not all different")
        made._argset, made._args_set = frozenset(arguments), set(arguments)
    return made


def _leaf(node: Any) -> Any:
    match node:
        case ["constant", str(name)] if name in _CONSTANT_NAMED:
            return _CONSTANT_NAMED[name]
        case ["Integer", int(value)]:
            return sympy.Integer(value)
        case ["Rational", int(above), int(below)] if below > 0:
            return sympy.Rational(above, below)
        case ["Float", *parts]:
            sign, digits, exponent, precision = whole_numbers(
                parts, -(2**_MOST_BITS), 2**_MOST_BITS
            )
            if (
                sign in (0, 1)
                and abs(exponent) <= _FARTHEST
                and 0 <= digits.bit_length() <= precision <= _MOST_BITS
            ):
                return sympy.Float((sign, abs(digits), exponent), precision=precision)
        case ["Symbol", name, facts]:
            return sympy.Symbol(_name(name), **_checked_facts(facts))
        case ["Dummy", name, int(index), facts]:
            return sympy.Dummy(_name(name), index, **_checked_facts(facts))
        case ["Str", name]:
            return Str(_name(name))
    raise ValueError("no expression that is known here")


def _name(name: Any) -> str:
    if type(name) is not str or not 0 < len(name) <= _LONGEST_NAME or not _NAME.fullmatch(name):
        raise ValueError("not a name")
    for word in re.findall(r"\w+", unicodedata.normalize("NFKC", name)):
        if word.startswith("__") or hasattr(builtins, word):
            raise ValueError("a name of Python's")
    return name


def _function(name: Any, facts: Any) -> Any:
    """Return an undefined function. One letter may be anything; a word nothing that is callable."""
    word = unicodedata.normalize("NFKC", _name(name))
    if not word.isidentifier():
        raise ValueError("not a name of a function")
    if len(word) > 1 and word not in _FUNCTIONS and (hasattr(sympy, word) or hasattr(np, word)):
        raise ValueError("a name of sympy's or numpy's")
    return sympy.Function(name, **_checked_facts(facts))


def _checked_facts(facts: Any) -> dict[str, bool]:
    if type(facts) is not dict or not facts.keys() <= _FACTS:
        raise ValueError("not what can be known of a symbol")
    if not all(type(truth) is bool for truth in facts.values()):
        raise ValueError("neither true nor false")
    return facts


def _matrix(name: str, rows: Any, columns: Any, content: tuple[Any, ...]) -> Any:
    rows, columns = whole_numbers([rows, columns], 0, _MOST_NODES)
    if rows * columns != len(content):
        raise ValueError("a matrix that isn't full")
    return _MATRICES[name](rows, columns, list(content))


def _put_matrix(part: Any, content: Any) -> None:
    if part.shape != content.shape:
        raise ValueError("a matrix can't change its shape in place")
    part[:, :] = content


def _build(nodes: Any) -> Any:
    made = _Built(nodes).made[-1]
    if isinstance(made, sympy.Order):
        raise ValueError("an order by itself, which contains anything")
    return made


def _build_matrix(parts: Any) -> Any:
    name, rows, columns, nodes, places = parts
    if _MATRICES.get(name) not in _MUTABLE:
        raise ValueError("no matrix that is known here")
    built = _Built(nodes)
    return _matrix(name, rows, columns, built.at(places))


KINDS = {
    "sympy.Basic": Kind(
        None, lambda value: _nodes_of([value])[0], _build, lambda nodes: 12 * len(nodes)
    ),
    "sympy.Matrix": Kind(
        None,
        _take_matrix,
        _build_matrix,
        lambda parts: 20 + 12 * (len(parts[3]) + len(parts[4])),
        _put_matrix,
    ),
    "sympy.Function": Kind(None, _take_function, lambda parts: _function(*parts), lambda _: 40),
}
