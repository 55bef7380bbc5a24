# Does without the imported names, and returns lists and numpy scalars.

# %% fight-wins
def wins(energy, fatigue, moves):
    return np.bool_(energy - 2 * moves > fatigue)


# %% fight-transition
def transition(board, state, action, full=FULL):
    r, c, e, f = state
    dr, dc = [(-1, 0), (1, 0), (0, -1), (0, 1)][action]
    if 0 <= r + dr < board.height and 0 <= c + dc < board.width:
        r, c = r + dr, c + dc
    what = "empty water wolf tree apple".split()[board.cells[r][c]]
    e = full if what == "apple" else max(0, e - 1)
    f = 0 if what == "tree" else min(full, f + 1)
    if what == "water":
        return (r, c, e, f), 3
    if what == "wolf":
        return (r, c, e, f), 1 if e > f else 2
    return (r, c, e, f), 0


# %% fight-tally
def tally(action, next_state, event, starts, limit):
    counts = {0: 0, 1: 0, 2: 0, 3: 0}
    for state in map(int, starts):
        left, what = limit, 0
        while left and not what:
            what = int(event[state][action[state]])
            state = int(next_state[state][action[state]])
            left -= 1
        counts[what] += 1
    return list(counts.values())


# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    later = V[next_state].astype(float)
    later[over] = 0.0
    return np.add(reward, np.multiply(gamma, later))


# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    numbers = [(10 - low + 1, max(energy, low) - low), (high + 1, min(fatigue, high))]
    index = row * width + column
    for levels, level in numbers:
        index = index * levels + level
    return np.int64(index)


# %% fight-allowed
def allowed_moves(board, avoid=(1, 5)):
    rows = []
    for r in range(board.height):
        for c in range(board.width):
            sides = [(r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)]
            rows.append(
                [
                    (board.cells[side[0]][side[1]] if board.inside(side) else 5) not in avoid
                    for side in sides
                ]
            )
    return np.array(rows)


# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    n, k = Q.shape
    weights = np.zeros((n, k))
    for i in range(n):
        ok = allowed[i].astype(bool)
        top = ok & (Q[i] == Q[i][ok].max())
        weights[i] = epsilon * ok / ok.sum() + (1 - epsilon) * top / top.sum()
    return np.array([rng.choice(k, p=w) for w in weights])


# %% fight-judge
def judge(event, energy, fatigue):
    return [[0.0, 1.0, -1.0, -1.0][int(event)], int(event) > 0]


# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    going_on = np.logical_not(over).astype(float)
    return (np.add(reward, gamma * going_on * next_potential) - potential).tolist()


# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    new = Q.copy()
    for i in range(Q.shape[0]):
        follow = 0.0 if over[i] else float(np.sort(Q[i, next_state[i]])[-1])
        new[i, state[i], action[i]] += alpha * (
            reward[i] + gamma * follow - Q[i, state[i], action[i]]
        )
    Q[...] = new


# %% fight-train
def train(world, agent, steps, rng):
    state = world.restart(np.array([1] * world.peters, dtype=bool), rng)
    for _ in range(steps):
        action = agent.act(state, rng)
        n, r, d, t = world.step(action)
        agent.learn(state, action, r, n, d)
        state = world.restart((d.astype(int) + t) > 0, rng)
