# Careful: type hints, assertions, defensive copies, named tuples, optional arguments, match statements.

# %% grid-random
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


def random_policy(state: int, rng: np.random.Generator, actions: Sequence[int] = ACTIONS) -> int:
    assert isinstance(rng, np.random.Generator)
    action = int(rng.choice(np.asarray(actions)))
    assert action in ACTIONS
    return action


# %% grid-walk
class Ending(NamedTuple):
    how: str
    steps: int


def walk(board: Board, policy: Callable, start: tuple[int, int], max_steps: int, rng) -> Ending:
    assert max_steps >= 0 and board.inside(start)
    cell, steps = tuple(start), 0
    while steps < max_steps:
        action = int(policy(board.state(cell), rng))
        cell, steps = board.move(cell, action), steps + 1
        if (kind := board.what(cell)) in ENDS:
            return Ending(KIND_NAMES[kind], steps)
    return Ending("limit", steps)


# %% grid-summary
def summarise(walks: Sequence[tuple[str, int]]) -> tuple[dict[str, int], float]:
    walks = list(walks)
    assert all(how in ENDINGS and steps > 0 for how, steps in walks)
    counts: dict[str, int] = {ending: sum(how == ending for how, _ in walks) for ending in ENDINGS}
    assert sum(counts.values()) == len(walks)
    if counts["apple"] == 0:
        return counts, float("nan")
    total = sum(steps for how, steps in walks if how == "apple")
    return counts, total / counts["apple"]


# %% grid-step
class Step(NamedTuple):
    next_state: int
    reward: float
    terminated: bool


def step(
    board: Board, state: int, action: int, rewards: Rewards, ends: frozenset[int] = ENDS
) -> Step:
    assert 0 <= state < board.width * board.height and action in ACTIONS
    there = board.move(board.cell(int(state)), int(action))
    kind = board.what(there)
    next_state = state if there is None else board.state(there)
    if kind not in ends:
        return Step(next_state, float(rewards.step), False)
    match KIND_NAMES[kind]:
        case "apple":
            reward = rewards.apple
        case "wolf":
            reward = rewards.wolf
        case "water":
            reward = rewards.water
        case "outside":
            reward = rewards.outside
        case other:
            raise ValueError(f"nothing ends at {other}")
    return Step(next_state, float(reward), True)


# %% grid-update
def update(
    Q: np.ndarray,
    state: int,
    action: int,
    reward: float,
    next_state: int,
    terminated: bool,
    alpha: float = ALPHA,
    gamma: float = GAMMA,
) -> None:
    assert 0 <= alpha <= 1 and 0 <= gamma <= 1 and Q.dtype.kind == "f"
    ahead = 0.0 if terminated else float(np.max(Q[next_state, :]))
    target = float(reward) + float(gamma) * ahead
    old = float(Q[state, action])
    Q[state, action] = old + alpha * (target - old)


# %% grid-shifted
def shifted(q: Sequence[float], extra: float = EXTRA) -> np.ndarray:
    row = np.array(q, dtype=np.float64, copy=True)
    assert row.ndim == 1 and extra > 0
    row -= np.min(row)
    row += extra
    chances = np.divide(row, np.sum(row))
    assert np.isclose(chances.sum(), 1)
    return chances


# %% grid-episode
class Outcome(NamedTuple):
    steps: int
    total: float


def episode(env, agent, max_steps: int, rng: np.random.Generator) -> Outcome:
    state, _info = env.reset()
    steps, total, over = 0, 0.0, False
    while steps < max_steps and not over:
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated, _info = env.step(action)
        agent.learn(
            state=state,
            action=action,
            reward=reward,
            next_state=next_state,
            terminated=bool(terminated),
        )
        steps, total = steps + 1, total + float(reward)
        over = bool(terminated) or bool(truncated)
        state = next_state
    return Outcome(steps=steps, total=total)


# %% grid-bug
def q_learning(
    env,
    episodes: int,
    alpha: float,
    decay: float = 0.0,
    gamma: float = GAMMA,
    max_steps: int = LIMIT,
    seed: int | None = None,
) -> np.ndarray:
    assert episodes >= 0 and max_steps >= 0
    rng = np.random.Generator(np.random.PCG64(seed))
    Q = np.zeros(shape=(int(env.observation_space.n), len(ACTIONS)), dtype=float)
    for number in range(episodes):
        step_size = alpha / (1.0 + decay * number)
        state, _info = env.reset(seed=seed) if number == 0 else env.reset()
        for _ in range(max_steps):
            action = random_policy(state, rng)
            next_state, reward, terminated, truncated, _info = env.step(action)
            update(Q, state, action, reward, next_state, terminated, alpha=step_size, gamma=gamma)
            state = next_state
            if terminated or truncated:
                break
    assert np.isfinite(Q).all()
    return Q


# %% grid-arrows
def arrow_map(board: Board, Q: np.ndarray, arrows: str = ARROWS) -> str:
    assert Q.shape == (board.height * board.width, len(arrows))
    lines: list[str] = []
    for row, line in enumerate(str(board).splitlines()):
        assert len(line) == board.width
        drawn = ""
        for column, letter in enumerate(line):
            cell = (row, column)
            drawn += (
                letter if board.what(cell) in ENDS else arrows[int(np.argmax(Q[board.state(cell)]))]
            )
        lines.append(drawn)
    return "\n".join(lines)


# %% grid-audit
class Counts(NamedTuple):
    reachable: int
    reached: int
    shortest: int


def audit(board: Board, walks: Mapping[tuple[int, int], tuple[str, int]]) -> Counts:
    least = distances_to_apple(board)
    reachable = reached = shortest = 0
    for cell, (how, steps) in walks.items():
        distance = int(least[cell])
        if distance < 0:
            continue
        reachable += 1
        if how == "apple":
            reached += 1
            assert steps >= distance, "quicker than the quickest"
            shortest += steps == distance
    return Counts(reachable, reached, shortest)


# %% grid-fresh
def fresh_walk(
    board: Board, Q: np.ndarray, start: tuple[int, int]
) -> tuple[str, list[tuple[int, int]]]:
    path: list[tuple[int, int]] = [tuple(start)]
    for _ in range(board.height * board.width + 1):
        here = path[-1]
        best, best_value = None, -np.inf
        for action in ACTIONS:
            value = float(Q[board.state(here), action])
            if board.move(here, action) not in path and (best is None or value > best_value):
                best, best_value = action, value
        if best is None:
            return "trapped", path
        there = board.move(here, best)
        if there is None:
            return "outside", path
        path.append(there)
        if board.what(there) in ENDS:
            return KIND_NAMES[board.what(there)], path
    raise AssertionError("a walk without end")
