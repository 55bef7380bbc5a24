# Splits the work into helper functions and a class; callable objects instead of functions.

# %% bandits-regret
class TotalRegret:
    def gaps(self, means):
        return np.amax(means) - np.asarray(means)

    def __call__(self, pulls, means):
        return np.inner(np.asarray(pulls), self.gaps(means))


total_regret = TotalRegret()


# %% bandits-start
def filled(k, value, kind):
    return np.array([value for _ in range(k)], dtype=kind)


def starting_tables(k, optimism, trust):
    return filled(k, optimism, float), filled(k, trust, int)


# %% bandits-update
def step_size(count):
    return 1.0 / count


def update(Q, N, arm, reward):
    N[arm] += 1
    Q[arm] += step_size(N[arm]) * (reward - Q[arm])
    return Q, N


# %% bandits-play
class Referee:
    def __init__(self, bandit):
        self.gaps = np.max(bandit.means) - bandit.means
        self.pulls = np.zeros(bandit.k, dtype=int)
        self.wins = np.zeros(bandit.k, dtype=int)
        self.regret = [0.0]

    def note(self, arm, reward):
        self.pulls[arm] += 1
        self.wins[arm] += reward
        self.regret.append(self.regret[-1] + self.gaps[arm])


def play(bandit, agent, n, rng):
    referee = Referee(bandit)
    while len(referee.regret) <= n:
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        referee.note(arm, reward)
        agent.learn(arm, reward)
    return referee.pulls, referee.wins, np.array(referee.regret[1:])


# %% bandits-epsilon-greedy
def random_arm(Q, rng):
    return rng.integers(0, len(Q))


def best_arm(Q, rng):
    return rng.choice(np.argwhere(Q == np.amax(Q)).flatten())


def epsilon_greedy(Q, epsilon, rng):
    return (random_arm if rng.random() < epsilon else best_arm)(Q, rng)


# %% bandits-explore-first
def explore_first(Q, N, m):
    fewest = np.argmin(N)
    exploring = N[fewest] < m
    return fewest if exploring else np.argmax(Q)


# %% bandits-ucb
def bound(q, n, t, c):
    return float("inf") if n == 0 else q + c * np.sqrt(np.log(t) / n)


def ucb(Q, N, c):
    t = np.sum(N)
    return int(np.argmax([bound(q, n, t, c) for q, n in zip(Q, N)]))


# %% bandits-posterior
from collections import namedtuple

Beta = namedtuple("Beta", "a b")


def posterior(wins, pulls):
    return Beta(np.add(wins, 1), np.subtract(pulls, wins) + 1)


# %% bandits-thompson
class Thompson_:
    def __call__(self, a, b, rng):
        theta = rng.beta(a, b)
        order = np.argsort(theta)
        return order[-1]


thompson = Thompson_()
