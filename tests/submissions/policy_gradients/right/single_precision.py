# Computes in single precision, as TensorFlow does.

# %% pg-returns
def discounted_returns(rewards, gamma):
    G = np.zeros(np.shape(rewards), dtype=np.float32)
    for t in range(len(rewards) - 1, -1, -1):
        G[t] = rewards[t] + (gamma * G[t + 1] if t + 1 < len(rewards) else 0)
    return G


# %% pg-normalise
def normalise(returns, playing):
    returns = np.asarray(returns, dtype=np.float32)
    played = returns[playing]
    spread = played.std()
    if spread == 0:
        spread = np.float32(1)
    return np.where(playing, (returns - played.mean()) / spread, np.float32(0))


# %% pg-whole
def whole_episode(returns, playing):
    return np.float32(returns[:1]) * np.float32(playing)


# %% pg-baseline
def advantages(returns, playing):
    returns, mask = np.float32(returns), np.float32(playing)
    count = np.maximum(mask.sum(axis=1, keepdims=True), 1)
    return mask * (returns - (returns * mask).sum(axis=1, keepdims=True) / count)


# %% pg-slopes
def slopes(h, actions, psi, beta):
    h, psi = np.float32(h), np.float32(psi)
    ln_pi = h - h.max(axis=1, keepdims=True)
    ln_pi -= np.log(np.exp(ln_pi).sum(axis=1, keepdims=True))
    pi = np.exp(ln_pi)
    entropy = -(pi * ln_pi).sum(axis=1, keepdims=True)
    score = np.eye(h.shape[1], dtype=np.float32)[actions] - pi
    return psi[:, np.newaxis] * score - np.float32(beta) * pi * (ln_pi + entropy)
