"""The promises of lib/chapters/value_iteration.py, and of the numbers beside it."""

import itertools

import numpy as np
import pytest

from lib.chapters import value_iteration as chapter
from lib.chapters import value_iteration_cases as cases
from lib.check import CheckFailed
from lib.plain import same
from lib.worlds import mdp

WORLD = mdp.orchard()
NO = -np.inf
Q = [[7.0, 0.0, 0.0], [0.0, NO, -50.0], [NO, 32.0, NO]]
TOLD = {
    name: case for name, case in vars(cases).items() if type(case) is dict and "mistakes" in case
}


def test_equal_tables_are_the_same():
    chapter.same_table(Q, Q, "a table")
    chapter.same_table(np.array(Q) + 1e-12, Q, "a table")


@pytest.mark.parametrize(
    ("got", "says"),
    [
        (None, "no table"),
        ("Q", "no table"),
        (Q[:2], "no table"),
        (np.where(np.isfinite(Q), Q, np.nan), "nan"),
        (np.maximum(Q, -60), "impossible actions"),
        (np.full((3, 3), NO), "impossible actions"),
        (np.array(Q) + 1, "a table"),
        (np.array(Q) * 2, "doubled"),
        (np.where(np.array(Q) == 7, np.inf, Q), "a table"),
    ],
)
def test_another_table_says_how_it_differs(got, says):
    with pytest.raises(CheckFailed, match=says):
        chapter.same_table(got, Q, "a table", mistakes={"doubled": 2 * np.array(Q)})


def test_a_table_with_a_known_mistake_in_its_impossible_actions_is_explained():
    with pytest.raises(CheckFailed, match="terminal"):
        chapter.same_table([[NO]], [[1.0]], "a table", mistakes={"terminal": [[NO]]})


@pytest.mark.parametrize("name", TOLD)
def test_each_mistake_has_a_result_of_its_own(name):
    case = TOLD[name]
    right = [case[key] for key in ("expected", "sweeps", "table") if key in case]
    for one, other in itertools.combinations([*right, *case["mistakes"].values()], 2):
        assert not same(np.asarray(one, float), np.asarray(other, float))


def test_numbers_lent_to_students_cannot_be_overwritten():
    arrays = [value for value in vars(cases).values() if type(value) is np.ndarray]
    assert len(arrays) > 5
    assert not any(array.flags.writeable for array in arrays)


def test_settled_looks_at_the_count_and_the_table():
    right = {"sweeps": 2, "table": [[6.0]], "message": "two sweeps"}
    wrong = {"too few": 1, "the older": [[4.0]]}
    chapter.settled(([[6.0]], 2), **right)
    for result, says in (
        (([[6.0]], 1), "too few"),
        (([[6.0]], 3), "two sweeps"),
        (([[4.0]], 2), "the older"),
        (([[5.0]], 2), "the table after"),
        ([[6.0]], "2 things"),
    ):
        with pytest.raises(CheckFailed, match=says):
            chapter.settled(result, **right, mistakes=wrong)


def test_stand_ins_complain_when_called_for_ever():
    halve, flips = chapter.Halve(8), chapter.FlipsAt(0.3, 0, 2)
    assert halve(np.array([0.0, NO])).tolist() == [4.0, NO]
    assert (flips(0.29), flips(0.3)) == (0, 2)
    with pytest.raises(AssertionError, match="300 sweeps"):
        chapter.repeated(halve, np.zeros(1), 300)
    with pytest.raises(AssertionError, match="400 times"):
        list(map(flips, [0.5] * 400))


def test_a_script_answers_with_the_next_table_and_knows_no_other():
    script = chapter.Script([[0.0, NO], [3.0, NO], [1.0, NO]])
    assert script(np.array([3.0, NO])).tolist() == [1.0, NO]
    assert chapter.repeated(script, np.array([0.0, NO]), 5).tolist() == [1.0, NO]
    with pytest.raises(CheckFailed, match="last sweep returned"):
        script(np.array([2.0, NO]))
    with pytest.raises(CheckFailed, match="300 sweeps"):
        chapter.repeated(script, np.array([0.0, NO]), 300)


def test_what_plans_are_worth_solves_their_equations():
    for gamma, cost in ((0.98, 0), (0.9, 0), (0.5, 60), (0.95, 60)):
        worth = chapter.Worth(gamma)
        for plan in itertools.product(range(3), (0, 2), (1,)):
            ways, rewards = (table[range(3), plan] for table in (WORLD.T, WORLD.R - cost))
            V = worth(np.array(plan))
            np.testing.assert_allclose(V, np.sum(ways * (rewards + gamma * V), axis=1), atol=2e-6)
    with pytest.raises(CheckFailed, match="isn't possible"):
        worth([0, 1, 1])


def test_a_learner_writes_what_it_is_told_to():
    table = np.zeros((2, 2))
    chapter.Learner(lambda Q, *told: sum(told))(table, 1, 0, 10, 1, 0.5, 0.25)
    assert table.tolist() == [[0, 0], [12.75, 0]]


def test_a_witness_answers_for_a_step_and_notes_what_it_draws():
    witness = chapter.Witness(chapter.round_trip)
    assert witness(2, 0, np.random.default_rng(1)) == (20.0, 0)
    assert witness.drawn == [np.random.default_rng(1).random()]


def test_stand_ins_show_nothing_but_that_they_can_be_called():
    for stand_in in (
        chapter.Halve,
        chapter.Script,
        chapter.FlipsAt,
        chapter.Worth,
        chapter.Witness,
    ):
        assert stand_in.__lent__ == ("__call__",)


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (None, "return 3 things"),
        ((WORLD.T, WORLD.R, 1.0), "from 0 to 0.999"),
        ((WORLD.T, WORLD.R[0], 0.9), "the same shape"),
        ((np.zeros((101, 1, 101)), np.zeros((101, 1, 101)), 0.9), "at most 100 states"),
        ((WORLD.T, 1e5 * WORLD.R, 0.9), "rewards must lie"),
        ((2 * WORLD.T, WORLD.R, 0.9), "this is no MDP"),
    ],
)
def test_a_world_has_a_form(result, says):
    chapter.proper_world((WORLD.T.tolist(), WORLD.R, 0.9))
    with pytest.raises(CheckFailed, match=says):
        chapter.proper_world(result)


def test_plans_are_a_list_of_possible_plans():
    visits = (chapter.plans_visited, chapter.possible_plans)
    for visit in visits:
        assert (
            len(visit(lambda T, R, policy, gamma, evaluate: [policy], WORLD, [0, 0, 1], 0.9)) == 1
        )
        with pytest.raises(CheckFailed, match="list of plans"):
            visit(lambda *_: np.array([0, 0, 1]), WORLD, [0, 0, 1], 0.9)
    with pytest.raises(CheckFailed, match="isn't possible"):
        chapter.possible_plans(lambda *_: [[0, 1, 1]], WORLD, [0, 0, 1], 0.9)


def test_marked_finds_what_a_walk_of_one_step_did():
    start = np.array([[0.0, NO, 5.0]])
    assert chapter.marked([[start, [[0.0, NO, 1.0]]], [start, [[1.0, NO, 5.0]]]], start) == [2, 0]
    with pytest.raises(CheckFailed, match="return all tables"):
        chapter.marked([start], start)


def test_gaps_are_those_of_the_worst_possible_action():
    exact = np.array([[1.0, NO], [2.0, 3.0]])
    tables = [exact, exact + 1, np.array([[0.5, NO], [2.25, 0.0]])]
    assert chapter.gaps(tables, exact).tolist() == [0, 1, 3]
