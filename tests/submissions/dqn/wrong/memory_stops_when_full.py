# Stops writing when it is full.
# fails: dqn-memory-ring-tests
# says: the newest step was not written

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
        for i in range(len(batch.action)):
            if self.added < self.capacity:
                for kept, part in zip(self.rows, batch):
                    kept[self.added] = part[i]
                self.added += 1

    def sample(self, n, rng):
        places = rng.integers(len(self), size=n)
        return Batch(*(kept[places] for kept in self.rows))
