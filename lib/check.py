"""Assertions that explain: each says what went wrong, what was expected, what came, what to try.

They look at plain values only (numbers, strings, lists, tuples, dicts, numeric numpy arrays) and
look at the *type* before anything else, so an object that claims to equal everything equals nothing.
A value of the wrong type, shape or size, a NaN or an infinity is a failure with a message; it is
never a crash and never a pass.

`mistakes` maps the explanation of a typical mistake to the result it would have given. When the
result is wrong *and* fits one of them, that explanation is the message.
"""

import builtins
import enum

import numpy as np

from lib.plain import is_single, is_tensor, numeric, same, show

SINGLE = 1e-5  # what numbers of single precision may differ by, after some sums
SINGLY = (
    ", as if computed in single precision; compute in double precision (float64), numpy's usual one"
)
ROUGHLY = "; was something rounded, cut short, or computed in single precision (float32)?"
WHENCE = "look for a division by zero, the logarithm of 0, or an infinity that you compute with"


class CheckFailed(AssertionError):
    """A failed check: `message`, and where they help `expected`, `got` and `hint` (strings)."""

    def __init__(self, message: str, expected: str = "", got: str = "", hint: str = ""):
        self.message, self.expected, self.got, self.hint = message, expected, got, hint
        super().__init__("\n".join(self._lines()))

    def _lines(self) -> list[str]:
        rest = (("expected", self.expected), ("got", self.got), ("hint", self.hint))
        return [self.message] + [_labelled(label, text) for label, text in rest if text]

    def _render_traceback_(self) -> list[str]:
        # IPython shows these lines instead of a traceback through our code.
        return [f"✗ {line}" if i == 0 else line for i, line in enumerate(self._lines())]

    def __reduce__(self):
        return type(self), (self.message, self.expected, self.got, self.hint)


def _labelled(label: str, text: str) -> str:
    """Return the text behind its label or, if it has several lines, below it."""
    between = "\n    " if "\n" in text else " "
    return f"  {label}:" + between + text.replace("\n", "\n    ")


def passed(message: str) -> None:
    """Print the one friendly line that ends a test cell."""
    print(f"✓ {message}")


def score(value, what: str) -> None:
    """Say how well something did, the more the better: the class is ranked by it.

        check.score(np.mean(games), "mean of 10 games")

    In grading, the last score of a test cell that passes is kept with its verdict; the cell must
    have computed it itself. Anywhere else it is a printed line. It fails unless the value is a finite
    number.
    """
    number = float(array(value, what, ()))
    print(f"★ {what}: {f'{number:,.2f}'.removesuffix('.00')}")
    keep = getattr(builtins, "__score__", None)  # only where test cells are decided is there one
    if keep is not None:
        keep(number, what)


def elsewhere() -> bool:
    """Say whether the students' functions live in another process than this one, as in grading.

    What is only sent to them need not be made ready for use here.
    """
    return hasattr(builtins, "__score__")


def rng() -> np.random.Generator:
    """Return a fresh generator, seeded from numpy's global random state.

    The grader seeds that state for each submission and cell: grades are reproducible, and the
    inputs differ from student to student. In a notebook they differ from run to run.
    """
    words = np.random.randint(0, 2**32, size=4, dtype=np.uint32)  # noqa: NPY002 - see above
    return np.random.default_rng(words)


def seed() -> int:
    """Return a fresh seed for a generator, drawn as :func:`rng` is."""
    return int(rng().integers(2**32))


def sample(function, n: int, *args, **kwargs) -> list:
    """Return the results of n equal calls; an `rng` among the arguments moves on from call to call.

    In grading, the function lives in another process: then all n calls are one round trip.
    """
    sampler = getattr(function, "__sample__", None)
    if sampler is not None:
        return sampler(n, args, kwargs)
    return [function(*args, **kwargs) for _ in range(n)]


def changes(function, *arguments):
    """Return the function as one that may change these arguments in place.

        check.changes(update, Q, N)(Q, N, arm, reward)

    In grading, a function works on copies: what it changes comes back only where a check says so,
    and a change that nobody asked for is a failure.
    """
    allow = getattr(function, "__changes__", None)
    return function if allow is None else allow(*arguments)


def that(condition, message: str, *, expected: str = "", got: str = "", hint: str = "") -> None:
    """Fail with the message unless the condition is True (a bool; nothing merely true-ish)."""
    if type(condition) not in (bool, np.bool_) or not condition:
        raise CheckFailed(message, expected, got, hint)


