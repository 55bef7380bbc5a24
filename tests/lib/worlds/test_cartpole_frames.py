"""CartPole's pictures are gymnasium's, only faster."""

import cv2
import gymnasium
import numpy as np
import pytest

from lib.worlds import cartpole_frames
from lib.worlds.cartpole_frames import BOTTOM, TOP, Camera, SeenPoles

CLOSE = 0.09  # of 1: how far a pixel of a patch may be from gymnasium's


@pytest.fixture(scope="module")
def drawn():
    """States anywhere on the track, upright or lost, and gymnasium's frames of them."""
    rng = np.random.default_rng(3)
    states = rng.uniform(-1, 1, (150, 4)) * [2.4, 1, 0.27, 1]
    env = gymnasium.make("CartPole-v1", render_mode="rgb_array").unwrapped
    env.reset(seed=0)
    frames = []
    for state in states:
        env.state = state
        frames.append(env.render())
    env.close()
    return states, np.stack(frames)


def cut_out(frame, column, shape):
    """Return the same patch of one of gymnasium's frames; beyond its edge it is white."""
    grey = cv2.cvtColor(np.ascontiguousarray(frame), cv2.COLOR_RGB2GRAY)[TOP:BOTTOM]
    grey = np.pad(grey, ((0, 0), (100, 100)), constant_values=255)
    width = 120 // shape[0] * shape[1]
    patch = grey[:, 100 + column - width // 2 :][:, :width]
    small = cv2.resize(patch, shape[::-1], interpolation=cv2.INTER_AREA)
    return 1 - small.astype(np.float32) / 255


def test_whole_frames_are_gymnasium_s_but_for_the_softness_of_edges(drawn):
    states, frames = drawn
    apart = np.abs(cartpole_frames.draw_frames(states).astype(int) - frames).max(axis=3)
    assert (apart > 0).mean() < 0.003
    assert apart.mean() / 255 < 0.0005


@pytest.mark.parametrize(
    ("shape", "close"),
    [((30, 16), CLOSE), ((15, 8), CLOSE), ((60, 32), 2 * CLOSE), ((24, 13), CLOSE)],
)
def test_patches_are_those_of_gymnasium_s_frames(drawn, shape, close):
    states, frames = drawn
    columns = cartpole_frames.column_of(states)
    theirs = np.stack([cut_out(*pair, shape) for pair in zip(frames, columns, strict=True)])
    ours = Camera(shape)(states)
    assert (ours.shape, ours.dtype) == ((150, *shape), np.float32)
    assert np.abs(ours - theirs).max() <= close


def test_the_cart_stands_in_the_middle_of_its_patch(drawn):
    states, frames = drawn
    for state, frame in zip(states, frames, strict=True):
        dark = np.flatnonzero(frame[310, :, 0] < 128)
        if 0 < dark[0] and dark[-1] < 599:
            assert abs((dark[0] + dark[-1]) / 2 - cartpole_frames.column_of(state)) <= 0.5


def test_a_patch_is_the_same_alone_in_company_and_the_second_time(drawn):
    states, _ = drawn
    camera = Camera()
    together = camera(states)
    assert np.array_equal(camera(states), together)
    assert np.array_equal(np.concatenate([Camera()(state[None]) for state in states]), together)
    together[...] = 7
    assert camera(states).max() <= 1, "what is handed out is nobody's memory"


@pytest.mark.parametrize("whole_pixels", [True, False])
def test_what_lies_beyond_the_track_is_white(whole_pixels):
    left, right = Camera(whole_pixels=whole_pixels)(np.array([[-2.4, 0, 0, 0], [2.4, 0, 0, 0]]))
    assert not left[:, :8].any()
    assert left[-1, 8:12].all()
    assert not right[:, 8:].any()
    assert right[-1, 4:8].all()


def test_a_small_lean_shows_in_sub_pixels_only():
    states = np.zeros((2, 4))
    states[:, 2] = 0.001, 0.003
    first, second = Camera()(states)
    assert np.array_equal(first, second)
    first, second = Camera(whole_pixels=False)(states)
    assert not np.array_equal(first, second)


def test_only_an_odd_patch_has_an_upright_pole_in_its_very_middle():
    upright = np.zeros((1, 4))
    for shape, symmetric in (((24, 13), True), ((40, 21), True), ((30, 16), False)):
        patch = Camera(shape)(upright)[0]
        assert np.allclose(patch, patch[:, ::-1], atol=0.01) == symmetric


def test_the_pole_leans_where_the_angle_says():
    columns = np.arange(16)
    for whole_pixels in (True, False):
        left, right = Camera(whole_pixels=whole_pixels)(
            np.array([[0, 0, -0.15, 0], [0, 0, 0.15, 0]])
        )
        assert left[3] @ columns / left[3].sum() < 5 < 10 < right[3] @ columns / right[3].sum()


@pytest.mark.parametrize("shape", [(29, 16), (50, 10)])
def test_a_patch_that_doesn_t_divide_is_refused(shape):
    with pytest.raises(ValueError, match="must divide"):
        Camera(shape)


def test_episodes_end_and_begin_as_gymnasium_s_do():
    felt = gymnasium.make_vec("CartPole-v1", num_envs=3, vectorization_mode="vector_entry_point")
    poles, camera = SeenPoles(3, Camera()), Camera()
    states, _ = felt.reset(seed=5)
    assert np.array_equal(poles.reset(seed=5)[0], camera(states))
    ended = np.zeros(3, dtype=int)
    for moment in range(120):
        actions = np.array([0, 1, moment % 2])
        states, *expected = felt.step(actions)
        pictures, *found = poles.step(actions)
        assert np.array_equal(pictures, camera(states))
        assert all(np.array_equal(a, b) for a, b in zip(found[:3], expected[:3], strict=True))
        ended += found[1]
    assert (ended >= 1).all()


def test_a_limit_on_steps_truncates():
    poles = SeenPoles(2, Camera((15, 8)), max_episode_steps=3)
    poles.reset(seed=0)
    assert [poles.step([0, 1])[3].tolist() for _ in range(4)] == [[False] * 2] * 2 + [
        [True] * 2,
        [False] * 2,
    ]


def test_gymnasium_s_own_frames_are_cut_by_whoever_asks():
    poles = SeenPoles(2, cut=lambda frame: cut_out(frame, 300, (30, 16)))
    pictures, _ = poles.reset(seed=1)
    near = Camera()(poles.envs.state.T)
    assert np.abs(pictures - near).mean() < 0.1
    assert poles.step([0, 1])[0].shape == (2, 30, 16)
    poles.close()


def test_poles_are_drawn_or_cut_and_not_both():
    for given in ({}, {"camera": Camera(), "cut": np.asarray}):
        with pytest.raises(ValueError, match="not both"):
            SeenPoles(1, **given)
