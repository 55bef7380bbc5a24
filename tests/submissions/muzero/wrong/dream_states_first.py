# Draws a state, then one of its actions: pairs are not equally likely.
# fails: mz-dream-draws-tests
# says: equally often

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    pairs = list(model)
    for _ in range(times):
        states = sorted({s for s, _ in pairs})
        state = states[rng.integers(len(states))]
        actions = [a for s, a in pairs if s == state]
        action = actions[rng.integers(len(actions))]
        reward, next_state, over = model[state, action]
        target = reward if over else reward + DISCOUNT * Q[next_state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
