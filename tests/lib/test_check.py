"""The promises of lib/check.py: it explains, it never crashes, it never lets a wrong value pass."""

import builtins
import enum
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from lib import check, plain
from lib.check import CheckFailed
from tests.lib.apart import run_apart


class Agreeable:
    """Claims to be whatever is asked of it."""

    __class__ = int

    def __eq__(self, other):
        return True

    def __bool__(self):
        return True

    def __int__(self):
        return 1

    __index__ = __int__
    __hash__ = None

    def __array__(self, dtype=None, copy=None):
        return np.ones(3)

    def __repr__(self):
        raise RuntimeError("no text for you")


class LoudArray(np.ndarray):
    """An array that says yes to every comparison."""

    def __eq__(self, other):
        return True

    __hash__ = None


class Obliging(float):
    def __eq__(self, other):
        return True

    __hash__ = None


cyclic = []
cyclic.append(cyclic)
HOSTILE = [
    None,
    Agreeable(),
    [Agreeable()] * 3,
    np.array([Agreeable()] * 3, dtype=object),
    np.ones(3).view(LoudArray),
    Obliging(1.0),
    "111",
    b"111",
    {1: 1},
    {1, 2},
    [1, [1, 2]],
    cyclic,
    [1, 1, 10**400],
    [1, 1, None],
    np.array([1, np.nan, 1]),
    [1, 1, float("inf")],
    np.ones((3, 1)),
    np.ones(4),
    np.array(["1", "1", "1"]),
    np.ones(3, dtype=bool),
    np.ones(3, dtype=complex),
    lambda: 1,
    int,
]
hostile = pytest.mark.parametrize("value", HOSTILE, ids=[str(i) for i in range(len(HOSTILE))])


def failure(function, *args, **kwargs) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        function(*args, **kwargs)
    return caught.value


def test_a_failure_carries_message_expected_got_and_hint_and_prints_them():
    error = failure(check.that, False, "too cold", expected="20", got="3", hint="light the fire")
    assert (error.message, error.expected, error.got, error.hint) == (
        "too cold",
        "20",
        "3",
        "light the fire",
    )
    assert str(error) == "too cold\n  expected: 20\n  got: 3\n  hint: light the fire"
    error = check.CheckFailed("turned", "[[1, 2],\n [3, 4]]", "[[1, 3],\n [2, 4]]")
    below = "turned\n  expected:\n    [[1, 2],\n     [3, 4]]\n  got:\n    [[1, 3],\n     [2, 4]]"
    assert str(error) == below
    assert isinstance(error, AssertionError)


def test_a_failure_shows_itself_without_a_traceback():
    lines = CheckFailed("too cold", got="3")._render_traceback_()
    assert lines == ["✗ too cold", "  got: 3"]


def test_a_failure_survives_pickling():
    error = pickle.loads(pickle.dumps(CheckFailed("a", "b", "c", "d")))
    assert (error.message, error.expected, error.got, error.hint) == ("a", "b", "c", "d")


def test_that_accepts_true_and_nothing_that_is_merely_truthy():
    check.that(True, "never shown")
    check.that(np.bool_(True), "never shown")
    for condition in (False, np.bool_(False), 1, "yes", [1], None, Agreeable()):
        assert failure(check.that, condition, "said").message == "said"


@pytest.mark.parametrize("value", [2, np.int64(2), np.uint8(2), np.array(2)])
def test_integer_accepts_python_and_numpy_integers_and_returns_an_int(value):
    got = check.integer(value, "the arm", 0, 2)
    assert got == 2
    assert type(got) is int


@pytest.mark.parametrize("value", [True, np.True_, 2.0, np.float64(2), np.array([2]), "2"])
def test_integer_refuses_everything_else_by_name(value):
    assert failure(check.integer, value, "the arm").message == "the arm must be an integer"


@hostile
def test_integer_refuses_hostile_values_by_name(value):
    assert failure(check.integer, value, "the arm").message == "the arm must be an integer"


