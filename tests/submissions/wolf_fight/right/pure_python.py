# Loops and plain Python everywhere.

# %% fight-wins
def wins(energy, fatigue, moves):
    for _ in range(moves):
        energy, fatigue = energy - 1, fatigue + 1
    if energy > fatigue:
        return True
    return False


# %% fight-transition
def transition(board, state, action, full=FULL):
    row, column, energy, fatigue = [int(x) for x in state]
    there = board.move((row, column), action)
    if there is not None:
        row, column = there
    if energy > 0:
        energy -= 1
    if fatigue < full:
        fatigue += 1
    kind = board.cells[row][column]
    event = GOES_ON
    if kind == WATER:
        event = DROWNED
    if kind == WOLF and energy > fatigue:
        event = WON
    if kind == WOLF and energy <= fatigue:
        event = KILLED
    if kind == APPLE:
        energy = full
    if kind == TREE:
        fatigue = 0
    return [row, column, energy, fatigue], event


# %% fight-tally
def tally(action, next_state, event, starts, limit):
    counts = [0, 0, 0, 0]
    for state in starts:
        for _ in range(limit):
            a = action[state]
            if event[state, a] != GOES_ON:
                counts[event[state, a]] += 1
                break
            state = next_state[state, a]
        else:
            counts[GOES_ON] += 1
    return counts


# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    Q = np.zeros(reward.shape)
    for s in range(len(reward)):
        for a in range(reward.shape[1]):
            Q[s, a] = reward[s, a]
            if not over[s, a]:
                Q[s, a] += gamma * V[next_state[s, a]]
    return Q


# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    if energy < low:
        energy = low
    if fatigue > high:
        fatigue = high
    index = row * width + column
    index = index * (11 - low) + (energy - low)
    return index * (high + 1) + fatigue


# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    mask = []
    for number in range(board.height * board.width):
        row = []
        for action in ACTIONS:
            there = board.move(board.cell(number), action)
            row.append(board.what(there) not in avoid)
        mask.append(row)
    return mask


# %% fight-choose
def choose(Q, allowed, epsilon, rng):
    actions = []
    for row, mask in zip(Q, allowed):
        options = [a for a in range(len(row)) if mask[a]]
        if rng.random() >= epsilon:
            top = max(row[a] for a in options)
            options = [a for a in options if row[a] == top]
        actions.append(options[int(rng.random() * len(options))])
    return actions


# %% fight-judge
def judge(event, energy, fatigue):
    if event == GOES_ON:
        return 0, False
    if event == WON:
        return 1, True
    return -1, True


# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    paid = []
    for r, end, now, later in zip(reward, over, potential, next_potential):
        paid.append(r - now + (0 if end else gamma * later))
    return np.array(paid)


# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    for i in range(len(state)):
        target = reward[i]
        if not over[i]:
            target = target + gamma * max(Q[i, next_state[i]])
        old = Q[i, state[i], action[i]]
        Q[i, state[i], action[i]] = (1 - alpha) * old + alpha * target


# %% fight-train
def train(world, agent, steps, rng):
    everybody = np.array([True] * world.peters)
    state = world.restart(everybody, rng)
    for _ in range(steps):
        action = agent.act(state, rng)
        next_state, reward, dead, late = world.step(action)
        agent.learn(state, action, reward, next_state, dead)
        state = world.restart(np.array([d or l for d, l in zip(dead, late)]), rng)


# %% fight-design
def my_states(states):
    words = ["little", "some", "much"]
    kept = []
    for row, column, energy, fatigue in states:
        kept.append(f"{row}-{column}: {words[energy // 4]} energy, {words[fatigue // 4]} fatigue")
    return kept
