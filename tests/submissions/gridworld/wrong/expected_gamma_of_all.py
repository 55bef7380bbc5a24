# Discounts the reward, too.
# fails: grid-expected-tests
# says: gamma belongs to what follows

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return reward if terminated else gamma * (reward + chances(q) @ q)
