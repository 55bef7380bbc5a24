"""The pictures of the chapter on planning draw, and its stand-ins keep to what they say."""

from types import SimpleNamespace

import numpy as np
import pytest

from lib import check
from lib.chapters import muzero
from lib.chapters import muzero_cases as cases
from lib.pictures import cartpole
from lib.pictures.plots import rgb

TREE = SimpleNamespace(
    child=np.array([[[1, 2], [-1, 3], [-1, -1], [-1, -1]]]),
    N=np.array([[[2, 1], [0, 1], [0, 0], [0, 0]]]),
)
ROOT = SimpleNamespace(child=np.full((1, 1, 2), -1), N=np.zeros((1, 1, 2)))
DIARY = np.array([[8.0, 160, 2.5, 120], [16, 900, 5, 499]])


@pytest.mark.parametrize(
    "picture",
    [
        lambda: muzero.diaries([DIARY], [[20] * 8 + [90] * 8]),
        lambda: muzero.dreams(np.zeros((9, 4)), np.ones((9, 4)), 5),
        lambda: muzero.strengths(np.array([[20.0, 400], [450, 500]]), (0, 8)),
    ],
)
def test_every_picture_draws_and_says_what_it_shows(picture):
    drawn = picture()
    assert drawn._repr_png_()[0].startswith(b"\x89PNG")
    assert len(repr(drawn)) > 20


def coloured(picture: np.ndarray, colour: str) -> int:
    """Return how many pixels have a colour."""
    return int((picture == rgb(colour)).all(axis=2).sum())


def test_a_tree_has_a_line_for_each_child_thicker_for_more_visits():
    drawn = muzero.thoughts(TREE, size=(300, 200))
    assert drawn.shape == (200, 300, 3)
    assert coloured(drawn, cartpole.LEFT) > 0
    assert coloured(drawn, cartpole.RIGHT) > 0
    assert coloured(muzero.thoughts(ROOT), cartpole.LEFT) == 0
    often = SimpleNamespace(child=TREE.child, N=TREE.N * 30)
    assert coloured(muzero.thoughts(often, size=(300, 200)), cartpole.LEFT) > coloured(
        drawn, cartpole.LEFT
    )


def test_nodes_stand_from_left_to_right_and_none_is_left_out():
    places = muzero._places(TREE.child[0])
    assert sorted(places) == [0, 1, 2, 3]
    assert [places[node][0] for node in range(4)] == [0, 1, 1, 2]
    ranks = [places[node][1] for node in (1, 3, 0, 2)]
    assert ranks == [0, 1, 2, 3]


def test_a_film_shows_the_frame_the_push_and_the_tree():
    frame = np.full((400, 600, 3), 255, np.uint8)
    left = muzero.thinking(frame, TREE, "step 1")
    right = SimpleNamespace(child=TREE.child, N=TREE.N[..., ::-1])
    assert left.shape == (240, 660, 3)
    assert not np.array_equal(
        left[200:230, :360], muzero.thinking(frame, right, "step 1")[200:230, :360]
    )


def test_poles_keep_to_their_lengths_and_note_what_was_done():
    poles = muzero.three_poles()
    poles.reset(seed=3)
    ends = [poles.step([0, 1, 0])[2:4] for _ in range(4)]
    assert [falls.tolist() for falls, _ in ends] == [
        [False, False, False],
        [False, False, False],
        [True, False, False],
        [False, False, True],
    ]
    assert [cuts.tolist() for _, cuts in ends][1] == [False, True, False]
    assert (poles.seeds, poles.done) == ([3], [[0, 1, 0]] * 4)


def test_an_examination_with_dice_or_of_fallen_poles_is_noticed():
    for noise, who in ((np.ones((3, 2)), slice(None)), (None, slice(2))):
        poles, think = muzero.three_poles(), muzero.Thinker()
        states, _ = poles.reset(seed=1)
        think(states[who], noise)
        with pytest.raises(check.CheckFailed):
            muzero.examined(poles, think, 1)


def test_a_student_is_lent_no_script():
    assert set(muzero.Poles.__lent__) == {"num_envs", "reset", "step"}
    assert muzero.Thinker.__lent__ == ("__call__",)


def test_visits_as_a_policy_know_what_mistakes_give():
    for temperature, right in cases.POLICIES.items():
        power = np.array([[6, 2], [1, 3]]) ** (1 / temperature)
        assert right == pytest.approx(power / power.sum(axis=1, keepdims=True), abs=1e-6)
        assert all(
            not np.allclose(wrong, right) for wrong in cases.POLICY_MISTAKES[temperature].values()
        )
