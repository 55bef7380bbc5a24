# What nobody tried is worth 1.
# fails: mz-puct-tests, mz-search-tests
# says: what nobody tried is as good as its node, no better

# %% mz-puct
def puct(q, N, P, own):
    """Return the score of each action in n nodes, shape (n, 2).

    q, N, P: normalised values, visits and probabilities, shape (n, 2). own: values of the nodes, (n,).
    """
    known = np.where(N > 0, q, 1.0)
    return known + C * P * np.sqrt(1 + N.sum(axis=1, keepdims=True)) / (1 + N)
