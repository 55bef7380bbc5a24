# Remembers nothing below a score of -100.
# fails: bins-learner-remember-tests
# says: however low

# %% bins-learner
class BinnedQ:
    def __init__(self, edges, actions):
        self.edges = edges
        self.shape = tuple(len(inner) + 1 for inner in edges)  # how many bins of each number
        self.Q = np.zeros((np.prod(self.shape), actions))
        self.best, self.best_score = None, -100

    def cells(self, states):
        return np.ravel_multi_index(digitise(states, self.edges).T, self.shape)

    def act(self, cells, epsilon, rng):
        return choose(self.Q[cells], epsilon, rng)

    def learn(self, cells, actions, target, alpha):
        self.Q[cells, actions] += alpha * (target - self.Q[cells, actions])

    def remember(self, score):
        if score > self.best_score:
            self.best, self.best_score = self.Q.copy(), score
