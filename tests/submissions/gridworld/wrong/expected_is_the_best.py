# Takes the best of the row.
# fails: grid-expected-tests
# says: that is the best of the row

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return reward if terminated else reward + gamma * (q.max())
