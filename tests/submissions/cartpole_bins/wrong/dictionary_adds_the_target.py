# The dictionary adds a share of the target instead of moving towards it.
# fails: bins-dictionary-move-tests
# says: *towards* the target

# %% bins-dictionary
class DictionaryQ:
    def __init__(self, actions):
        self.actions, self.Q = actions, {}

    def values(self, bins):
        return self.Q.setdefault(bins, np.zeros(self.actions))

    def move(self, bins, action, target, alpha):
        self.values(bins)[action] += alpha * target
