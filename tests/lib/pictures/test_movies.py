"""Movies: files that decode to what went in, in a notebook, and without a screen."""

import base64
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import cv2
import gymnasium
import numpy as np
import pytest
from PIL import Image, ImageSequence

from lib.pictures import (
    envs,
    movies,
)
from lib.worlds.board import RIGHT, Board

CORRIDOR = Board.from_text("P..A")


def frames(n=9, rows=40, columns=60):
    """A light bar that moves over a dark ground."""
    pictures = np.full((n, rows, columns, 3), 30, np.uint8)
    for number in range(n):
        pictures[number, :, 5 * number : 5 * number + 10] = (250, 200, 40)
    return list(pictures)


def test_an_mp4_decodes_to_the_same_frames(tmp_path):
    path = movies.Movie(frames(), fps=5).save(tmp_path / "bar.mp4")
    video = cv2.VideoCapture(str(path))
    assert video.get(cv2.CAP_PROP_FPS) == 5
    decoded = movies.Recording(path).frames()
    assert len(decoded) == 9
    for before, after in zip(frames(), decoded, strict=True):
        assert after.shape == before.shape
        assert abs(before.astype(int) - after).mean() < 8


@pytest.mark.parametrize("size", [(41, 60), (40, 61), (41, 61)])
def test_odd_sizes_are_padded_by_one_not_stretched(tmp_path, size):
    path = movies.Movie(frames(9, *size)).save(tmp_path / "odd.mp4")
    decoded = movies.Recording(path).frames()
    assert decoded[0].shape == (size[0] + size[0] % 2, size[1] + size[1] % 2, 3)
    assert abs(frames(9, *size)[3].astype(int) - decoded[3][: size[0], : size[1]]).mean() < 8


def test_a_gif_decodes_to_the_same_frames_and_repeats(tmp_path):
    path = movies.Movie(frames(), fps=5).save(tmp_path / "bar.gif")
    with Image.open(path) as gif:
        assert gif.n_frames == 9
        assert gif.size == (60, 40)
        assert gif.info["loop"] == 0
        for before, after in zip(frames(), ImageSequence.Iterator(gif), strict=True):
            assert after.info["duration"] == 200
            assert abs(before.astype(int) - np.array(after.convert("RGB"))).mean() < 8


def test_a_pause_in_a_gif_keeps_its_length(tmp_path):
    pictures = frames(3)
    path = movies.Movie([pictures[0]] * 5 + pictures[1:], fps=10).save(tmp_path / "pause.gif")
    with Image.open(path) as gif:
        assert sum(frame.info["duration"] for frame in ImageSequence.Iterator(gif)) == 700


@pytest.mark.parametrize("fps", [0.5, 3, 8, 12.5, 15, 24, 30, 50, 60, 100, 120, 1000])
def test_a_gif_takes_as_long_as_its_frames_and_no_browser_slows_it_down(tmp_path, fps):
    path = movies.Movie(frames(9) * 4, fps=fps).save(tmp_path / "bar.gif")
    with Image.open(path) as gif:
        pauses = [frame.info["duration"] for frame in ImageSequence.Iterator(gif)]
    assert len(pauses) == 36
    assert min(pauses) >= 20, "browsers play shorter pauses at ten frames a second"
    assert sum(pauses) == pytest.approx(36 * 1000 / min(fps, 50), abs=20)


def test_a_gif_has_a_picture_for_each_frame_and_the_fall_is_in_it(tmp_path):
    still, fall = frames(1)[0], frames(1)[0].copy()
    fall[3:6, 3:6] = (0, 0, 255)  # three pixels of a colour that no other frame has
    path = movies.Movie([still] * 60 + [fall], fps=50).save(tmp_path / "fall.gif")
    with Image.open(path) as gif:
        assert gif.n_frames == 61
        gif.seek(60)
        assert np.array_equal(np.array(gif.convert("RGB")), fall)


@pytest.mark.parametrize("frames_each", [1, 2, 3, 5, 8, 13, 37])
def test_an_mp4_has_as_many_frames_as_it_was_given(tmp_path, frames_each):
    path = movies.Movie(frames(9)[:1] * frames_each, fps=50).save(tmp_path / "still.mp4")
    assert len(movies.Recording(path).frames()) == frames_each


@pytest.mark.parametrize("fps", [0, -3, float("nan"), float("inf"), "8", None])
def test_what_is_no_rate_is_refused_in_one_sentence(fps):
    with pytest.raises(ValueError, match="fps is how many frames a second: a number above 0, got"):
        movies.Movie(frames(), fps=fps)


def test_a_gif_that_can_not_be_written_says_so(tmp_path):
    with pytest.raises(OSError, match=r"nowhere/bar\.gif can't be written"):
        movies.Movie(frames()).save(tmp_path / "nowhere" / "bar.gif")


def test_the_colours_of_the_meadow_survive_a_gif(tmp_path):
    picture = envs.ClearingEnv(13, render_mode="rgb_array")
    picture.reset(seed=0)
    image = picture.render()
    path = movies.Movie([image, image[:, ::-1]]).save(tmp_path / "meadow.gif")
    with Image.open(path) as gif:
        assert abs(image.astype(int) - np.array(gif.convert("RGB"))).mean() < 4


