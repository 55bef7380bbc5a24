# Makes one number of four bins, as if each were below 100.
# fails: bins-dictionary-tests
# says: another cell than

# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.actions, self.Q = actions, {}

    def values(self, bins):
        key = sum(b * 100**i for i, b in enumerate(bins))
        if key not in self.Q:
            self.Q[key] = np.zeros(self.actions)
        return self.Q[key]

    def move(self, bins, action, target, alpha):
        row = self.values(bins)
        row[action] += alpha * (target - row[action])
