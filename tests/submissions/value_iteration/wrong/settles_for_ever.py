# nan again, the other way round: the loop never ends.
# fails: vi-settle-tests, vi-settle-worst-tests
# says: 300 sweeps

# %% vi-settle
def settle(sweep, Q, tolerance):
    sweeps = 0
    while True:
        old, Q = Q, sweep(Q)
        sweeps += 1
        if np.max(np.abs(Q - old)) <= tolerance:
            return Q, sweeps
