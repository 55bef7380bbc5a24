# Takes the GAMMA of the notebook.
# fails: grid-expected-tests
# says: a step to state 1

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return reward if terminated else reward + GAMMA * (chances(q) @ q)
