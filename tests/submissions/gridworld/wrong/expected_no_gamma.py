# Forgets gamma.
# fails: grid-expected-tests
# says: gamma is missing

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return reward if terminated else reward + chances(q) @ q
