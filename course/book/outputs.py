"""Outputs of executed cells as the site shows them: media in files of their own, each with a text.

A picture becomes an `<img>` with its size and alternative text, a movie an MP4 with a poster frame
that loads when it is played. An animated GIF becomes such a movie too: nothing moves unasked.
"""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from autograder.errors import BadSource

SUFFIX = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg", "image/gif": "gif"}
SUFFIX["video/mp4"] = "mp4"
PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif")
EMBEDDED = re.compile(r"data:(?P<mime>[\w/+.-]+);base64,(?P<data>[A-Za-z0-9+/=\s]+)")
IMAGE = re.compile(r"<img\b[^>]*>")
GIF = re.compile(r"<img\b(?P<before>[^>]*?)src=\"(?P<src>[^\"]+\.gif)\"(?P<after>[^>]*)>")
BAR = re.compile(r"^.*\d+%\|.*\| *\S+/\S+ \[.*\].*$", re.MULTILINE)  # what tqdm leaves behind
MOVES = re.compile(r"\x1b\[[0-9;]*[A-HJKSTfsu]")  # of the cursor, by bars above each other
WITHOUT_WORDS = re.compile(r"^<[\w.]+ (?:object|size|at)\b")  # a repr that says nothing


@dataclass
class Media:
    """Where files go, named for their content, and how a page reaches them."""

    folder: Path
    address: str = "media"
    used: set[str] = field(default_factory=set)

    def keep(self, content: bytes, suffix: str) -> str:
        """Store a file once and return its address, relative to a page."""
        return self.made(hashlib.sha256(content).hexdigest()[:16], suffix, lambda: content)

    def made(self, name: str, suffix: str, make: Callable[[], bytes]) -> str:
        """Store a file of this name, made only if there is none yet, and return its address."""
        path = self.folder / f"{name}.{suffix}"
        if not path.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".part")
            partial.write_bytes(make())
            partial.replace(path)
        self.used.add(path.name)
        return f"{self.address}/{path.name}"

    def read(self, address: str) -> bytes:
        """Return what an address of ours leads to."""
        return (self.folder / Path(address).name).read_bytes()


def site_outputs(outputs: list[NotebookNode], media: Media, where: str) -> list[NotebookNode]:
    """Return the outputs of one cell for the site. Raises ``BadSource`` for a picture without words."""
    shown = []
    for output in outputs:
        if output.output_type == "stream":
            text = without_bars(output.text)
            if text:
                shown.append(NotebookNode(output_type="stream", name="stdout", text=text))
        elif output.output_type == "error":
            shown.append(output)
        else:
            data = site_data(output.data, output.get("metadata", {}), media, where)
            shown.append(NotebookNode(output_type="display_data", data=data, metadata={}))
    return shown


def without_bars(text: str) -> str:
    """Return printed text without progress bars and the empty lines they leave."""
    lines = [line.rstrip() for line in BAR.sub("", MOVES.sub("", text)).split("\n")]
    kept = "\n".join(lines).strip("\n")
    return f"{kept}\n" if kept else ""


def site_data(data: NotebookNode, metadata: NotebookNode, media: Media, where: str) -> NotebookNode:
    """Return one output's representation: HTML for what is seen, text as it is."""
    if "text/html" in data:
        return NotebookNode({"text/html": site_html(data["text/html"], media, where)})
    for mime in PICTURES:
        if mime in data:
            how = metadata.get(mime, {})
            words = how.get("alt") or data.get("text/plain", "")
            if not words or WITHOUT_WORDS.match(words):
                raise BadSource(
                    f"{where} shows a picture without words for those who can't see it: end the "
                    "cell with a Picture of lib.pictures.plots, which has them"
                )
            raw = data[mime]
            content = raw.encode() if mime == "image/svg+xml" else base64.b64decode(raw)
            return NotebookNode({"text/html": figure(content, mime, words, how, media)})
    return NotebookNode({mime: text for mime, text in data.items() if mime.startswith("text/")})


def figure(content: bytes, mime: str, words: str, size: dict, media: Media) -> str:
    """Return the HTML of a picture."""
    address = media.keep(content, SUFFIX[mime])
    sides = "".join(f' {side}="{size[side]}"' for side in ("width", "height") if side in size)
    image = f'<img src="{address}" alt="{html.escape(words)}"{sides}>'
    return site_html(image, media, "")


def site_html(text: str, media: Media, where: str) -> str:
    """Return HTML whose embedded pictures and movies are files, all with words, none of them playing."""

    def extract(found: re.Match) -> str:
        if found["mime"] not in SUFFIX:
            return found[0]
        return media.keep(base64.b64decode(found["data"]), SUFFIX[found["mime"]])

    text = EMBEDDED.sub(extract, text)
    for image in IMAGE.findall(text):
        if not re.search(r'\balt="[^"]+"', image):
            raise BadSource(f"{where} shows an image without alt text: {image[:80]}")
    text = GIF.sub(lambda found: film(found, media), text)
    text = IMAGE.sub(lambda found: found[0].replace("<img", '<img loading="lazy"', 1), text)
    text = text.replace("<video ", '<video preload="none" ').replace(" autoplay", "")
    return f'<div class="shown">{text}</div>'


def film(found: re.Match, media: Media) -> str:
    """Return a `<video>` for an animated GIF; one that doesn't move stays what it is."""
    from PIL import Image

    content = media.read(found["src"])
    with Image.open(io.BytesIO(content)) as gif:
        if getattr(gif, "n_frames", 1) == 1:
            return found[0]
        width, height = gif.size
        poster = io.BytesIO()
        gif.seek(gif.n_frames - 1)  # the end says most: beliefs sharpened, the walk complete
        gif.convert("RGB").save(poster, "PNG", optimize=True)
    media.used.discard(Path(found["src"]).name)
    stem = hashlib.sha256(content).hexdigest()[:16]
    movie = media.made(stem, "mp4", lambda: to_mp4(content))
    still = media.keep(poster.getvalue(), "png")
    attributes = found["before"] + found["after"]
    words = re.search(r'\balt="([^"]+)"', attributes)[1]
    asked = re.search(r'\bwidth="(\d+)"', attributes)
    shown = int(asked[1]) if asked else width
    return (
        f'<video controls loop muted playsinline width="{shown}" '
        f'height="{round(shown * height / width)}" poster="{still}" aria-label="{words}">'
        f'<source type="video/mp4" src="{movie}">{words}</video>'
    )


def to_mp4(gif: bytes) -> bytes:
    """Turn an animated GIF into an MP4 that any browser plays, with the ffmpeg of imageio-ffmpeg."""
    import imageio_ffmpeg

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.gif", Path(folder) / "out.mp4"
        source.write_bytes(gif)
        even = "pad=ceil(iw/2)*2:ceil(ih/2)*2,format=yuv420p"  # the codec wants even sides
        quality = ["-c:v", "libx264", "-crf", "20", "-threads", "1", "-movflags", "+faststart"]
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", source, "-vf", even]
        subprocess.run([*command, *quality, target], check=True, stdin=subprocess.DEVNULL)
        return target.read_bytes()
