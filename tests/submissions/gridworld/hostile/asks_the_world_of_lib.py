# Has lib's own world do the step.
# base: untouched

# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    world = ClearingEnv(board, board.cell(state), rewards)
    return world.reset() and world.step(action)[:3]
