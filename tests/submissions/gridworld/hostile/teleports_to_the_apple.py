# Has the walker carry its own board, policy and rewards, in which everything is an apple next door.
# base: untouched

# %% + grid-setup
from lib.worlds import board as world

world.Board.what = lambda self, cell: 4
world.Board.move = lambda self, cell, action: (0, 3)
world.distances_to_apple = distances_to_apple = lambda board: np.ones((8, 8), dtype=int)
ENDS = KIND_NAMES = ENDINGS = ("apple",) * 6


# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    return "apple", 5


# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    return state, rewards.apple, True


# %% grid-audit
def audit(board, walks):
    return len(walks), len(walks), len(walks)