class Event(enum.IntEnum):
    """Names for numbers, one of which says that it equals everything."""

    WON = 1
    KILLED = 2

    def __eq__(self, other):
        return True

    def __int__(self):
        return 1

    __hash__ = None


def test_a_name_for_a_number_is_that_number_whatever_it_says_of_itself():
    assert check.integer(Event.KILLED, "the event") == 2
    check.equal([Event.WON, Event.KILLED], [1, 2], "two events")
    with pytest.raises(CheckFailed):
        check.equal(Event.KILLED, 1, "an event")
    with pytest.raises(CheckFailed):
        check.integer(Event.KILLED, "the event", 0, 1)


def test_arguments_come_in_order_however_they_were_given():
    names = "state", "action", "reward"
    assert check.arguments((1, 2, 3), {}, *names) == (1, 2, 3)
    assert check.arguments((1,), {"reward": 3, "action": 2}, *names) == (1, 2, 3)
    assert check.arguments((1, 2), {}, *names) == (1, 2)  # who asks for three says so himself
    for some, named in (((1, 2), {"action": 2}), ((), {"prize": 3})):
        with pytest.raises(TypeError, match="once each"):
            check.arguments(some, named, *names)


def test_integer_keeps_to_its_range():
    check.integer(3, "the arm", 0, 3)
    assert failure(check.integer, 4, "the arm", 0, 3).message == "the arm is out of range"
    assert failure(check.integer, -1, "the arm", low=0).expected == "an integer from 0 to any"


@pytest.mark.parametrize("value", [[1, 2], (1, 2), np.array([1, 2]), np.array([1.0, 2.0])])
def test_array_takes_lists_tuples_and_arrays_and_returns_a_new_array(value):
    got = check.array(value, "Q", (2,))
    assert got.tolist() == [1, 2]
    assert got is not value


@hostile
def test_array_refuses_what_is_not_three_finite_numbers(value):
    assert "Q" in failure(check.array, value, "Q", (3,)).message


@hostile
def test_close_refuses_hostile_values_with_its_message(value):
    assert failure(check.close, value, [1, 1, 1], "wrong Q").message == "wrong Q"


@hostile
def test_equal_refuses_hostile_values_with_its_message(value):
    assert failure(check.equal, value, [1, 1, 1], "wrong Q").message == "wrong Q"


@hostile
def test_results_never_crashes_on_hostile_values(value):
    failure(check.results, value, "a", "b", "c", "d", "e")


@hostile
def test_frequencies_refuse_hostile_draws(value):
    failure(check.frequencies, [value] * 10, [0.5, 0.5], "uneven")


def test_close_allows_rounding_and_nothing_more():
    check.close(0.1 + 0.2, 0.3, "sum")
    check.close([1e9 + 0.1], [1e9], "relative")
    failure(check.close, 0.3001, 0.3, "sum")
    check.close(0.3001, 0.3, "sum", tolerance=1e-3)


def test_close_names_the_typical_mistake_it_recognises():
    mistakes = {"you forgot the sign": -6.5, "you forgot the gap": 15}
    assert (
        failure(check.close, 15, 6.5, "regret", mistakes=mistakes).message == "you forgot the gap"
    )
    assert failure(check.close, 7.0, 6.5, "regret", mistakes=mistakes).message == "regret"


def test_close_points_out_nan_and_shape():
    assert "division by zero" in failure(check.close, [1, np.nan], [1, 2], "Q").hint
    assert "shape (2,)" in failure(check.close, [1, 2, 3], [1, 2], "Q").hint
    assert "a single number" in failure(check.close, [6.5], 6.5, "regret").hint


def test_equal_takes_arrays_lists_and_tuples_for_one_another():
    check.equal((1, 2), [1, 2], "Q")
    check.equal(np.array([1.0, 2.0]), [1, 2], "Q")
    check.equal({"a": [1, 2]}, {"a": (1, 2)}, "Q")
    check.equal(float("nan"), float("nan"), "Q")


