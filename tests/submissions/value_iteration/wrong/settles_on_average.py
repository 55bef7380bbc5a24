# Looks at the mean change instead of the largest.
# fails: vi-settle-worst-tests
# says: sweeps until the largest change

# %% vi-settle
def settle(sweep, Q, tolerance):
    possible = np.isfinite(Q)
    sweeps, change = 0, np.inf
    while change > tolerance:
        old, Q = Q, sweep(Q)
        change = np.mean(np.abs(Q[possible] - old[possible]))
        sweeps += 1
    return Q, sweeps
