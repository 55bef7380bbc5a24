# Goes on after a lost life as if nothing had happened.
# fails: mp-play-lives-tests
# says: nothing follows

# %% mp-play
def play(game, choose, study, penalty):
    way, x = choose(game.scene)
    while not game.over:
        points, died = game.move(way)
        reward = points / POINT - penalty * died
        if game.over:
            study(x, reward, None)
            break
        next_way, x_next = choose(game.scene)
        study(x, reward, x_next)
        way, x = next_way, x_next
