# Never settles better than TOLERANCE.
# fails: vi-settle-tests
# says: 1e-12
# %% vi-settle
def settle(sweep, Q, tolerance):
    sweeps, change = 0, np.inf
    possible = np.isfinite(Q)
    while change > max(tolerance, TOLERANCE):
        old, Q = Q, sweep(Q)
        change = np.max(np.abs(Q[possible] - old[possible]))
        sweeps += 1
    return Q, sweeps
