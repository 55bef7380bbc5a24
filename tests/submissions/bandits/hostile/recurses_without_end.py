# Recurses until Python, and then the C stack, gives up.
# base: untouched
# %% bandits-regret
def total_regret(pulls, means):
    return total_regret(pulls, means)


# %% + bandits-start-tests
import sys

sys.setrecursionlimit(2**30)


class Deep:
    def __repr__(self):
        return repr(self)


repr(Deep())
