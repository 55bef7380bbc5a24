# Returns the table before the last sweep.
# fails: vi-settle-tests, vi-settle-worst-tests
# says: return the newest

# %% vi-settle
def settle(sweep, Q, tolerance):
    possible = np.isfinite(Q)
    sweeps = 0
    while True:
        new = sweep(Q)
        sweeps += 1
        if np.max(np.abs(new[possible] - Q[possible])) <= tolerance:
            return Q, sweeps
        Q = new
