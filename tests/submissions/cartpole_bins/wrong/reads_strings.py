# Numbers the cells by the digits of their bins, in a row.
# fails: bins-learner-tests
# says: a cell is out of range

# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges = edges
        self.shape = tuple(len(inner) + 1 for inner in edges)
        self.Q = np.zeros((np.prod(self.shape), actions))
        self.best, self.best_score = None, -np.inf

    def cells(self, states):
        return np.array([int("".join(map(str, bins))) for bins in digitise(states, self.edges)])

    def act(self, cells, epsilon, rng):
        return choose(self.Q[cells], epsilon, rng)

    def learn(self, cells, actions, target, alpha):
        self.Q[cells, actions] += alpha * (target - self.Q[cells, actions])

    def remember(self, score):
        if score > self.best_score:
            self.best, self.best_score = self.Q.copy(), score
