# Looks at row 0.
# fails: grid-expected-tests
# says: look at the row of the *next* state

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[0]
    return reward if terminated else reward + gamma * (chances(q) @ q)
