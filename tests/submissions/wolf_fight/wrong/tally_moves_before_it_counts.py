# Moves before it looks whether it may.
# fails: fight-tally-limit-tests
# says: nobody moves at all
# %% fight-tally
def tally(action, next_state, event, starts, limit):
    counts = np.zeros(4, dtype=int)
    for state in starts:
        moves = 0
        while True:
            a = action[state]
            what, state = event[state, a], next_state[state, a]
            moves += 1
            if what != GOES_ON or moves >= limit:
                break
        counts[what] += 1
    return counts
