"""The pictures of the chapter on pixels draw, and its stand-ins keep to their script."""

import numpy as np
import pytest

from lib import check
from lib.chapters import pixels
from lib.chapters import pixels_cases as cases
from lib.worlds.cartpole_frames import Camera, draw_frames

FRAME = draw_frames(np.array([[0.3, 0, 0.1, 0]]))[0]
LOOK = np.random.default_rng(0).random((24, 13, 2))


@pytest.mark.parametrize(
    "picture",
    [
        lambda: pixels.scene(FRAME, (166, 286, 310, 32)),
        lambda: pixels.film_strip([LOOK, LOOK]),
        lambda: pixels.readable({"a": np.array([0.5, -0.1, 1, 0, 0.3]), "b": np.zeros(5)}),
        lambda: pixels.answers(LOOK),
        lambda: pixels.answers(0 * LOOK),
    ],
)
def test_every_picture_draws_and_says_what_it_shows(picture):
    drawn = picture()
    assert drawn._repr_png_()[0].startswith(b"\x89PNG")
    assert len(repr(drawn)) > 20


def test_a_film_shows_the_frame_and_beside_it_what_is_seen():
    left, right, none = (pixels.window(FRAME, LOOK, push, "step 1") for push in (0, 1, None))
    assert left.shape == right.shape == (200, 460, 3)
    assert left.dtype == np.uint8
    assert not np.array_equal(left, right)
    assert not np.array_equal(left, none)


def test_moments_follow_each_other():
    seen = pixels.moments(Camera((24, 13)), seed=0, steps=5)
    assert seen.shape == (5, 24, 13)
    assert not np.array_equal(seen[0], seen[-1])


def test_scripted_poles_tell_moment_and_pole_and_note_what_was_done():
    falls, limits = np.zeros((2, 3, 2), dtype=bool)
    falls[1, 0] = limits[2, 1] = True
    poles = cases.ScriptedPoles(falls, limits)
    first, _ = poles.reset(seed=3)
    assert first.tolist() == [[[0, 0]], [[1, 10]]]
    ended = [poles.step([0, 1])[2:4] for _ in range(4)]
    assert [fall.tolist() for fall, _ in ended[:3]] == falls.tolist()
    assert [limit.tolist() for _, limit in ended[:3]] == limits.tolist()
    assert poles.seen(2).tolist() == [[[200, 2000]], [[201, 2010]]]
    assert (poles.seeds, poles.done) == ([3], [[0, 1]] * 4)


def test_what_the_poles_hand_out_is_no_part_of_their_script():
    poles = cases.ScriptedPoles([[False]], [[False]])
    poles.step([0])[2][...] = True
    assert not poles.terminated.any()


def test_a_student_is_lent_no_script():
    assert set(cases.ScriptedPoles.__lent__) == {"num_envs", "reset", "step"}
    assert cases.ScriptedEye.__lent__ == ("__call__",)


def test_the_eye_notes_beginnings_and_adds_a_half():
    eye = cases.ScriptedEye()
    assert eye(cases.pictures([1, 2]), [True, False]).tolist() == [[[1.5, 10.5]], [[2.5, 20.5]]]
    assert eye.looked == [([1, 2], [True, False])]


def test_a_picture_made_of_two_is_no_memory():
    memory = cases.pictures([[1, 2]])
    assert cases.numbers_of(memory, (1, 2)) == [[1, 2]]
    memory[0, 0, 0, 1] = 20
    with pytest.raises(check.CheckFailed, match="whole patches"):
        cases.numbers_of(memory, (1, 2))


def test_the_network_that_only_adds_up_tells_columns_and_rows_apart():
    seen = np.zeros((1, 2, 3, 2))
    seen[0, 1, 2, 0] = 1
    assert cases.linear(seen).tolist() == [[2, 6]]


def test_pushes_tell_moment_and_pole():
    poles = cases.ScriptedPoles(np.zeros((2, 3), bool), np.zeros((2, 3), bool))
    assert cases.pushes(poles.seen(1) + 0.5).tolist() == [1, 0, 1]


def test_no_mistake_of_a_table_hides_another():
    tables = {name: table for name, table in vars(cases).items() if name.endswith("_MISTAKES")}
    assert len(tables) >= 12
    for name, table in tables.items():
        results = [np.asarray(wrong).tolist() for wrong in table.values()]
        assert all(results.count(wrong) == 1 for wrong in results), name
