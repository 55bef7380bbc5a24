# Names error and gradient, and changes a copy.

# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    new = weights.copy()
    target = reward
    if x_next is not None:
        target = target + gamma * np.dot(weights, x_next)
    gradient = -(target - np.dot(weights, x)) * x
    new -= alpha * gradient
    return new


# %% mp-play
def play(game, choose, study, penalty):
    way, x = choose(game.scene)
    while True:
        points, died = game.move(way)
        reward = points / POINT
        if died:
            reward = reward - penalty
        if game.over:
            study(x, reward, None)
            return
        upcoming = choose(game.scene)
        if died:
            study(x, reward, None)
        else:
            study(x, reward, upcoming[1])
        way, x = upcoming
