# Objects with a call, sorting by random keys, one-hot products, np.vectorize; draws from permuted rows.

# %% fight-wins
class Duel:
    def __init__(self, energy, fatigue):
        self.lead = energy - fatigue

    def after(self, moves):
        return self.lead - 2 * moves


def wins(energy, fatigue, moves):
    return Duel(energy, fatigue).after(moves) > 0


# %% fight-transition
class Wood:
    def __init__(self, board, full):
        self.board, self.full = board, full

    def __call__(self, state, action):
        row, column, energy, fatigue = state
        cell = self.board.move((row, column), action)
        row, column = (row, column) if cell is None else cell
        what = self.board.what((row, column))
        fatigue = {TREE: 0}.get(what, min(self.full, fatigue + 1))
        energy = {APPLE: self.full}.get(what, max(0, energy - 1))
        return ((row, column, energy, fatigue), self.event(what, energy - fatigue))

    @staticmethod
    def event(what, lead):
        if what in (WATER, WOLF):
            return DROWNED if what == WATER else (WON if lead > 0 else KILLED)
        return GOES_ON


def transition(board, state, action, full=FULL):
    return Wood(board, full)(tuple(state), action)


# %% fight-tally
class Referee:
    def __init__(self, limit):
        self.limit, self.counts = limit, np.zeros(4, dtype=int)

    def watch(self, state, action, next_state, event):
        for _ in range(self.limit):
            a = action[state]
            if event[state][a]:
                self.counts[event[state][a]] += 1
                return
            state = next_state[state][a]
        self.counts[GOES_ON] += 1


def tally(action, next_state, event, starts, limit):
    referee = Referee(limit)
    [referee.watch(state, action, next_state, event) for state in starts]
    return referee.counts


# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    one_hot = np.eye(len(V))[next_state]  # (states, actions, states)
    return reward + gamma * np.einsum("sat,t->sa", one_hot, V) * (1.0 - over)


# %% fight-index
class Rows:
    def __init__(self, width, low, high):
        self.shape = (width, FULL + 1 - low, high + 1)
        self.low, self.high = low, high

    def __getitem__(self, state):
        row, column, energy, fatigue = state
        energy, fatigue = np.clip([energy, fatigue], [self.low, 0], [FULL, self.high])
        per_row = int(np.prod(self.shape))
        return int(
            row * per_row + np.ravel_multi_index((column, energy - self.low, fatigue), self.shape)
        )


def state_index(row, column, energy, fatigue, width, low, high):
    return Rows(width, low, high)[row, column, energy, fatigue]


# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    @np.vectorize
    def fine(number, action):
        return board.what(board.move(board.cell(number), int(action))) not in avoid

    return fine(np.arange(board.height * board.width)[:, None], np.arange(4)[None, :])


# %% fight-choose
class Chooser:
    """Sorts the actions of each row: allowed ones first, then by value, then by chance."""

    def __call__(self, Q, allowed, epsilon, rng):
        explores = rng.uniform(size=len(Q)) < epsilon
        values = np.where(explores[:, np.newaxis], 0, Q)
        keys = rng.permuted(np.tile(np.arange(Q.shape[1]), (len(Q), 1)), axis=1)
        order = np.lexsort((keys, values, np.asarray(allowed, dtype=int)), axis=-1)
        return order[:, -1]


choose = Chooser()


# %% fight-judge
class Judge:
    worth = {WON: 1.0, KILLED: -1.0, DROWNED: -1.0}

    def __call__(self, event, energy, fatigue):
        return self.worth.get(event, 0.0), event in self.worth


judge = Judge()


# %% fight-shaped
class Shaping:
    def __init__(self, gamma):
        self.gamma = gamma

    def hint(self, now, later):
        return self.gamma * later - now

    def __call__(self, reward, over, now, later):
        return np.add(reward, self.hint(now, np.choose(over, [later, 0.0])))


def shaped(reward, over, potential, next_potential, gamma):
    return Shaping(gamma)(reward, over, potential, next_potential)


# %% fight-learn
class Lesson:
    def __init__(self, Q, alpha, gamma):
        self.Q, self.alpha, self.gamma, self.peter = Q, alpha, gamma, range(len(Q))

    def target(self, reward, next_state, over):
        best = np.sort(self.Q[self.peter, next_state], axis=1)[:, -1]
        return np.select([over], [reward], reward + self.gamma * best)

    def step(self, state, action, target):
        old = self.Q[self.peter, state, action]
        self.Q[self.peter, state, action] = old - self.alpha * (old - target)


def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    lesson = Lesson(Q, alpha, gamma)
    lesson.step(state, action, lesson.target(reward, next_state, over))


# %% fight-train
class Practice:
    def __init__(self, world, agent, rng):
        self.world, self.agent, self.rng = world, agent, rng
        self.state = world.restart(np.ones(world.peters, dtype=bool), rng)

    def move(self):
        action = self.agent.act(self.state, self.rng)
        after, reward, terminated, truncated = self.world.step(action)
        self.agent.learn(self.state, action, reward, after, terminated)
        stopped = np.logical_or(terminated, truncated)
        self.state = self.world.restart(stopped, self.rng) if np.any(stopped) else after


def train(world, agent, steps, rng):
    practice = Practice(world, agent, rng)
    while steps:
        practice.move()
        steps -= 1


# %% fight-design
from bisect import bisect
from typing import NamedTuple


class Kept(NamedTuple):
    cell: tuple
    energy: int
    fatigue: int


def my_states(states):
    levels = [bisect([3, 5, 7, 9], feeling) for feeling in range(FULL + 1)]
    return tuple(
        Kept((row, column), levels[energy], levels[min(fatigue + 1, FULL)])
        for row, column, energy, fatigue in states
    )
