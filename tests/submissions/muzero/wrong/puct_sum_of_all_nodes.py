# The sum is over all nodes.
# fails: mz-puct-tests, mz-search-tests
# says: the sum goes over the actions of each node, not over all

# %% mz-puct
def puct(q, N, P, own):
    """Return the score of each action in n nodes, shape (n, 2).

    q, N, P: normalised values, visits and probabilities, shape (n, 2). own: values of the nodes, (n,).
    """
    known = np.where(N > 0, q, own[:, None])
    return known + C * P * np.sqrt(1 + N.sum()) / (1 + N)
