# Computes for ever inside one native call that no interrupt can reach.
# base: untouched
# %% bandits-regret
def total_regret(pulls, means):
    return sum(iter(int, 1))
# %% + bandits-start-tests
import re

re.match(r"(a+)+$", "a" * 60 + "b")
