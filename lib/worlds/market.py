"""A market: guests and their weather, what they pay, and whether they come back.

Everything happens at n stalls side by side: an array has a row for each. Only the referee looks at
what guests like (`means`, `tastes`, `likes`).
"""

from itertools import product

import numpy as np

GUESTS = ("cat", "bird", "grandfather")
FEATURES = (*GUESTS, "cold", "rain", "hunger")
WARES = ("fish", "seeds", "tea", "milk", "apples", "cherries", "scarf", "umbrella")
TASTES = np.array(  # coins that each ware brings, a row for each ware, a column for each feature
    [
        [1.5, -1.0, -0.2, 0.0, 0.5, 2.5],
        [-1.5, 1.5, -0.8, 0.3, 0.0, 2.2],
        [-0.8, -1.0, 1.0, 2.2, 0.6, -0.4],
        [1.6, -1.0, 0.2, 0.8, 0.0, 0.8],
        [-1.0, 0.6, 0.9, -1.0, 0.0, 1.8],
        [-1.2, 2.3, 1.6, -2.0, -0.3, 0.9],
        [-0.5, -1.5, 1.1, 2.9, 0.3, -1.2],
        [-0.8, -1.2, 0.3, 0.2, 3.0, -0.8],
    ]
)
COMING = (0.4, 0.25, 0.35)  # share of each kind among the guests
RAINY = 0.4  # how often it rains
NOISE = 1.0  # standard deviation of a payment, in coins


def after_midnight(tastes: np.ndarray = TASTES) -> np.ndarray:
    """Return tastes by which every guest likes what the one before him in GUESTS has liked."""
    kinds = len(GUESTS)
    return np.hstack([np.roll(tastes[:, :kinds], 1, axis=1), tastes[:, kinds:]])


def arriving(n: int, rng: np.random.Generator) -> np.ndarray:
    """Return n guests, shape (n, 6): who it is (one of three is 1), cold, rain, hunger.

    Cold and hunger lie between 0 and 1, rain is 0 or 1.
    """
    x = np.zeros((n, len(FEATURES)))
    x[np.arange(n), rng.choice(len(GUESTS), size=n, p=COMING)] = 1.0
    x[:, 3], x[:, 4], x[:, 5] = rng.random(n), rng.random(n) < RAINY, rng.random(n)
    return x


def logistic(z):
    """Return 1 / (1 + exp(-z)), a chance between 0 and 1, for a number or an array."""
    from scipy.special import expit  # here, because importing SciPy takes a moment

    return expit(z)


def click_chance(means):
    """Return the chance that a guest touches a ware which brings so many coins on average."""
    return logistic(np.asarray(means) - 1)


class Market:
    """Send a guest to each of n stalls at a time, and let him pay for what he is offered.

    rng: the generator of guests and payments. later: the tastes from guest number `midnight` on.
    """

    def __init__(
        self,
        n: int,
        rng: np.random.Generator,
        *,
        tastes: np.ndarray = TASTES,
        later: np.ndarray | None = None,
        midnight: int = 0,
    ):
        if later is not None and np.shape(later) != np.shape(tastes):
            raise ValueError(f"tastes {np.shape(tastes)} can't become {np.shape(later)}")
        self.n, self.rng, self.today, self.later, self.midnight = n, rng, tastes, later, midnight
        self.x, self.served = np.zeros((n, len(FEATURES))), 0

    @property
    def tastes(self) -> np.ndarray:
        """Coins for each ware and feature, as they are for the guests who stand there now."""
        dark = self.later is not None and self.served >= self.midnight
        return self.later if dark else self.today

    def guests(self) -> np.ndarray:
        """Return the features of the guests who come next, shape (n, 6)."""
        self.x = arriving(self.n, self.rng)
        return self.x

    def means(self) -> np.ndarray:
        """Return what each ware would bring on average from the guests who stand there, shape (n, K)."""
        return self.x @ self.tastes.T

    def sell(self, wares) -> np.ndarray:
        """Return what the guests pay for one ware each, less what it had cost; shape (n,)."""
        means = self.means()[np.arange(self.n), wares]
        self.served += 1
        return means + NOISE * self.rng.standard_normal(self.n)


class Shelf:
    """Show a slate of wares in several places; a guest looks at some, and clicks at what he likes.

    A click needs both: the guest examines the place, and likes the ware there. (The position-based
    model: Craswell, Zoeter, Taylor & Ramsey, An experimental comparison of click position-bias
    models, 2008.)

    likes: chance that each ware is liked, shape (K,). looks: that each place is looked at, (k,).
    """

    def __init__(self, likes, looks, rng: np.random.Generator):
        self.likes, self.looks = np.array(likes, dtype=float), np.array(looks, dtype=float)
        self.rng = rng

    def show(self, slates) -> np.ndarray:
        """Return who clicked at what: True or False for each place of each slate, shape (n, k)."""
        chances = self.likes[slates] * self.looks
        return self.rng.random(chances.shape) < chances

    def shuffled(self, n: int) -> np.ndarray:
        """Return n slates in which every ware may stand in every place, shape (n, k)."""
        order = self.rng.random((n, len(self.likes))).argsort(axis=1)
        return order[:, : len(self.looks)]


OFFERS = ("sweets", "bread", "a tale")
PLEASES = np.array([0.9, 0.5, 0.2])  # chance that an offer is taken
CHANGES = np.array([-1, 1, 2])  # what it does to the guest's trust
RETURNS = np.array([0.3, 0.6, 0.8, 0.94, 0.95])  # chance to come again, by trust
START = 2  # the trust that a stranger brings


class Visits:
    """Serve n guests who come again as long as they trust the stall; the reward is an offer taken.

    The state is the trust, 0 to 4. An offer changes it at once, taken or not; then the guest comes
    again with the chance that belongs to the new trust, or never.
    """

    def __init__(self, n: int, rng: np.random.Generator):
        self.rng, self.trust, self.here = rng, np.full(n, START), np.ones(n, dtype=bool)

    def offer(self, offers) -> np.ndarray:
        """Offer one thing to each guest who is here; return who took it, 0 or 1, shape (n,)."""
        taken = self.here & (self.rng.random(len(self.trust)) < PLEASES[offers])
        moved = np.clip(self.trust + CHANGES[offers], 0, len(RETURNS) - 1)
        self.trust = np.where(self.here, moved, self.trust)
        self.here = self.here & (self.rng.random(len(self.trust)) < RETURNS[self.trust])
        return taken.astype(int)


def visits_worth(policy: np.ndarray) -> np.ndarray:
    """Return the offers a guest will take in all, for each trust he comes with, shape (5,).

    policy: chance of each offer in each state, shape (5, 3). The Bellman equation, solved.
    """
    states = np.arange(len(RETURNS))
    T = np.zeros((len(states), len(states)))
    for offer, change in enumerate(CHANGES):
        after = np.clip(states + change, 0, len(states) - 1)
        T[states, after] += policy[:, offer] * RETURNS[after]
    return np.linalg.solve(np.eye(len(states)) - T, policy @ PLEASES)


def best_visits() -> np.ndarray:
    """Return the policy by which a stranger takes most offers, shape (5, 3); all 243 are tried."""
    each = np.eye(len(OFFERS))
    plans = (each[list(plan)] for plan in product(range(len(OFFERS)), repeat=len(RETURNS)))
    return max(plans, key=lambda plan: visits_worth(plan).sum())