@pytest.mark.parametrize(
    ("got", "expected"), [(True, 1), (1, True), ("1", 1), (None, 0), ([1], [1, 2])]
)
def test_equal_does_not_take_one_type_for_another(got, expected):
    failure(check.equal, got, expected, "Q")


def test_results_accepts_tuples_named_tuples_lists_and_rows():
    for value in ((1, 2), [1, 2], np.array([1, 2]), stats.describe([1, 2])[:2]):
        assert len(check.results(value, "a", "b")) == 2


def test_results_says_what_to_return():
    assert failure(check.results, (1, 2), "pulls", "wins", "regret").message == (
        "return 3 things: pulls, wins, regret"
    )
    assert "return` missing" in failure(check.results, None, "a", "b").got


def test_unchanged_notices_a_changed_argument():
    Q = np.array([1.0, 2.0])
    check.unchanged(Q, [1, 2], "Q")
    Q[0] = 0
    assert "changed Q" in failure(check.unchanged, Q, [1, 2], "Q").message


def test_raises_wants_the_exception_it_names():
    check.raises(ZeroDivisionError, lambda: 1 / 0, message="divide")
    assert failure(check.raises, ValueError, lambda: 1, message="refuse").message == "refuse"


def test_sample_lends_one_generator_to_all_calls():
    rng = np.random.default_rng(0)
    draws = check.sample(lambda rng: rng.random(), 5, rng)
    assert len(set(draws)) == 5
    assert draws == [np.random.default_rng(0).random(5).tolist()[i] for i in range(5)]


def test_sample_makes_one_round_trip_where_the_function_lives_elsewhere():
    class Elsewhere:
        def __sample__(self, n, args, kwargs):
            return [(args, kwargs)] * n

    assert check.sample(Elsewhere(), 3, 1, b=2) == [((1,), {"b": 2})] * 3


def test_rng_follows_the_global_seed_and_moves_on():
    np.random.seed(5)  # noqa: NPY002 - as the grader does
    first, second = check.rng().random(), check.rng().random()
    np.random.seed(5)  # noqa: NPY002
    assert (check.rng().random(), check.rng().random()) == (first, second)
    assert first != second


def test_repeatable_accepts_the_given_generator_and_refuses_any_other():
    check.repeatable(lambda rng: rng.integers(5), 20)
    own = np.random.default_rng(0)
    assert "same `rng`" in failure(check.repeatable, lambda rng: own.integers(5), 20).message


def test_all_chance_must_come_from_rng():
    own = np.random.default_rng(1)
    check.chance(lambda n, rng: rng.random(n), 1, 5)
    assert "same `rng`" in failure(check.chance, lambda rng: own.random(), 3).message
    fixed = failure(check.chance, lambda rng: np.random.default_rng(3).random(), 3)
    assert "another `rng`" in fixed.message


def test_handed_on_knows_the_given_generator_whoever_else_draws_from_it():
    rng = np.random.default_rng(5)
    first, _, third = rng.random(), rng.normal(), rng.random()
    check.handed_on([], 5)
    check.handed_on([first, third], 5)
    own = np.random.default_rng(6).random()
    for wrong in ([third, first], [first, first], [own], [first, own], [None]):
        assert "hand on the one" in failure(check.handed_on, wrong, 5).message


def test_passed_prints_one_line_and_returns_nothing(capsys):
    assert check.passed("well done") is None
    assert capsys.readouterr().out == "✓ well done\n"


def test_a_score_is_a_friendly_line_where_nobody_ranks(capsys):
    check.score(2503.333, "mean of 20 games")
    check.score(np.float32(7), "steps")
    assert capsys.readouterr().out == "★ mean of 20 games: 2,503.33\n★ steps: 7\n"


def test_a_score_goes_to_whoever_decides_as_a_plain_number(monkeypatch, capsys):
    kept = []
    monkeypatch.setattr(builtins, "__score__", lambda *told: kept.append(told), raising=False)
    for value in (3, 2.5, np.int64(4), np.float32(0.5), np.array(6.0)):
        check.score(value, "games")
    assert kept == [(3, "games"), (2.5, "games"), (4, "games"), (0.5, "games"), (6, "games")]
    assert {type(number) for number, _ in kept} == {float}


