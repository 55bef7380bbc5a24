# Lets something follow after an end.
# fails: grid-expected-tests
# says: after an end nothing follows

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return reward + gamma * (chances(q) @ q)
