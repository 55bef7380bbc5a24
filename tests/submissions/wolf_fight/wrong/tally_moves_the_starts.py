# Moves the starts it is given.
# fails: fight-tally-tests
# says: changed `starts`
# %% fight-tally
def tally(action, next_state, event, starts, limit):
    counts = np.zeros(4, dtype=int)
    what = np.zeros(len(starts), dtype=int)
    for _ in range(limit):
        for i in range(len(starts)):
            if what[i] == GOES_ON:
                a = action[starts[i]]
                what[i], starts[i] = event[starts[i], a], next_state[starts[i], a]
    return np.bincount(what, minlength=4)
