# Computes in single precision and small integers; draws by Gumbel numbers and by wheels of fortune.

# %% fight-wins
wins = lambda energy, fatigue, moves: (
    np.int16(energy) - np.int16(fatigue) > np.int16(2) * np.int16(moves)
)


# %% fight-transition
def transition(board, state, action, full=FULL):
    row, column, energy, fatigue = np.asarray(state, dtype=np.int32)
    move = np.array([[-1, 0], [1, 0], [0, -1], [0, 1]], dtype=np.int32)[action]
    row2, column2 = np.array([row, column]) + move
    if not (0 <= row2 < board.height) or not (0 <= column2 < board.width):
        row2, column2 = row, column
    kind = board.cells[row2][column2]
    energy, fatigue = np.maximum(energy - 1, 0), np.minimum(fatigue + 1, full)
    energy = np.where(kind == APPLE, np.int32(full), energy)[()]
    fatigue = fatigue * (kind != TREE)
    event = DROWNED * (kind == WATER) + (kind == WOLF) * (
        KILLED - (energy > fatigue) * (KILLED - WON)
    )
    return np.array([row2, column2, energy, fatigue], dtype=np.int32), np.int8(event)


# %% fight-tally
def tally(action, next_state, event, starts, limit):
    place = np.arange(len(action))
    follow, happened = next_state[place, action], event[place, action]  # the policy as one table
    state, ended = np.array(starts, dtype=np.int32), []
    for _ in range(limit):
        what = happened[state]
        ended.extend(what[what != GOES_ON].tolist())
        state = follow[state[what == GOES_ON]]
    return np.bincount(np.array(ended + [GOES_ON] * len(state), dtype=int), minlength=4).astype(
        np.uint16
    )


# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    later = np.float32(V)[next_state]
    return np.float32(reward) + np.float32(gamma) * later * np.float32(~over)


# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    shape = (row + 1, width, FULL - low + 1, high + 1)
    digits = row, column, np.maximum(energy, low) - low, np.minimum(fatigue, high)
    return np.ravel_multi_index(digits, shape)


# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    kinds = np.full((board.height + 2, board.width + 2), OUTSIDE, dtype=np.int8)
    kinds[1:-1, 1:-1] = board.cells
    mask = np.ones((board.height, board.width, 4), dtype=np.bool_)
    for action, (down, right) in enumerate([(-1, 0), (1, 0), (0, -1), (0, 1)]):
        side = np.roll(kinds, (-down, -right), axis=(0, 1))[1:-1, 1:-1]
        for kind in avoid:
            mask[:, :, action] &= side != kind
    return mask.reshape(-1, 4)


# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    masked = np.where(allowed, Q, -np.inf)
    best = (masked == masked.max(axis=1, keepdims=True)) & allowed
    any_, top = allowed / allowed.sum(axis=1, keepdims=True), best / best.sum(axis=1, keepdims=True)
    chances = np.float32(epsilon * any_ + (1 - epsilon) * top)
    with np.errstate(divide="ignore"):
        return np.argmax(np.log(chances) + rng.gumbel(size=chances.shape), axis=1).astype(np.int8)


# %% fight-judge
REWARDS_OF_EVENTS = np.array([0, 1, -1, -1], dtype=np.float32)


def judge(event, energy, fatigue):
    return REWARDS_OF_EVENTS[event], np.not_equal(event, GOES_ON)


# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    hint = np.multiply(
        np.float32(gamma),
        next_potential,
        where=~over,
        out=np.zeros(len(reward), np.float32),
        casting="unsafe",
    )
    return np.float32(reward) + hint - np.float32(potential)


# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    peters, rows, actions = Q.shape
    place = np.ravel_multi_index((np.arange(peters), state, action), Q.shape)
    best = np.take_along_axis(Q, next_state[:, None, None], axis=1)[:, 0].max(axis=1)
    best[over] = 0
    flat = Q.reshape(-1)
    flat[place] += alpha * (reward + gamma * best - flat[place])


# %% fight-train
def train(world, agent, steps, rng):
    which = np.ones(world.peters, dtype=bool)
    left = steps
    while left > 0:
        state = world.restart(which, rng)
        action = agent.act(state, rng)
        next_state, reward, terminated, truncated = world.step(action.astype(np.int32))
        agent.learn(state, action, reward, next_state, terminated)
        which = np.maximum(terminated, truncated)
        left -= 1
