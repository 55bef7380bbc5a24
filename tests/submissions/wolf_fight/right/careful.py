# Careful: data classes, named tuples, assertions, defensive copies; arguments handed on by name.

# %% fight-wins
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from typing import NamedTuple


def wins(energy: int, fatigue: int, moves: int = 0) -> bool:
    assert moves >= 0
    on_arrival: tuple[int, int] = (energy - moves, fatigue + moves)
    return bool(on_arrival[0] > on_arrival[1])


# %% fight-transition
@dataclass(frozen=True)
class Peter:
    row: int
    column: int
    energy: int
    fatigue: int

    def tired(self, full: int) -> Peter:
        return replace(self, energy=max(0, self.energy - 1), fatigue=min(full, self.fatigue + 1))


class Move(NamedTuple):
    state: tuple[int, int, int, int]
    event: int


def transition(board: Board, state: Sequence[int], action: int, full: int = FULL) -> Move:
    peter = Peter(*(int(number) for number in state))
    assert board.inside((peter.row, peter.column)) and action in ACTIONS
    there = board.move((peter.row, peter.column), int(action))
    if there is not None:
        peter = replace(peter, row=there[0], column=there[1])
    peter = peter.tired(full)
    kind = board.what((peter.row, peter.column))
    if kind == APPLE:
        peter = replace(peter, energy=full)
    if kind == TREE:
        peter = replace(peter, fatigue=0)
    events = {WATER: DROWNED, WOLF: WON if peter.energy > peter.fatigue else KILLED}
    return Move(state=astuple(peter), event=events.get(kind, GOES_ON))


# %% fight-tally
def tally(
    action: np.ndarray,
    next_state: np.ndarray,
    event: np.ndarray,
    starts: Iterable[int],
    limit: int = LIMIT,
) -> np.ndarray:
    assert next_state.shape == event.shape and len(action) == len(event) and limit >= 0

    def fight(state: int) -> int:
        for _ in range(limit):
            chosen = int(action[state])
            if event[state, chosen] != GOES_ON:
                return int(event[state, chosen])
            state = int(next_state[state, chosen])
        return GOES_ON

    ends = [fight(int(state)) for state in starts]
    counts = np.array(
        [ends.count(what) for what in (GOES_ON, WON, KILLED, DROWNED)], dtype=np.int32
    )
    assert counts.sum() == len(ends)
    return counts


# %% fight-backup
def backup(
    V: np.ndarray,
    reward: np.ndarray,
    next_state: np.ndarray,
    over: np.ndarray,
    gamma: float = GAMMA,
) -> np.ndarray:
    assert reward.shape == next_state.shape == over.shape and V.shape == (len(reward),)
    later = np.take(np.array(V, dtype=float), next_state)
    Q = np.array(reward, dtype=float)
    Q[~over.astype(bool)] += gamma * later[~over.astype(bool)]
    return Q


# %% fight-index
def state_index(
    row: int, column: int, energy: int, fatigue: int, width: int, low: int = LOW, high: int = HIGH
) -> int:
    assert 0 <= column < width and 0 <= low <= FULL and high >= 0
    energy = sorted((low, energy, FULL))[1]
    fatigue = sorted((0, fatigue, high))[1]
    index = 0
    for digit, base in (
        (row, 1),
        (column, width),
        (energy - low, FULL - low + 1),
        (fatigue, high + 1),
    ):
        index = index * base + int(digit)
    return index


# %% fight-allowed
def allowed_moves(board: Board, avoid: Iterable[int] = (WATER, OUTSIDE)) -> np.ndarray:
    shunned = frozenset(int(kind) for kind in avoid)
    mask = np.zeros((board.height * board.width, len(ACTIONS)), dtype=bool)
    for number, action in np.ndindex(mask.shape):
        there = board.move(board.cell(number), action)
        mask[number, action] = board.what(there) not in shunned
    return mask


# %% fight-choose
def choose(
    Q: np.ndarray, allowed: np.ndarray, epsilon: float = 0.0, rng: np.random.Generator | None = None
) -> np.ndarray:
    rng = np.random.default_rng() if rng is None else rng
    Q, allowed = np.array(Q, dtype=float), np.array(allowed, dtype=bool)
    assert Q.shape == allowed.shape and allowed.any(axis=1).all() and 0 <= epsilon <= 1
    masked = np.where(allowed, Q, -np.inf)
    best = np.logical_and(allowed, masked >= masked.max(axis=1, keepdims=True))
    chosen = np.empty(len(Q), dtype=np.int64)
    for i in range(len(Q)):
        candidates = np.flatnonzero(allowed[i] if rng.random() < epsilon else best[i])
        chosen[i] = rng.choice(candidates)
    return chosen


# %% fight-judge
class Verdict(NamedTuple):
    reward: float
    over: bool


def judge(event: int, energy: int | None = None, fatigue: int | None = None) -> Verdict:
    match int(event):
        case fight.WON:
            return Verdict(1.0, True)
        case fight.KILLED | fight.DROWNED:
            return Verdict(-1.0, True)
        case fight.GOES_ON:
            return Verdict(0.0, False)
        case other:
            raise ValueError(f"no such event: {other}")


# %% fight-shaped
def shaped(
    reward: np.ndarray,
    over: np.ndarray,
    potential: np.ndarray,
    next_potential: np.ndarray,
    gamma: float = GAMMA,
) -> np.ndarray:
    reward, potential = np.array(reward, dtype=float), np.array(potential, dtype=float)
    after = np.array(next_potential, dtype=float)
    assert reward.shape == potential.shape == after.shape
    after[np.asarray(over, dtype=bool)] = 0.0
    return reward + (gamma * after - potential)


# %% fight-learn
def learn(
    Q: np.ndarray,
    state: np.ndarray,
    action: np.ndarray,
    reward: np.ndarray,
    next_state: np.ndarray,
    over: np.ndarray,
    alpha: float = ALPHA,
    gamma: float = GAMMA,
) -> None:
    peters = Q.shape[0]
    assert len(state) == len(action) == len(reward) == len(next_state) == len(over) == peters
    for peter, (s, a, r, s2, end) in enumerate(
        zip(state, action, reward, next_state, over, strict=True)
    ):
        target = float(r) if end else float(r) + gamma * float(Q[peter, s2].max())
        Q[peter, s, a] = (1 - alpha) * Q[peter, s, a] + alpha * target


# %% fight-train
def train(world, agent, steps: int, rng: np.random.Generator) -> None:
    everybody = np.full(int(world.peters), fill_value=True)
    state = np.array(world.restart(which=everybody, rng=rng))
    for _ in range(steps):
        action = np.array(agent.act(state=state, rng=rng))
        next_state, reward, terminated, truncated = world.step(action=action)
        agent.learn(
            state=state.copy(),
            action=action.copy(),
            reward=np.array(reward),
            next_state=np.array(next_state),
            terminated=np.array(terminated),
        )
        state = np.array(world.restart(which=np.logical_or(terminated, truncated), rng=rng))
