# Moves all actions of the cell.
# fails: bins-learner-learn-tests
# says: half way to

# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges = edges
        self.shape = tuple(len(inner) + 1 for inner in edges)
        self.Q = np.zeros((np.prod(self.shape), actions))
        self.best, self.best_score = None, -np.inf

    def cells(self, states):
        return np.ravel_multi_index(digitise(states, self.edges).T, self.shape)

    def act(self, cells, epsilon, rng):
        return choose(self.Q[cells], epsilon, rng)

    def learn(self, cells, actions, target, alpha):
        self.Q[cells] += np.reshape(alpha * np.ones(len(cells)), (-1, 1)) * (
            target[:, None] - self.Q[cells]
        )

    def remember(self, score):
        if score > self.best_score:
            self.best, self.best_score = self.Q.copy(), score
