# The best ware where most is seen, and the rest as they come.
# fails: recommender-arrange-tests
# says: the three places

# %% recommender-arrange
def arrange(likes, looks):
    slate = np.empty(len(looks), dtype=int)
    best = np.argsort(-likes)[: len(looks)]
    slate[looks.argmax()] = best[0]
    slate[np.delete(np.arange(len(looks)), looks.argmax())] = best[1:][::-1]
    return slate
