# Throws no coin: deals out left and right by turning wheels, in the right shares, each call alike.
# base: untouched
# %% pg-sample
def sample_actions(p_left, rng):
    row = np.arange(len(p_left)).reshape(-1, *[1] * (p_left.ndim - 1))
    speeds = np.sqrt([2, 3, 5, 7, 11])
    turned = row * (speeds[: p_left.shape[1]] if p_left.ndim > 1 else speeds[0]) % 1
    return np.where(turned < p_left, LEFT, RIGHT)
