"""The worlds as one watches them: registered with gymnasium, in both of its render modes.

    import lib.pictures.envs
    env = gymnasium.make("Clearing-v0", render_mode="rgb_array")

The rules are those of `lib.worlds`, which know no pictures.
"""

import gymnasium
import numpy as np

from lib.pictures import movies, sprites
from lib.worlds import board, fight


class Watched(gymnasium.Env):
    """Add both render modes to a world; who inherits says in `picture()` what there is to see."""

    metadata = {"render_modes": ["rgb_array", "human"], "render_fps": 4}  # noqa: RUF012 - gymnasium's
    _window = None

    def __init__(self, *args, render_mode: str | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.render_mode = render_mode

    def reset(self, **kwargs):
        """Begin an episode, and show it if a human watches."""
        begun = super().reset(**kwargs)
        self._show()
        return begun

    def step(self, action):
        """Move once, and show it if a human watches."""
        moved = super().step(action)
        self._show()
        return moved

    def picture(self) -> np.ndarray:
        """Return what there is to see, RGB of shape (rows, columns, 3)."""
        raise NotImplementedError

    def render(self):
        """Return the picture, if the mode is "rgb_array"."""
        return self.picture() if self.render_mode == "rgb_array" else None

    def close(self):
        """Close the window, if there is one."""
        if self._window is not None:
            self._window.close()
            self._window = None

    def _show(self) -> None:
        if self.render_mode == "human":
            self._window = self._window or movies.Window(self.metadata["render_fps"])
            self._window.show(self.picture())


class ClearingEnv(Watched, board.ClearingEnv):
    """Peter's clearing, registered as "Clearing-v0": at most 100 steps an episode."""

    def picture(self) -> np.ndarray:
        """Draw the clearing with Peter on it."""
        return sprites.board_image(self.board, peter=self.peter)


class FightEnv(Watched, fight.FightEnv):
    """The wolf fight, registered as "WolfFight-v0": at most `fight.LIMIT` moves an episode."""

    def picture(self) -> np.ndarray:
        """Draw the clearing with Peter on it, and below it his energy and fatigue."""
        row, column, energy, fatigue = self.observation().tolist()
        return sprites.fight_image(self.board, (row, column), energy, fatigue)


gymnasium.register("Clearing-v0", "lib.pictures.envs:ClearingEnv", max_episode_steps=100)
gymnasium.register("WolfFight-v0", "lib.pictures.envs:FightEnv", max_episode_steps=fight.LIMIT)
