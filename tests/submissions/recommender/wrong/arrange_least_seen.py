# The best where least is seen.
# fails: recommender-arrange-tests
# says: sort the places falling

# %% recommender-arrange
def arrange(likes, looks):
    slate = np.empty(len(looks), dtype=int)
    slate[np.argsort(looks)] = np.argsort(-likes)[: len(looks)]
    return slate
