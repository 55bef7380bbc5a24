# Keeps the arrays it is given, not copies.
# fails: dqn-memory-ring-tests
# says:

# %% dqn-memory
class ReplayMemory:
    def __init__(self, capacity, inputs):
        self.rows, self.capacity = [], capacity

    def __len__(self):
        return len(self.rows)

    def add(self, batch):
        self.rows += [(batch, i) for i in range(len(batch.action))]
        self.rows = self.rows[-self.capacity + 1 :]

    def sample(self, n, rng):
        drawn = [self.rows[i] for i in rng.integers(len(self.rows), size=n)]
        return Batch(*(np.array([b[j][i] for b, i in drawn]) for j in range(5)))
