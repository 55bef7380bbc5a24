# Takes the value of the likeliest action.
# fails: grid-expected-tests
# says: the likeliest action

# %% grid-expected
def expected_target(Q, reward, next_state, terminated, chances, gamma):
    q = Q[next_state]
    return reward if terminated else reward + gamma * (q[chances(q).argmax()])
