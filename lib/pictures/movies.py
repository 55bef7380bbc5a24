"""Moving pictures: frames to GIF and MP4, shown in a notebook; and a screen where there is none.

A frame is an RGB picture, uint8, shape (rows, columns, 3). The MP4 is made by the ffmpeg that comes
with the package imageio-ffmpeg: nothing needs to be installed on the machine.
"""

import base64
import contextlib
import html
import numbers
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import gymnasium
import numpy as np

from lib import rollout


class Movie:
    """Frames at so many a second; as the last value of a cell it plays itself.

    alt: a text for those who can't see it. Raises ValueError if there is no frame, frames differ in
    size or aren't RGB pictures, or fps isn't a number above 0.
    """

    def __init__(self, frames: Sequence[np.ndarray], fps: float = 8, alt: str = "A movie."):
        self.frames = [np.ascontiguousarray(frame) for frame in frames]
        self.fps, self.alt = fps, alt
        if not self.frames:
            raise ValueError("a movie needs at least one frame")
        if not isinstance(fps, numbers.Real) or not 0 < fps < np.inf:
            raise ValueError(f"fps is how many frames a second: a number above 0, got {fps!r}")
        for number, frame in enumerate(self.frames):
            fits = frame.ndim == 3 and frame.shape[2] == 3 and frame.dtype == np.uint8
            if not fits or frame.shape != self.frames[0].shape:
                raise ValueError(
                    f"frame {number} must be uint8 of shape (rows, columns, 3), all frames of one "
                    f"size, got {frame.dtype} of shape {frame.shape}"
                )

    def __repr__(self) -> str:
        return self.alt

    def save(self, path: str | Path) -> Path:
        """Write a file, by its name a .gif or an .mp4, and return its path."""
        path = Path(path)
        writers = {".gif": _write_gif, ".mp4": _write_mp4}
        if path.suffix not in writers:
            raise ValueError(f"a movie is saved as .gif or .mp4, not as {path.name}")
        writers[path.suffix](self.frames, path, self.fps)
        return path

    def _repr_html_(self) -> str:
        with tempfile.TemporaryDirectory() as folder:
            content = self.save(Path(folder) / "movie.mp4").read_bytes()
        return _video_tag(content, self.frames[0], self.alt)


class Recording:
    """An MP4 file that plays itself as the last value of a cell."""

    def __init__(self, path: str | Path, alt: str = "A recorded episode."):
        self.path, self.alt = Path(path), alt

    def __repr__(self) -> str:
        return f"{self.alt} ({self.path})"

    def frames(self) -> list[np.ndarray]:
        """Decode the file; raise ValueError if it holds no frame."""
        return list(self._decoded())

    def _decoded(self) -> Iterator[np.ndarray]:
        import cv2  # here, because importing OpenCV takes a moment

        video = cv2.VideoCapture(str(self.path))
        try:
            there, frame = video.read()
            if not there:
                raise ValueError(f"{self.path} is not a movie that can be read")
            while there:
                yield cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
                there, frame = video.read()
        finally:
            video.release()

    def _repr_html_(self) -> str:
        with contextlib.closing(self._decoded()) as frames:  # the first is enough
            return _video_tag(self.path.read_bytes(), next(frames), self.alt)


def film(env: gymnasium.Env, act: Callable, seed: int, fps: float | None = None, **how) -> Movie:
    """Play one episode and return its movie; env must have render_mode "rgb_array".

    how: max_steps and options of `rollout.play_episode`, and alt of `Movie`.
    """
    if env.render_mode != "rgb_array":
        mode = env.render_mode
        raise ValueError(f'make the environment with render_mode="rgb_array"; it has {mode!r}')
    alt = how.pop("alt", f"One episode of {env.spec.id if env.spec else type(env).__name__}.")
    camera = gymnasium.wrappers.RenderCollection(env)
    rollout.play_episode(camera, act, seed, **how)
    return Movie(camera.render(), fps or env.metadata.get("render_fps", 8), alt)


def recorded(folder: str | Path, alt: str = "A recorded episode.") -> Recording:
    """Return the newest MP4 that `gymnasium.wrappers.RecordVideo` wrote into a folder.

    Raises FileNotFoundError if there is none; the wrapper writes it when the episode is over.
    """
    movies = sorted(Path(folder).glob("*.mp4"), key=lambda path: path.stat().st_mtime_ns)
    if not movies:
        raise FileNotFoundError(
            f"no .mp4 in {folder}: finish an episode with RecordVideo, or close the environment"
        )
    return Recording(movies[-1], alt)