def integer(
    value, what: str, low: int | None = None, high: int | None = None, hint: str = ""
) -> int:
    """Return the value as an int if it is one, from low to high, both included.

    Python and numpy integers count, as do names for them (IntEnum) and a numpy array without
    dimensions. True and False do not: they are answers to a question, not positions or counts; nor does 1.0.
    """
    value = value.numpy() if is_tensor(value) else value
    kind = type(value)
    if issubclass(kind, enum.IntEnum):
        value = int.__int__(value)
    elif kind is np.ndarray and value.ndim == 0 and value.dtype.kind in "iu":
        value = value[()]
    elif kind is not int and not issubclass(kind, np.integer):
        raise CheckFailed(f"{what} must be an integer", "an integer", show(value), hint)
    number = int(value)
    if (low is not None and number < low) or (high is not None and number > high):
        expected = (
            f"an integer from {'any' if low is None else low} to {'any' if high is None else high}"
        )
        raise CheckFailed(f"{what} is out of range", expected, str(number), hint)
    return number


def array(value, what: str, shape: tuple | None = None, hint: str = "") -> np.ndarray:
    """Return a number, list, tuple or array as a new numpy array of finite numbers of that shape.

    Integers become int64; floats float64, or float32 if they came so: :func:`close` asks for that.
    """
    numbers = numeric(value)
    if numbers is None:
        raise CheckFailed(f"{what} must be made of numbers", "numbers", show(value), hint)
    if shape is not None and numbers.shape != tuple(shape):
        expected = _shape_text(tuple(shape))
        raise CheckFailed(f"{what} has the wrong shape", expected, _shape_text(numbers.shape), hint)
    if not np.all(np.isfinite(numbers)):
        raise CheckFailed(f"{what} holds {_odd(numbers)}", "finite numbers", show(value), hint)
    return numbers.astype(np.float32) if is_single(value) else numbers


def results(value, *names: str) -> tuple:
    """Return the parts of what a function returned, if there are as many as names.

    A tuple is usual; a named tuple, a list, or an array with one row for each name will do.
    """
    message = f"return {len(names)} things: {', '.join(names)}"
    expected, kind = f"({', '.join(names)})", type(value)
    if issubclass(kind, tuple):
        parts = tuple(tuple.__iter__(value))
    elif kind is list or (kind is np.ndarray and value.ndim > 0):
        parts = tuple(value)
    else:
        got = "None (is a `return` missing?)" if value is None else show(value)
        raise CheckFailed(message, expected, got)
    if len(parts) != len(names):
        things = "1 thing" if len(parts) == 1 else f"{len(parts)} things"
        raise CheckFailed(message, expected, f"{things}: {show(parts)}")
    return parts


def equal(got, expected, message: str, *, mistakes: dict | None = None, hint: str = "") -> None:
    """Fail unless two plain values are equal; 2 and 2.0 are, 1 and True are not."""
    if not same(got, expected):
        message = _explained(message, mistakes, lambda wrong: same(got, wrong))
        if show(expected) == show(got):
            hint = hint or "they differ in digits, or in a kind of value, that is not printed here"
        raise CheckFailed(message, show(expected), show(got), hint)


def close(
    got,
    expected,
    message: str,
    *,
    mistakes: dict | None = None,
    tolerance: float = 1e-9,
    hint: str = "",
    double: bool = False,
) -> None:
    """Fail unless got has the shape of expected and its numbers, up to rounding.

    Numbers may differ by `tolerance`, absolute or relative, whichever is larger. What comes in single
    precision (float32) may differ by SINGLE at least: absolutely by as much of the largest number.
    double: not so here, because the exercise asks for double precision.
    """
    expected = np.asarray(expected, dtype=float)
    numbers = numeric(got)
    if numbers is None:
        raise CheckFailed(message, show(expected), show(got), hint or "return numbers")
    largest = float(np.abs(expected).max(initial=1, where=np.isfinite(expected)))

    def near(other, single: bool = is_single(got) and not double) -> bool:
        other = np.asarray(other, dtype=float)
        relative = max(tolerance, SINGLE) if single else tolerance
        absolute = max(tolerance, SINGLE * largest) if single else tolerance
        return other.shape == numbers.shape and np.allclose(numbers, other, relative, absolute)

    if not np.all(np.isfinite(numbers)):
        hint = hint or f"there is {_odd(numbers)}: {WHENCE}"
        raise CheckFailed(_explained(message, mistakes, near), show(expected), show(got), hint)
    if numbers.shape != expected.shape:
        shapes = (
            f"the shape should be {_shape_text(expected.shape)}, not {_shape_text(numbers.shape)}"
        )
        message = _explained(message, mistakes, near)
        raise CheckFailed(message, show(expected), show(got), hint or shapes)
    if not near(expected):
        if near(expected, single=True):
            apart = np.abs(numbers - expected).max()
            rounded = np.array_equal(numbers, numbers.astype(np.float32))
            hint = hint or f"nearly right: up to {apart:.1g} away{SINGLY if rounded else ROUGHLY}"
        raise CheckFailed(_explained(message, mistakes, near), show(expected), show(got), hint)


def unchanged(now, before, what: str) -> None:
    """Fail unless an argument still has the values it was passed with."""
    hint = "work on a copy, or compute a new value"
    equal(now, before, f"your function changed {what}, which it should only read", hint=hint)


