# Counts each start once.
# fails: fight-tally-tests, fight-tally-limit-tests
# says: three fights from one start
# %% fight-tally
def tally(action, next_state, event, starts, limit):
    counts = np.zeros(4, dtype=int)
    for state in set(np.asarray(starts).tolist()):
        what, moves = GOES_ON, 0
        while what == GOES_ON and moves < limit:
            a = action[state]
            what, state = event[state, a], next_state[state, a]
            moves += 1
        counts[what] += 1
    return counts