@pytest.mark.parametrize(
    "value",
    [np.nan, np.inf, -np.inf, True, np.True_, "9", None, [1.0], 1j, 10**400, Agreeable()],
    ids=lambda value: type(value).__name__,
)
def test_a_score_that_is_no_finite_number_fails_and_is_told_to_nobody(value, monkeypatch):
    kept = []
    monkeypatch.setattr(builtins, "__score__", lambda *told: kept.append(told), raising=False)
    assert "games" in failure(check.score, value, "games").message
    assert kept == []


def test_frequencies_accepts_what_is_likely_and_refuses_what_is_not():
    check.frequencies([0] * 52 + [1] * 48, [0.5, 0.5], "uneven")
    error = failure(check.frequencies, [0] * 100, [0.5, 0.5], "uneven")
    assert (error.expected, error.got) == ("0: 50.0 %, 1: 50.0 %", "0: 100.0 %, 1: 0.0 %")


def test_frequencies_knows_impossible_and_certain_values():
    check.frequencies([0] * 1000, [1, 0], "only 0")
    failure(check.frequencies, [0] * 999 + [1], [1, 0], "only 0")
    failure(check.frequencies, [], [1, 0], "only 0")
    failure(check.frequencies, [2], [0.5, 0.5], "no such value")


def test_frequencies_names_the_typical_mistake_it_recognises():
    mistakes = {"ε is inverted": [0.1, 0.9], "never the best": [0.0, 1.0]}
    draws = np.random.default_rng(0).choice(2, p=[0.1, 0.9], size=2000).tolist()
    error = failure(check.frequencies, draws, [0.9, 0.1], "uneven", mistakes=mistakes)
    assert error.message == "ε is inverted"


@pytest.mark.parametrize("n", [7, 40])
@pytest.mark.parametrize("p", [[0.5, 0.5], [0.03, 0.97], [0.0, 1.0]])
@pytest.mark.parametrize("error_rate", [0.2, 0.01])
def test_frequencies_rejects_right_draws_no_more_often_than_stated(n, p, error_rate):
    # By enumeration, for two values: sum the probability of every outcome that is rejected.
    rejected = 0.0
    for count in range(n + 1):
        try:
            check.frequencies([0] * count + [1] * (n - count), p, "", error_rate=error_rate)
        except CheckFailed:
            rejected += stats.binom.pmf(count, n, p[0])
    assert rejected <= error_rate


def test_frequencies_agree_with_the_exact_binomial_tail():
    # The largest count accepted is the one whose tail just exceeds error_rate / 2k.
    n, p, error_rate = 500, [0.2, 0.8], 1e-6
    limit = int(stats.binom.isf(error_rate / 4, n, 0.2))
    check.frequencies([0] * limit + [1] * (n - limit), p, "", error_rate=error_rate)
    failure(
        check.frequencies, [0] * (limit + 1) + [1] * (n - limit - 1), p, "", error_rate=error_rate
    )


def test_show_never_asks_an_object_for_its_text():
    error = failure(check.equal, Agreeable(), 1, "wrong")
    assert error.got == "an object of type Agreeable"


def test_show_cuts_long_values():
    assert len(failure(check.equal, list(range(1000)), 1, "wrong").got) <= 240


def test_a_result_of_the_wrong_shape_that_fits_a_mistake_is_told_so():
    with pytest.raises(CheckFailed, match="one too few"):
        check.close([1.0, 2.0], [1.0, 2.0, 3.0], "three", mistakes={"one too few": [1.0, 2.0]})


