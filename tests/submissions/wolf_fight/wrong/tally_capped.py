# Caps the limit at the notebook's own LIMIT.
# fails: fight-tally-limit-tests
# says: won with move 160
# %% fight-tally
def tally(action, next_state, event, starts, limit):
    counts = np.zeros(4, dtype=int)
    for state in starts:
        what, moves = GOES_ON, 0
        while what == GOES_ON and moves < min(limit, LIMIT):
            a = action[state]
            what, state = event[state, a], next_state[state, a]
            moves += 1
        counts[what] += 1
    return counts