def test_a_movie_plays_itself_in_a_notebook():
    shown = movies.Movie(frames(), alt="A bar <moves>")._repr_html_()
    assert re.match(r"<video controls loop muted ", shown)
    assert "A bar &lt;moves&gt;" in shown
    poster = base64.b64decode(re.search(r'poster="data:image/png;base64,([^"]+)"', shown)[1])
    first = cv2.imdecode(np.frombuffer(poster, np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
    assert np.array_equal(first, frames()[0])
    video = base64.b64decode(re.search(r'src="data:video/mp4;base64,([^"]+)"', shown)[1])
    assert video[4:8] == b"ftyp"
    assert video.index(b"moov") < video.index(b"mdat")  # so that it starts before it is all there


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [np.zeros((4, 4), np.uint8)],
        [np.zeros((4, 4, 3))],
        [np.zeros((4, 4, 3), np.uint8), np.zeros((4, 6, 3), np.uint8)],
    ],
)
def test_what_is_no_movie_says_why(wrong):
    with pytest.raises(ValueError, match="frame"):
        movies.Movie(wrong)


def test_an_unknown_kind_of_file_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"\.gif or \.mp4"):
        movies.Movie(frames()).save(tmp_path / "bar.avi")


def test_a_film_has_a_frame_before_and_after_every_step():
    env = gymnasium.make("Clearing-v0", board=CORRIDOR, start=(0, 0), render_mode="rgb_array")
    movie = movies.film(env, lambda state: RIGHT, seed=0)
    assert len(movie.frames) == 4
    assert movie.fps == 4
    assert "Clearing-v0" in repr(movie)


def test_a_film_needs_an_environment_that_draws():
    with pytest.raises(ValueError, match="rgb_array"):
        movies.film(gymnasium.make("Clearing-v0"), lambda state: RIGHT, seed=0)


def test_a_recording_of_gymnasium_plays_back(tmp_path):
    env = gymnasium.make("Clearing-v0", board=CORRIDOR, start=(0, 0), render_mode="rgb_array")
    env = gymnasium.wrappers.RecordVideo(
        env, str(tmp_path / "videos"), episode_trigger=lambda n: True
    )
    for episode in range(2):
        env.reset(seed=episode)
        while not env.step(RIGHT)[2]:
            pass
    env.close()
    recording = movies.recorded(tmp_path / "videos")
    assert recording.path.name == "rl-video-episode-1.mp4"
    assert len(recording.frames()) == 4
    assert recording.frames()[0].shape == (50, 200, 3)
    assert "<video controls" in recording._repr_html_()


def test_without_a_recording_there_is_a_word_on_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="close the environment"):
        movies.recorded(tmp_path)
    (tmp_path / "broken.mp4").write_bytes(b"nothing")
    with pytest.raises(ValueError, match="not a movie"):
        movies.recorded(tmp_path).frames()


def test_movies_are_made_with_a_bare_environment_and_only_the_scratch_folder(repo, tmp_path):
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import numpy as np; from lib.pictures import movies;"
        "m = movies.Movie(list(np.zeros((3, 8, 8, 3), np.uint8)));"
        "m._repr_html_(); m.save('a.gif'); m.save('a.mp4')"
    )
    bare = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program, repo], cwd=tmp_path, env=bare, check=True)
    left = {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")}
    assert left == {"a.gif", "a.mp4"}


@pytest.fixture
def no_screen(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.usefixtures("no_screen")
def test_without_xvfb_there_is_one_line_that_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        pytest.raises(RuntimeError, match=r"^this machine has no screen.*apt-get install xvfb$"),
        movies.virtual_display(),
    ):
        pass


@pytest.mark.usefixtures("no_screen")
def test_where_there_is_a_screen_it_is_used(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":7")
    with movies.virtual_display():
        assert os.environ["DISPLAY"] == ":7"


@pytest.mark.usefixtures("no_screen")
def test_xvfb_is_started_and_ended(monkeypatch, tmp_path):
    """A stand-in for Xvfb, which does what pyvirtualdisplay waits for: tell its number."""
    stand_in = tmp_path / "Xvfb"
    stand_in.write_text(
        f"#!{sys.executable}\n"
        "import os, pathlib, sys, time\n"
        "if '-help' in sys.argv: sys.exit(print('-displayfd', file=sys.stderr))\n"
        "pathlib.Path(__file__).with_name('pid').write_text(str(os.getpid()))\n"
        "os.write(int(sys.argv[sys.argv.index('-displayfd') + 1]), b'77\\n')\n"
        "time.sleep(60)\n"
    )
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(tmp_path))
    with movies.virtual_display():
        assert os.environ["DISPLAY"] == ":77"
        pid = int((tmp_path / "pid").read_text())
        assert Path(f"/proc/{pid}").exists()
    assert "DISPLAY" not in os.environ
    assert not Path(f"/proc/{pid}").exists()


def test_a_window_shows_frames_and_closes(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    import pygame

    window = movies.Window(fps=1000)
    window.show(frames()[0])
    window.show(frames(9, 50, 70)[0])
    assert pygame.display.get_surface().get_size() == (70, 50)
    window.close()
    assert not pygame.display.get_init()


@pytest.mark.usefixtures("no_screen")
@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="reads what Linux has loaded")
def test_a_window_loads_no_opengl_whose_llvm_would_meet_tensorflows(repo):
    code = (
        "import pathlib\n"
        "import numpy as np\n"
        "from lib.pictures import movies\n"
        "movies.Window(fps=1000).show(np.zeros((50, 70, 3), np.uint8))\n"
        "loaded = pathlib.Path('/proc/self/maps').read_text()\n"
        "print([word for word in ('libLLVM', 'libEGL', 'libGLX') if word in loaded])\n"
    )
    told = subprocess.check_output([sys.executable, "-c", code], cwd=repo, text=True)
    assert told.splitlines()[-1] == "[]"
