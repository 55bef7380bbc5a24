# Stops after four hundred sweeps.
# fails: vi-settle-tests
# says: 451 sweeps
# %% vi-settle
def settle(sweep, Q, tolerance):
    possible = np.isfinite(Q)
    for sweeps in range(1, 401):
        old, Q = Q, sweep(Q)
        if np.max(np.abs(Q[possible] - old[possible])) <= tolerance:
            break
    return Q, sweeps
