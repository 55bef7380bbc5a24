# Recurses until Python, and then the C stack, gives up.
# shows: RecursionError
# %% total
import sys


def total(xs):
    return total(xs)


# %% + total-tests
sys.setrecursionlimit(2**30)


class Deep:
    def __repr__(self):
        return repr(self)


repr(Deep())
