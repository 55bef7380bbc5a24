"""The wolf fight: its rules, its tables, its oracle, its environment."""

import warnings
from collections import deque

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from lib.pictures import envs  # noqa: F401 - registers them
from lib.worlds import board, fight
from lib.worlds.board import ACTIONS, DELTAS, DOWN, LEFT, RIGHT, UP, Board

SMALL = Board.from_text("""
    P.W
    TA~
""")
BOARDS = [board.generate(seed) for seed in (0, 7, 13, 24)]


def referee(each, row, column, energy, fatigue, action):
    """The rules once more, one state at a time, as the module's docstring tells them."""
    down, right = DELTAS[action]
    there = row + down, column + right
    row, column = there if each.inside(there) else (row, column)
    energy, fatigue = max(energy - 1, 0), min(fatigue + 1, 10)
    match board.KIND_NAMES[each.what((row, column))]:
        case "apple":
            energy = 10
        case "tree":
            fatigue = 0
        case "water":
            return (row, column, energy, fatigue), fight.DROWNED
        case "wolf":
            event = fight.WON if energy > fatigue else fight.KILLED
            return (row, column, energy, fatigue), event
    return (row, column, energy, fatigue), fight.GOES_ON


def after(cell, energy, fatigue, action):
    env = gymnasium.make("WolfFight-v0", board=SMALL)
    env.reset(seed=0, options={"cell": cell, "energy": energy, "fatigue": fatigue})
    state, reward, terminated, truncated, info = env.step(action)
    assert not truncated
    return (*state.tolist(), reward, terminated, info["what"])


def test_a_move_costs_energy_and_tires():
    assert after((0, 0), 10, 0, RIGHT) == (0, 1, 9, 1, 0, False, "goes on")


def test_an_apple_restores_energy_and_a_tree_ends_fatigue():
    assert after((0, 1), 3, 4, DOWN) == (1, 1, 10, 5, 0, False, "goes on")
    assert after((0, 0), 3, 4, DOWN) == (1, 0, 2, 0, 0, False, "goes on")


def test_at_the_edge_peter_stays_and_tires_all_the_same():
    assert after((0, 0), 5, 5, UP) == (0, 0, 4, 6, 0, False, "goes on")
    assert after((0, 0), 5, 5, LEFT) == (0, 0, 4, 6, 0, False, "goes on")


def test_energy_has_a_floor_and_fatigue_a_ceiling():
    assert after((0, 0), 0, 10, UP) == (0, 0, 0, 10, 0, False, "goes on")


def test_the_wolf_loses_only_against_more_energy_than_fatigue():
    assert after((0, 1), 6, 3, RIGHT) == (0, 2, 5, 4, 1, True, "won")
    assert after((0, 1), 6, 4, RIGHT) == (0, 2, 5, 5, -1, True, "killed")


def test_water_drowns():
    assert after((1, 1), 10, 0, RIGHT) == (1, 2, 9, 1, -1, True, "drowned")


@pytest.mark.parametrize("each", BOARDS)
def test_the_tables_follow_the_rules_in_every_state(each):
    world = fight.full_mdp(each)
    assert world.shape == (8, 8, 11, 11)
    for state in np.flatnonzero(world.possible):
        here = np.unravel_index(state, world.shape)
        for action in ACTIONS:
            there, event = referee(each, *map(int, here), action)
            assert np.unravel_index(world.next_state[state, action], world.shape) == there
            assert world.event[state, action] == event


def test_peter_cannot_stand_on_water_or_on_the_wolf():
    possible = fight.full_mdp(SMALL).possible.reshape(2, 3, 11, 11)
    assert possible.all(axis=(2, 3)).tolist() == [[True, True, False], [True, True, False]]
    assert possible.any(axis=(2, 3)).tolist() == [[True, True, False], [True, True, False]]


def test_the_tables_are_shared_and_cannot_be_written_to():
    world = fight.full_mdp(SMALL)
    assert world is fight.full_mdp(Board.from_text(str(SMALL)))
    with pytest.raises(ValueError, match="read-only"):
        world.event[0] = 1


def test_the_least_moves_to_win_agree_with_a_search_forwards_from_each_start():
    for each in BOARDS:
        moves = fight.moves_to_win(each)
        for start in each.starts[::3]:
            first = (*start, 10, 0)
            seen, queue, best = {first: 0}, deque([first]), -1
            while queue and best < 0:
                here = queue.popleft()
                for action in ACTIONS:
                    there, event = referee(each, *here, action)
                    if event == fight.WON and best < 0:
                        best = seen[here] + 1
                    elif event == fight.GOES_ON and there not in seen:
                        seen[there] = seen[here] + 1
                        queue.append(there)
            assert moves[first] == best


def test_the_least_moves_are_the_values_of_a_shortest_path_problem():
    for each in BOARDS:
        world, value = fight.full_mdp(each), np.full(np.prod((8, 8, 11, 11)), np.inf)
        for _ in range(200):
            ahead = np.where(world.event == fight.GOES_ON, value[world.next_state], np.inf)
            ahead[world.event == fight.WON] = 0
            value = 1 + ahead.min(axis=1)
        value[~world.possible] = np.inf
        expected = np.where(np.isfinite(value), value, -1)
        assert np.array_equal(fight.moves_to_win(each).ravel(), expected)


def test_winnable_starts_are_those_with_a_win_in_time():
    each = BOARDS[2]
    moves = fight.moves_to_win(each)
    for limit in (0, 3, 15, 100):
        chance = fight.best_win_probability(each, limit)
        assert np.array_equal(chance == 1, (moves > 0) & (moves <= limit))
        assert fight.winnable_starts(each, limit) == tuple(
            c for c in each.starts if chance[*c, 10, 0]
        )


def test_on_the_running_example_every_start_can_win_but_hardly_one_without_a_rest():
    each = board.generate(13)
    moves = fight.moves_to_win(each)[:, :, 10, 0]
    fresh = [moves[cell] for cell in each.starts]
    assert min(fresh) > 0
    assert np.mean(np.array(fresh) > 4) >= 0.75  # a fifth move leaves 5 against 5


def test_the_environment_passes_gymnasiums_own_check():
    with warnings.catch_warnings(action="error"):
        check_env(gymnasium.make("WolfFight-v0", render_mode="rgb_array").unwrapped)


def test_an_episode_is_truncated_after_a_hundred_moves():
    env = gymnasium.make("WolfFight-v0", board=SMALL, start=(0, 0))
    env.reset(seed=0)
    ends = [env.step(UP)[2:4] for _ in range(fight.LIMIT)]
    assert ends == [(False, False)] * (fight.LIMIT - 1) + [(False, True)]


def test_nonsense_is_refused():
    env = fight.FightEnv(SMALL)
    env.reset(seed=0)
    for action in (-1, 4):
        with pytest.raises(ValueError, match="actions are 0 to 3"):
            env.step(action)
    with pytest.raises(ValueError, match="0 to 10"):
        env.reset(options={"energy": 11})
    with pytest.raises(ValueError, match="water"):
        env.reset(options={"cell": (1, 2)})


def test_the_picture_shows_energy_and_fatigue():
    env = gymnasium.make("WolfFight-v0", board=SMALL, start=(0, 0), render_mode="rgb_array")
    env.reset(seed=0)
    fresh = env.render()
    env.step(UP)
    tired = env.render()
    assert fresh.shape[1] == 150
    assert fresh.shape[0] > 100
    assert np.array_equal(fresh[:100], tired[:100])
    assert not np.array_equal(fresh[100:], tired[100:])
