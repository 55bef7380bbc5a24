# Has no opinion.
# fails: mz-puct-tests, mz-search-tests
# says: the opinion P(a) is missing

# %% mz-puct
def puct(q, N, P, own):
    """Return the score of each action in n nodes, shape (n, 2).

    q, N, P: normalised values, visits and probabilities, shape (n, 2). own: values of the nodes, (n,).
    """
    known = np.where(N > 0, q, own[:, None])
    return known + C * np.sqrt(1 + N.sum(axis=1, keepdims=True)) / (1 + N)
