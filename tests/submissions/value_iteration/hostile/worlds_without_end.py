# Hands in a world too large to be looked at, plans without end, and a history of everything.
# base: untouched
# %% vi-slow
def slow_world():
    T = np.broadcast_to(np.float64(1e-3), (1000, 10, 1000))
    return T, T, 0.999


# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    plans = [policy]
    plans.append(plans)
    return plans * 1000


# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    return np.broadcast_to(Q, (10**9, *Q.shape))
