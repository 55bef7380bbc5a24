# Leaves the first mistake: strings that collide.
# fails: bins-dictionary-tests
# says: the same key

# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.actions, self.Q = actions, {}

    def values(self, bins):
        return self.Q.setdefault("".join(str(b) for b in bins), np.zeros(self.actions))

    def move(self, bins, action, target, alpha):
        row = self.values(bins)
        row[action] += alpha * (target - row[action])
