# Goes back to the first place with the whole batch, and forgets the end of it.
# fails: dqn-memory-ring-tests
# says: memory

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
        self.capacity, self.added, self.size = capacity, 0, 0

    def __len__(self):
        return self.size

    def add(self, batch):
        n = len(batch.action)
        if self.added + n > self.capacity:
            self.added = 0
            self.size = self.capacity
        for kept, part in zip(self.rows, batch):
            kept[self.added : self.added + n] = part
        self.added += n
        self.size = max(self.size, self.added)

    def sample(self, n, rng):
        places = rng.integers(len(self), size=n)
        return Batch(*(kept[places] for kept in self.rows))
