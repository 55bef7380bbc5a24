# What SciPy has ready.

# %% recommender-ridge
from scipy.linalg import cho_factor, cho_solve


def ridge(X, coins, lam):
    return cho_solve(cho_factor(X.T @ X + lam * np.eye(X.shape[1])), X.T @ coins)

# %% recommender-thompson
from scipy.stats import norm


def thompson(mean, width, v, rng):
    return norm.ppf(rng.random(mean.shape), mean, v * width).argmax(axis=1)

# %% recommender-newton
from scipy.special import expit


def newton_step(w, X, clicks, lam):
    p = expit(X @ w)
    return w - np.linalg.solve((X.T * (p * (1 - p))) @ X + lam * np.eye(len(w)), X.T @ (p - clicks) + lam * w)

# %% recommender-reinforce
from scipy.special import log_softmax, softmax


def policy_gradient(h, states, actions, psi):
    gradient = np.zeros_like(h)
    np.add.at(gradient, (states, actions), psi)
    per_state = np.bincount(states, psi, minlength=len(h))
    return (gradient - per_state[:, None] * softmax(h, axis=1)) / len(states)

# %% recommender-arrange
from scipy.optimize import linear_sum_assignment


def arrange(likes, looks):
    wares, places = linear_sum_assignment(np.outer(likes - likes.min() + 1.0, looks), maximize=True)
    slate = np.empty(len(looks), dtype=int)
    slate[places] = wares
    return slate

# %% recommender-believed
from scipy.linalg import block_diag


def believed(theta, A_inv, x):
    mean = (theta * x[:, None]).sum(-1)
    roots = np.linalg.cholesky(A_inv)
    return mean, np.linalg.norm(np.swapaxes(roots, -1, -2) @ x[:, None, :, None], axis=(-2, -1))
