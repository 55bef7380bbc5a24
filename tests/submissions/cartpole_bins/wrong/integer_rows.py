# Rows of integers cut fractions off.
# fails: bins-dictionary-move-tests
# says: integers

# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.actions, self.Q = actions, {}

    def values(self, bins):
        return self.Q.setdefault(bins, np.zeros(self.actions, dtype=int))

    def move(self, bins, action, target, alpha):
        row = self.values(bins)
        row[action] = row[action] + alpha * (target - row[action])