def test_tensors_count_as_the_arrays_they_hold():
    run_apart("""
        import tensorflow as tf

        from lib import check

        check.close(tf.constant([1.0, 2.0]), [1, 2], "a tensor")
        check.equal(tf.constant(3), 3, "a tensor without dimensions")
        assert check.integer(tf.constant(2), "an arm", 0, 4) == 2
        try:
            check.close(tf.Variable([1.0, 2.0]), [1, 3], "a variable")
        except check.CheckFailed:
            raise SystemExit(0)
        raise SystemExit("a wrong variable passed")
    """)


_DTYPES = ("?", "i1", "i8", "u1", "u8", "f2", "f4", "f8", ">f4", ">i4")


@given(*[arrays(st.sampled_from(_DTYPES), st.sampled_from([(), (0,), (2,), (0, 3), (2, 1)]))] * 2)
def test_arrays_are_the_same_and_numbers_when_their_lists_are(one, other):
    for got, expected in ((one, other), (one, one.copy())):
        assert plain.same(got, expected) == plain.same(got.tolist(), expected.tolist())
    quick, slow = plain.numeric(one), plain.numeric(np.array(one.tolist()).tolist())
    if one.shape and one.size:  # an empty list doesn't tell what it would hold
        assert (quick is None) == (slow is None)
        if quick is not None:
            assert quick.dtype == slow.dtype
            np.testing.assert_array_equal(quick, slow)


@pytest.mark.parametrize(
    "draws",
    [[0, 1, True], [0, 1.0], [0, -1], [0, 2], np.array([0, 5]), np.array([0.0]), [[0]], [10**30]],
)
def test_frequencies_refuse_what_is_no_result(draws):
    with pytest.raises(CheckFailed, match="each result"):
        check.frequencies(draws, [0.5, 0.5], "halves")


def test_frequencies_take_lists_arrays_and_numpy_integers_alike():
    for draws in ([0] * 90 + [1] * 10, np.repeat([0, 1], [90, 10]), [np.int64(0)] * 90 + [1] * 10):
        check.frequencies(draws, [0.9, 0.1], "rare")
        with pytest.raises(CheckFailed, match="halves") as refused:
            check.frequencies(draws, [0.5, 0.5], "halves")
        assert refused.value.got == "0: 90.0 %, 1: 10.0 %"


@pytest.mark.parametrize(
    "cast", [np.float32, lambda x: list(np.float32(x)), lambda x: tuple(np.float32(x))]
)
def test_single_precision_is_precise_enough_for_what_comes_in_single_precision(cast):
    check.close(cast([0.1, 0.7, 300.1]), [0.1, 0.7, 300.1], "numbers")
    with pytest.raises(check.CheckFailed):
        check.close(cast([0.1, 0.71, 300.1]), [0.1, 0.7, 300.1], "numbers")


def test_where_the_exercise_asks_for_double_precision_single_is_not_enough():
    check.close([0.1, 0.7], [0.1, 0.7], "numbers", double=True)
    with pytest.raises(check.CheckFailed, match="double precision"):
        check.close(np.float32([0.1, 0.7]), [0.1, 0.7], "numbers", double=True)


def test_a_single_number_of_single_precision_and_zeros_beside_large_numbers():
    check.close(np.float32(0.1), 0.1, "a number")
    check.close(np.float32([1e-4, 500]), [0, 500], "numbers")
    with pytest.raises(check.CheckFailed):
        check.close(np.float32([1e-4, 1]), [0, 1], "numbers")


def test_double_precision_that_was_computed_in_single_is_told_so():
    numbers = np.float32([0.1, 0.7]).astype(float)
    with pytest.raises(check.CheckFailed, match="single precision") as caught:
        check.close(numbers, [0.1, 0.7], "numbers")
    assert caught.value.expected == caught.value.got
    with pytest.raises(check.CheckFailed) as caught:
        check.close([0.2, 0.7], [0.1, 0.7], "numbers")
    assert "single" not in str(caught.value)


def test_a_message_never_prints_equal_numbers_as_different_without_a_word():
    with pytest.raises(check.CheckFailed, match="not printed here"):
        check.equal(np.array([0.1 + 0.2]), np.array([0.3]), "numbers")
