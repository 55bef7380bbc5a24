"""Whole Atari games inside the sandbox: the emulator plays the same in verifier and kernel."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grade import grade_assignment
from autograder.workers.preload import preload_for
from tests.autograder.notebooks import (
    BLANK,
    CONFIG,
    answer,
    checked,
    code,
    notebook,
    setup,
    write,
)

pytest.importorskip("ale_py", reason="ale-py, which is under the GPL, was left out")
pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning"),
]
PLAY = """
import ale_py
import gymnasium as gym
import numpy as np

gym.register_envs(ale_py)

def play(choose, seed):
    env = gym.make("ALE/MsPacman-v5")
    rng = np.random.default_rng(seed)
    state, _ = env.reset(seed=seed)
    score, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(choose(rng))
        score, over = score + reward, terminated or truncated
    return score
"""
TEST = """
at_home = played
### BEGIN HIDDEN TESTS
n = number_of_actions()
scores = [play(lambda rng: int(rng.integers(n)), seed) for seed in (1, 2)]
assert scores == at_home, f"{scores} in the verifier, {at_home} in the kernel"
assert min(scores) > 0
### END HIDDEN TESTS
"""


def test_a_game_is_played_in_the_verifier_and_in_the_kernel_to_the_same_score(tmp_path: Path):
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    made = notebook(
        setup(PLAY),
        answer("net", BLANK.format("def number_of_actions(): return 9")),
        code("played = [play(lambda rng: int(rng.integers(9)), seed) for seed in (1, 2)]"),
        checked("net-tests", TEST),
    )
    for path in ("source/tiny/tiny.ipynb", "submitted/anna/tiny/tiny.ipynb"):
        write(tmp_path / path, made)
    (anna,) = grade_assignment(tmp_path, "tiny", jobs=1)
    (verdict,) = anna.verdicts
    assert (verdict.status, verdict.message) == ("passed", "")
    assert {"seccomp", "no-new-privileges"} <= set(anna.layers)
    assert "ale-py" in anna.versions


def test_the_emulator_is_imported_before_kernels_are_forked():
    assert "ale_py" in preload_for([PLAY], ())
