# np.allclose allows a relative change as well.
# fails: vi-settle-tests
# says: 1e-12
# %% vi-settle
def settle(sweep, Q, tolerance):
    sweeps = 0
    while True:
        old, Q = Q, sweep(Q)
        sweeps += 1
        if np.allclose(Q, old, atol=tolerance):
            return Q, sweeps
