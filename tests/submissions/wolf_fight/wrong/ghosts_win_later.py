# Counts a victory whenever there is one, also after drowning.
# fails: fight-tally-tests, fight-tally-limit-tests
# says: ghosts don

# %% fight-tally
def tally(action, next_state, event, starts, limit):
    counts = np.zeros(4, dtype=int)
    for state in starts:
        seen = []
        for _ in range(limit):
            seen.append(event[state, action[state]])
            state = next_state[state, action[state]]
        ended = [what for what in seen if what != GOES_ON]
        counts[WON if WON in ended else ended[-1] if ended else GOES_ON] += 1
    return counts
