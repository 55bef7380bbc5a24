# Counts targets from the end, by recursion.

# %% mp-n-step
def n_step(rewards, values, over, n, gamma):
    def ahead(t, left):
        if left == 0 or t == len(rewards):
            return values[t]
        if over[t]:
            return rewards[t]
        return rewards[t] + gamma * ahead(t + 1, left - 1)

    return np.array([ahead(t, n) for t in range(len(rewards))])


# %% mp-score
def score_of(env, act, seed):
    def rest(frame):
        frame, reward, terminated, truncated, _ = env.step(act(frame))
        return reward if terminated or truncated else reward + rest(frame)

    return rest(env.reset(seed=seed)[0])
