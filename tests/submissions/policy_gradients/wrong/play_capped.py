# Never plays longer than this notebook's own lessons.
# fails: pg-play-tests
# says: 202 steps

# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    states, actions = np.zeros((T, n, 4), dtype=np.float32), np.zeros((T, n), dtype=int)
    rewards, playing = np.zeros((T, n)), np.zeros((T, n), dtype=bool)
    state, _ = envs.reset()
    running = np.ones(n, dtype=bool)
    for t in range(min(T, T_MAX)):
        playing[t], states[t], actions[t] = running, state, act(state)
        state, reward, terminated, truncated, _ = envs.step(actions[t])
        rewards[t] = reward * running
        running = running & ~(terminated | truncated)
        if not running.any():
            break
    return states, actions, rewards, playing
