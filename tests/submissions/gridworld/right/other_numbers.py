# Tries other numbers in a new cell, as the notebook says one may; the rest is as it should be.

# %% + grid-values
BOARD = generate(99)
REWARDS = Rewards(step=-1, apple=1, wolf=-2, water=-3, outside=-4)
GAMMA, ALPHA, EPISODES, LIMIT, EXTRA, SEED = 0.5, 0.1, 50, 20, 0.5, 99


# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    total = np.zeros((states, 2), dtype=np.float32)
    for walk in walks:
        G, first = np.float32(0), {}
        for state, reward, _, _ in walk[::-1]:
            G = np.float32(reward + gamma * float(G))
            first[int(state)] = G
        for state in first:
            total[state] += [first[state], 1]
    return total[:, 0] / np.maximum(total[:, 1], np.float32(1))


# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states, dtype=np.float32)
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            follows = 0.0 if terminated else gamma * float(V[next_state])
            V[state] += np.float32(alpha * (reward + follows - float(V[state])))
    return V
