# Hands out terminated as numbers.
# fails: dqn-memory-tests, dqn-memory-ring-tests
# says: keeps its kind

# %% dqn-memory
class ReplayMemory:
    def __init__(self, capacity, inputs):
        self.rows = Batch(
            state=np.zeros((capacity, inputs), dtype=np.float32),
            action=np.zeros(capacity, dtype=np.int64),
            reward=np.zeros(capacity, dtype=np.float32),
            next_state=np.zeros((capacity, inputs), dtype=np.float32),
            terminated=np.zeros(capacity, dtype=bool),
        )
        self.capacity, self.added = capacity, 0  # added: how many ever came

    def __len__(self):
        return min(self.added, self.capacity)

    def add(self, batch):
        places = (self.added + np.arange(len(batch.action))) % self.capacity
        for kept, part in zip(self.rows, batch, strict=True):
            kept[places] = part
        self.added += len(places)

    def sample(self, n, rng):
        places = rng.integers(len(self), size=n)
        b = Batch(*(kept[places] for kept in self.rows))
        return b._replace(terminated=b.terminated.astype(np.float32))
