# Stops when a life is lost.
# fails: mp-play-lives-tests
# says: until the game is over

# %% mp-play
def play(game, choose, study, penalty):
    way, x = choose(game.scene)
    while not game.over:
        points, died = game.move(way)
        reward = points / POINT - penalty * died
        if game.over or died:
            study(x, reward, None)
            break
        next_way, x_next = choose(game.scene)
        study(x, reward, None if died else x_next)
        way, x = next_way, x_next
