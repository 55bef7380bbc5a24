# Annotated and defensive, with keyword defaults and asserts.

# %% fight-wins
def wins(energy: int, fatigue: int, moves: int = 0) -> bool:
    assert moves >= 0
    lead = energy - fatigue
    return lead > moves + moves


# %% fight-judge
def judge(event: int, energy: int = 0, fatigue: int = 0) -> tuple:
    over = event != GOES_ON
    return np.float64(over * (1 if event == WON else -1)), over


# %% fight-index
def state_index(row, column, energy, fatigue, width, low=2, high=8):
    energy_levels, fatigue_levels = len(range(low, 11)), len(range(high + 1))
    level = sum(energy >= x for x in range(low + 1, 11))
    tired = sum(fatigue >= x for x in range(1, high + 1))
    return ((row * width + column) * energy_levels + level) * fatigue_levels + tired


# %% fight-train
def train(world, agent, steps: int, rng) -> None:
    done = np.ones(world.peters, dtype=np.bool_)
    state = world.restart(done, rng)
    for step in range(steps):
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated = world.step(action)
        assert not np.any(terminated & truncated)
        agent.learn(state, action, reward, next_state, terminated)
        if step + 1 < steps:
            state = world.restart(terminated | truncated, rng)
    return None


# %% fight-design
def my_states(states: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int]]:
    return [(row, column, energy - fatigue) for row, column, energy, fatigue in states]
