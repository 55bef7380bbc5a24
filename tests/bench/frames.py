"""CartPole's pictures, ours beside gymnasium's, 32 poles at once in the same run.

    python tests/bench/frames.py --moments 200

Both draw the same moments of the same episodes, played at random. Gymnasium's side is its vector
environment's `render()` and the patch cut out of each frame; ours is a `Camera`, once as it comes to
see poles for the first time and once when it knows most of them, and the whole frame. What differs is
told beside the speed: the largest difference of a pixel, of 1.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import cv2
import gymnasium
import numpy as np

from lib.worlds.cartpole_frames import BOTTOM, TOP, Camera, column_of, draw_frames


def moments(envs: gymnasium.vector.VectorEnv, count: int, seed: int) -> np.ndarray:
    """Return so many moments of episodes played by a rule with noise, shape (count, n, 4)."""
    rng, states = np.random.default_rng(seed), envs.reset(seed=seed)[0]
    seen = []
    for _ in range(count):
        seen.append(envs.unwrapped.state.T.copy())
        lean = states[:, 2] + 0.3 * states[:, 3] + rng.normal(scale=0.03, size=len(states))
        states = envs.step((lean > 0).astype(int))[0]
    return np.stack(seen)


def cut_out(frame: np.ndarray, column: int) -> np.ndarray:
    """Return the patch of a frame around a column."""
    grey = cv2.cvtColor(frame[TOP:BOTTOM], cv2.COLOR_RGB2GRAY)
    grey = np.pad(grey, ((0, 0), (100, 100)), constant_values=255)
    patch = grey[:, 100 + column - 32 : 100 + column + 32]
    return 1 - cv2.resize(patch, (16, 30), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def by_gymnasium(envs: gymnasium.vector.VectorEnv, states: np.ndarray) -> np.ndarray:
    """Return the patches of these states, from frames that gymnasium draws."""
    envs.unwrapped.state = states.T.copy()
    frames = [np.ascontiguousarray(frame) for frame in envs.render()]
    return np.stack([cut_out(*pair) for pair in zip(frames, column_of(states), strict=True)])


def rate(name: str, draw: Callable, seen: np.ndarray) -> float:
    """Draw all moments, print and return pictures a second of processor time."""
    begun = time.process_time()
    for states in seen:
        draw(states)
    rate = seen.shape[0] * seen.shape[1] / (time.process_time() - begun)
    print(f"{name:44} {rate:12,.0f} a second", flush=True)
    return rate


def main() -> None:
    """Measure and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moments", type=int, default=200, help="of 32 poles each")
    parser.add_argument("--poles", type=int, default=32)
    options = parser.parse_args()
    how = {"vectorization_mode": "vector_entry_point", "render_mode": "rgb_array"}
    envs = gymnasium.make_vec("CartPole-v1", num_envs=options.poles, **how)
    seen, others = (moments(envs, options.moments, seed) for seed in (0, 1))
    few, camera = seen[: max(1, options.moments // 10)], Camera()
    apart = max(np.abs(by_gymnasium(envs, states) - camera(states)).max() for states in few)

    theirs = rate("gymnasium, patches of its frames", lambda s: by_gymnasium(envs, s), few)
    rate("ours, whole frames", draw_frames, few)
    new = rate("ours, patches, poles never seen before", Camera(), seen)
    camera = Camera()
    for states in others:  # other episodes than those that are timed
        camera(states)
    known = rate("ours, patches, after other episodes", camera, seen)
    rate("ours, patches with sub-pixels", Camera(whole_pixels=False), few)
    print(f"ratio of patches: {new / theirs:.0f} to {known / theirs:.0f}; apart {apart:.3f} of 1")


if __name__ == "__main__":
    main()
