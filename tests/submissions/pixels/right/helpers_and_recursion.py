# Uses functions and classes of its own, and recursion.

# %% px-cart
def is_dark(pixel):
    return max(pixel.tolist()) < 128


def cart_column(frame):
    dark = [column for column, pixel in enumerate(frame[CART_ROW]) if is_dark(pixel)]
    return (min(dark) + max(dark)) // 2


# %% px-advantages
def advantages(rewards, values, terminated, truncated, gamma, lam):
    def first(t):
        if t == len(rewards):
            return []
        rest = first(t + 1)
        later = rest[0] if rest else np.zeros(rewards.shape[1])
        now = rewards[t] + gamma * values[t + 1] * (1 - terminated[t]) - values[t]
        return [now + gamma * lam * later * (1 - (terminated | truncated)[t]), *rest]

    return np.array(first(0))


# %% px-play
class Notebook:
    def __init__(self):
        self.columns = [[] for _ in range(6)]

    def write(self, *row):
        for column, entry in zip(self.columns, row):
            column.append(np.array(entry))


def play(poles, eye, act, seen, over, T):
    book = Notebook()
    while T > 0:
        action = act(seen)
        patches, reward, terminated, truncated, info = poles.step(action)
        book.write(seen, action, reward, terminated, truncated, np.logical_not(over))
        seen = eye(patches, over)
        over = np.logical_or(terminated, truncated)
        T -= 1
    return [np.array(column) for column in book.columns], seen, over


# %% px-examine
def examine(poles, eye, act, seed):
    n = poles.num_envs
    lengths, t = [None] * n, 0
    patches, _ = poles.reset(seed=seed)
    seen, over = eye(patches, np.full(n, True)), np.full(n, False)
    while None in lengths:
        patches, _, terminated, truncated, _ = poles.step(act(seen))
        t += 1
        for i in range(n):
            if lengths[i] is None and (terminated[i] or truncated[i]):
                lengths[i] = t
        seen = eye(patches, over)
        over = terminated | truncated
    return np.array(lengths)
