# Writes into the values it was lent.
# fails: mz-puct-tests
# says: your function changed q

# %% mz-puct
def puct(q, N, P, own):
    """Return the score of each action in n nodes, shape (n, 2).

    q, N, P: normalised values, visits and probabilities, shape (n, 2). own: values of the nodes, (n,).
    """
    known = q
    known[N == 0] = np.broadcast_to(own[:, None], N.shape)[N == 0]
    return known + C * P * np.sqrt(1 + N.sum(axis=1, keepdims=True)) / (1 + N)
