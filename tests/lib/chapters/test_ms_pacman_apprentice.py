"""The weights that came with the chapter on Ms. Pac-Man are small, fit its network, and can play."""

import numpy as np
import pytest

from lib.chapters import ms_pacman_apprentice as apprentice
from lib.worlds.ms_pacman import Game
from tests.bench.chapters import names_of

MOVES, ENOUGH = 400, 500  # of one game; points that nobody makes by chance in so few


def test_the_file_is_small():
    assert apprentice.FILE.stat().st_size <= 1_000_000


def test_what_is_kept_is_read_again(tmp_path):
    kept = [np.eye(3, dtype=np.float32), np.arange(4.0)]
    apprentice.keep(kept, tmp_path / "no_ending")
    found = apprentice.weights(tmp_path / "no_ending")
    assert [layer.dtype for layer in found] == [layer.dtype for layer in kept]
    assert all(np.array_equal(*pair) for pair in zip(found, kept, strict=True))


@pytest.mark.slow
def test_they_fit_the_network_of_the_notebook_and_play_better_than_chance():
    names = names_of("ms_pacman")
    player = names["Watcher"](0)
    player.network.set_weights(apprentice.weights())
    player.epsilon, game = 0.0, Game(seed=3)
    for _ in range(MOVES):
        if game.over:
            break
        game.move(player.choose(game.scene)[0])
    game.env.close()
    assert game.score > ENOUGH
