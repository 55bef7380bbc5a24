# Weighs all four alike.
# fails: grid-expected-tests
# says: not all four are equally likely

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return reward if terminated else reward + gamma * (q.mean())
