"""The movie of a fight draws; the checks of the chapter accept what is right and explain what isn't."""

import numpy as np
import pytest

from lib.chapters import wolf_fight as chapter
from lib.chapters import wolf_fight_cases as cases
from lib.check import CheckFailed
from lib.worlds.board import OUTSIDE, RIGHT, WATER
from lib.worlds.fight import FULL, GOES_ON, WON, full_mdp


def rules(board, state, action, full=FULL):
    """Look a move up in the tables of the world, which knows no other `full`."""
    assert full == FULL
    world = full_mdp(board)
    s = np.ravel_multi_index(state, world.shape)
    there = np.unravel_index(world.next_state[s, action], world.shape)
    return tuple(map(int, there)), int(world.event[s, action])


def own(table):
    """Leave out the cases of woods with another `full`, in the fifth place."""
    return [case for case in table if len(case) == 4]


def train(world, agent, steps, rng):
    state = world.restart([True] * world.peters, rng)
    for _ in range(steps):
        action = agent.act(state, rng)
        *move, late = world.step(action)
        agent.learn(state, action, move[1], move[0], move[2])
        state = world.restart(move[2] | late, rng)


def test_the_tables_of_moves_are_those_of_the_world():
    for case in own(cases.MOVES):
        chapter.arrives(rules, cases.WOOD, *case)
    for case in cases.EDGES:
        chapter.stays(rules, cases.WOOD, *case)
    for case in own(cases.EVENTS):
        chapter.happens(rules, cases.WOOD, *case)


def test_the_mask_of_the_pond_is_that_of_the_board():
    board = cases.POND
    there = [board.what(board.move(board.cell(n), a)) for n in range(12) for a in range(4)]
    masked = ~np.isin(np.reshape(there, (12, 4)), (WATER, OUTSIDE))
    chapter.sees(lambda board: masked, board, cases.mask(cases.ALLOWED), cases.MASK_MISTAKES)
    for told, mistake in cases.MASK_MISTAKES.items():
        with pytest.raises(CheckFailed, match=told.replace("*", r"\*")):
            chapter.sees(lambda board, m=mistake: m, board, masked, cases.MASK_MISTAKES)


def test_a_wrong_mask_names_the_first_wrong_cell():
    wrong = cases.mask(cases.ALLOWED)
    wrong[5, 0] = False
    with pytest.raises(CheckFailed, match=r"got: cell \(1, 1\)"):
        chapter.sees(lambda board: wrong, cases.POND, cases.mask(cases.ALLOWED), {})


def test_the_wood_on_paper_accepts_a_loop_that_learns_and_begins_anew():
    chapter.tells(train, cases.paper_script(), cases.STOPS, cases.BEGINS)
    chapter.begins_anew(train, cases.paper_script(), cases.STOPS, cases.SEEN)


def test_the_wood_on_paper_wants_the_agent_asked_told_in_time_and_given_the_dice():
    def ignores(world, agent, steps, rng):
        state = world.restart([True] * world.peters, rng)
        for _ in range(steps):
            agent.act(state, rng)
            *move, late = world.step(np.zeros(world.peters, dtype=int))
            agent.learn(state, [0] * world.peters, move[1], move[0], move[2])
            state = world.restart(move[2] | late, rng)

    def tells_late(world, agent, steps, rng):
        state, lessons = world.restart([True] * world.peters, rng), []
        for _ in range(steps):
            action = agent.act(state, rng)
            *move, late = world.step(action)
            lessons.append((state, action, move[1], move[0], move[2]))
            state = world.restart(move[2] | late, rng)
        for lesson in lessons:
            agent.learn(*lesson)

    def own_dice(world, agent, steps, rng):
        train(world, agent, steps, np.random.default_rng())

    for wrong, says in (
        (ignores, "steps as the agent acts"),
        (tells_late, "before it acts again"),
        (own_dice, "hand on the one"),
    ):
        with pytest.raises(CheckFailed, match=says):
            chapter.tells(wrong, cases.paper_script(), cases.STOPS, cases.BEGINS)


def test_a_function_that_writes_into_its_arguments_is_told_which():
    def writes(V, reward, next_state, over, gamma):
        reward[:] = 0

    with pytest.raises(CheckFailed, match="changed `reward`"):
        chapter.reading(writes, cases.three_states())


def test_the_movie_ends_with_the_fight():
    frames, event = chapter.frames_of(rules, cases.WOOD, (0, 0), lambda state: RIGHT, limit=10)
    assert (len(frames), event) == (16, GOES_ON)
    beside = (2, 2)
    frames, event = chapter.frames_of(rules, cases.WOOD, beside, lambda state: 0)
    assert (len(frames), event) == (10, WON)


def test_one_is_no_plural():
    assert (chapter.many(1, "move"), chapter.many(2, "move")) == ("1 move", "2 moves")