def raises(kind: type[Exception], function, *args, message: str) -> None:
    """Fail with the message unless the call raises an exception of that kind."""
    try:
        function(*args)
    except kind:
        return
    raise CheckFailed(message, kind.__name__, "no error")


def repeatable(function, n: int, *args) -> None:
    """Fail unless n calls `function(*args, rng)` give the same results again from the same seed."""
    seed = int(rng().integers(2**32))
    first, again = (sample(function, n, *args, np.random.default_rng(seed)) for _ in range(2))
    that(
        same(again, first),
        "the same `rng` gave different results: take every random number from the `rng` you are given",
        hint="an experiment that can't be repeated can't be trusted; leave np.random.… alone",
    )


def chance(function, n: int, *args) -> None:
    """Fail unless `function(*args, rng)` is repeatable and follows rng: another seed, other results.

    n calls must give the same results from two seeds with a probability that nobody fears.
    """
    repeatable(function, n, *args)
    seeds = rng().integers(2**32, size=2).tolist()
    one, two = (sample(function, n, *args, np.random.default_rng(seed)) for seed in seeds)
    that(not same(one, two), "another `rng` gave the same results: draw from the one you are given")


def arguments(given: tuple, named: dict, *names: str) -> tuple:
    """Return what a stand-in was called with, in the order of the names; some may come by name."""
    if unknown := named.keys() - names[len(given) :]:
        raise TypeError(f"expected {', '.join(names)}, once each; not {', '.join(sorted(unknown))}")
    return *given, *(named[name] for name in names if name in named)


def note(numbers: list, rng) -> None:
    """Add a number to those that a stand-in drew from the generators it was handed.

    Only to the first four: to draw from a student's generator takes the grader two messages.
    """
    if len(numbers) < 4:
        numbers.append(rng.random())


def handed_on(numbers: list, seed: int) -> None:
    """Fail unless numbers that stand-ins drew, see :func:`note`, come from the generator of a seed.

    In this order; whoever hands the generator on may draw from it as well.
    """
    stream = iter(np.random.default_rng(seed).random(20 * len(numbers) + 100).tolist())
    that(
        all(type(number) is float and number in stream for number in numbers),
        "somebody was handed another `rng` than yours: hand on the one that you are given",
        hint="an experiment that can't be repeated can't be trusted",
    )


def frequencies(
    draws,
    probabilities,
    message: str,
    *,
    mistakes: dict | None = None,
    error_rate: float = 1e-7,
    hint: str = "",
) -> None:
    """Fail if independent draws of 0 … k-1 can't have had the given probabilities, shape (k,).

    Exact for any number of draws: the count of each value is binomial, and the check fails if one of
    the 2k tails (at most, at least the count seen) has probability error_rate / 2k or less. So it
    rejects draws that are right with probability at most `error_rate`, by the union bound.
    """
    p = np.asarray(probabilities, dtype=float)
    if len(draws) == 0:
        raise CheckFailed(message, "at least one draw", "none", hint)
    values = draws
    if type(draws) is not np.ndarray or draws.ndim != 1 or draws.dtype.kind != "i":
        values = list(draws)
    whole = type(values) is np.ndarray or set(map(type, values)) == {int}
    if not whole or np.min(values) < 0 or np.max(values) >= len(p):
        values = [integer(draw, "each result", 0, len(p) - 1, hint) for draw in draws]
    counts = np.bincount(values, minlength=len(p))
    if _improbable(counts, p, error_rate):
        message = _explained(message, mistakes, lambda q: not _improbable(counts, q, error_rate))
        raise CheckFailed(message, _percentages(p), _percentages(counts / len(values)), hint)


def _improbable(counts: np.ndarray, probabilities, error_rate: float) -> bool:
    from scipy.special import bdtr, bdtrc  # here, because importing SciPy takes a moment

    n, p = counts.sum(), np.clip(np.asarray(probabilities, dtype=float), 0, 1)
    at_most = bdtr(counts, n, p)
    at_least = np.where(counts == 0, 1.0, bdtrc(np.maximum(counts - 1, 0), n, p))
    return bool(np.any(np.minimum(at_most, at_least) <= error_rate / (2 * len(counts))))


def _explained(message: str, mistakes: dict | None, fits) -> str:
    return next((told for told, result in (mistakes or {}).items() if fits(result)), message)


def _odd(numbers: np.ndarray) -> str:
    """Return what is not finite among some numbers, in words."""
    kinds = (("a NaN", np.isnan), ("an infinity", np.isposinf), ("a -∞", np.isneginf))
    return " and ".join(name for name, among in kinds if among(numbers).any())


def _percentages(shares) -> str:
    return ", ".join(f"{i}: {100 * share:.1f} %" for i, share in enumerate(shares))


def _shape_text(shape: tuple) -> str:
    return "a single number" if shape == () else f"shape {shape}"
