# Shuffles the pairs and goes through them, round after round.
# fails: mz-dream-draws-tests
# says: draw anew for each dream: a pair may come again before all

# %% mz-dream
def dream(Q, model, times, rng):
    pool = []
    for _ in range(times):
        if not pool:
            pool = list(model)
            rng.shuffle(pool)
        state, action = pool.pop()
        reward, next_state, over = model[state, action]
        target = reward if over else reward + DISCOUNT * Q[next_state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