@contextlib.contextmanager
def virtual_display(width: int = 1024, height: int = 768) -> Iterator[None]:
    """Give render_mode="human" a screen that nobody sees, if the machine has none.

    Where there is a screen (or a system without X11), do nothing. Raises RuntimeError if Xvfb, the
    program that plays the screen, isn't installed.
    """
    if not sys.platform.startswith("linux") or any(map(os.environ.get, _SCREENS)):
        yield
        return
    if shutil.which("Xvfb") is None:
        raise RuntimeError(
            "this machine has no screen and no Xvfb to stand in for one: apt-get install xvfb"
        )
    from pyvirtualdisplay import Display

    with Display(visible=False, size=(width, height)):
        yield


class Window:
    """A window that shows frames, so many a second; needs a screen, see `virtual_display`."""

    def __init__(self, fps: float, title: str = "Peter"):
        import pygame

        self._pygame, self._fps, self._title = pygame, fps, title
        pygame.display.init()
        self._clock = pygame.time.Clock()

    def show(self, frame: np.ndarray) -> None:
        """Show a frame, not before the last one had its time."""
        pygame = self._pygame
        size = frame.shape[1], frame.shape[0]
        screen = pygame.display.get_surface()
        if screen is None or screen.get_size() != size:
            screen = pygame.display.set_mode(size)
            pygame.display.set_caption(self._title)
        screen.blit(pygame.image.frombuffer(np.ascontiguousarray(frame), size, "RGB"), (0, 0))
        pygame.event.pump()  # else the system takes the window for dead
        pygame.display.flip()
        self._clock.tick(self._fps)

    def close(self) -> None:
        """Close the window."""
        self._pygame.display.quit()


_CONTROLS = 64  # pixels below the picture, which a paused player's buttons would cover
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")


def _write_gif(frames: Sequence[np.ndarray], path: Path, fps: float) -> None:
    """Write a picture for each frame, equal ones too, in one palette chosen from all of them.

    The palette is one for all, since still parts would flicker otherwise. A GIF counts hundredths of a
    second: pauses alternate so that the mean rate is right. Browsers play what pauses for less than
    two hundredths at ten frames a second, so more than 50 a second are played at 50.
    """
    import imageio_ffmpeg

    palette = "palettegen=reserve_transparent=0:stats_mode=full"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error"]
    command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-r", str(min(fps, 50))]
    command += ["-s", f"{frames[0].shape[1]}x{frames[0].shape[0]}", "-i", "-"]
    command += ["-vf", f"split[a][b];[a]{palette}[p];[b][p]paletteuse=dither=none"]
    command += ["-fps_mode", "passthrough", "-threads", "1", "-loop", "0", "-f", "gif", str(path)]
    pixels = b"".join(frame.tobytes() for frame in frames)
    done = subprocess.run(command, input=pixels, capture_output=True)
    if done.returncode:
        raise OSError(f"{path} can't be written: {done.stderr.decode(errors='replace').strip()}")


def _write_mp4(frames: Sequence[np.ndarray], path: Path, fps: float) -> None:
    import imageio_ffmpeg

    # The codec wants even sizes: repeat the last row or column where one is odd.
    rows, columns = (side % 2 for side in frames[0].shape[:2])
    frames = [np.pad(frame, ((0, rows), (0, columns), (0, 0)), "edge") for frame in frames]
    writer = imageio_ffmpeg.write_frames(
        path,
        (frames[0].shape[1], frames[0].shape[0]),
        fps=fps,
        codec="libx264",
        macro_block_size=1,
        output_params=["-crf", "20", "-threads", "1", "-movflags", "+faststart"],
    )
    writer.send(None)
    try:
        for frame in frames:
            writer.send(np.ascontiguousarray(frame))
    finally:
        writer.close()


def _video_tag(content: bytes, poster: np.ndarray, alt: str) -> str:
    import cv2  # here, because importing OpenCV takes a moment

    _, png = cv2.imencode(".png", cv2.cvtColor(poster, cv2.COLOR_RGB2BGR))
    video, image = (base64.b64encode(data).decode() for data in (content, png.tobytes()))
    height, width = poster.shape[:2]
    shape = f"aspect-ratio: {width} / {height + _CONTROLS}; object-fit: contain"
    return (
        f'<video controls loop muted playsinline aria-label="{html.escape(alt)}" '
        f'width="{width}" style="max-width: 100%; {shape}; object-position: top" '
        f'poster="data:image/png;base64,{image}">'
        f'<source type="video/mp4" src="data:video/mp4;base64,{video}">{html.escape(alt)}</video>'
    )
