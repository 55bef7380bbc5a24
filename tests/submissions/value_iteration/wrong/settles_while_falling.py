# Only the duck's first mistake is repaired: falling values don't count.
# fails: vi-settle-worst-tests
# says: absolute value

# %% vi-settle
def settle(sweep, Q, tolerance):
    possible = np.isfinite(Q)
    sweeps, change = 0, np.inf
    while change > tolerance:
        old, Q = Q, sweep(Q)
        change = np.max(Q[possible] - old[possible])
        sweeps += 1
    return Q, sweeps
