# Moves a copy of the row and throws it away.
# fails: bins-dictionary-tests, bins-dictionary-move-tests
# says: not in a copy

# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.actions, self.Q = actions, {}

    def values(self, bins):
        return self.Q.get(bins, np.zeros(self.actions)).copy()

    def move(self, bins, action, target, alpha):
        row = self.values(bins)
        row[action] += alpha * (target - row[action])
