"""Ms. Pac-Man is played as registered, and what is on its screen is found; each trap has its test."""

import copy
import subprocess
import sys
from collections import deque
from itertools import pairwise

import ale_py
import cv2
import gymnasium
import numpy as np
import pytest

from lib.worlds import ms_pacman as world
from lib.worlds import ms_pacman_views as views
from lib.worlds.ms_pacman import COLUMNS, NOTHING, ROWS, Eyes, Game, Maze, Scene


@pytest.fixture(scope="module")
def watched():
    """Frames and scenes of a game played by a clumsy hand, and where each life was lost."""
    rng, game, direction = np.random.default_rng(1), Game(3), world.LEFT
    frames, scenes, lost = [game.frame], [game.scene], []
    while not game.over:
        if rng.random() < 0.2:
            direction = int(rng.integers(4))
        _, died = game.step(world.ACTIONS[direction])
        lost += [len(frames)] * died
        frames.append(game.frame)
        scenes.append(game.scene)
    return frames, scenes, lost, game


def scene_of(corridor, cell, **what) -> Scene:
    """Return a scene in a maze, with nothing in it but what is named."""
    empty = np.zeros(ROWS * COLUMNS, dtype=bool)
    return Scene(Maze(corridor), cell, world.LEFT, **({"dots": empty, "pills": empty} | what))


def hall(row: int = 5) -> np.ndarray:
    """Return a maze of one long corridor, closed at both ends."""
    corridor = np.zeros((ROWS, COLUMNS), dtype=bool)
    corridor[row, 1:-1] = True
    return corridor


# ------------------------------------------------------------------ the game, and its traps


def test_the_game_is_the_registered_one():
    env = world.make()
    assert env.unwrapped.ale.getFloat("repeat_action_probability") == 0.25
    assert env.unwrapped._frameskip == 4
    assert env.action_space.n == 9
    assert env.observation_space.shape == (210, 160, 3)
    meanings = env.unwrapped.get_action_meanings()
    assert [meanings[a] for a in world.ACTIONS] == ["UP", "RIGHT", "LEFT", "DOWN"]


@pytest.mark.parametrize("option", world.REGISTERED)
def test_an_option_that_makes_it_another_game_is_refused(option: str):
    with pytest.raises(ValueError, match="another game"):
        world.make(**{option: world.REGISTERED[option]})


def test_another_registration_is_refused(monkeypatch: pytest.MonkeyPatch):
    spec = copy.deepcopy(gymnasium.spec(world.ID))
    spec.kwargs["repeat_action_probability"] = 0.0
    monkeypatch.setitem(gymnasium.registry, world.ID, spec)
    with pytest.raises(RuntimeError, match="repeat_action_probability"):
        world.make()


