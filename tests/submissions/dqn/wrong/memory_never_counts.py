# Writes every batch to the first places.
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
        for kept, part in zip(self.rows, batch):
            kept[: len(part)] = part

    def sample(self, n, rng):
        places = rng.integers(5, size=n)
        return Batch(*(kept[places] for kept in self.rows))
