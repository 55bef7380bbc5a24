# Makes one move more than the limit.
# fails: fight-tally-limit-tests
# says: with one move

# %% fight-tally
def tally(action, next_state, event, starts, limit):
    counts = np.zeros(4, dtype=int)
    for state in starts:
        what, moves = GOES_ON, 0
        while what == GOES_ON and moves <= limit:
            what, state = event[state, action[state]], next_state[state, action[state]]
            moves += 1
        counts[what] += 1
    return counts
