# Counts a batch as one step.
# fails: dqn-memory-tests, dqn-memory-ring-tests
# says: the length of a memory

# %% dqn-memory
class ReplayMemory:
    def __init__(self, capacity, inputs):
        self.rows = Batch(
            np.zeros((capacity, inputs), np.float32),
            np.zeros(capacity, int),
            np.zeros(capacity, np.float32),
            np.zeros((capacity, inputs), np.float32),
            np.zeros(capacity, bool),
        )
        self.capacity, self.added = capacity, 0

    def __len__(self):
        return min(self.added, self.capacity)

    def add(self, batch):
        places = (self.added + np.arange(len(batch.action))) % self.capacity
        for kept, part in zip(self.rows, batch):
            kept[places] = part
        self.added += 1

    def sample(self, n, rng):
        places = rng.integers(len(self), size=n)
        return Batch(*(kept[places] for kept in self.rows))
