"""Pictures: what is where, and arrows that point where the action goes."""

import numpy as np
import pytest

from lib.pictures import figures, sprites
from lib.worlds import board
from lib.worlds.board import ACTIONS, DELTAS, Board

MEADOW = Board.from_text("""
    P..
    ...
    ...
""")
ALL = Board.from_text("""
    P~W
    TA.
""")
CELL = 50


def patch(image, row, column, cell=CELL):
    return image[row * cell : (row + 1) * cell, column * cell : (column + 1) * cell].astype(int)


def pointing(image, row, column, action_image):
    """Return (down, right): where the middle of what was drawn lies, seen from the cell's middle."""
    drawn = abs(patch(image, row, column) - patch(action_image, row, column)).sum(axis=2)
    weight = drawn / drawn.sum()
    middle = (CELL - 1) / 2
    ys, xs = np.indices(drawn.shape) - middle
    return np.array([(weight * ys).sum(), (weight * xs).sum()])


def tip(image, bare, row, column):
    """Return (down, right) of the farthest pixel drawn, from the cell's middle, over half a cell."""
    drawn = np.argwhere(abs(patch(image, row, column) - patch(bare, row, column)).sum(axis=2) > 60)
    away = drawn - (CELL - 1) / 2
    return away[np.abs(away).max(axis=1).argmax()] / (CELL / 2)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("given", ["Q", "policy", "probabilities"])
def test_an_arrow_points_where_the_action_goes(action, given):
    bare = sprites.board_image(MEADOW)
    Q = np.zeros((3, 3, 4))
    Q[..., action] = 1
    arrows = {"Q": {"Q": Q}, "policy": {"policy": Q.argmax(axis=2)}, "probabilities": {"policy": Q}}
    image = sprites.board_image(MEADOW, **arrows[given])
    for row, column in np.ndindex(3, 3):
        down_right = pointing(image, row, column, bare)
        ahead, aside = np.array(DELTAS[action]), np.array(DELTAS[action])[::-1]
        assert down_right @ ahead > 4  # pixels
        assert abs(down_right @ aside) < 0.5
        assert tip(image, bare, row, column) @ ahead > 0.8


def test_the_move_that_an_arrow_shows_is_the_move_of_the_board():
    image, bare = (
        sprites.board_image(MEADOW, policy=np.full((3, 3), board.RIGHT)),
        sprites.board_image(MEADOW),
    )
    down, right = np.round(tip(image, bare, 1, 1)).astype(int)
    assert (1 + down, 1 + right) == MEADOW.move((1, 1), board.RIGHT)


def test_equally_good_actions_have_an_arrow_each_and_no_preference_a_dot():
    bare, Q = sprites.board_image(MEADOW), np.zeros((3, 3, 4))
    Q[1, 1, [board.UP, board.RIGHT]] = 2
    image = sprites.board_image(MEADOW, Q=Q)
    drawn = abs(patch(image, 1, 1) - patch(bare, 1, 1)).sum(axis=2) > 60
    assert drawn[:8].any()
    assert drawn[:, -8:].any()
    assert not drawn[-8:].any()
    assert not drawn[:, :8].any()
    ys, xs = np.nonzero(abs(patch(image, 0, 1) - patch(bare, 0, 1)).sum(axis=2) > 60)
    assert 0 < np.ptp(ys) < 15
    assert 0 < np.ptp(xs) < 15


def test_impossible_actions_at_minus_infinity_have_no_arrow():
    Q = np.full((3, 3, 4), -np.inf)
    Q[..., board.LEFT] = -5
    assert np.array_equal(
        sprites.board_image(MEADOW, Q=Q), sprites.board_image(MEADOW, policy=np.full((3, 3), 2))
    )


def test_tables_by_cell_and_by_state_give_the_same_picture():
    rng = np.random.default_rng(0)
    Q, values = rng.normal(size=(2, 3, 4)), rng.normal(size=(2, 3))
    for one, two in [
        ({"Q": Q}, {"Q": Q.reshape(6, 4)}),
        ({"policy": Q.argmax(axis=2)}, {"policy": Q.reshape(6, 4).argmax(axis=1)}),
        ({"values": values}, {"values": values.ravel()}),
    ]:
        assert np.array_equal(sprites.board_image(ALL, **one), sprites.board_image(ALL, **two))


def test_there_are_no_arrows_where_peter_cannot_be():
    with_arrows = sprites.board_image(ALL, policy=np.zeros((2, 3), dtype=int))
    bare = sprites.board_image(ALL)
    changed = [
        not np.array_equal(patch(with_arrows, *c), patch(bare, *c)) for c in np.ndindex(2, 3)
    ]
    assert changed == [True, False, False, True, False, True]


