# Chooses once more after the end, and throws it away.

# %% mp-play
def play(game, choose, study, penalty):
    over = False
    choice = choose(game.scene)
    while not over:
        points, died = game.move(choice[0])
        over = game.over
        following = choose(game.scene)
        ended = died or over
        study(choice[1], points / POINT - (penalty if died else 0), None if ended else following[1])
        choice = following
