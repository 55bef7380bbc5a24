# Takes the node for all its actions.
# fails: mz-puct-tests, mz-search-tests
# says: `own` is for actions that nobody tried; the others have a q

# %% mz-puct
def puct(q, N, P, own):
    """Return the score of each action in n nodes, shape (n, 2).

    q, N, P: normalised values, visits and probabilities, shape (n, 2). own: values of the nodes, (n,).
    """
    known = np.repeat(own[:, None], 2, axis=1)
    return known + C * P * np.sqrt(1 + N.sum(axis=1, keepdims=True)) / (1 + N)
