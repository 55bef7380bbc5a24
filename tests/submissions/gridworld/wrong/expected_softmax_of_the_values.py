# Weighs by a softmax of the values.
# fails: grid-expected-tests
# says: a step to state 1

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return reward if terminated else reward + gamma * (softmax(1.0)(q) @ q)
