"""Sphinx and what is around it: files it reads, the files of the site, the archive."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import nbformat
from fontTools import subset
from nbformat.notebooknode import NotebookNode

from autograder.errors import BadSource, StorageError
from course.book.chapter import Chapter
from course.book.outputs import Media
from course.book.pages import parts_of
from course.release.build import build as release_into

MARK = ".made-by-course-book"  # in a site of ours, so that we never replace another folder
CONF = """# Made by `course book`.
from course.book.settings import settings

globals().update(settings(static={static!r}, book={book!r}))
"""
FACES = ("Regular", "It", "Semibold", "SemiboldIt")
LETTERS = "U+0020-024F,U+0370-03FF,U+2000-206F,U+2190-21FF,U+2200-22FF,U+25CB,U+25CF"
LINES_OF_A_WARNING = 12
NOT_SHIPPED = re.compile(
    r"^(\.buildinfo|objects\.inv|\.doctrees|_sources|_static/locales)\b|\.map$"
)


def must_be_ours(output: Path) -> None:
    """Raise ``StorageError`` when ``output`` holds something that we did not put there."""
    if output.exists() and not (output / MARK).is_file() and any(output.iterdir()):
        raise StorageError(f"{output} is not a book and not empty: name another folder.")


def student_notebooks(root: Path, chapters: Sequence[Chapter], cache: Path) -> dict[str, Path]:
    """Return the released notebook of each chapter, made anew where its source has changed."""
    cache.mkdir(parents=True, exist_ok=True)
    made = {}
    for chapter in chapters:
        text = nbformat.writes(chapter.nb)
        kept = cache / f"{chapter.name}-{hashlib.sha256(text.encode()).hexdigest()[:20]}.ipynb"
        if not kept.is_file():
            scratch = cache / f".{chapter.name}"
            shutil.rmtree(scratch, ignore_errors=True)
            built = release_into(root, chapter.folder.name, scratch)
            for old in cache.glob(f"{chapter.name}-{'?' * 20}.ipynb"):
                old.unlink()
            min(built.glob("*.ipynb")).replace(kept)
            shutil.rmtree(scratch)
        made[f"{chapter.name}.ipynb"] = kept
    return made


def run_sphinx(
    files: Mapping[str, str | NotebookNode], chapters: Sequence[Chapter], cache: Path
) -> Path:
    """Lay the pages out and return the folder of HTML. Raises ``BadSource`` for any warning."""
    source, built, trees = cache / "pages", cache / "html", cache / "doctrees"
    texts = {name: x if isinstance(x, str) else nbformat.writes(x) for name, x in files.items()}
    static = str(made_files(cache / f"static-{_static_key()}"))
    about = {chapter.name: chapter.about for chapter in chapters}
    told = {"parts": parts_of(chapters), "about": about}
    texts["conf.py"] = CONF.format(static=static, book=told)
    # Sphinx leaves the pages of what is gone, and does not see that this package has changed.
    layout, made_by = cache / "layout.json", json.dumps([sorted(texts), _our_key()])
    if not layout.is_file() or layout.read_text(encoding="utf-8") != made_by:
        for folder in (source, built, trees):
            shutil.rmtree(folder, ignore_errors=True)
        source.mkdir(parents=True)
        layout.write_text(made_by, encoding="utf-8")
    for name, text in texts.items():
        path = source / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q"]
    jobs = ["-j", str(os.cpu_count() or 1)]
    done = subprocess.run(
        [*command, *jobs, "-d", str(trees), str(source), str(built)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": _path_to_us(), "NO_COLOR": "1"},
    )
    if done.returncode:
        shutil.rmtree(trees, ignore_errors=True)  # a page read before would not warn again
        said = [line for line in done.stderr.strip().split("\n") if line]
        told = "\n".join(said[:LINES_OF_A_WARNING]).replace(f"{source}{os.sep}", "")
        raise BadSource(f"The book has a fault, so none was made:\n{told}")
    return built


def made_files(folder: Path) -> Path:
    """Return a folder with what comes from packages: MathJax, and the book's typeface."""
    if (folder / "mathjax").is_dir():
        return folder
    partial = folder.with_suffix(".part")
    shutil.rmtree(partial, ignore_errors=True)
    (partial / "fonts").mkdir(parents=True)
    fonts = Path(find_spec("font_source_serif_pro").submodule_search_locations[0]) / "files"
    for face in FACES:
        woff = partial / "fonts" / f"SourceSerifPro-{face}.woff"
        options = [f"--unicodes={LETTERS}", "--flavor=woff", f"--output-file={woff}"]
        subset.main([str(fonts / f"SourceSerifPro-{face}.ttf"), *options, "--layout-features=*"])
    shutil.copy(fonts / "LICENSE.txt", partial / "fonts" / "LICENSE.txt")
    (partial / "mathjax").mkdir()
    mathjax = Path(find_spec("sphinx-mathjax-offline").submodule_search_locations[0])
    shutil.copy(mathjax / "static" / "mathjax" / "tex-svg-full.js", partial / "mathjax")
    partial.replace(folder)
    return folder


def publish(built: Path, output: Path, media: Media, downloads: Mapping[str, Path]) -> None:
    """Put the site where ``output`` says, in one move: the old one stays until the new one is whole."""
    new, old = (output.with_name(f".{output.name}.{state}") for state in ("new", "old"))
    shutil.rmtree(new, ignore_errors=True)
    for path in sorted(built.rglob("*")):
        name = path.relative_to(built)
        if path.is_file() and not NOT_SHIPPED.match(name.as_posix()):
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, new / name)
    for folder, files in (
        (new / media.address, {name: media.folder / name for name in media.used}),
        (new / "downloads", downloads),
    ):
        folder.mkdir(exist_ok=True)
        for name, path in files.items():
            shutil.copyfile(path, folder / name)
    (new / MARK).touch()
    shutil.rmtree(old, ignore_errors=True)
    if output.exists():
        output.replace(old)
    new.replace(output)
    shutil.rmtree(old, ignore_errors=True)


def pack(output: Path) -> Path:
    """Write the site as a zip beside it, for reading offline, and return its path."""
    archive = output.with_name(f"{output.name}.zip")
    partial = output.with_name(f".{output.name}.zip.part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for path in sorted(p for p in output.rglob("*") if p.is_file() and p.name != MARK):
            how = zipfile.ZIP_STORED if path.suffix in {".png", ".mp4", ".woff"} else None
            packed.write(path, Path(output.name) / path.relative_to(output), compress_type=how)
    partial.replace(archive)
    return archive


def plain_text(path: Path) -> str:
    """Return what an HTML page says, without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8")))


def _static_key() -> str:
    told = [version("font-source-serif-pro"), version("sphinx-mathjax-offline"), FACES, LETTERS]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


def _our_key() -> str:
    """Return a fingerprint of whatever else makes a page what it is: this package, and Sphinx's."""
    digest = hashlib.sha256(
        " ".join(map(version, ("sphinx", "myst-nb", "sphinx-book-theme"))).encode()
    )
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in {".py", ".html"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def _path_to_us() -> str:
    """Return a path on which Sphinx's process finds this package, wherever it was started."""
    here = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join(x for x in (here, os.environ.get("PYTHONPATH", "")) if x)
