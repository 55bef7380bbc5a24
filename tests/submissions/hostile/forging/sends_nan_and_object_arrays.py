# Returns what compares strangely: NaN, infinities, negative zero, object, void, string and masked arrays.
# %% total
def total(xs):
    return [float("nan"), np.float16("inf"), complex("nan")][len(xs) % 3]


# %% shares
calls = iter(
    [
        np.full(2, np.nan),
        np.array([object(), None]),
        np.ma.masked_array([0.0, 0.0], [True, True]),
    ]
)


def shares(weights):
    return next(calls, np.zeros(2, dtype=[("a", "f8")]))


# %% draw
def draw(rng, sides):
    return np.array([np.nan])[0]
