# Stores the state after the step.
# fails: pg-play-record-tests
# says: before

# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    states, actions = np.zeros((T, n, 4), dtype=np.float32), np.zeros((T, n), dtype=int)
    rewards, playing = np.zeros((T, n)), np.zeros((T, n), dtype=bool)
    state, _ = envs.reset()
    running = np.ones(n, dtype=bool)
    for t in range(T):
        playing[t], actions[t] = running, act(state)
        state, reward, terminated, truncated, _ = envs.step(actions[t])
        states[t] = state
        states[t, :, 2] = 1
        rewards[t] = reward * running
        running = running & ~(terminated | truncated)
        if not running.any():
            break
    return states, actions, rewards, playing
