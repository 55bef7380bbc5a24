# Only the duck's second mistake is repaired: nan > tolerance is False.
# fails: vi-settle-tests, vi-settle-worst-tests
# says: is nan

# %% vi-settle
def settle(sweep, Q, tolerance):
    sweeps, change = 0, np.inf
    while change > tolerance:
        old, Q = Q, sweep(Q)
        change = np.max(np.abs(Q - old))
        sweeps += 1
    return Q, sweeps
