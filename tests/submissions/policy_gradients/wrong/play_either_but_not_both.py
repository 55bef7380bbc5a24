# An episode that is terminated and truncated at once goes on.
# fails: pg-play-tests
# says: at once

# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    states, actions = np.zeros((T, n, 4), dtype=np.float32), np.zeros((T, n), dtype=int)
    rewards, playing = np.zeros((T, n)), np.zeros((T, n), dtype=bool)
    state, _ = envs.reset()
    running = np.ones(n, dtype=bool)
    for t in range(T):
        playing[t], states[t], actions[t] = running, state, act(state)
        state, reward, terminated, truncated, _ = envs.step(actions[t])
        rewards[t] = reward * running
        running = running & ~(terminated ^ truncated)
        if not running.any():
            break
    return states, actions, rewards, playing
