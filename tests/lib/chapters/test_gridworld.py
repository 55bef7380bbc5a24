"""The promises of lib/chapters/gridworld.py and of its cases."""

import gymnasium
import numpy as np
import pytest

from lib.chapters import gridworld as chapter
from lib.chapters import gridworld_cases as cases
from lib.check import CheckFailed
from lib.worlds.board import ENDS, KIND_NAMES, RIGHT, Board, ClearingEnv, Rewards, generate

WORLDS = (chapter.Bell(2), chapter.bell(2), chapter.Watched(ClearingEnv(generate(13)), noise=1))


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: type(world).__name__)
def test_a_stand_in_has_what_an_environment_has(world):
    assert isinstance(world.observation_space, gymnasium.spaces.Discrete)
    assert world.action_space.n == 4
    state, _ = world.reset(seed=1)
    assert world.observation_space.contains(state)
    assert len(world.step(0)) == 5


def test_a_bell_pays_for_every_step_and_rings_at_the_end():
    bell = chapter.Bell(2)
    bell.reset()
    assert [bell.step(0)[1:4], bell.step(3)[1:4]] == [(1.0, False, False), (1.0, True, False)]


def test_a_puppet_notes_and_complains():
    puppet, rng = chapter.Puppet([RIGHT], "once too often"), np.random.default_rng(3)
    assert puppet(7, rng) == RIGHT
    puppet.learn(7, RIGHT, 0.5)
    assert (puppet.asked, puppet.told) == ([7], [(7, RIGHT, 0.5)])
    assert puppet.drawn == [np.random.default_rng(3).random()]
    with pytest.raises(CheckFailed, match="once too often"):
        puppet.act(8, rng)


def episode(env, agent, max_steps, rng):
    (state, _), rewards, over = env.reset(), [], False
    while not over and len(rewards) < max_steps:
        action = agent.act(state, rng)
        after, reward, terminated, truncated, _ = env.step(action)
        agent.learn(state, action, reward, after, terminated)
        rewards.append(reward)
        state, over = after, terminated or truncated
    return len(rewards), sum(rewards)


class Late:
    """An agent that is told of its steps when all is over."""

    def __init__(self, agent):
        self.act, self.lessons = agent.act, []

    def learn(self, *lesson):
        self.lessons.append(lesson)


def test_an_episode_is_played_in_turn_and_hands_the_generator_on():
    def late(env, agent, max_steps, rng):
        played = episode(env, between := Late(agent), max_steps, rng)
        for lesson in between.lessons:
            agent.learn(*lesson)
        return played

    def own_dice(env, agent, max_steps, rng):
        return episode(env, agent, max_steps, np.random.default_rng())

    (steps, _), agent = chapter.played(episode, Board.from_text("P..A"), [RIGHT] * 3)
    assert (steps, agent.knew) == (3, [0, 1, 2])
    for wrong, says in ((late, "before it acts again"), (own_dice, "hand on the one")):
        with pytest.raises(CheckFailed, match=says):
            chapter.played(wrong, Board.from_text("P..A"), [RIGHT] * 3)


def test_a_diary_notes_what_happens_and_lets_nobody_go_on_after_an_end():
    lent = chapter.bell(2)
    lent.reset(seed=3)
    lent.reset()
    lent.step(3)
    lent.step(0)
    with pytest.raises(CheckFailed, match="after the end"):
        lent.step(0)
    assert lent.diary.episodes == [[(0, 3, 1.0, 0, False), (0, 0, 1.0, 0, True)]]


def test_a_noisy_world_seeds_numpy_s_generator():
    drawn = []
    for _ in range(2):
        chapter.Watched(chapter.Bell(1), noise=5).reset()
        drawn.append(np.random.random())  # noqa: NPY002
    assert drawn[0] == drawn[1]


def test_what_stays_with_the_test_shows_no_script_and_no_log():
    assert set(chapter.Puppet.__lent__) == {"act", "learn", "__call__"}
    assert set(chapter.Diary.__lent__) == {"reset", "step"}


def test_the_written_steps_are_those_of_the_board():
    rewards = Rewards(step=-1, apple=20, wolf=-30, water=-40, outside=-50)
    for state, action, right, _ in (*cases.STEPS, *cases.EDGE_STEPS):
        board = Board.from_text(cases.TINY)
        world = ClearingEnv(board, rewards=rewards)
        world.peter = board.cell(state)
        assert world.step(action)[:3] == right


def test_the_written_walks_are_those_of_the_board():
    for actions, _, (how, steps), _, *where in cases.WALKS:
        board, cell = Board.from_text(cases.TINY), where[0] if where else (0, 0)
        for action in actions:
            cell = board.move(cell, action)
        assert (KIND_NAMES[board.what(cell)], len(actions)) == (how, steps)
        assert board.what(cell) in ENDS


def test_no_two_mistakes_are_one_number_and_none_is_right():
    for mistakes, right in (
        (cases.UPDATE_MISTAKES, 1.625),
        (cases.LAST_STEP_MISTAKES, -1.25),
        (cases.SHIFTED_MISTAKES, [0.15, 0.05, 0.45, 0.35]),
        (cases.BUG_MISTAKES, 0.09765625),
    ):
        results = [tuple(np.atleast_1d(x).round(6)) for x in (right, *mistakes.values())]
        assert len(set(results)) == len(results)


def test_what_is_lent_may_come_back_changed():
    board = Board.from_text(cases.TINY)

    def steals(board, state, action, rewards):
        vars(board)["cells"] = ()
        vars(rewards)["apple"] = 0
        return 8, 20, True

    rewards = Rewards(apple=20)
    chapter.examine_step(steals, 4, 1, (8, 20, True), "an apple", board, rewards)
    assert (board, rewards.apple) == (Board.from_text(cases.TINY), 20)
    with pytest.raises(CheckFailed, match="should only read"):
        chapter.summary(lambda walks: (walks.clear(), 0), cases.FIVE_WALKS)


def test_who_chooses_from_nothing_is_told_so():
    with pytest.raises(CheckFailed, match="none is left to choose from"):
        chapter.examine_fresh(
            lambda *_: max([]), *chapter.spiral(), ("trapped", cases.RING), "spiral"
        )
