# Returns 0 at the end.
# fails: grid-expected-tests
# says: a last step

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return 0 if terminated else reward + gamma * (chances(q) @ q)
