# Computes for ever inside single native calls that no interrupt reaches, in a cell and while tested.
# shows: was over
import re

re.match(r"(a+)+$", "a" * 60 + "b")


# %% total
def total(xs):
    return sum(iter(int, 1))
