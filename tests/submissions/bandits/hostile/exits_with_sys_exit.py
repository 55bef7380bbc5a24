# Calls sys.exit(0) in a cell, and in the tested function, hoping that leaving early is passing.
# base: untouched
# %% + bandits-setup
import sys

sys.exit(0)


# %% bandits-regret
def total_regret(pulls, means):
    sys.exit(0)


# %% bandits-ucb
def ucb(Q, N, c):
    raise SystemExit(0)
