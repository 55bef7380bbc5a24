# best[order] in place of slate[order] = best.
# fails: recommender-arrange-tests
# says: best[order] does something else

# %% recommender-arrange
def arrange(likes, looks):
    best = np.argsort(-likes)[: len(looks)]
    return best[np.argsort(-looks)]
