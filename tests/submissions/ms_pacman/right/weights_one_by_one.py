# Updates weights one by one.

# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    said = sum(w * f for w, f in zip(weights, x))
    following = 0 if x_next is None else sum(w * f for w, f in zip(weights, x_next))
    error = reward + gamma * following - said
    return [w + alpha * error * f for w, f in zip(weights, x)]


# %% mp-interval
def interval(scores):
    scores = np.asarray(scores)
    error = np.sqrt(scores.var(ddof=1) / scores.size)
    return scores.mean() + error * np.array([-1.96, 1.96])
