# Stores the mask and then changes it in place, through a view.
# fails: pg-play-tests
# says: the last step of an episode

# %% pg-play
def play_episodes(envs, act, T):
    n = envs.num_envs
    states, actions = np.zeros((T, n, 4), dtype=np.float32), np.zeros((T, n), dtype=int)
    rewards, playing = np.zeros((T, n)), np.zeros((T, n), dtype=bool)
    state, _ = envs.reset()
    running = np.ones(n, dtype=bool)
    for t in range(T):
        running = playing[t] = running
        states[t], actions[t] = state, act(state)
        state, reward, terminated, truncated, _ = envs.step(actions[t])
        rewards[t] = reward * running
        running = playing[t]
        running &= ~(terminated | truncated)
        if not running.any():
            break
    return states, actions, rewards, playing
