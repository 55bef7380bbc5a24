# Forgets what a life costs.
# fails: mp-play-tests, mp-play-lives-tests

# %% mp-play
def play(game, choose, study, penalty):
    way, x = choose(game.scene)
    while not game.over:
        points, died = game.move(way)
        reward = points / POINT
        if game.over:
            study(x, reward, None)
            break
        next_way, x_next = choose(game.scene)
        study(x, reward, None if died else x_next)
        way, x = next_way, x_next
