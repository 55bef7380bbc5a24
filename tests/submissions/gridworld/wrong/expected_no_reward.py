# Forgets the reward.
# fails: grid-expected-tests
# says: the reward is missing

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return reward if terminated else gamma * (chances(q) @ q)