def test_who_lacks_ale_py_is_told_what_to_install():
    code = (
        "import sys; sys.modules['ale_py'] = None\n"
        "from lib.worlds import ms_pacman\n"
        "try: ms_pacman.make()\n"
        "except ModuleNotFoundError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert f'pip install "ale-py=={ale_py.__version__}"' in done.stdout


def test_a_vector_of_games_would_be_another_task():
    """Why nothing here uses `make_vec`: grey stacks of 84 × 84, rewards clipped, no sticky actions."""
    world.make().close()
    envs = gymnasium.make_vec(world.ID, num_envs=1)
    assert envs.single_observation_space.shape == (4, 84, 84)
    assert envs.single_observation_space.shape != world.make().observation_space.shape
    envs.reset(seed=0)
    rng = np.random.default_rng(0)
    paid = {float(envs.step(rng.integers(1, 5, size=1))[1][0]) for _ in range(600)}
    assert paid == {0.0, 1.0}  # a dot is worth 10 in the game
    envs.close()


def test_no_action_is_heard_in_the_first_steps_and_then_they_are():
    def last_frames(action, steps):
        env = world.make()
        env.reset(seed=5)
        for _ in range(steps):
            frame = env.step(action)[0]
        return frame

    deaf = [last_frames(action, world.DEAF) for action in range(9)]
    assert all(np.array_equal(deaf[0], frame) for frame in deaf)
    left, right = (last_frames(action, world.DEAF + 12) for action in (2, 3))
    assert not np.array_equal(left, right)


def test_without_sticky_actions_all_seeds_are_one_game():
    def score(seed, **options):
        env = gymnasium.make(world.ID, **options)
        env.reset(seed=seed)
        rng, total, over = np.random.default_rng(0), 0.0, False
        while not over:
            _, reward, terminated, truncated, _ = env.step(int(rng.integers(9)))
            total, over = total + reward, terminated or truncated
        return total

    world.make().close()
    assert len({score(seed, repeat_action_probability=0.0) for seed in range(4)}) == 1
    assert len({score(seed) for seed in range(4)}) > 1


def test_a_game_is_the_same_again_from_its_seed_and_another_from_another():
    def played(seed):
        game = Game(seed)
        rng = np.random.default_rng(0)
        for _ in range(40):
            game.move(int(rng.choice(game.scene.ways)))
        return game.frame

    assert np.array_equal(played(1), played(1))
    assert not np.array_equal(played(1), played(2))


def test_a_lost_life_ends_nothing_and_every_point_counts(watched):
    _, _, lost, game = watched
    assert len(lost) == 3
    assert game.lives == 0
    assert game.score >= 10
    assert game.score % 10 == 0


def test_a_game_is_not_copied_since_the_copy_would_be_a_new_one():
    game = Game(0)
    frame = copy.deepcopy(game.env).reset()[0]
    assert not np.array_equal(frame, game.frame)
    with pytest.raises(TypeError, match="new game"):
        copy.deepcopy(game)


def test_a_move_leads_to_another_cell_or_ends_by_patience():
    game = Game(0)
    steps = game.steps
    assert steps == world.DEAF
    cells = [game.scene.cell]
    for _ in range(3):
        game.move(world.LEFT)
        cells.append(game.scene.cell)
    assert all(b == a - 1 for a, b in pairwise(cells))
    walls = [d for d in world.DIRECTIONS if d not in game.scene.ways]
    begun = game.steps
    game.move(walls[0])
    assert 1 <= game.steps - begun <= world.PATIENCE


def test_scores_are_those_of_whole_games_and_follow_from_the_seed():
    scores = [world.evaluate(lambda scene: scene.ways[0], 3, seed) for seed in (1, 1, 2)]
    assert scores[0].shape == (3,)
    assert np.array_equal(scores[0], scores[1])
    assert not np.array_equal(scores[0], scores[2])


def test_a_game_may_be_stopped_with_the_points_it_has_made():
    bounded = [world.evaluate(lambda scene: scene.ways[0], 2, 1, most) for most in (0, 90, 1e9)]
    assert bounded[0].tolist() == [0, 0]
    assert (bounded[1] < bounded[2]).all()
    assert (bounded[1] > 0).all()
    assert np.array_equal(bounded[2], world.evaluate(lambda scene: scene.ways[0], 2, 1))


# ------------------------------------------------------------------ what is on the screen


def test_the_first_screen_holds_all_dots_and_four_pills():
    env, eyes = world.make(), Eyes()
    scene = eyes(env.reset(seed=0)[0])
    for _ in range(12):  # pills blink, two by two
        scene = eyes(env.step(world.NOOP)[0])
    assert scene.pills.sum() == 4
    assert scene.dots.sum() >= 140
    assert not (scene.dots & scene.pills).any()
    assert not (scene.dots & ~scene.maze.corridor.ravel()).any()
    assert scene.cell in (169, 170)  # in the middle of the eighth corridor
    assert scene.fruit == NOTHING


def test_every_dot_can_be_reached_and_each_eaten_dot_is_gone(watched):
    _, scenes, _, _ = watched
    first = scenes[0]
    assert np.isfinite(first.maze.apart[first.cell, np.flatnonzero(first.dots)]).all()
    for before, after in pairwise(scenes):
        come_back = np.flatnonzero(after.dots & ~before.dots)
        assert set(come_back) <= {before.cell}  # she turned round before she had eaten it
    assert scenes[-1].dots.sum() < first.dots.sum()


def test_dots_eaten_are_points_made():
    game = Game(11)
    before = int(game.scene.dots.sum())
    for _ in range(25):
        game.move(world.LEFT)
    eaten = before - int(game.scene.dots.sum())
    assert eaten + 1 == game.score / 10  # one lay under her from the start, where nobody saw it


def test_she_moves_from_cell_to_neighbour_while_she_lives(watched):
    _, scenes, lost, _ = watched
    alive = scenes[: lost[0]]
    for one, other in pairwise(alive):
        if one.cell != other.cell:
            assert other.cell in one.maze.next[one.cell]
            assert one.maze.next[one.cell, other.heading] == other.cell


def test_a_ghost_that_is_not_drawn_is_still_there_for_a_while(watched):
    frames, scenes, lost, _ = watched
    drawn = [
        sum((world.coded(frame) == world.code_of(c)).any() for c in world.GHOSTS.values())
        for frame in frames[: lost[0]]
    ]
    remembered = [len(scene.hunting) for scene in scenes[: lost[0]]]
    assert np.mean(drawn) < 3  # the machine draws some of the four
    assert np.mean(remembered) > 3.2


def test_ghosts_are_forgotten_in_the_end_and_when_a_new_life_begins():
    frame = world.make().reset(seed=0)[0]
    eyes = Eyes()
    assert eyes(frame).hunting
    bare = frame.copy()
    for colour in world.GHOSTS.values():
        bare[(frame == colour).all(axis=2)] = frame[4, 8]
    remembered = [bool(eyes(bare).hunting) for _ in range(world.FORGET + 2)]
    assert remembered == [True] * world.FORGET + [False] * 2


def test_colours_on_the_screen_are_told_apart_by_two_of_three_numbers():
    every = (world.MS_PACMAN, *world.GHOSTS.values(), *world.EDIBLE, (0, 28, 136), (228, 111, 111))
    assert len({world.code_of(colour) for colour in every}) == len(every)


def test_a_picture_is_coded_pixel_by_pixel():
    frame = np.random.default_rng(0).integers(0, 256, size=(210, 160, 3)).astype(np.uint8)
    codes = world.coded(frame)
    assert codes.shape == (world.HEIGHT, 160)
    for row, column in ((0, 0), (3, 159), (world.HEIGHT - 1, 7)):
        assert codes[row, column] == world.code_of(tuple(frame[row, column].tolist()))


@pytest.mark.parametrize("seed", range(3))
def test_pieces_are_those_that_opencv_tells_with_all_their_numbers(seed: int):
    mask = np.zeros((world.HEIGHT, 160), dtype=np.uint8)
    for row, column in np.random.default_rng(seed).integers(0, [160, 150], size=(4, 2)):
        mask[row : row + 9, column : column + 8] = 1
        mask[row // 2, column // 2] = 1  # too small for a ghost
    count, _, boxes, middles = cv2.connectedComponentsWithStats(mask)
    big = [i for i in range(1, count) if boxes[i, cv2.CC_STAT_AREA] >= 20]
    told = [world.cell_at(middles[i][1], middles[i][0]) for i in big]
    assert world._cells_of(*np.nonzero(mask)) == told


@pytest.mark.parametrize("column", range(COLUMNS))
def test_places_and_cells_belong_together(column: int):
    cell = 7 * COLUMNS + column
    assert world.cell_at(*world.place_of(cell)) == cell


def test_prey_is_found_ghost_by_ghost():
    frame = world.make().reset(seed=0)[0].copy()
    for colour in world.GHOSTS.values():
        frame[(frame == colour).all(axis=2)] = frame[4, 8]
    for cell in (29, 109):
        row, column = (round(x) for x in world.place_of(cell))
        frame[row - 4 : row + 5, column - 3 : column + 5] = world.EDIBLE[0]
    scene = Eyes()(frame)
    assert sorted(scene.edible) == [29, 109]
    assert scene.hunting == []


def test_a_fruit_is_whatever_nobody_knows():
    frame = world.make().reset(seed=0)[0].copy()
    row, column = (round(x) for x in world.place_of(41))
    frame[row - 4 : row + 4, column - 3 : column + 4] = (184, 50, 50)
    assert Eyes()(frame).fruit == 41


# ------------------------------------------------------------------ the maze and its features


def by_breadth_first(maze: Maze, start: int) -> np.ndarray:
    """Return the steps from a cell to all others."""
    found, queue = np.full(ROWS * COLUMNS, np.inf), deque([start])
    found[start] = 0
    while queue:
        cell = queue.popleft()
        for there in maze.next[cell]:
            if there != NOTHING and np.isinf(found[there]):
                found[there] = found[cell] + 1
                queue.append(int(there))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_ways_are_the_shortest_also_through_the_tunnels(seed: int):
    maze = Maze(np.random.default_rng(seed).random((ROWS, COLUMNS)) < 0.7)
    for cell in np.flatnonzero(maze.corridor)[::40]:
        assert np.array_equal(maze.apart[cell], by_breadth_first(maze, int(cell)))
    degree = [(maze.next[cell] != NOTHING).sum() for cell in maze.crossings]
    assert min(degree) > 2


def test_a_tunnel_leads_to_the_other_side():
    corridor = np.zeros((ROWS, COLUMNS), dtype=bool)
    corridor[4] = True
    maze = Maze(corridor)
    assert maze.next[80, world.LEFT] == 99
    assert maze.apart[80, 99] == 1


def test_features_say_what_they_are_called():
    dots = np.zeros(ROWS * COLUMNS, dtype=bool)
    dots[[104, 111]] = True
    scene = scene_of(hall(), 105, dots=dots, hunting=[109], edible=[102], fruit=101)
    named = dict(zip(views.FEATURES, views.features(scene).T, strict=True))
    assert scene.ways == [world.RIGHT, world.LEFT]
    told = {
        "always 1": [1, 1],
        "a dot": [0, 1],
        "dots near": [1 / 3, 1],
        "pill near": [0, 0],
        "prey near": [1 / 5, 1 / 3],
        "fruit near": [1 / 6, 1 / 4],
        "hunter near": [0.7, 0.5],
        "hunter within 3": [1, 0],
        "hunter within 1": [0, 0],
        "second hunter": [0, 0],
        "crossings reached first": [0, 0],
        "turn back": [1, 0],
        "pill near, hunter too": [0, 0],
        "dots reached first": [1 / 20, 1 / 20],
    }
    assert {name: np.round(x, 9).tolist() for name, x in named.items()} == {
        name: np.round(x, 9).tolist() for name, x in told.items()
    }


def test_crossings_count_that_she_reaches_before_any_hunter():
    corridor = hall()
    corridor[4, 3] = corridor[4, 15] = True
    scene = scene_of(corridor, 107, hunting=[105])
    right, left = views.features(scene)[:, views.FEATURES.index("crossings reached first")]
    assert (right, left) == (0.1, 0)  # if she goes left, the hunter is as soon at either


def test_where_nothing_is_known_there_is_one_way_and_no_number_that_is_none():
    scene = scene_of(np.zeros((ROWS, COLUMNS), dtype=bool), NOTHING)
    assert scene.ways == [world.LEFT]
    assert views.features(scene).tolist() == [[1.0] + [0.0] * 13]
    assert np.isfinite(views.window(scene)).all()


def test_features_of_a_whole_game_are_small_finite_numbers(watched):
    for scene in watched[1][::7]:
        x = views.features(scene)
        assert x.shape == (len(scene.ways), len(views.FEATURES))
        assert (0 <= x).all()
        assert (x <= 1).all()


def test_a_window_has_her_in_the_middle_and_walls_beyond_the_maze():
    dots = np.zeros(ROWS * COLUMNS, dtype=bool)
    dots[106] = True
    scene = scene_of(hall(), 105, dots=dots, hunting=[103], came_from=[102], fruit=108)
    seen = views.window(scene)
    assert (seen.shape, seen.dtype) == (views.WINDOW, np.float32)
    assert seen[6, 8, 0] == 0  # she stands in a corridor
    assert seen[5, :, 0].all()
    assert (seen[6, 9, 1], seen[6, 6, 3], seen[6, 5, 3], seen[6, 11, 5]) == (1, 1, 0.5, 1)
    top = views.window(scene_of(hall(0), 5))
    assert top[:6, :, 0].all()


def test_a_window_looks_through_the_tunnel():
    corridor = np.zeros((ROWS, COLUMNS), dtype=bool)
    corridor[4] = True
    scene = scene_of(corridor, 80, edible=[98])
    assert views.window(scene)[6, 6, 4] == 1  # two steps to the left
