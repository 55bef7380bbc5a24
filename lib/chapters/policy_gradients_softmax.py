"""The exercise on more than two actions: small cases with typical mistakes, and Peters on chapter 2's meadow."""

from collections.abc import Iterator

import numpy as np

from lib.worlds.meadow import FAR, MEADOW, NEAR, meadow

# Preferences of two rows, and the chances that a softmax makes of them.
CHANCES = np.array([[0.25, 0.5, 0.25], [0.1, 0.2, 0.7]])
PREFERENCES = np.log(CHANCES) + np.array([[3.0], [-2.0]])
PREFERENCES.setflags(write=False)
TWO_ROWS = (
    "chances ¼, ½, ¼ and 0.1, 0.2, 0.7; actions 1 and 2, psi 2 and -1, without the entropy's part"
)
SCORES = ((-0.5, 1.0, -0.5), (0.1, 0.2, -0.3))
SCORE_MISTAKES = {
    "the other way: 1 where it was done, *minus* the chances": ((0.5, -1, 0.5), (-0.1, -0.2, 0.3)),
    "psi weighs the score: it is missing": ((-0.25, 0.5, -0.25), (-0.1, -0.2, 0.3)),
    "all preferences of a row have a slope, not only that of what was done": (
        *((0, 1, 0), (0, 0, -0.3)),
    ),
    "where are the chances? What was not done loses by its chance": ((0, 2, 0), (0, 0, -1)),
    "that is the slope of the chance: that of its logarithm is divided by the chance": (
        *((-0.25, 0.5, -0.25), (0.07, 0.14, -0.21)),
    ),
    "one row for each step: don't add them up": (-0.4, 1.2, -0.8),
    "one row for each step: don't average them": (-0.2, 0.6, -0.4),
}
NO_PSI = "beta weighs the entropy, and psi does not"
BONUS = "the slope of the entropy alone, psi 0 and beta 1, at chances ¼, ½, ¼ and 0.1, 0.2, 0.7"
BONUSES = ((0.086643, -0.173287, 0.086643), (0.150077, 0.161524, -0.3116))
BONUS_MISTAKES = {
    "the entropy is to grow: yours makes Peter surer": (
        *((-0.086643, 0.173287, -0.086643), (-0.150077, -0.161524, 0.3116)),
    ),
    f"the entropy's part is missing: {NO_PSI}": ((0, 0, 0), (0, 0, 0)),
    "that is each action's part of the entropy; its slope has ln π + H": (
        *((0.346574, 0.346574, 0.346574), (0.230259, 0.321888, 0.249672)),
    ),
    "that is the entropy itself; what is asked for is its slope": (
        *((1.039721, 1.039721, 1.039721), (0.801819, 0.801819, 0.801819)),
    ),
    "+ 1 in place of + H: that is the slope by the chances, times them": (
        *((0.096574, -0.153426, 0.096574), (0.130259, 0.121888, -0.450328)),
    ),
    "ln is the natural logarithm": ((0.125, -0.25, 0.125), (0.216515, 0.233030, -0.449545)),
    "the factor π is missing: -π (ln π + H)": (
        *((0.346574, -0.346574, 0.346574), (1.500766, 0.807619, -0.445144)),
    ),
}


def class_of(peters: int) -> np.ndarray:
    """Return a table of preferences for each of so many Peters: a cell's four ways, all alike."""
    return np.zeros((peters, MEADOW.height * MEADOW.width, 4))


class Meadow:
    """The meadow of chapter 2 in dry weather: the near apple pays 1, the basket behind it 10, the brook -10."""

    def __init__(self, seed: int):
        world, self.rng = meadow(0.0, 0.0), np.random.default_rng(seed)
        self.open, self.leads = world.available.any(axis=1), world.T.argmax(axis=2)
        self.pays = np.take_along_axis(world.R, self.leads[..., np.newaxis], axis=2)[..., 0]

    def swap(self) -> None:
        """Exchange apple and basket."""
        near, far = (self.leads == MEADOW.state(cell) for cell in (NEAR, FAR))
        one, ten = self.pays == 1, self.pays == 10
        self.pays[near & one], self.pays[far & ten] = 10.0, 1.0

    def lesson(self, h: np.ndarray, episodes: int, T: int) -> tuple[np.ndarray, ...]:
        """Let each Peter walk from the same cell; return states, actions, rewards, playing: (T, peters · episodes).

        h: the preferences, shape (peters, cells, 4); a Peter's episodes stand side by side.
        """
        return tuple(np.array(part) for part in zip(*self._steps(h, episodes, T), strict=True))

    def _steps(self, h: np.ndarray, episodes: int, T: int) -> Iterator[tuple[np.ndarray, ...]]:
        who = np.repeat(np.arange(len(h)), episodes)
        states = np.full(len(who), MEADOW.state(MEADOW.start))
        for _ in range(T):
            # The largest of preferences with such noise is each as often as its softmax says (Gumbel 1954).
            actions = (h[who, states] + self.rng.gumbel(size=(len(who), 4))).argmax(axis=1)
            playing = self.open[states]
            yield states, actions, np.where(playing, self.pays[states, actions], 0.0), playing
            states = np.where(playing, self.leads[states, actions], states)
