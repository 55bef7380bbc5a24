# Plays on to the limit: the event of the last move counts, ghosts walk.
# fails: fight-tally-tests, fight-tally-limit-tests
# says: the event was never read

# %% fight-tally
def tally(action, next_state, event, starts, limit):
    counts = np.zeros(4, dtype=int)
    for state in starts:
        for _ in range(limit):
            what, state = event[state, action[state]], next_state[state, action[state]]
        counts[what] += 1
    return counts
