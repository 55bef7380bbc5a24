# Returns hundreds of megabytes, exceptions with gigantic texts, and prints without end.
# base: untouched
# %% bandits-regret
def total_regret(pulls, means):
    return np.zeros(40_000_000)


# %% bandits-start
def starting_tables(k, optimism, trust):
    raise ValueError("x" * 50_000_000)


# %% bandits-ucb
def ucb(Q, N, c):
    while True:
        print("x" * 1000)


# %% + bandits-ucb-tests
while True:
    print("y" * 100_000)
