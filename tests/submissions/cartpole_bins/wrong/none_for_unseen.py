# Has learned None for pairs it has not seen.
# fails: bins-dictionary-tests
# says: not None

# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.actions, self.Q = actions, {}

    def values(self, bins):
        return self.Q.get(bins)

    def move(self, bins, action, target, alpha):
        row = self.Q.setdefault(bins, np.zeros(self.actions))
        row[action] += alpha * (target - row[action])
