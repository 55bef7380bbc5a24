# Asks about the chances in row 0.
# fails: grid-expected-tests
# says: about the row of the *next* state

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return reward if terminated else reward + gamma * (chances(Q[0]) @ q)