@pytest.mark.parametrize("cell", [20, 50, 64])
def test_a_picture_is_rgb_bytes_of_the_size_of_its_cells(cell):
    image = sprites.board_image(ALL, peter=(0, 0), cell=cell)
    assert image.shape == (2 * cell, 3 * cell, 3)
    assert image.dtype == np.uint8


def test_things_have_their_colours():
    image = sprites.board_image(ALL, peter=(0, 0))
    middle = slice(CELL // 2 - 6, CELL // 2 + 6)

    def colour(row, column):
        return patch(image, row, column)[middle, middle].mean(axis=(0, 1))

    red, green, blue = colour(0, 1)
    assert blue > red  # water
    red, green, blue = colour(0, 2)
    assert np.ptp([red, green, blue]) < 60  # a grey wolf
    red, green, blue = colour(1, 0)
    assert green > red  # a tree
    assert green > blue
    red, green, blue = colour(1, 1)
    assert red > 2 * green  # an apple
    assert red > 2 * blue


@pytest.mark.parametrize("name", ["peter", "wolf", "apple", "tree"])
def test_sprites_are_smooth_at_the_edges_and_transparent_around(name):
    alpha = figures.sprite(name, 50)[:, :, 3]
    assert alpha.shape == (50, 50)
    assert alpha[[0, 0, -1, -1], [0, -1, 0, -1]].max() == 0
    assert np.mean((alpha > 0) & (alpha < 255)) > 0.03
    assert 0.2 < np.mean(alpha > 128) < 0.8


def test_peter_stands_where_he_is_put():
    bare, image = sprites.board_image(ALL), sprites.board_image(ALL, peter=(1, 2))
    changed = [not np.array_equal(patch(image, *c), patch(bare, *c)) for c in np.ndindex(2, 3)]
    assert changed == [False] * 5 + [True]
    with pytest.raises(IndexError, match="not on this board"):
        sprites.board_image(ALL, peter=(-1, 0))


def test_the_heat_map_is_brighter_for_more_and_leaves_what_is_no_number():
    image = sprites.board_image(MEADOW, values=[[0, 1, 2], [3, 4, 5], [6, 7, np.nan]])
    light = [patch(image, *cell).mean() for cell in np.ndindex(3, 3)]
    assert light[:8] == sorted(light[:8])
    assert np.array_equal(patch(image, 2, 2), patch(sprites.board_image(MEADOW), 2, 2))


def test_a_constant_heat_map_is_no_division_by_zero():
    sprites.board_image(MEADOW, values=np.zeros((3, 3)))


def test_a_path_is_dotted_from_cell_to_cell():
    bare, image = (
        sprites.board_image(MEADOW),
        sprites.board_image(MEADOW, path=[(0, 0), (0, 1), (1, 1)]),
    )
    changed = [not np.array_equal(patch(image, *c), patch(bare, *c)) for c in np.ndindex(3, 3)]
    assert changed == [True, True, False, False, True, False, False, False, False]


def test_pictures_are_new_each_time_and_the_same_each_time():
    one = sprites.board_image(ALL)
    one[:] = 0
    two = sprites.board_image(ALL)
    assert two.any()
    assert np.array_equal(two, sprites.board_image(Board.from_text(str(ALL))))


@pytest.mark.parametrize(
    "arguments",
    [
        {"Q": np.zeros((3, 3))},
        {"policy": np.zeros(5)},
        {"values": np.zeros((3, 2))},
        {"Q": np.zeros((2, 3, 4)), "policy": np.zeros((2, 3))},
    ],
)
def test_tables_that_do_not_fit_are_refused(arguments):
    with pytest.raises(ValueError, match=r"shape|leave one"):
        sprites.board_image(ALL, **arguments)


def test_the_strip_of_the_fight_counts_energy_and_fatigue():
    def coloured(energy, fatigue):
        strip = sprites.fight_image(ALL, (0, 0), energy, fatigue, cell=80)[160:].astype(int)
        left, right = strip[:, :120], strip[:, 120:]
        # Red pips on the left, blue ones on the right; grey ones are neither.
        return (left[..., 0] - left[..., 2] > 80).sum(), (right[..., 2] - right[..., 0] > 30).sum()

    reds, blues = zip(*(coloured(n, n) for n in range(11)), strict=True)
    assert (np.diff(reds) > 0).all()
    assert (np.diff(blues) > 0).all()


def test_a_drawing_shows_itself_with_captions_and_a_text_for_the_blind():
    image = sprites.board_image(ALL)
    shown = sprites.Drawing(
        image, image, alt="A <meadow>", captions=["before", "after"]
    )._repr_html_()
    assert shown.count("<img") == 2
    assert "before</figcaption>" in shown
    assert "A &lt;meadow&gt;" in shown
    with pytest.raises(ValueError, match="captions"):
        sprites.Drawing(image, alt="", captions=["a", "b"])
