# Slates by trying all, where there are few; sums by cumulation.

# %% recommender-arrange
from itertools import permutations


def arrange(likes, looks):
    slates = np.array(list(permutations(range(len(likes)), len(looks))))
    return slates[(likes[slates] * looks).sum(axis=1).argmax()]

# %% recommender-ips
def inverse_propensity(rewards, chances, wanted):
    top, below = np.cumsum(wanted / chances * rewards)[-1], np.cumsum(wanted / chances)[-1]
    return top / len(rewards), top / below

# %% recommender-ridge
def ridge(X, coins, lam):
    rows = np.vstack([X, np.sqrt(lam) * np.eye(X.shape[1])])
    return np.linalg.lstsq(rows, np.concatenate([coins, np.zeros(X.shape[1])]), rcond=None)[0]

# %% recommender-newton
def newton_step(w, X, clicks, lam):
    p = 1 / (1 + np.exp(-X @ w))
    root = np.sqrt(p * (1 - p))[:, None] * X
    rows = np.vstack([root, np.sqrt(lam) * np.eye(len(w))])
    g = X.T @ (p - clicks) + lam * w
    return w - np.linalg.pinv(rows.T @ rows) @ g

# %% recommender-forget
def forget(A, b, gamma, lam):
    eye = np.zeros(A.shape)
    eye[..., range(A.shape[-1]), range(A.shape[-1])] = 1
    return lam * eye + gamma * (A - lam * eye), gamma * b
